"""Public addresses of results and checklists. Frozen: tests/site/test_addresses.py holds the list."""

from django.urls import path, register_converter

from assessments.bundle import views as bundle
from assessments.exports.formats import DOCUMENTS, TABLES
from assessments.models import Page
from assessments.public import (
    chain,
    checklist,
    data,
    documents,
    eit_poster,
    embed,
    feeds,
    handin,
    history,
    home,
    item,
    reports,
    result,
)
from assessments.public.search import search_list
from assessments.record.paths import PAGE_PATHS


class YearConverter:
    """A Buddhist-era year of four ASCII digits."""

    regex = "2[0-9]{3}"
    to_python = int
    to_url = str


class ItemConverter:
    """An item's code as people write it (o42, O42, o.42, o042) to its number; addresses say o42."""

    regex = r"[oO]\.?0*[1-9][0-9]{0,2}"

    def to_python(self, value):
        return int(value[1:].lstrip("."))

    def to_url(self, value):
        return f"o{value}" if isinstance(value, int) else value


class ReferenceConverter:
    """The reference number of a report: k7qf-2m9x-4hjb-w3tz."""

    regex = r"[2-9a-z]{4}(?:-[2-9a-z]{4}){3}"
    to_python = to_url = str


register_converter(YearConverter, "year_be")
register_converter(ReferenceConverter, "reference")
register_converter(ItemConverter, "item")


def file_patterns(page, view, forms):
    """The files of a kind of page, live and of each version; `forms` as in exports/formats.py."""
    for form in forms:
        for below in ("", f"{PAGE_PATHS[page]}versions/<int:version>/"):
            address = f"<year_be:year_be>/{below}{page}.{form}"
            yield path(address, view, {"form": form}, name=view.__name__)


def record_patterns(prefix, page):
    """History, differences and timemap of one kind of page; `prefix` is its address below the year."""
    below = f"<year_be:year_be>/{prefix}"
    page = {"page": page}
    return [
        path(f"{below}history/", history.page_history, page, name="page_history"),
        path(
            f"{below}differences/<int:old>/<int:new>/",
            history.page_differences,
            page,
            name="page_differences",
        ),
        path(f"{below}timemap/<str:form>", history.page_timemap, page, name="page_timemap"),
    ]


app_name = "assessments"
urlpatterns = [
    path("", home.home, name="home"),
    path("timemap/<str:form>", history.home_timemap, name="home_timemap"),
    path("search/", search_list.search_list, name="search_list"),
    path("chain.json", chain.chain_data, name="chain_data"),
    path("data/", data.data_detail, name="data_detail"),
    path("data/datapackage.json", data.package_data, name="package_data"),
    path("data/catalog.jsonld", data.catalog_data, name="catalog_data"),
    path("data/openapi.json", data.openapi_data, name="openapi_data"),
    path("data/schemas/<slug:name>.json", data.schema_data, name="schema_data"),
    path("feed.xml", feeds.record_feed, name="record_feed"),
    path("sitemap.xml", feeds.record_sitemap, name="record_sitemap"),
    path("report/", reports.report_create, name="report_create"),
    path("report/privacy/", reports.report_privacy, name="report_privacy"),
    path("report/<reference:reference>/", reports.report_detail, name="report_detail"),
    path("packs/<year_be:year_be>.json", data.pack_data, name="pack_data"),
    path("<year_be:year_be>/", result.result_detail, name="result_detail"),
    path("<year_be:year_be>/result.json", result.result_data, name="result_data"),
    path("<year_be:year_be>/bundle.zip", bundle.year_bundle, name="year_bundle"),
    path("<year_be:year_be>/versions/<int:version>/", result.result_detail, name="result_detail"),
    path("<year_be:year_be>/versions/<int:version>/result.json", result.result_data, name="result_data"),
    path("<year_be:year_be>/oit/", checklist.checklist_detail, name="checklist_detail"),
    path("<year_be:year_be>/oit/feed.xml", feeds.checklist_feed, name="checklist_feed"),
    path("<year_be:year_be>/oit/<item:number>/", item.oititem_detail, name="oititem_detail"),
    path("<year_be:year_be>/oit/<item:number>", item.oititem_detail),
    path("<year_be:year_be>/oit/<item:number>/<int:position>/", item.link_redirect, name="link_redirect"),
    path("<year_be:year_be>/oit/<item:number>/<int:position>", item.link_redirect),
    path(
        "<year_be:year_be>/oit/<item:number>/<int:position>/versions/<int:edition>/",
        documents.document_version,
        name="document_version",
    ),
    path(
        "<year_be:year_be>/oit/<item:number>/<int:position>/timemap/<str:form>",
        history.document_timemap,
        name="document_timemap",
    ),
    path("<year_be:year_be>/oit/block/", embed.checklist_block, name="checklist_block"),
    path("<year_be:year_be>/oit/block.html", embed.block_source, name="block_source"),
    path("<year_be:year_be>/oit/handin/", handin.handin_detail, name="handin_detail"),
    path(
        "<year_be:year_be>/oit/handin/versions/<int:version>/",
        handin.handin_detail,
        name="handin_detail",
    ),
    path(
        "<year_be:year_be>/oit/handin/versions/<int:version>/handin.json",
        handin.handin_data,
        name="handin_data",
    ),
    path("<year_be:year_be>/eit/", eit_poster.eit_poster, name="eit_poster"),
    path("<year_be:year_be>/eit/qr.svg", eit_poster.eit_code, name="eit_code"),
    path("<year_be:year_be>/handin.json", handin.handin_data, name="handin_data"),
    path("<year_be:year_be>/oit.json", checklist.checklist_data, name="checklist_data"),
    path(
        "<year_be:year_be>/oit/versions/<int:version>/", checklist.checklist_detail, name="checklist_detail"
    ),
    path(
        "<year_be:year_be>/oit/versions/<int:version>/oit.json",
        checklist.checklist_data,
        name="checklist_data",
    ),
    path(
        "<year_be:year_be>/oit/<item:number>/versions/<int:version>/",
        item.oititem_detail,
        name="oititem_detail",
    ),
    path("<year_be:year_be>/oit/<item:number>/history/", history.item_history, name="item_history"),
    path(
        "<year_be:year_be>/oit/<item:number>/timemap/<str:form>",
        history.page_timemap,
        {"page": Page.OIT},
        name="page_timemap",
    ),
    *file_patterns(Page.RESULT, result.result_export, TABLES),
    *file_patterns(Page.RESULT, result.result_document, DOCUMENTS),
    *file_patterns(Page.OIT, checklist.checklist_export, TABLES),
    *file_patterns(Page.HANDIN, handin.handin_export, TABLES),
    *(pattern for page, prefix in PAGE_PATHS.items() for pattern in record_patterns(prefix, page)),
]
