"""What open data the agency has: for people, and as packages, catalogues and schemas for machines."""

import json

from django.db.models import Q
from django.http import Http404, HttpResponse
from django.template.response import TemplateResponse
from django.views.decorators.http import require_safe

from assessments.exports.formats import file_links
from assessments.framework.pack_loader import PACKS
from assessments.models import Page
from assessments.open_data.catalog import catalog, data_package, live_pages
from assessments.open_data.datasets import NO_LICENCE, OPEN_FORMS, catalogue_fields, dataset_of
from assessments.open_data.json_schemas import SCHEMAS, schema_path
from assessments.open_data.openapi import description
from assessments.public.documents import TYPES
from assessments.public.page import page_context, public_page


def _document(content, content_type="application/json; charset=utf-8"):
    return HttpResponse(json.dumps(content, ensure_ascii=False, indent=1), content_type=content_type)


@require_safe
@public_page()
def data_detail(request):
    """What data there is, under which licence and where: GET /ita/data/"""
    pages = request.public.read_pages()
    rows = [
        {
            "year_be": year_be,
            "page": page,
            "key": f"{page}-{year_be}",
            "publication": publication,
            "dataset": dataset_of(request.public.agency, year_be, page),
            "files": [each for each in file_links(year_be, page) if each["form"] in OPEN_FORMS],
        }
        for year_be, page, publication in live_pages(pages)
    ]
    schemas = [{"name": name, "address": schema_path(name)} for name in SCHEMAS]
    context = page_context(request) | {"rows": rows, "schemas": schemas, "licence": NO_LICENCE}
    context["fields"] = catalogue_fields(request.public.agency)
    return TemplateResponse(request, "assessments/data_detail.html", context)


@require_safe
@public_page()
def package_data(request):
    """The tables as a Frictionless Data Package: GET /ita/data/datapackage.json"""
    pages = request.public.read_pages()
    day = request.public.moment.day
    query = f"?as_of={day.isoformat()}" if day else ""
    package = data_package(request.public.agency, live_pages(pages), request.public.origin, query)
    if not package["resources"]:
        raise Http404("ยังไม่มีตารางที่เผยแพร่")
    return _document(package)


@require_safe
@public_page()
def catalog_data(request):
    """The data sets as DCAT, for data.go.th: GET /ita/data/catalog.jsonld"""
    pages = request.public.read_pages()
    return _document(
        catalog(request.public.agency, live_pages(pages), request.public.origin, request.public.id_origin),
        "application/ld+json; charset=utf-8",
    )


@require_safe
@public_page()
def openapi_data(request):
    """The read API as OpenAPI: GET /ita/data/openapi.json"""
    pages = request.public.read_pages(Q(page=Page.OIT))
    years = {page: year_be for year_be, page, _row in live_pages(pages)}
    told = description(
        request.public.agency, request.public.origin, years, _document_example(pages), set(TYPES.values())
    )
    return _document(told)


def _document_example(pages):
    """Where the newest checklist that has a document has its first: values of the places in its address."""
    for year_be in pages.years:
        checklist = pages.content(year_be, Page.OIT) or {"items": []}
        for item in checklist["items"]:
            for link in item["links"]:
                if "document" in link and not link["removed"]:
                    place = {"item": item["code"].lower(), "position": link["position"]}
                    return place | {"year_be": year_be, "edition": link["document"]["version"]}
    return {}


@require_safe
@public_page(whole=True)
def schema_data(request, name):
    """The JSON Schema of one kind of document: GET /ita/data/schemas/result-1.json"""
    if name not in SCHEMAS:
        raise Http404("ไม่มีสคีมานี้")
    return HttpResponse(SCHEMAS[name].read_bytes(), content_type="application/schema+json")


@require_safe
@public_page(whole=True)
def pack_data(request, year_be):
    """The framework of a year as open data, with its sources: GET /ita/packs/2564.json"""
    path = PACKS / f"{year_be}.json"
    if not path.exists():
        raise Http404("ไม่มีชุดข้อมูลของปีนี้")
    return HttpResponse(path.read_bytes(), content_type="application/json; charset=utf-8")
