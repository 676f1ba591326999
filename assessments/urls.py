"""Public addresses of results and checklists. Frozen: tests/site/test_addresses.py holds the list."""

from itertools import chain

from django.urls import path, register_converter

from assessments.bundle import views as views_bundle
from assessments.exports.formats import DOCUMENTS, TABLES
from assessments.models import Page
from assessments.public import chain as views_chain
from assessments.public import checklist as views
from assessments.public import data as views_data
from assessments.public import documents as views_documents
from assessments.public import eit_poster as views_eit
from assessments.public import embed as views_bridge
from assessments.public import feeds as views_feeds
from assessments.public import handin as views_handin
from assessments.public import history as views_history
from assessments.public import reports as views_reports
from assessments.public import search_view as views_search
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
        path(f"{below}history/", views_history.page_history, page, name="page_history"),
        path(
            f"{below}differences/<int:old>/<int:new>/",
            views_history.page_differences,
            page,
            name="page_differences",
        ),
        path(f"{below}timemap/<str:form>", views_history.page_timemap, page, name="page_timemap"),
    ]


app_name = "assessments"
urlpatterns = [
    path("", views.home, name="home"),
    path("search/", views_search.search_list, name="search_list"),
    path("chain.json", views_chain.chain_data, name="chain_data"),
    path("data/", views_data.data_detail, name="data_detail"),
    path("data/datapackage.json", views_data.package_data, name="package_data"),
    path("data/catalog.jsonld", views_data.catalog_data, name="catalog_data"),
    path("data/openapi.json", views_data.openapi_data, name="openapi_data"),
    path("data/schemas/<slug:name>.json", views_data.schema_data, name="schema_data"),
    path("feed.xml", views_feeds.record_feed, name="record_feed"),
    path("sitemap.xml", views_feeds.record_sitemap, name="record_sitemap"),
    path("report/", views_reports.report_create, name="report_create"),
    path("report/privacy/", views_reports.report_privacy, name="report_privacy"),
    path("report/<reference:reference>/", views_reports.report_detail, name="report_detail"),
    path("packs/<year_be:year_be>.json", views.pack_data, name="pack_data"),
    path("<year_be:year_be>/", views.result_detail, name="result_detail"),
    path("<year_be:year_be>/result.json", views.result_data, name="result_data"),
    path("<year_be:year_be>/bundle.zip", views_bundle.year_bundle, name="year_bundle"),
    path("<year_be:year_be>/versions/<int:version>/", views.result_detail, name="result_detail"),
    path("<year_be:year_be>/versions/<int:version>/result.json", views.result_data, name="result_data"),
    path("<year_be:year_be>/oit/", views.checklist_detail, name="checklist_detail"),
    path("<year_be:year_be>/oit/feed.xml", views_feeds.checklist_feed, name="checklist_feed"),
    path("<year_be:year_be>/oit/<item:number>/", views.oititem_detail, name="oititem_detail"),
    path("<year_be:year_be>/oit/<item:number>", views.oititem_detail),
    path("<year_be:year_be>/oit/<item:number>/<int:position>/", views.link_redirect, name="link_redirect"),
    path("<year_be:year_be>/oit/<item:number>/<int:position>", views.link_redirect),
    path(
        "<year_be:year_be>/oit/<item:number>/<int:position>/versions/<int:edition>/",
        views_documents.document_version,
        name="document_version",
    ),
    path("<year_be:year_be>/oit/block/", views_bridge.checklist_block, name="checklist_block"),
    path("<year_be:year_be>/oit/block.html", views_bridge.block_source, name="block_source"),
    path("<year_be:year_be>/oit/handin/", views_handin.handin_detail, name="handin_detail"),
    path(
        "<year_be:year_be>/oit/handin/versions/<int:version>/",
        views_handin.handin_detail,
        name="handin_detail",
    ),
    path(
        "<year_be:year_be>/oit/handin/versions/<int:version>/handin.json",
        views_handin.handin_data,
        name="handin_data",
    ),
    path("<year_be:year_be>/eit/", views_eit.eit_poster, name="eit_poster"),
    path("<year_be:year_be>/eit/qr.svg", views_eit.eit_code, name="eit_code"),
    path("<year_be:year_be>/handin.json", views_handin.handin_data, name="handin_data"),
    path("<year_be:year_be>/oit.json", views.checklist_data, name="checklist_data"),
    path("<year_be:year_be>/oit/versions/<int:version>/", views.checklist_detail, name="checklist_detail"),
    path(
        "<year_be:year_be>/oit/versions/<int:version>/oit.json", views.checklist_data, name="checklist_data"
    ),
    path(
        "<year_be:year_be>/oit/<item:number>/versions/<int:version>/",
        views.oititem_detail,
        name="oititem_detail",
    ),
    path("<year_be:year_be>/oit/<item:number>/history/", views_history.item_history, name="item_history"),
    path(
        "<year_be:year_be>/oit/<item:number>/timemap/<str:form>",
        views_history.page_timemap,
        {"page": Page.OIT},
        name="page_timemap",
    ),
    *file_patterns(Page.RESULT, views.result_export, TABLES),
    *file_patterns(Page.RESULT, views.result_document, DOCUMENTS),
    *file_patterns(Page.OIT, views.checklist_export, TABLES),
    *file_patterns(Page.HANDIN, views_handin.handin_export, TABLES),
    *chain.from_iterable(record_patterns(prefix, page) for page, prefix in PAGE_PATHS.items()),
]
