"""An agency's year as an iCalendar file (RFC 5545): known calendar dates and due measures, all-day events."""

import hashlib
from datetime import timedelta
from urllib.parse import urljoin, urlsplit

from django.conf import settings
from django.urls import reverse
from icalendar import Calendar, Event

from assessments.dashboard.figures import calendar_dates
from ita_portal.thai.dates import thai_date
from ita_portal.thai.digits import thai_digits
from ita_portal.thai.text import clipped
from measures.plan.worklists import OPEN, actions

PRODUCT = "-//ita_portal//desk//TH"


def calendar_file(scope, stamp):
    """The bytes of the .ics of a Scope, made at the moment `stamp`; one query.

    UIDs stay when a date moves or a text changes, so that a calendar program replaces what it has.
    """
    year = thai_digits(scope.year.year_be)
    calendar = Calendar()
    calendar.add("prodid", PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("x-wr-calname", f"ITA {year} {scope.agency.name}")
    calendar.add("x-wr-timezone", "Asia/Bangkok")
    for event in [*_steps(scope), *_measures(scope)]:
        event.add("dtstamp", stamp)
        event.add("transp", "TRANSPARENT")
        calendar.add_component(event)
    return calendar.to_ical()


def _steps(scope):
    year = f"ปีงบประมาณ {thai_digits(scope.year.year_be)}"
    seen = {}
    for each in calendar_dates(scope.year.calendar)[0]:
        key = f"{each.step}|{each.edge.replace('only', 'last')}"
        seen[key] = seen.get(key, 0) + 1
        digest = hashlib.sha256(f"{key}|{seen[key]}".encode()).hexdigest()[:16]
        yield _event(
            f"step-{scope.agency.slug}-{scope.year.year_be}-{digest}",
            each.day,
            f"ITA {each.words}",
            f"{year} {each.words} {thai_date(each.day)}",
            reverse("admin:index", query={"agency": scope.agency.pk, "year": scope.year.year_be}),
        )


def _measures(scope):
    rows = actions(scope.agency.pk, scope.year.pk, scope.divisions).filter(OPEN, due_on__isnull=False)
    for action in rows.select_related("division").order_by("due_on", "pk"):
        who = action.division.name if action.division else "ยังไม่กำหนดส่วนงาน"
        yield _event(
            f"measure-{scope.agency.slug}-{action.pk}",
            action.due_on,
            f"ครบกำหนดมาตรการ: {clipped(action.text)}",
            f"{action.text}\nส่วนงาน: {who}\nกำหนดแล้วเสร็จ {thai_date(action.due_on)}",
            reverse("admin:measures_remediationaction_change", args=[action.pk]),
        )


def _event(uid, day, summary, description, path):
    event = Event()
    event.add("uid", f"{uid}@{urlsplit(settings.SITE_ADDRESS).hostname}")
    event.add("dtstart", day)
    event.add("dtend", day + timedelta(days=1))
    event.add("summary", summary)
    event.add("description", description)
    event.add("url", urljoin(settings.SITE_ADDRESS, path))
    return event
