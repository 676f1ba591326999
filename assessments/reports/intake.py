"""What happens to a citizen's message: into the queue, under the same case, onto a pile, or kindly refused.

Nobody is identified: messages are counted per hour under a keyed hash of address and day, and the hash goes
when the day is over. One address can put only a few rows a day into the queue; what comes above that is kept
on one pile an hour, so that a flood is one row. Whoever has a reference number can always add to it.
"""

import hashlib
import hmac
import ipaddress
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.db.models import Q, Sum

from assessments.models import CitizenReport, Joined, ReportStatus, SenderHour
from ita_portal.thai.dates import bangkok, bangkok_midnight
from ita_portal.thai.text import normalise

QUEUED_AN_HOUR, QUEUED_A_DAY = 5, 20  # rows of their own in the queue, from one address
KEPT_AN_HOUR = 200  # messages from one address, pile included
MORE_AN_HOUR, MORE_IN_ALL = 5, 20  # further messages under one reference number
KEPT_FOR = timedelta(days=365)


class TooMany(Exception):
    """No more messages now; `again_at` is when they are taken again, None when not at all."""

    def __init__(self, again_at):
        super().__init__(f"no more messages before {again_at}")
        self.again_at = again_at


@dataclass(frozen=True)
class Sent:
    """What a citizen wrote; checked by the form."""

    about: str
    kind: str
    text: str
    name: str = ""
    contact: str = ""

    @property
    def fingerprint(self):
        """The same for two messages that say the same of the same page."""
        words = "".join(normalise(self.text).split()).casefold()
        return hashlib.sha256(f"{self.about}\n{self.kind}\n{words}".encode()).hexdigest()


def address_of(request):
    """The reader's address: what the trusted proxy appended, else that of the connection."""
    if settings.TRUST_PROXY:
        forwarded = request.headers.get("X-Forwarded-For", "").rpartition(",")[2].strip()
        if forwarded:
            return forwarded
    return request.META.get("REMOTE_ADDR", "")


def sender_of(request, now):
    """The keyed hash under which messages of this address are counted today.

    An IPv6 address counts by its first 64 bits, because one household has all the others.
    """
    address = address_of(request)
    try:
        parsed = ipaddress.ip_address(address)
        parsed = getattr(parsed, "ipv4_mapped", None) or parsed
        address = str(parsed if parsed.version == 4 else ipaddress.ip_network((parsed, 64), strict=False))
    except ValueError:
        pass
    words = f"{bangkok(now):%Y-%m-%d} {address}".encode()
    key = hashlib.sha256(b"citizen reports " + settings.SECRET_KEY.encode()).digest()
    return hmac.new(key, words, hashlib.sha256).hexdigest()


def hour_of(moment):
    """The full hour in which a moment lies."""
    return moment.replace(minute=0, second=0, microsecond=0)


def receive(agency, sent: Sent, sender, now: datetime):
    """Keep a message and return its row; TooMany when this address has sent too much within the hour."""
    with transaction.atomic():
        hour = counted_hour(agency, sender, now)
        if hour.messages >= KEPT_AN_HOUR:
            raise TooMany(hour.hour + timedelta(hours=1))
        report = CitizenReport(agency=agency, received_at=now, text_sha256=sent.fingerprint, **asdict(sent))
        same = open_case(agency, sent.fingerprint)
        if same:
            report.part_of, report.joined = same, Joined.SAME
            report.save(force_insert=True)
        elif has_a_place(hour):
            report.save(force_insert=True)
            hour.queued += 1
        elif hour.pile_id:
            report.part_of_id, report.joined = hour.pile_id, Joined.FLOOD
            report.save(force_insert=True)
        else:  # the first one too many: the others go under it
            report.save(force_insert=True)
            hour.pile = report
        hour.messages += 1
        hour.save()
    return report


def counted_hour(agency, sender, now):
    """The locked count of this address and hour. With a new one, the counts of earlier days go."""
    hour, is_new = SenderHour.objects.get_or_create(agency=agency, sender=sender, hour=hour_of(now))
    if is_new:
        forget_senders(now)
    return SenderHour.objects.select_for_update().get(pk=hour.pk)


def has_a_place(hour):
    """May one more message of this address stand in the queue as a row of its own?"""
    today = SenderHour.objects.filter(agency=hour.agency_id, sender=hour.sender)
    queued = today.aggregate(total=Sum("queued"))["total"]
    return hour.queued < QUEUED_AN_HOUR and queued < QUEUED_A_DAY


def open_case(agency, fingerprint):
    """The case in the queue that says the same and still waits, or None."""
    waiting = CitizenReport.objects.queue().filter(agency=agency, status=ReportStatus.RECEIVED)
    return waiting.filter(text_sha256=fingerprint).order_by("pk").first()


def case_of(report):
    """The row whose state and answer count for a report: another one where it says the same."""
    return report.part_of if report.joined == Joined.SAME else report


def add_to(report, text, now: datetime):
    """Keep a further message under a reference number and reopen its case; TooMany beyond the limits.

    No address is counted here: the number itself shows that its holder wrote before.
    """
    with transaction.atomic():
        case = CitizenReport.objects.select_for_update().get(pk=case_of(report).pk)
        earlier = case.parts.filter(joined=Joined.MORE)
        within_the_hour = earlier.filter(received_at__gt=now - timedelta(hours=1)).order_by("received_at")
        if earlier.count() >= MORE_IN_ALL:
            raise TooMany(None)
        if len(within_the_hour) >= MORE_AN_HOUR:
            raise TooMany(within_the_hour[0].received_at + timedelta(hours=1))
        CitizenReport.objects.create(
            agency_id=case.agency_id,
            about=case.about,
            kind=case.kind,
            text=text,
            received_at=now,
            part_of=case,
            joined=Joined.MORE,
        )
        case.status, case.closed_at, case.closed_by = ReportStatus.RECEIVED, None, ""
        case.save(update_fields=["status", "closed_at", "closed_by"])


def forget_senders(now: datetime):
    """Delete the counts of earlier days, and with them every hash of an address; how many went."""
    today = bangkok_midnight(bangkok(now).date())
    return SenderHour.objects.filter(hour__lt=today).delete()[0]


def scrub(now: datetime, *, keep_text=False):
    """Erase what people told of themselves more than a year ago; how many reports were scrubbed."""
    gone = {"name": "", "contact": "", "text_sha256": "", "scrubbed_at": now}
    if not keep_text:
        gone["text"] = ""
    return CitizenReport.objects.to_scrub(before=now - KEPT_FOR).update(**gone)


def close_all(cases, by, now: datetime):
    """Close the reports with these ids and every message under them; how many were closed."""
    waiting = CitizenReport.objects.exclude(status=ReportStatus.CLOSED)
    chosen = waiting.filter(Q(pk__in=cases) | Q(part_of__in=cases))
    return chosen.update(status=ReportStatus.CLOSED, closed_at=now, closed_by=by)
