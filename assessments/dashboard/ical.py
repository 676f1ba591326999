"""An agency's year as an iCalendar file (RFC 5545): all-day events of its calendar and sources."""

import hashlib
from datetime import timedelta
from itertools import chain
from urllib.parse import urljoin

from django.urls import reverse
from icalendar import Calendar, Event

from assessments.dashboard.figures import calendar_dates
from assessments.dashboard.sources import CalendarEvent, sources
from assessments.links.origin import host_of
from ita_portal.thai.dates import thai_date
from ita_portal.thai.digits import thai_digits

PRODUCT = "-//ita_portal//desk//TH"


def calendar_file(scope, stamp):
    """The bytes of the .ics of a Scope, made at the moment `stamp`; one query.

    UIDs stay when a date moves, a text changes or the agency gets another host, so that a calendar program
    replaces what it has.
    """
    year = thai_digits(scope.year.year_be)
    calendar = Calendar()
    calendar.add("prodid", PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("x-wr-calname", f"ITA {year} {scope.agency.name}")
    calendar.add("x-wr-timezone", "Asia/Bangkok")
    others = chain.from_iterable(source.events(scope) for source in sources())
    for each in [*_steps(scope), *others]:
        calendar.add_component(_component(scope.agency, each, stamp))
    return calendar.to_ical()


def _steps(scope):
    year = f"ปีงบประมาณ {thai_digits(scope.year.year_be)}"
    seen = {}
    for each in calendar_dates(scope.year.calendar)[0]:
        key = f"{each.step}|{each.edge.replace('only', 'last')}"
        seen[key] = seen.get(key, 0) + 1
        digest = hashlib.sha256(f"{key}|{seen[key]}".encode()).hexdigest()[:16]
        yield CalendarEvent(
            f"step-{scope.agency.slug}-{scope.year.year_be}-{digest}",
            each.day,
            f"ITA {each.words}",
            f"{year} {each.words} {thai_date(each.day)}",
            reverse("admin:index", query={"agency": scope.agency.pk, "year": scope.year.year_be}),
        )


def _component(agency, planned, stamp):
    address, event = agency.site_address, Event()
    event.add("uid", f"{planned.uid}@{host_of(agency.id_origin or address)}")
    event.add("dtstart", planned.day)
    event.add("dtend", planned.day + timedelta(days=1))
    event.add("summary", planned.summary)
    event.add("description", planned.description)
    event.add("url", urljoin(address, planned.path))
    event.add("dtstamp", stamp)
    event.add("transp", "TRANSPARENT")
    return event
