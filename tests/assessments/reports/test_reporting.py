"""Floods and people: the queue stays readable, and a real person's second message goes through."""

from datetime import timedelta

import pytest
from django.test import RequestFactory
from django.utils import timezone

from assessments.models import CitizenReport, SenderHour
from assessments.reports.intake import (
    KEPT_AN_HOUR,
    QUEUED_A_DAY,
    QUEUED_AN_HOUR,
    Sent,
    TooMany,
    address_of,
    forget_senders,
    receive,
    sender_of,
)
from tests.support.citizens import NOON, opened, report_of, send
from tests.support.factories import make_agency

pytestmark = pytest.mark.django_db
NAT, ELSEWHERE = "203.0.113.7", "198.51.100.9"


@pytest.fixture
def agency(time_machine):
    time_machine.move_to(NOON, tick=False)
    return make_agency()


def flood(agency, count, *, sender="a" * 64, text="ข้อความ {}"):
    """How many of `count` messages from one address were kept."""
    kept = 0
    for number in range(count):
        try:
            receive(agency, Sent("/ita/", "wrong", text.format(number)), sender, timezone.now())
            kept += 1
        except TooMany:
            pass
    return kept


def test_1000_forms_in_a_minute_are_one_row_and_five_in_the_queue(agency):
    assert flood(agency, 1000) == KEPT_AN_HOUR

    queue = CitizenReport.objects.queue().with_messages().order_by("pk")
    assert [row.flood_total for row in queue] == [0] * QUEUED_AN_HOUR + [KEPT_AN_HOUR - QUEUED_AN_HOUR - 1]


def test_real_persons_second_message_goes_through_from_behind_the_same_nat(client, agency, time_machine):
    first = report_of(send(client, opened(agency, time_machine), address=NAT))
    request = RequestFactory().get("/", REMOTE_ADDR=NAT)
    flood(agency, KEPT_AN_HOUR + 1, sender=sender_of(request, timezone.now()))
    signed = opened(agency, time_machine)

    refused = send(client, signed, address=NAT, text="เพิ่มเติม: หน้า ๓ ก็ผิด")
    assert refused.status_code == 429
    assert refused.headers["Retry-After"] == "Wed, 25 Nov 2026 06:00:00 GMT"
    assert "ส่งได้อีกครั้งตั้งแต่" in refused.text
    assert "๑๓:๐๐" in refused.text
    assert "เพิ่มเติม: หน้า ๓ ก็ผิด" in refused.text
    more = send(client, signed, address=NAT, path=f"/ita/report/{first.reference}/", text="เพิ่มเติม: หน้า ๓ ก็ผิด")
    assert more.status_code == 303
    assert first.parts.get().text == "เพิ่มเติม: หน้า ๓ ก็ผิด"
    assert report_of(send(client, signed, address=ELSEWHERE, text="จากที่อื่น")).part_of is None
    time_machine.move_to(NOON + timedelta(hours=1, seconds=3))
    assert report_of(send(client, signed, address=NAT, text="ชั่วโมงต่อมา")).part_of is None


def test_second_message_of_a_person_is_a_row_of_its_own(client, agency, time_machine):
    signed = opened(agency, time_machine)
    first, second = (report_of(send(client, signed, text=text)) for text in ("เรื่องแรก", "เรื่องที่สอง"))

    assert first.part_of is second.part_of is None


def test_first_message_behind_a_moderate_flood_is_kept_on_its_pile_and_has_its_own_number(
    client, agency, time_machine
):
    sender = sender_of(RequestFactory().get("/", REMOTE_ADDR=NAT), timezone.now())
    flood(agency, 50, sender=sender)
    report = report_of(send(client, opened(agency, time_machine), address=NAT, text="คนจริง"))

    assert (report.joined, report.part_of) == ("flood", SenderHour.objects.get().pile)
    report.status, report.answer, report.answered_at, report.answered_by = "answered", "แก้แล้ว", NOON, "x"
    report.save()
    assert "แก้แล้ว" in client.get(f"/ita/report/{report.reference}/").text


