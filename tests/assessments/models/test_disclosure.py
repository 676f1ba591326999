"""Answers to OIT items and their numbered links."""

import pytest
from django.core.exceptions import ValidationError

from assessments.models import Disclosure, DisclosureLink
from tests.support.factories import make_agency, make_disclosure
from tests.support.refusals import assert_database_refuses, assert_refused

pytestmark = pytest.mark.django_db


def link(disclosure, **fields):
    given = {"position": 1, "label": "ประกาศ", "url": "https://www.pakchong.go.th/plan"}
    return DisclosureLink(disclosure=disclosure, **given | fields)


def test_item_is_answered_once_by_each_agency():
    disclosure = make_disclosure()

    assert_refused(Disclosure(agency=disclosure.agency, item=disclosure.item), "disclosure_one_per_item")
    Disclosure(agency=make_agency("other", name="อื่น"), item=disclosure.item).full_clean()


def test_answer_is_one_of_three_or_open():
    disclosure = make_disclosure()
    for answer in ["", "yes", "no", "none_this_period"]:
        disclosure.answer = answer
        disclosure.full_clean()
        disclosure.save()
    row = Disclosure(agency=make_agency("other", name="อื่น"), item=disclosure.item, answer="maybe")

    with pytest.raises(ValidationError, match="maybe"):
        row.full_clean()
    assert_database_refuses(row, "disclosure_answer_is_known")


def test_only_what_was_carried_over_is_to_be_checked_anew():
    row = make_disclosure()
    row.check_for_year = 2565
    assert_database_refuses(row, "disclosure_checked_when_carried")

    row.carried_from_year = 2564
    row.full_clean()


def test_link_position_exists_once_and_counts_from_1():
    disclosure = make_disclosure()
    link(disclosure).save()

    assert_refused(link(disclosure), "disclosurelink_position_once")
    assert_refused(link(disclosure, position=0), "disclosurelink_position_from_1")
    link(make_disclosure(code="O43")).full_clean()


def test_links_come_in_the_order_of_their_positions():
    disclosure = make_disclosure()
    for position in (3, 1, 2):
        link(disclosure, position=position, label=f"ลิงก์ {position}").save()

    assert [each.position for each in disclosure.links.all()] == [1, 2, 3]


@pytest.mark.parametrize(
    "url",
    [
        "https://www.pakchong.go.th/plan",
        "http://pakchong.go.th/ไฟล์/แผน.pdf",
        "HTTPS://www.pakchong.go.th",
        "/ita/2564/measures/",
        "https://itas.nacc.go.th/go/eit/abc123",
    ],
)
def test_full_addresses_and_pages_of_this_portal_are_accepted(url):
    link(make_disclosure(), url=url).full_clean()


@pytest.mark.parametrize(
    ("url", "sentence"),
    [
        ("www.pakchong.go.th/plan", "พิมพ์ที่อยู่เต็ม"),
        ("/admin/", "พิมพ์ที่อยู่เต็ม"),
        ("//evil.example/", "พิมพ์ที่อยู่เต็ม"),
        ("javascript:alert(1)", "พิมพ์ที่อยู่เต็ม"),
        ("https://", "พิมพ์ที่อยู่เต็ม"),
        ("https://x.go.th/a b", "พิมพ์ที่อยู่เต็ม"),
        ("https://[x", "พิมพ์ที่อยู่เต็ม"),
        ("https://x.go.th:port/", "พิมพ์ที่อยู่เต็ม"),
        ("/ita/2564/\nmeasures/", "พิมพ์ที่อยู่เต็ม"),
        ("https://user:secret@x.go.th/", "ชื่อผู้ใช้หรือรหัสผ่าน"),
        ("https://itas.nacc.go.th/go/iit/abc123", "แบบวัด IIT"),
        ("HTTPS://ITAS.NACC.GO.TH/go/IIT/abc123", "แบบวัด IIT"),
    ],
)
def test_other_targets_are_refused_in_words(url, sentence):
    with pytest.raises(ValidationError, match=sentence):
        link(make_disclosure(), url=url).full_clean()


def test_staff_survey_is_refused_in_an_explanation_too():
    disclosure = make_disclosure(explanation="ดู https://itas.nacc.go.th/go/iit/abc123")

    with pytest.raises(ValidationError, match="ห้ามเผยแพร่"):
        disclosure.full_clean()


def test_thai_address_may_be_long():
    url = "https://www.pakchong.go.th/" + "%E0%B8%81" * 200

    link(make_disclosure(), url=url).full_clean()
    with pytest.raises(ValidationError):
        link(make_disclosure(code="O43"), url=url + "x" * 2000).full_clean()
