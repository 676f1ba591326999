"""What was published, for feed readers and search engines."""

from django.db.models import Q
from django.http import Http404
from django.urls import reverse
from django.views.decorators.http import require_safe

from assessments.models import Notice, Page
from assessments.open_data import feeds
from assessments.public.page import LazyResponse, public_page
from assessments.record.paths import page_path
from ita_portal.thai.digits import thai_digits


def _feed(request, publications, *, title, path):
    """The newest of `publications` as an Atom response."""
    newest = publications.defer("content")[: feeds.NEWEST]

    def build():
        return feeds.atom(
            newest,
            title=f"{title} – {request.public.agency.name}",
            author=request.public.agency.name,
            origin=request.public.origin,
            id_origin=request.public.id_origin,
            path=path,
            feed_path=request.path,
        )

    return LazyResponse(build, content_type=feeds.ATOM)


@require_safe
@public_page(whole=True)
def record_feed(request):
    """What the agency published last, of all pages and years: GET /ita/feed.xml"""
    # A withdrawal is told by the entry of what was withdrawn, which readers then fetch again.
    rows = request.public.agency.publications.exclude(page=Notice.WITHDRAWAL).order_by("-sequence")
    return _feed(request, rows, title="การเผยแพร่ข้อมูล ITA", path=reverse("assessments:home"))


@require_safe
@public_page(whole=True)
def checklist_feed(request, year_be):
    """The publications of one year's checklist: GET /ita/2564/oit/feed.xml"""
    rows = request.public.agency.publications.filter(year_be=year_be, page=Page.OIT).order_by("-number")
    if not rows.exists():
        raise Http404("หน้านี้ยังไม่เผยแพร่")
    title = f"{Page.OIT.label} ปีงบประมาณ {thai_digits(year_be)}"
    return _feed(request, rows, title=title, path=page_path(year_be, Page.OIT))


@require_safe
@public_page()
def record_sitemap(request):
    """Live pages and answered items with the time of their last publication: GET /ita/sitemap.xml"""
    pages = request.public.read_pages_now(Q(page=Page.OIT))
    return LazyResponse(
        lambda: feeds.sitemap(feeds.changed_pages(pages), request.public.origin),
        content_type="application/xml; charset=utf-8",
    )