def test_address_puts_only_so_many_rows_a_day_into_the_queue(agency, time_machine):
    for _hour in range(8):
        flood(agency, 10, text=f"{timezone.now():%H} {{}}")
        time_machine.shift(3600)

    assert SenderHour.objects.count() == 8
    assert sum(SenderHour.objects.values_list("queued", flat=True)) == QUEUED_A_DAY
    piles = CitizenReport.objects.queue().with_messages().filter(flood_total__gt=0)
    assert CitizenReport.objects.queue().count() == QUEUED_A_DAY + piles.count() == QUEUED_A_DAY + 8


def test_the_same_words_about_the_same_page_are_one_matter(agency):
    for number, text in enumerate(["ลิงก์  เสีย", "ลิงก์เสีย", "ลิงก์เสีย "]):
        receive(agency, Sent("/ita/2564/oit/o12/", "dead_link", text), f"{number}" * 64, NOON)
    receive(agency, Sent("/ita/2564/oit/o13/", "dead_link", "ลิงก์เสีย"), "9" * 64, NOON)

    first, other = CitizenReport.objects.queue().with_messages().order_by("pk")
    assert (first.same_total, other.same_total) == (2, 0)


def test_what_was_answered_and_is_reported_again_is_a_new_matter(agency):
    sent = Sent("/ita/", "dead_link", "ลิงก์เสีย")
    first = receive(agency, sent, "a" * 64, NOON)
    CitizenReport.objects.filter(pk=first.pk).update(status="closed", closed_at=NOON, closed_by="x")

    assert receive(agency, sent, "b" * 64, NOON).part_of is None


def test_agencies_are_counted_and_joined_apart(agency):
    other = make_agency("other", name="อบต.อื่น")
    sent = Sent("/ita/", "wrong", "เหมือนกัน")
    receive(agency, sent, "a" * 64, NOON)
    flood(agency, KEPT_AN_HOUR)

    assert receive(other, sent, "a" * 64, NOON).part_of is None


def address(settings, trusted, forwarded):
    settings.TRUST_PROXY = trusted
    given = {"HTTP_X_FORWARDED_FOR": forwarded} if forwarded else {}
    return address_of(RequestFactory().get("/", REMOTE_ADDR="127.0.0.1", **given))


def test_forwarded_address_counts_only_behind_a_trusted_proxy_and_only_the_proxys_own_word(settings):
    assert address(settings, False, "198.51.100.9") == "127.0.0.1"
    assert address(settings, True, "6.6.6.6, 198.51.100.9") == "198.51.100.9"
    assert address(settings, True, "") == "127.0.0.1"


def sender(remote, now=NOON):
    return sender_of(RequestFactory().get("/", REMOTE_ADDR=remote), now)


def test_sender_changes_every_bangkok_day_and_names_no_address(settings):
    assert sender(NAT) == sender(NAT, NOON + timedelta(hours=11))
    assert sender(NAT) != sender(NAT, NOON + timedelta(hours=12))
    assert sender(NAT) != sender(ELSEWHERE)
    assert sender("2001:db8:1:2::1") == sender("2001:db8:1:2:ffff::9") != sender("2001:db8:1:3::1")
    assert sender("::ffff:203.0.113.7") == sender(NAT)
    assert len(sender("")) == 64
    before = sender(NAT)
    settings.SECRET_KEY = "another"
    assert sender(NAT) != before


def test_hashes_of_earlier_days_go_with_the_first_message_of_a_new_day(agency, time_machine):
    flood(agency, 10)
    time_machine.shift(timedelta(hours=12))
    flood(agency, 1, sender="b" * 64)

    assert set(SenderHour.objects.values_list("sender", flat=True)) == {"b" * 64}
    assert CitizenReport.objects.count() == 11
    assert forget_senders(timezone.now()) == 0
