"""The agency's open data as others list it: a Frictionless Data Package and a DCAT catalogue. Pure.

The licence is for the agency to decide; until it has, none is named.
"""

from assessments.exports import table_schema
from assessments.models import Page
from assessments.open_data import schema_path
from assessments.page_files import CSV, JSON, TYPES, XLSX, file_paths

NO_LICENCE = "ยังไม่ระบุสัญญาอนุญาต"
# How csv_of writes; the files begin with a byte order mark, which readers of "utf-8" must take off.
DIALECT = {"delimiter": ",", "quoteChar": '"', "doubleQuote": True, "lineTerminator": "\r\n", "header": True}
CONTEXT = {
    "dcat": "http://www.w3.org/ns/dcat#",
    "dct": "http://purl.org/dc/terms/",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}
FILE_TYPES = "http://publications.europa.eu/resource/authority/file-type/"
THAI = "http://publications.europa.eu/resource/authority/language/THA"


def live_pages(record):
    """[(year_be, Page, Publication)] of what is published and not withdrawn, newest year first."""
    rows = [(*key, row) for key, row in record.pages.items() if not row.withdrawn_at]
    order = list(Page)
    rows = [(year_be, Page(page), row) for year_be, page, row in rows]
    return sorted(rows, key=lambda row: (-row[0], order.index(row[1])))


def _title(year_be, page):
    return f"{page.label} ปีงบประมาณ {year_be}"


def data_package(agency, pages, origin, query=""):
    """The Data Package of the CSV files of `pages` (see live_pages); `query` is put behind each address."""
    return {
        "profile": "tabular-data-package",
        "name": f"ita-{agency.slug}".lower(),
        "title": f"ข้อมูล ITA ของ{agency.name}",
        "description": f"ข้อมูลที่เผยแพร่แล้ว ({NO_LICENCE})",
        "homepage": f"{origin}/ita/data/",
        "contributors": [{"title": agency.name, "role": "publisher"}],
        "resources": [
            {
                "profile": "tabular-data-resource",
                "name": f"{page}-{year_be}",
                "title": _title(year_be, page),
                "path": f"{origin}{file_paths(year_be, page)[CSV]}{query}",
                "format": "csv",
                "mediatype": "text/csv",
                "encoding": "utf-8",
                "dialect": DIALECT,
                "schema": table_schema(page),
            }
            for year_be, page, _row in pages
            if CSV in file_paths(year_be, page)
        ],
    }


def _typed(kind, value):
    return {"@type": f"xsd:{kind}", "@value": value}


def _distribution(origin, page, form, address):
    found = {
        "@id": origin + address,
        "@type": "dcat:Distribution",
        "dct:title": form.upper(),
        "dcat:accessURL": {"@id": origin + address},
        "dcat:downloadURL": {"@id": origin + address},
        "dct:format": {"@id": FILE_TYPES + form.upper()},
        "dcat:mediaType": TYPES[form].partition(";")[0],
        "dct:rights": NO_LICENCE,
    }
    if form == JSON:
        found["dct:conformsTo"] = {"@id": origin + schema_path(f"{page}/1")}
    return found


def catalog(agency, pages, origin):
    """The DCAT catalogue of `pages` (see live_pages) as JSON-LD, for data.go.th and its like."""
    publisher = {"@id": f"{origin}/ita/", "@type": "foaf:Agent", "foaf:name": agency.name}
    start = f"{origin}/ita/data/"
    return {
        "@context": CONTEXT,
        "@id": f"{start}catalog.jsonld",
        "@type": "dcat:Catalog",
        "dct:title": {"@language": "th", "@value": f"ข้อมูล ITA ของ{agency.name}"},
        "dct:description": {"@language": "th", "@value": "ผลการประเมิน มาตรการ และการเปิดเผยข้อมูลที่เผยแพร่แล้ว"},
        "dct:publisher": publisher,
        "dct:language": {"@id": THAI},
        "foaf:homepage": {"@id": start},
        "dcat:dataset": [
            {
                "@id": f"{start}#{page}-{year_be}",
                "@type": "dcat:Dataset",
                "dct:identifier": f"{agency.slug}-{page}-{year_be}",
                "dct:title": {"@language": "th", "@value": _title(year_be, page)},
                "dct:description": {
                    "@language": "th",
                    "@value": f"{_title(year_be, page)} ของ{agency.name} ฉบับที่ {row.number}",
                },
                "dct:publisher": {"@id": publisher["@id"]},
                "dct:language": {"@id": THAI},
                "dct:modified": _typed("dateTime", row.published_at.isoformat()),
                "dct:accrualPeriodicity": {
                    "@id": "http://publications.europa.eu/resource/authority/frequency/IRREG"
                },
                "dcat:keyword": ["ITA", "OIT", "คุณธรรมและความโปร่งใส"],
                "dcat:version": str(row.number),
                "dcat:distribution": [
                    _distribution(origin, page, form, address)
                    for form, address in file_paths(year_be, page).items()
                    if form in (CSV, JSON, XLSX)
                ],
            }
            for year_be, page, row in pages
        ],
    }
