"""GET /ita/2563/: how the number came about, where points are missing, how it moved over the years."""

import re

import pytest
from django.urls import reverse

from assessments.models import Assessment, ScoreState
from tests.support.factories import make_agency, make_assessment, make_year, publish_pakchong, publish_result
from tests.support.public_pages import section, words_of

pytestmark = pytest.mark.django_db
WORDS_2566 = ["97.5"] * 5 + ["84.9"] * 3 + ["99.8"] * 2


def page(client, year_be=2563):
    return client.get(reverse("assessments:result_detail", args=[year_be]))


def told(client, element_id, year_be=2563):
    """What a reader sees of one section."""
    return words_of(section(page(client, year_be), element_id))


def test_sum_stands_on_it_in_thai_digits(client):
    publish_pakchong()

    shown = told(client, "sum")

    for figures in (
        "๗๕.๔๔๒ × ร้อยละ ๓๐ ๒๒.๖๓ ๗.๓๗",
        "๘๑.๗๗๓ × ร้อยละ ๓๐ ๒๔.๕๓ ๕.๔๗",
        "๒๑.๑๕๕ × ร้อยละ ๔๐ ๘.๔๖ ๓๑.๕๔",
        "รวม ๒๒.๖๓ + ๒๔.๕๓ + ๘.๔๖ ตรงกับที่ประกาศ ๕๕.๖๒ ๔๔.๓๘",
    ):
        assert figures in shown
    assert "เป้าหมายของประเทศคือ ๘๕ คะแนน ยังขาดอีก ๒๙.๓๘" in shown


def test_difference_from_the_announced_total_is_one_sentence(client):
    publish_result(total="56.62")

    shown = told(client, "sum")

    assert "คะแนนรวมที่ประกาศ ๕๖.๖๒ ต่างจากที่คำนวณจากตัวชี้วัด ๕๕.๖๒ อยู่ ๑.๐๐ คะแนน" in shown
    assert "ตรงกับที่ประกาศ" not in shown
    assert "ซึ่งรวมได้ไม่ตรงกับที่ประกาศ" in told(client, "total")


@pytest.mark.parametrize(
    ("state", "reason"),
    [
        (ScoreState.MISSING, "ตัวชี้วัดที่ ๒ ไม่มีคะแนนในประกาศ"),
        (ScoreState.NOT_ANNOUNCED, "ตัวชี้วัดที่ ๒ ยังไม่ประกาศคะแนน"),
        (ScoreState.NOT_APPLICABLE, "ตัวชี้วัดที่ ๒ ไม่ใช้กับหน่วยงานนี้"),
    ],
)
def test_no_sum_where_a_score_is_unknown(client, state, reason):
    assessment = make_assessment()
    assessment.scores.filter(indicator__number=2).update(state=state, value=None)
    publish_result(assessment)

    response = page(client)

    shown = words_of(section(response, "sum"))
    assert reason in shown
    assert "ยังรวมคะแนนไม่ได้ เพราะไม่ทราบคะแนนของ IIT" in shown
    assert "๒๔.๕๓ + ๘.๔๖" not in shown
    assert section(response, "sum").count("bar-unknown") == 1
    assert "ยังบอกไม่ได้ว่าคะแนนที่ขาดอยู่ที่ใด" in words_of(response.text)


def test_zero_has_a_bar_and_what_is_unknown_has_another_or_none(client):
    publish_result(make_assessment(scores=["83.68"] * 8 + ["0", "0"], total="50.21", level="E"))
    zero = page(client)

    assert section(zero, "sum").count("bar-unknown") == 0
    assert 'class="bar-got" width="0.00%"' in section(zero, "sum")
    assert 'class="bar-got" width="0.00%"' in section(zero, "indicator-10")


def test_level_says_why_it_is_this_one(client):
    publish_pakchong()

    assert "ไม่ใช่ “C” เพราะคะแนนรวมต่ำกว่า ๖๕.๐๐ อยู่ ๙.๓๘ ตามเกณฑ์ของปี ๒๕๖๓ ซึ่งมี ๗ ระดับ" in told(client, "total")


