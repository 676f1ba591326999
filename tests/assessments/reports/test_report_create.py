"""The form of citizens: what it takes, what it says when it does not, and that it follows nobody."""

import pytest
from django.test import Client

from assessments.models import CitizenReport, SenderHour
from assessments.public.reports import page_name
from assessments.reports.forms import LEAVE_EMPTY, LONGEST_OPEN, TOO_OLD, TOO_QUICK, opened_now, page_reported
from tests.support.citizens import FORM, NOON, SENT, opened, report_of, send
from tests.support.factories import make_agency, publish_pakchong
from tests.support.public_pages import only_reading

pytestmark = pytest.mark.django_db
NATIONAL_ID = "1-1014-00000-18-9"


@pytest.fixture
def agency(time_machine):
    time_machine.move_to(NOON, tick=False)
    return make_agency()


def test_form_is_read_without_writing_without_cookie_and_is_not_kept(client, agency):
    with only_reading():
        response = client.get(FORM, {"about": "/ita/2564/oit/o12/"})

    assert response.status_code == 200
    assert not response.cookies
    assert "Cookie" not in response.headers.get("Vary", "")
    assert response.headers["Cache-Control"] == "no-store"
    assert response.headers["X-Robots-Tag"] == "noindex"
    assert "ข้อ O12 ของรายการ OIT ปี ๒๕๖๔" in response.text
    assert 'href="/ita/report/privacy/"' in response.text
    assert "csrfmiddlewaretoken" not in response.text


def test_sending_leads_to_the_page_of_a_number(client, agency, time_machine):
    response = send(client, opened(agency, time_machine), name=" นาย ก ", contact="081-234-5678")
    report = report_of(response)

    assert not response.cookies
    assert (report.agency, report.about, report.kind, report.text) == (
        agency,
        *(SENT[k] for k in ("about", "kind", "text")),
    )
    assert (report.name, report.contact, report.status, report.part_of) == (
        "นาย ก",
        "081-234-5678",
        "received",
        None,
    )
    assert "203.0.113.7" not in str(list(SenderHour.objects.values()) + list(CitizenReport.objects.values()))


def test_post_needs_no_csrf_token(agency, time_machine):
    assert send(Client(enforce_csrf_checks=True), opened(agency, time_machine)).status_code == 303


@pytest.mark.parametrize(
    ("given", "field", "sentence"),
    [
        ({"text": " \n "}, "text", "กรุณาพิมพ์ข้อความ"),
        ({"text": "\u200b"}, "text", "กรุณาพิมพ์ข้อความ"),
        ({"text": "ก" * 4001}, "text", "ข้อความยาวได้ไม่เกิน ๔,๐๐๐ ตัวอักษร"),
        ({"kind": ""}, "kind", "กรุณาเลือกเรื่อง"),
        ({"kind": "spam"}, "kind", "กรุณาเลือกเรื่องจากรายการ"),
        ({"name": "ก" * 101}, "name", "ชื่อยาวได้ไม่เกิน ๑๐๐ ตัวอักษร"),
        ({"contact": "ก" * 201}, "contact", "ยาวได้ไม่เกิน ๒๐๐ ตัวอักษร"),
        ({"website": "http://x"}, "website", LEAVE_EMPTY),
        ({"opened": "x"}, "__all__", TOO_OLD),
        ({"opened": ""}, "__all__", TOO_OLD),
    ],
)
def test_what_is_wrong_is_said_and_nothing_is_kept(client, agency, time_machine, given, field, sentence):
    response = send(client, opened(agency, time_machine), **given)

    assert response.status_code == 400
    assert response.context["form"].errors[field] == [sentence]
    assert sentence in response.text
    assert SENT["text"] in response.text or "text" in given
    assert not CitizenReport.objects.exists()


