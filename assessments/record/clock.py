"""Is the clock of this machine to be believed? What is published carries its time for ever.

Three things are asked before a record gets its time: is it plausible at all, does it follow the newest
record, and did it run evenly since the last request. Two machines in step differ by less than `SKEW`.
"""

import time
from datetime import UTC, datetime, timedelta

from django.conf import settings
from django.core.signals import request_started
from django.db.models import Max

from assessments.models import FiscalYear
from ita_portal.thai.dates import BANGKOK, thai_datetime
from ita_portal.thai.digits import thai_digits

SKEW = timedelta(minutes=2)
LONGEST_SILENCE = timedelta(days=3 * 366)  # an agency publishes every year
EARLIEST = datetime(2018, 1, 1, tzinfo=UTC)  # before the first year that this portal knows
YEARS_AHEAD = 10  # of the newest fiscal year that is known
LEAP = timedelta(hours=1)
_BUDDHIST_ERA = 543

FIX = "ให้ผู้ดูแลระบบตั้งเวลาของเครื่องให้ถูกต้อง (timedatectl) แล้วลองอีกครั้ง"
EXPLAIN = "ถ้าเวลาของเครื่องถูกต้องแล้ว ให้ผู้ดูแลระบบสั่ง python manage.py explain_clock เพื่อเผยแพร่คำชี้แจงก่อน"
RESTART = "ถ้าเวลาเดี๋ยวนี้ถูกต้องแล้ว ให้เริ่มระบบใหม่ (restart) ก่อนเผยแพร่"


def _running():
    """Seconds that this machine has run, which nobody can set; asleep too, where the system counts it."""
    return time.clock_gettime(getattr(time, "CLOCK_BOOTTIME", time.CLOCK_MONOTONIC))


class Watch:
    """Holds the clock against the seconds that have passed; `leap` is by how much it jumped meanwhile."""

    def __init__(self, clock=time.time, running=_running):
        self.clock, self.running = clock, running
        self.seen = clock(), running()

    @property
    def leap(self):
        """The jump of the clock since it was last believed, as a timedelta; negative when it went back."""
        clock, running = self.seen
        return timedelta(seconds=(self.clock() - clock) - (self.running() - running))

    def look(self, **_signal):
        """At each request: as long as the clock runs evenly, count from here."""
        if abs(self.leap) <= LEAP:
            self.seen = self.clock(), self.running()


WATCH = Watch()
request_started.connect(WATCH.look, dispatch_uid="watch of the clock")


def lies_ahead(moment, now):
    """True when a record's `moment` lies in the future of `now`, further than two machines may differ."""
    return moment > now + SKEW


def implausible(now, known_year):
    """Why `now` cannot be the present, in Thai, or ""; `known_year` is the newest fiscal year known."""
    year_now = now.astimezone(BANGKOK).year + _BUDDHIST_ERA
    if now >= EARLIEST and year_now <= known_year + YEARS_AHEAD:
        return ""
    known = f"ปีงบประมาณล่าสุดที่ระบบรู้จักคือ {thai_digits(known_year)}"
    return f"เวลาของเครื่องคือ {thai_datetime(now)} ซึ่งเป็นไปไม่ได้ ({known}) {FIX}"


def clock_refusal(now, known_year, newest=None, leap=None):
    """Why nothing may be published at `now`, in Thai with what to do; "" when the clock is believed.

    `newest` is when the agency's newest record was published (None: there is none), `leap` by how much the
    clock of this process jumped since its last request (None: nobody watched).
    """
    if refusal := implausible(now, known_year):
        return refusal
    if leap is not None and abs(leap) > LEAP:
        return f"เวลาของเครื่องกระโดดเป็น {thai_datetime(now)} ตั้งแต่คำขอครั้งก่อน {FIX} {RESTART}"
    if newest and lies_ahead(newest, now):
        return (
            f"บันทึกล่าสุดลงเวลาไว้ {thai_datetime(newest)} ซึ่งยังมาไม่ถึง (เวลาของเครื่องคือ {thai_datetime(now)}) "
            f"{FIX} {EXPLAIN}"
        )
    if newest and now - newest > LONGEST_SILENCE:
        apart = f"ห่างจากบันทึกล่าสุด ({thai_datetime(newest)}) เกินสามปี"
        return f"เวลาของเครื่องคือ {thai_datetime(now)} {apart} {FIX} {EXPLAIN}"
    return ""


def known_year(year_be):
    """The newest fiscal year that is known: of the framework's, and the one that is spoken of."""
    newest = FiscalYear.objects.aggregate(newest=Max("year_be"))["newest"]
    return max(year_be, newest or 0)


def leap_now():
    """The leap of this process's clock, None where it is not watched (settings.WATCH_CLOCK)."""
    return WATCH.leap if settings.WATCH_CLOCK else None
