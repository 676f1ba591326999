"""The page of a reference number: what became of a report, for whoever knows the number and nobody else."""

import re
from datetime import timedelta

import pytest

from assessments.models import CitizenReport
from assessments.models.report import new_reference
from assessments.reports.intake import MORE_AN_HOUR, MORE_IN_ALL, Sent, add_to, receive
from tests.support.citizens import NOON, opened, send
from tests.support.factories import make_agency
from tests.support.public_pages import only_reading, words

pytestmark = pytest.mark.django_db
SECRET = Sent("/ita/2564/oit/o12/", "dead_link", "ลิงก์ลับเสีย", "นาย ก", "081-234-5678")


@pytest.fixture
def report(time_machine):
    time_machine.move_to(NOON, tick=False)
    return receive(make_agency(), SECRET, "a" * 64, NOON)


def page(report):
    return f"/ita/report/{report.reference}/"


def change(report, **fields):
    CitizenReport.objects.filter(pk=report.pk).update(**fields)


def test_page_says_received_and_nothing_of_the_person(client, report):
    with only_reading():
        response = client.get(page(report))

    assert response.status_code == 200
    assert not response.cookies
    assert (response.headers["Cache-Control"], response.headers["X-Robots-Tag"]) == ("no-store", "noindex")
    assert "สถานะ: รับเรื่องแล้ว" in words(response)
    assert "ยังไม่ได้ตอบ" in words(response)
    for secret in (SECRET.text, SECRET.name, SECRET.contact):
        assert secret not in response.text


def test_page_says_answered_with_the_answer_and_closed(client, report):
    change(report, status="answered", answer="แก้แล้ว <b>", answered_at=NOON, answered_by="somsri")
    answered = client.get(page(report))
    assert "สถานะ: ตอบแล้ว" in words(answered)
    assert "แก้แล้ว &lt;b&gt;" in answered.text
    assert "somsri" not in answered.text
    change(report, status="closed", closed_at=NOON, closed_by="somsri")
    closed = words(client.get(page(report)))
    assert "สถานะ: ปิดเรื่องแล้ว" in closed
    assert "คำตอบของหน่วยงาน" in closed


def test_closed_without_an_answer_is_said(client, report):
    change(report, status="closed", closed_at=NOON, closed_by="somsri")
    assert "หน่วยงานปิดเรื่องนี้โดยไม่มีคำตอบ" in words(client.get(page(report)))


def test_whoever_said_the_same_reads_the_same_answer_under_an_own_number(client, report):
    again = receive(report.agency, SECRET, "b" * 64, NOON)
    change(report, status="answered", answer="แก้แล้ว", answered_at=NOON, answered_by="x")

    assert again.reference != report.reference
    assert "แก้แล้ว" in client.get(page(again)).text
    add_to(again, "ยังไม่ดี", NOON)
    assert report.parts.get(joined="more").text == "ยังไม่ดี"


def test_further_message_reopens_the_matter(client, report, time_machine):
    change(report, status="closed", closed_at=NOON, closed_by="x")
    signed = opened(report.agency, time_machine)

    assert send(client, signed, path=page(report), text="ยังเสียอยู่").status_code == 303
    report.refresh_from_db()
    assert (report.status, report.closed_at, report.closed_by) == ("received", None, "")
    assert "ข้อความเพิ่มเติม ๑ ข้อความ" in words(client.get(page(report)))
    assert client.get(page(report.parts.get())).status_code == 404


def test_further_messages_have_limits_that_are_told(client, report, time_machine):
    signed = opened(report.agency, time_machine)
    for number in range(MORE_AN_HOUR):
        assert send(client, signed, path=page(report), text=f"{number}").status_code == 303
    refused = send(client, signed, path=page(report), text="อีกข้อความ")
    assert refused.status_code == 429
    assert "ส่งได้อีกครั้งตั้งแต่" in refused.text
    assert "อีกข้อความ" in refused.text

    for hour in range(1, 4):
        for number in range(MORE_AN_HOUR):
            add_to(report, f"{number}", NOON + timedelta(hours=hour, minutes=1))
    assert report.parts.count() == MORE_IN_ALL
    time_machine.shift(timedelta(hours=9))
    full = send(client, signed, path=page(report), text="อีกข้อความ")
    assert full.status_code == 429
    assert "Retry-After" not in full.headers
    assert "มีข้อความเพิ่มเติมครบแล้ว" in words(full)


def test_empty_further_message_is_refused(client, report, time_machine):
    refused = send(client, opened(report.agency, time_machine), path=page(report), text="")
    assert refused.status_code == 400
    assert not report.parts.exists()


def test_number_of_another_agency_and_unknown_number_are_404(client, report, settings):
    settings.ALLOWED_HOSTS = [".example"]
    make_agency("other", name="อบต.อื่น", hosts=["other.example"])
    report.agency.hosts.create(host="own.example")

    assert client.get(page(report), HTTP_HOST="own.example").status_code == 200
    assert client.get(page(report), HTTP_HOST="other.example").status_code == 404
    assert client.get("/ita/report/2222-2222-2222-2222/", HTTP_HOST="own.example").status_code == 404
    assert client.put(page(report), HTTP_HOST="own.example").status_code == 405


def test_numbers_cannot_be_guessed():
    numbers = {new_reference() for _turn in range(500)}

    assert len(numbers) == 500
    assert all(re.fullmatch(r"[2-9a-hjkmnp-z]{4}(-[2-9a-hjkmnp-z]{4}){3}", number) for number in numbers)
    for place in (0, 6, 18):  # no sign is fixed, so none can be left out of a guess
        assert len({number[place] for number in numbers}) > 25


def test_pages_cost_the_same_few_queries(client, report, django_assert_num_queries):
    with django_assert_num_queries(4):  # agency, menu, report, count of further messages
        client.get(page(report))
    with django_assert_num_queries(2):
        client.get("/ita/report/")