def test_too_quick_is_told_and_the_same_form_goes_through_a_little_later(client, agency, time_machine):
    signed = opened_now(agency)
    refused = send(client, signed)
    assert (refused.status_code, refused.context["form"].non_field_errors()) == (400, [TOO_QUICK])
    time_machine.shift(3)
    assert send(client, refused.context["form"]["opened"].value()).status_code == 303


def test_form_of_yesterday_gets_a_new_moment_and_goes_through(client, agency, time_machine):
    signed = opened_now(agency)
    time_machine.shift(LONGEST_OPEN + 1)
    refused = send(client, signed)
    assert refused.context["form"].non_field_errors() == [TOO_OLD]
    time_machine.shift(3)
    assert send(client, refused.context["form"]["opened"].value()).status_code == 303


def test_moment_signed_for_another_agency_is_none(client, agency, time_machine, settings):
    settings.ALLOWED_HOSTS = [".example"]
    agency.hosts.create(host="pakchong.example")
    other = make_agency("other", name="อบต.อื่น", hosts=["other.example"])
    signed = opened(other, time_machine)

    host = {"HTTP_HOST": "pakchong.example"}
    assert client.post(FORM, SENT | {"opened": signed}, **host).status_code == 400
    assert client.get(FORM, HTTP_HOST="nobody.example").status_code == 404


def test_national_id_is_asked_about_and_sent_when_the_citizen_wants(client, agency, time_machine):
    signed = opened(agency, time_machine)
    text = f"บัตรประชาชนเลขที่ {NATIONAL_ID} โทร 081-234-5678"
    asked = send(client, signed, text=text)

    (sentence,) = asked.context["form"].non_field_errors()
    assert "เลขประจำตัวประชาชน 1-10xx" in sentence
    assert "โทรศัพท์" not in sentence
    assert 'name="anyway"' in asked.text
    assert not CitizenReport.objects.exists()
    assert report_of(send(client, signed, text=text, anyway="on")).text == text


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("/ita/2564/oit/o12/", "/ita/2564/oit/o12/"),
        ("/ita/2564/oit.csv", "/ita/2564/oit.csv"),
        ("https://evil.example/ita/", "/ita/"),
        ("//evil.example/", "/ita/"),
        ("/ita//evil.example/", "/ita/"),
        ("/ita/../x", "/ita/"),
        ("/ita/admin/", "/ita/"),
        ("/ita/report/2222-2222-2222-2222/", "/ita/"),
        ("/ita/<script>", "/ita/"),
        ("/ita/" + "a" * 300, "/ita/"),
        ("", "/ita/"),
    ],
)
def test_only_own_public_pages_can_be_reported(path, expected):
    assert page_reported(path) == expected


def test_path_that_takes_long_to_judge_is_judged_at_once():
    assert page_reported("/ita/" + "a" * 290 + "!") == "/ita/"


@pytest.mark.parametrize(
    ("path", "name"),
    [
        ("/ita/", "หน้าแรก"),
        ("/ita/2563/", "ผลการประเมิน ปี ๒๕๖๓"),
        ("/ita/2564/oit/o12/1/", "ข้อ O12 ของรายการ OIT ปี ๒๕๖๔"),
        ("/ita/2564/oit/history/", "การเปิดเผยข้อมูล (OIT) ปี ๒๕๖๔"),
        ("/ita/2564/measures/", "มาตรการ ปี ๒๕๖๔"),
        ("/ita/packs/2564.json", "/ita/packs/2564.json"),
    ],
)
def test_pages_have_names(path, name):
    assert page_name(path) == name


def test_every_page_leads_to_the_form_about_itself(client):
    publish_pakchong()

    for address in ("/ita/", "/ita/2563/", "/ita/2564/measures/", "/ita/2564/oit/", "/ita/2564/oit/o12/"):
        assert f'href="/ita/report/?about={address}"' in client.get(address).text, address
    assert "เกี่ยวกับข้อ O12" in client.get("/ita/2564/oit/o12/").text
    assert "about=" not in client.get(FORM).text
