"""Desk rows to link advice: what is known around an agency's links of a year. Reads only, no network."""

from collections import defaultdict

from django.db.models import Prefetch

from assessments.exports.formats import file_paths
from assessments.framework.data_periods import PREVIOUS, wanted_period, years_advice
from assessments.models import DisclosureLink, DocumentVersion, OITItem, Page, PublishedLink, PublishedPage
from assessments.readiness.link_advice import Advice, Surroundings, TypedLink, advise, link_key
from assessments.record.paths import document_path, link_path, page_path
from ita_portal.thai.dates import fiscal_year_be
from ita_portal.thai.digits import thai_digits


def published_paths(agency):
    """The site paths of an agency that open for the public: pages, items, links, documents. Three queries."""
    pages = PublishedPage.objects.filter(agency=agency, page__in=Page.values, current__withdrawn_at=None)
    pages = list(pages.values_list("year_be", "page", "current_id"))
    paths = {"/ita/"}
    for year_be, page, _current in pages:
        paths |= {page_path(year_be, page), *file_paths(year_be, page).values()}
    current = [current for _year, page, current in pages if page == Page.OIT]
    lists = OITItem.objects.filter(
        year__applies_to=agency.applies_to,
        year__year_be__in=[year_be for year_be, page, _current in pages if page == Page.OIT],
    )
    paths |= {
        page_path(year_be, Page.OIT, number)
        for year_be, number in lists.values_list("year__year_be", "number")
    }
    links = PublishedLink.objects.filter(publication__agency=agency, publication__withdrawn_at=None)
    for year_be, publication, code, position, version in links.values_list(
        "publication__year_be", "publication_id", "code", "position", "version__number"
    ).distinct():
        if publication in current:
            paths.add(link_path(year_be, code, position))
        if version:
            paths.add(document_path(year_be, code, position, version))
    return frozenset(paths)


def surroundings(agency, year):
    """The Surroundings of an agency's links of one year, in six queries."""
    items_of = defaultdict(tuple)
    links = DisclosureLink.objects.filter(
        disclosure__agency=agency, disclosure__item__year=year, removed=False
    ).exclude(url="")
    for code, url in links.order_by("disclosure__item__number").values_list("disclosure__item__code", "url"):
        items_of[link_key(url)] += (code,)
    return Surroundings(
        website_hosts=frozenset(agency.website_hosts.values_list("host", flat=True)),
        portal_hosts=frozenset(agency.hosts.values_list("host", flat=True)),
        published=published_paths(agency),
        items_of=dict(items_of),
    )


def wanted_years(item, year_be):
    """The fiscal years that may stand in the address of an item's link; empty for standing data."""
    wanted = wanted_period(item.data_period, year_be)
    if wanted is None:
        return ()
    year = fiscal_year_be(wanted[1])
    return (year, year_be) if item.data_period == PREVIOUS else (year,)


def link_advice(link, item, year_be, around):
    """Every Advice on one DisclosureLink; none for documents and links that were taken out."""
    if link.removed or not link.url:
        return []
    typed = TypedLink(item.code, link.position, link.url)
    return advise(typed, around, wanted_years=wanted_years(item, year_be), concept=item.concept)


def document_advice(link, item, year_be):
    """[Advice] on the years in the text of what stands behind a link; [] for addresses and when they fit."""
    newest = link.newest_version
    if link.removed or link.url or newest is None:
        return []
    problem = years_advice(wanted_period(item.data_period, year_be), newest.file.years_found)
    where = f"ข้อ {item.code} ลิงก์ลำดับ {thai_digits(link.position)}"
    return [Advice("other_year_in_text", where, problem, "ควรเปิดดูว่าเป็นเอกสารของรอบนี้")] if problem else []


def disclosure_advice(disclosure):
    """{position: [Advice]} for every link and document of a disclosure that has any."""
    item, year = disclosure.item, disclosure.item.year
    around = surroundings(disclosure.agency, year)
    versions = DocumentVersion.objects.select_related("file").defer("file__text")
    links = disclosure.links.prefetch_related(Prefetch("versions", versions))
    found = {
        link.position: link_advice(link, item, year.year_be, around)
        + document_advice(link, item, year.year_be)
        for link in links
    }
    return {position: advice for position, advice in found.items() if advice}
