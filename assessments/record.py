"""Reading side of the record: one query gives a public page its content and the site its menu."""

from functools import wraps

from django.db.models import Q
from django.http import Http404
from django.shortcuts import render

from assessments.canonical import parse_content, utc_text
from assessments.models import Agency, Page, PublishedPage
from assessments.trend import trend


class Record:
    """The published pages of one agency: `pages[(year_be, page)]` is a PublishedPage.

    The agency keeps it as `agency.record`, so that an error page of the same request needs no query.
    """

    def __init__(self, agency, content_of=None):
        rows = PublishedPage.objects.of(agency, content_of=content_of)
        self.agency = agency
        self.pages = {(row.year_be, row.page): row for row in rows}
        agency.record = self

    @property
    def years(self):
        """Years with a live page, newest first."""
        live = {year_be for (year_be, _page), row in self.pages.items() if not row.current.withdrawn_at}
        return sorted(live, reverse=True)

    def text(self, year_be, page):
        """The content text that was asked for, or "" when unpublished, withdrawn or not asked for."""
        row = self.pages.get((year_be, page))
        return row.content_text if row else ""

    def content(self, year_be, page):
        """The content that was asked for as Python objects, or None."""
        text = self.text(year_be, page)
        return parse_content(text) if text else None

    def publication(self, year_be, page):
        """The current record of a page without its content, or None when never published."""
        row = self.pages.get((year_be, page))
        return row.current if row else None

    def light(self, year_be, page):
        """Number, time and summary of a live page for lists, or None."""
        row = self.pages.get((year_be, page))
        if row is None or row.current.withdrawn_at:
            return None
        return {
            "number": row.current.number,
            "published_at": row.current.published_at,
            "summary": row.summary,
        }

    def year(self, year_be):
        """The light rows of one year by page: result, measures, progress, oit."""
        return {"year_be": year_be} | {page.value: self.light(year_be, page) for page in Page}

    def trend(self):
        """The live results of all years, newest first, as TrendYears."""
        results = ((year_be, self.light(year_be, Page.RESULT)) for year_be in self.years)
        return trend({"year_be": year_be} | row["summary"] for year_be, row in results if row)


class Withdrawn(Exception):
    """The page was published once and then withdrawn."""

    def __init__(self, publication):
        super().__init__(str(publication))
        self.publication = publication


def this_page(year_be, page):
    """The Q that asks a Record for one page's content."""
    return Q(year_be=year_be, page=page)


def agency_of(request):
    """The agency the request's host stands for; Http404 for a host that is nobody's."""
    host = request.get_host().rsplit(":", 1)[0] if not request.get_host().endswith("]") else ""
    agency = Agency.objects.for_host(host.lower())
    if agency is None:
        raise Http404("ไม่พบหน่วยงานของที่อยู่นี้")
    return agency


def published_content(record, year_be, page):
    """The live content of a page; Http404 when never published, Withdrawn when it was taken back."""
    publication = record.publication(year_be, page)
    if publication is None:
        raise Http404("หน้านี้ยังไม่เผยแพร่")
    if publication.withdrawn_at:
        raise Withdrawn(publication)
    return record.content(year_be, page)


def public_page(view):
    """Give a view its agency (`request.agency`) and answer 410 for a page that was withdrawn."""

    @wraps(view)
    def wrapper(request, *args, **kwargs):
        request.agency = agency_of(request)
        try:
            return view(request, *args, **kwargs)
        except Withdrawn as withdrawn:
            context = site_context(request, request.agency, []) | {"publication": withdrawn.publication}
            return render(request, "410.html", context, status=410)

    return wrapper


def site_context(request, agency, years, year_be=None):
    """What every public template gets: the agency, the years of its menu, and the site's origin."""
    return {
        "agency": {
            "name": agency.name,
            "kind_name": agency.get_kind_display(),
            "district": agency.district,
            "province": agency.province,
        },
        "site": {"years": years, "year": year_be},
        "origin": f"{request.scheme}://{request.get_host()}",
    }


def publication_content(publication):
    """The `publication` object of every JSON document. All of it stands in the record and never changes."""
    return {
        "number": publication.number,
        "sequence": publication.sequence,
        "published_at": utc_text(publication.published_at),
        "role": publication.published_by_role,
        "note": publication.note,
        "sha256": publication.sha256,
        "previous": publication.previous or None,
        "record_sha256": publication.record_sha256,
    }