def test_instrument_that_keeps_the_level_down_is_named(client):
    publish_result(make_assessment(year_be=2566, scores=WORDS_2566, total="94.64", level="ผ่าน"))

    assert "ระดับ ผ่าน คะแนนรวม ๙๔.๖๔" in told(client, "total", 2566)
    assert "ไม่ใช่ “ผ่านดี” เพราะคะแนน EIT ๘๔.๙๐ ต่ำกว่า ๘๕.๐๐" in told(client, "total", 2566)


def test_missing_points_lie_where_the_fold_says(client):
    publish_pakchong()

    response = page(client)

    shown = words_of(section(response, "total"))
    assert "ขาดไป ๔๔.๓๘ คะแนน อยู่ที่ใด" in shown
    assert "๑๐. การป้องกันการทุจริต OIT ๑๘.๗๕ ๙. การเปิดเผยข้อมูล OIT ๑๒.๗๙ อีก ๘ ตัวชี้วัดรวมกัน ๑๒.๘๔" in shown
    assert re.findall(r'class="bar-lost" width="([0-9.]+)%"', response.text) == ["100.00", "68.21", "68.48"]
    parts = re.findall(r'class="bar-lost" x="([0-9.]+)%" width="([0-9.]+)%"', response.text)
    assert parts == [("55.62", "18.75"), ("74.37", "12.79"), ("87.16", "12.84")]
    assert "๑๘.๗๕" in section(response, "indicator-10")


def test_years_are_compared_or_said_to_be_apart(client):
    agency = publish_pakchong()
    publish_result(make_assessment(agency, 2565, total="70.00", level="C", scores=[]))
    publish_result(make_assessment(agency, 2566, scores=WORDS_2566, total="94.64", level="ผ่าน"))
    year = make_year(2567)
    publish_result(Assessment.objects.create(agency=agency, year=year, total_state=ScoreState.NOT_ANNOUNCED))

    shown = told(client, "trend", 2566)

    assert "ปี ๒๕๖๖ หน้านี้ ๙๔.๖๔ ผ่าน กับปี ๒๕๖๕ เทียบกันไม่ได้เพราะเกณฑ์ระดับเปลี่ยน" in shown
    assert "เพิ่มขึ้น ๑๔.๓๘ จากปี ๒๕๖๓ (ไม่มีผลของปี ๒๕๖๔ ที่นี่)" in shown
    assert "ปี ๒๕๖๗ ยังไม่ประกาศ ไม่มี กับปี ๒๕๖๖ เทียบกันไม่ได้เพราะรายการ OIT เปลี่ยนจาก ๔๓ เป็น ๓๕ ข้อ" in shown
    assert "ปี ๒๕๖๓ ๕๕.๖๒ D ปีแรกที่เผยแพร่ที่นี่" in shown


def test_one_year_is_a_sentence_and_no_chart(client):
    publish_pakchong()

    trend = section(page(client), "trend")

    assert "<svg" not in trend
    assert "มีผลที่เผยแพร่ที่นี่ปีเดียว คือปี ๒๕๖๓" in words_of(trend)
    assert "<table" not in trend.partition("</section>")[0]


def test_year_not_announced_yet_shows_no_figure_and_no_empty_table(client):
    year = make_year(2567)
    publish_result(Assessment.objects.create(agency=make_agency(), year=year, total_state="not_announced"))

    response = page(client, 2567)

    assert "ยังไม่ประกาศ" in words_of(section(response, "total"))
    assert "ทั้ง ๕ ตัวชี้วัดยังไม่ประกาศคะแนน" in words_of(section(response, "sum"))
    assert "ยังไม่มีคะแนนของตัวชี้วัดใด" in words_of(response.text)
    assert "๐.๐๐" not in response.text
