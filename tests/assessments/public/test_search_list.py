"""GET /ita/search/?q=…: the record, inside Thai words, in either digits, by any spelling of a code."""

import re
from urllib.parse import quote

import pytest
from django.urls import reverse

from assessments.record.publish import withdraw
from tests.support.factories import make_agency, make_disclosure, publish_many_years, publish_pakchong
from tests.support.public_pages import only_reading, words
from tests.support.telling import make_told_plan, publish_progress

pytestmark = pytest.mark.django_db
SEARCH = reverse("assessments:search_list")


def searched(client, text):
    return client.get(f"{SEARCH}?q={quote(text)}")


def addresses(response):
    """Where the results lead, in order."""
    _head, _list, results = response.text.partition('class="found"')
    return re.findall(r'<a href="(/ita/[^"]+)"', results.partition("</main>")[0])


@pytest.mark.parametrize(
    "typed", ["O42", "o42", "o.42", "O.042", "๔๒", "42", "ข้อ ๔๒", "ข้อที่ 42", "OIT 42", "o42 2564"]
)
def test_item_is_found_by_every_spelling_of_its_code(client, typed):
    publish_pakchong()

    assert addresses(searched(client, typed))[0] == "/ita/2564/oit/o42/"


@pytest.mark.parametrize("typed", ["O4", "๔"])
def test_shorter_code_is_not_taken_for_a_longer_one(client, typed):
    publish_pakchong()

    found = addresses(searched(client, typed))

    assert found[0] == "/ita/2564/oit/o4/"
    assert "/ita/2564/oit/o42/" not in found


def test_text_inside_a_thai_word_leads_to_the_very_measure(client):
    publish_pakchong()

    response = searched(client, "ยืม-คืน")

    address = addresses(response)[0]
    path, _hash, place = address.partition("#")
    assert path == "/ita/2564/measures/"
    assert f'id="{place}"' in client.get(path).text
    assert "ปีงบประมาณ ๒๕๖๔" in words(response)


def test_what_became_of_a_measure_and_its_evidence_are_found(client):
    publish_progress(make_told_plan())

    told, evidence = searched(client, "คู่มือให้ทุกส่วนงาน"), searched(client, "ภาพคู่มือ")

    assert addresses(told) == ["/ita/2564/measures/progress/#action-1-1"]
    assert addresses(evidence) == ["/ita/2564/measures/progress/evidence/1/"]
    assert 'id="action-1-1"' in client.get("/ita/2564/measures/progress/").text


def test_sara_am_typed_as_two_characters_finds_the_same(client):
    publish_pakchong()

    usual, split = searched(client, "ดำเนินงาน"), searched(client, "ด\u0e4d\u0e32เนินงาน")

    assert addresses(usual)
    assert addresses(split) == addresses(usual)


def test_all_terms_must_be_there(client):
    publish_pakchong()

    assert addresses(searched(client, "มาตรการ 2564"))
    assert not addresses(searched(client, "มาตรการ 2559"))


def test_newest_year_comes_first_and_the_list_is_bounded(client):
    publish_many_years(publish_pakchong(), 10)

    response = searched(client, "การ")

    years = [int(address[5:9]) for address in addresses(response)]
    assert len(years) == 60
    assert years == sorted(years, reverse=True)
    assert "แสดง ๖๐ รายการแรก" in words(response)


def test_desk_and_withdrawn_content_are_not_searched(client):
    agency = publish_pakchong()
    make_disclosure(agency, "O41", explanation="ร่างบนโต๊ะ")
    withdraw(agency.publications.get(page="measures"), reason="มีชื่อผู้ร้องเรียน", by="somsri", role="ปลัด อบต.")

    assert "ไม่พบรายการที่ตรงกับคำค้น" in words(searched(client, "ร่างบนโต๊ะ"))
    assert "ไม่พบรายการที่ตรงกับคำค้น" in words(searched(client, "ยืม-คืน"))


@pytest.mark.parametrize(
    ("typed", "said"), [("", "กรุณาพิมพ์คำที่ต้องการค้นหา"), ("ก", "อย่างน้อย ๒ ตัวอักษร"), ("ก" * 101, "100")]
)
def test_question_that_cannot_be_answered_says_why(client, typed, said):
    publish_pakchong()

    response = searched(client, typed)

    assert response.status_code == 200
    assert said in response.text
    assert not addresses(response)


def test_question_is_shown_as_text_only(client):
    publish_pakchong()

    assert "<b>x" not in searched(client, '"><b>x').text


def test_page_without_a_question_asks_for_one_and_no_error(client):
    make_agency()

    response = client.get(SEARCH)

    assert 'name="q"' in response.text
    assert "form-error" not in response.text
    assert f'href="{SEARCH}"' in client.get("/ita/").text


def test_page_is_not_indexed_and_not_kept(client, django_assert_num_queries):
    publish_pakchong()

    for _time in range(2):
        with django_assert_num_queries(2), only_reading():
            response = searched(client, "O42")

    assert response.headers["X-Robots-Tag"] == "noindex"
    assert '<meta name="robots" content="noindex">' in response.text
