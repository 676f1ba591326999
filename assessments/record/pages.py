"""Reading side of the record: one query gives a public page its content and the site its menu."""

import hashlib

from django.db.models import Count, OuterRef, Q, Subquery
from django.http import Http404

from assessments.content.canonical_json import canonical_json, parse_content, utc_text
from assessments.models import Page, Publication, PublishedPage
from assessments.record.moment import last_change
from assessments.record.paths import page_path
from assessments.scoring.trend import trend


class PublishedPages:
    """The published pages of one agency, now or just before a moment, in one query.

    `publications[(year_be, page)]` is a Publication without its content; contents come only for the pages
    that match `content_of` (a Q).
    """

    def __init__(self, agency, content_of=None, before=None):
        self.agency = agency
        self.publications, self._texts = {}, {}
        if before is None:
            for row in PublishedPage.objects.of(agency).with_content_of(content_of):
                self._add(row.current, row.content_text)
        else:
            for row in Publication.objects.standing(agency, before=before).with_content_of(content_of):
                self._add(row, row.content_text)

    def _add(self, publication, text):
        key = (publication.year_be, publication.page)
        self.publications[key], self._texts[key] = publication, text

    @property
    def live(self):
        """The (year, page) pairs of the pages that are not withdrawn; a Notice in the chain is no page."""
        rows = self.publications.items()
        return [key for key, row in rows if not row.withdrawn_at and key[1] in Page.values]

    @property
    def years(self):
        """Years with a live page, newest first."""
        return sorted({year_be for year_be, _page in self.live}, reverse=True)

    @property
    def tip(self):
        """The newest record among these pages: the tip of the agency's chain; None when there is none."""
        return max(self.publications.values(), key=lambda row: row.sequence, default=None)

    @property
    def fingerprint(self):
        """Changes whenever any of these pages is published or withdrawn."""
        states = sorted(f"{row.record_sha256} {row.withdrawn_at or ''}" for row in self.publications.values())
        return hashlib.sha256("\n".join(states).encode()).hexdigest()

    @property
    def changed_at(self):
        """When any of these pages was last published or withdrawn; None when there is none."""
        return last_change(self.publications.values())

    def text(self, year_be, page):
        """The content text that was asked for, or "" when unpublished, withdrawn or not asked for."""
        return self._texts.get((year_be, page), "")

    def content(self, year_be, page):
        """The content that was asked for as Python objects, or None."""
        text = self.text(year_be, page)
        return parse_content(text) if text else None

    def publication(self, year_be, page):
        """The record of a page without its content, or None when never published."""
        return self.publications.get((year_be, page))

    def light(self, year_be, page):
        """Number, time and summary of a live page for lists, or None."""
        row = self.publication(year_be, page)
        if row is None or row.withdrawn_at:
            return None
        return {"number": row.number, "published_at": row.published_at, "summary": row.summary}

    def switch(self, page=None):
        """(year, address) of the years, newest first: where that year has `page`, else the year itself."""
        live = set(self.live)
        return [
            (year_be, page_path(year_be, page if (year_be, page) in live else Page.RESULT))
            for year_be in self.years
        ]

    def year(self, year_be):
        """The light rows of one year by page: result, measures, progress, oit."""
        return {"year_be": year_be} | {page.value: self.light(year_be, page) for page in Page}

    def trend(self):
        """The live results of all years, newest first, as TrendYears."""
        results = ((year_be, self.light(year_be, Page.RESULT)) for year_be in self.years)
        return trend({"year_be": year_be} | row["summary"] for year_be, row in results if row)


class RecordState:
    """The state of an agency's whole record, earlier states of its pages included, in one query.

    What shows more than the current pages (histories, feeds, the chain, bundles) is as new as this.
    `fingerprint` and `changed_at` are as in PublishedPages; two of the same `fingerprint` are equal.
    """

    def __init__(self, agency):
        gone = Publication.objects.filter(agency=OuterRef("agency"), withdrawn_at__isnull=False)
        count = gone.order_by().values("agency").annotate(count=Count("pk")).values("count")
        last = gone.order_by("-withdrawn_at").values("withdrawn_at")[:1]
        newest = agency.publications.order_by("-sequence").annotate(gone=Subquery(count), last=Subquery(last))
        head = newest.values_list("record_sha256", "published_at", "gone", "last").first()
        record_sha256, published_at, gone, last = head or ("", None, None, None)
        self.fingerprint = f"{record_sha256} {gone or 0} {last or ''}"
        self.changed_at = max(filter(None, (published_at, last)), default=None)

    def __eq__(self, other):
        return self.fingerprint == other.fingerprint

    def __hash__(self):
        return hash(self.fingerprint)


class Withdrawn(Exception):
    """The page was published once and then withdrawn."""

    def __init__(self, publication):
        super().__init__(str(publication))
        self.publication = publication


def this_page(year_be, page):
    """The Q that asks a PublishedPages for one page's content."""
    return Q(year_be=year_be, page=page)


def latest_result(agency, before=None):
    """The Q that asks a PublishedPages for the content of the newest live result."""
    if before is None:
        rows = PublishedPage.objects.filter(agency=agency, page=Page.RESULT, current__withdrawn_at=None)
    else:
        rows = Publication.objects.filter(
            agency=agency, page=Page.RESULT, withdrawn_at=None, published_at__lt=before
        )
    return Q(page=Page.RESULT, year_be=rows.order_by("-year_be").values("year_be")[:1])


def published_content(pages, year_be, page):
    """The live content of a page; Http404 when never published, Withdrawn when it was taken back."""
    publication = pages.publication(year_be, page)
    if publication is None:
        raise Http404("หน้านี้ยังไม่เผยแพร่")
    if publication.withdrawn_at:
        raise Withdrawn(publication)
    return pages.content(year_be, page)


def publication_content(publication):
    """The `publication` object of every JSON document. All of it stands in the record and never changes.

    `details_sha256` is left out where a record has none.
    """
    details = {"details_sha256": publication.details_sha256} if publication.details_sha256 else {}
    return details | {
        "number": publication.number,
        "sequence": publication.sequence,
        "published_at": utc_text(publication.published_at),
        "role": publication.published_by_role,
        "note": publication.note,
        "sha256": publication.sha256,
        "previous": publication.previous or None,
        "record_sha256": publication.record_sha256,
    }


def json_document(text, publication, link_checks=None):
    """The JSON document of one state: its content text with `publication` added, as canonical JSON text.

    `link_checks` (how a checklist's links stand now, see link_states) stand within `publication`, so that
    what is hashed stays all the rest.
    """
    beside = publication_content(publication)
    if link_checks is not None:
        beside["link_checks"] = link_checks
    return f'{text[:-1]},"publication":{canonical_json(beside)}}}'
