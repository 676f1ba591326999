"""The agency's open data as others list it: a Frictionless Data Package and a DCAT 3 catalogue. Pure.

The licence is for the agency to decide; until it has, none is named.
"""

from assessments.exports.formats import CSV, JSON, file_paths, media_type
from assessments.exports.tables import table_schema
from assessments.models import Page
from assessments.open_data.datasets import (
    DESCRIPTIONS,
    HALF_YEARLY,
    KEYWORDS,
    NO_LICENCE,
    OPEN_FORMS,
    dataset_of,
    frequency,
    place_of,
)
from assessments.open_data.json_schemas import schema_path

# How csv_of writes; the files begin with a byte order mark, which readers of "utf-8" must take off.
DIALECT = {"delimiter": ",", "quoteChar": '"', "doubleQuote": True, "lineTerminator": "\r\n", "header": True}
CONTEXT = {
    "dcat": "http://www.w3.org/ns/dcat#",
    "dct": "http://purl.org/dc/terms/",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "vcard": "http://www.w3.org/2006/vcard/ns#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}
_AUTHORITY = "http://publications.europa.eu/resource/authority/"
_MEDIA_TYPES = "https://www.iana.org/assignments/media-types/"


def live_pages(pages):
    """[(year_be, Page, Publication)] of what is published and not withdrawn, newest year first."""
    order = list(Page)
    rows = [(year_be, Page(page), pages.publication(year_be, page)) for year_be, page in pages.live]
    return sorted(rows, key=lambda row: (-row[0], order.index(row[1])))


def data_package(agency, pages, origin, query=""):
    """The Data Package of the CSV files of `pages` (see live_pages); `query` is put behind each address."""
    return {
        "profile": "tabular-data-package",
        "name": f"ita-{agency.slug}".lower(),
        "title": f"ข้อมูล ITA ของ{agency.name}",
        "description": f"ข้อมูลที่เผยแพร่แล้ว ({NO_LICENCE})",
        "homepage": f"{origin}/ita/data/",
        "keywords": list(KEYWORDS),
        "contributors": [{"title": agency.name, "role": "publisher"}],
        "resources": [
            _resource(dataset_of(agency, year_be, page), row, origin, query)
            for year_be, page, row in pages
            if CSV in file_paths(year_be, page)
        ],
    }


def _resource(dataset, row, origin, query):
    year_be, page = dataset.year_be, dataset.page
    return {
        "profile": "tabular-data-resource",
        "name": f"{page}-{year_be}",
        "title": dataset.title,
        "description": dataset.description,
        "version": str(row.number),
        "sources": [{"title": dataset.source, "path": origin + dataset.path}],
        "path": f"{origin}{file_paths(year_be, page)[CSV]}{query}",
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "dialect": DIALECT,
        "schema": table_schema(page),
    }


def _typed(kind, value):
    return {"@type": f"xsd:{kind}", "@value": value}


def _thai(text):
    return {"@language": "th", "@value": text}


def _node(kind, address="", **properties):
    """A node of a class (or several), which DCAT-AP asks for of everything that is pointed at."""
    named = {name.replace("_", ":", 1): value for name, value in properties.items()}
    return ({"@id": address} if address else {}) | {"@type": kind} | named


LANGUAGE = _node("dct:LinguisticSystem", f"{_AUTHORITY}language/THA")
THEME = _node("skos:Concept", f"{_AUTHORITY}data-theme/GOVE", skos_prefLabel=_thai("ภาครัฐและการบริหาร"))
PUBLIC = _node("dct:RightsStatement", f"{_AUTHORITY}access-right/PUBLIC", rdfs_label=_thai("ข้อมูลสาธารณะ"))
UNDECIDED = _node("dct:RightsStatement", rdfs_label=_thai(NO_LICENCE))


def _frequency(name):
    return _node("dct:Frequency", f"{_AUTHORITY}frequency/{name}")


def _distribution(origin, id_origin, page, form, address):
    found = {
        "@id": id_origin + address,
        "@type": "dcat:Distribution",
        "dct:title": _thai(form.upper()),
        "dcat:accessURL": _node("rdfs:Resource", origin + address),
        "dcat:downloadURL": _node("rdfs:Resource", origin + address),
        "dct:format": _node("dct:MediaTypeOrExtent", f"{_AUTHORITY}file-type/{form.upper()}"),
        "dcat:mediaType": _node("dct:MediaType", _MEDIA_TYPES + media_type(form)),
        "dct:language": LANGUAGE,
        "dct:rights": UNDECIDED,
    }
    if form == JSON:
        found["dct:conformsTo"] = _node("dct:Standard", origin + schema_path(f"{page}/1"))
    return found


class _Catalogue:
    """The parts of one agency's catalogue that point at each other.

    What is to be opened stands under `origin`, what only names (@id) under `id_origin`, which stays.
    """

    def __init__(self, agency, pages, origin, id_origin):
        self.agency, self.pages, self.origin, self.id_origin = agency, pages, origin, id_origin
        self.home, self.start = f"{origin}/ita/data/", f"{id_origin}/ita/data/"
        self.publisher = _node("foaf:Agent", f"{id_origin}/ita/", foaf_name=_thai(agency.name))
        form = f"{origin}/ita/report/"
        self.contact = _node(
            ["vcard:Kind", "vcard:Organization"],
            f"{id_origin}/ita/report/#contact",
            vcard_fn=agency.name,
            vcard_hasURL={"@id": form},
        )
        place = place_of(agency)
        located = _node("dct:Location", f"{self.start}#place", skos_prefLabel=_thai(place))
        self.described = {
            "dct:publisher": self.publisher,
            "dct:language": LANGUAGE,
            "dcat:theme": THEME,
            "dcat:contactPoint": self.contact,
            "dcat:keyword": [_thai(word) for word in KEYWORDS],
        } | ({"dct:spatial": located} if place else {})

    def whole(self):
        """The Catalog itself."""
        title = f"ข้อมูล ITA ของ{self.agency.name}"
        modified = max((row.published_at for _year, _page, row in self.pages), default=None)
        kinds = [page for page in Page if any(page == each for _year, each, _row in self.pages)]
        shown = {name: self.described[name] for name in ("dct:publisher", "dct:language")}
        found = {
            "@context": CONTEXT,
            "@id": f"{self.start}catalog.jsonld",
            "@type": "dcat:Catalog",
            "dct:title": _thai(title),
            "dct:description": _thai("ผลการประเมิน มาตรการ และการเปิดเผยข้อมูลที่เผยแพร่แล้ว"),
            **shown,
            "foaf:homepage": _node("foaf:Document", self.home),
            "dct:rights": UNDECIDED,
            "dcat:dataset": [self.dataset(*each) for each in self.pages],
            "dcat:resource": [self.series(page) for page in kinds],
            "dcat:service": self.service(title),
        }
        return found | ({"dct:modified": _typed("dateTime", modified.isoformat())} if modified else {})

    def series(self, page):
        """The DatasetSeries of a kind of page: what comes anew every year or half-year."""
        often = "ANNUAL_2" if frequency(page) == HALF_YEARLY else "ANNUAL"
        return {
            "@id": f"{self.start}#{page}",
            "@type": "dcat:DatasetSeries",
            "dct:title": _thai(f"{page.label} {self.agency.name}"),
            "dct:description": _thai(DESCRIPTIONS[page]),
            "dct:accrualPeriodicity": _frequency(often),
            "dct:publisher": self.publisher,
        }

    def dataset(self, year_be, page, row):
        """The Dataset of one page as it stands."""
        dataset = dataset_of(self.agency, year_be, page)
        first, last = (_typed("date", day.isoformat()) for day in dataset.period)
        return {
            "@id": f"{self.start}#{page}-{year_be}",
            "@type": "dcat:Dataset",
            "dct:identifier": f"{self.agency.slug}-{page}-{year_be}",
            "dct:title": _thai(dataset.title),
            "dct:description": _thai(dataset.description),
            **self.described,
            "dct:temporal": _node("dct:PeriodOfTime", dcat_startDate=first, dcat_endDate=last),
            "dct:modified": _typed("dateTime", row.published_at.isoformat()),
            "dct:accrualPeriodicity": _frequency("IRREG"),
            "dct:accessRights": PUBLIC,
            "dct:provenance": _node("dct:ProvenanceStatement", rdfs_label=_thai(dataset.source)),
            "dcat:landingPage": _node("foaf:Document", self.origin + dataset.path),
            "dcat:inSeries": {"@id": f"{self.start}#{page}"},
            "dcat:version": str(row.number),
            "dcat:distribution": [
                _distribution(self.origin, self.id_origin, page, form, address)
                for form, address in file_paths(year_be, page).items()
                if form in OPEN_FORMS
            ],
        }

    def service(self, title):
        """The read API as a DataService."""
        described = _node("rdfs:Resource", f"{self.home}openapi.json")
        return {
            "@id": f"{self.start}#service",
            "@type": "dcat:DataService",
            "dct:title": _thai(f"{title} (API)"),
            "dcat:endpointURL": _node("rdfs:Resource", f"{self.origin}/ita/"),
            "dcat:endpointDescription": described,
            "dcat:servesDataset": [{"@id": f"{self.start}#{page}-{year}"} for year, page, _row in self.pages],
        }


def catalog(agency, pages, origin, id_origin):
    """The DCAT catalogue of `pages` (see live_pages) as JSON-LD, for data.go.th and its like."""
    return _Catalogue(agency, pages, origin, id_origin).whole()
