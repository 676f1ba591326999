"""Which measures of an agency's year ask for work: one condition for the number and for the list.

A measure that is done or dropped asks for nothing more.
"""

from datetime import timedelta

from django.db.models import F, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce
from django.utils import timezone

from ita_portal.thai.dates import fiscal_year_be
from measures.models import ProgressEntry, RemediationAction

NEAR = timedelta(days=30)
SILENT = timedelta(days=90)
ENDED = (RemediationAction.Status.DONE, RemediationAction.Status.DROPPED)

OPEN = ~Q(status__in=ENDED)
WITHOUT_DIVISION, WITHOUT_DUE = OPEN & Q(division=None), OPEN & Q(due_on=None)
INCOMPLETE = WITHOUT_DIVISION | WITHOUT_DUE


def actions(agency_id, year_id, divisions=None):
    """The measures of an agency's year, or of some of its divisions."""
    rows = RemediationAction.objects.filter(plan__agency=agency_id, plan__year=year_id)
    return rows if divisions is None else rows.filter(division__in=divisions)


def with_last_told(rows):
    """Add `last_told`: the day of the newest progress, else the start; None when neither is known."""
    newest = ProgressEntry.objects.filter(action=OuterRef("pk")).order_by("-happened_on")
    told = Subquery(newest.values("happened_on")[:1])
    return rows.annotate(last_told=Coalesce(told, F("start_on")))


def late(today):
    """The Q of measures whose due date has passed."""
    return OPEN & Q(due_on__lt=today)


def silent(today):
    """The Q of measures (see with_last_told) of which nothing was told for more than 90 days.

    Where neither progress nor start is known, the days count from the first of the fiscal year.
    """
    before = today - SILENT
    unknown = Q(last_told=None, plan__year__year_be__lte=fiscal_year_be(before - timedelta(days=1)))
    return OPEN & (Q(last_told__lt=before) | unknown)


def progress_due(today):
    """The Q of measures to tell of: due within 30 days or overdue, or silent."""
    return (OPEN & Q(due_on__lte=today + NEAR)) | silent(today)


def _incomplete(rows, agency_id, year_id, divisions):
    return rows.filter(INCOMPLETE)


def _without_due(rows, agency_id, year_id, divisions):
    return rows.filter(WITHOUT_DUE)


def _without_division(rows, agency_id, year_id, divisions):
    return rows.filter(WITHOUT_DIVISION)


def _progress_due(rows, agency_id, year_id, divisions):
    return with_last_told(rows).filter(progress_due(timezone.localdate()))


def _late(rows, agency_id, year_id, divisions):
    return rows.filter(late(timezone.localdate()))


ACTION_STANDINGS = {
    "incomplete": ("ไม่มีส่วนงานหรือกำหนดเสร็จ", _incomplete),
    "no_division": ("ไม่มีส่วนงานที่รับผิดชอบ", _without_division),
    "no_due": ("ไม่มีกำหนดเสร็จ", _without_due),
    "progress_due": ("ควรรายงานความก้าวหน้า", _progress_due),
    "late": ("เลยกำหนดแล้ว", _late),
}
