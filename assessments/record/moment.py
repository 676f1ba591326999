"""When a page is read: now, as of a day, or as one published version."""

import datetime
from dataclasses import dataclass

from django.http import Http404
from django.utils import timezone

from assessments.models import Publication
from ita_portal.thai.dates import bangkok, bangkok_midnight, parse_date, thai_date

LIVE, AS_OF, VERSION = "live", "as_of", "version"


class BadMoment(ValueError):
    """The request asks for a moment that cannot be read; str() says in Thai what a date looks like."""


@dataclass(frozen=True)
class Moment:
    """The point in time at which a request reads the record: it sees what was published before `before`."""

    kind: str = LIVE
    before: datetime.datetime | None = None
    day: datetime.date | None = None
    version: Publication | None = None

    @property
    def is_live(self):
        """True for the page as it stands now."""
        return self.kind == LIVE


def as_of(text):
    """The Moment of `?as_of=`: the end of that day in Bangkok. BadMoment for nonsense or a future day."""
    try:
        day = parse_date(text)
    except ValueError as error:
        raise BadMoment(str(error)) from error
    today = bangkok(timezone.now()).date()
    if day > today:
        raise BadMoment(f"{thai_date(day)} ยังมาไม่ถึง ดูสภาพได้ถึงวันนี้ ({thai_date(today)})")
    return Moment(AS_OF, before=bangkok_midnight(day + datetime.timedelta(days=1)), day=day)


def of_version(agency, year_be, page, version):
    """The Moment of one version of a page: all as it stood when that version was published."""
    publication = (
        Publication.objects.filter(agency=agency, year_be=year_be, page=page, number=version)
        .defer("content")
        .first()
    )
    if publication is None:
        raise Http404("หน้านี้ไม่มีฉบับนี้")
    before = publication.published_at + datetime.timedelta(microseconds=1)
    return Moment(VERSION, before=before, version=publication)


def moment_of(request, agency, year_be, page, version):
    """The Moment a request asks for. A version stands for itself; `?as_of=` does not change it."""
    if version is not None:
        return of_version(agency, year_be, page, version)
    text = request.GET.get("as_of")
    return Moment() if text is None else as_of(text)


def last_change(publications):
    """The newest moment at which any of `publications` was published or withdrawn, or None."""
    moments = [moment for row in publications for moment in (row.published_at, row.withdrawn_at) if moment]
    return max(moments, default=None)
