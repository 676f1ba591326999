"""GET /ita/: the latest result, the years, the way to everything."""

import pytest
from django.urls import reverse

from assessments.models import ScoreState
from assessments.record.publish import withdraw
from tests.support.factories import (
    load_pakchong,
    make_agency,
    make_assessment,
    publish_many_years,
    publish_pakchong,
    publish_plan,
    publish_result,
)
from tests.support.public_pages import words

pytestmark = pytest.mark.django_db
HOME = reverse("assessments:home")


def test_latest_result_measures_and_checklist_stand_on_it(client):
    publish_pakchong()

    response = client.get(HOME)

    text = words(response)
    assert "ผลประเมินล่าสุด ปีงบประมาณ ๒๕๖๓ ๕๕.๖๒ จาก ๑๐๐ คะแนน" in text
    assert "ระดับ D" in text
    assert "๒๕ มาตรการ จากผลประเมินปี ๒๕๖๓ มาตรการปี ๒๕๖๔" in text
    assert "ดำเนินการแล้ว ยังไม่เผยแพร่รายงานความก้าวหน้า" in text
    assert "๑ จาก ๔๓ ข้อ ตอบแล้ว ยังไม่ตอบ ๔๒ ข้อ" in text
    for address in ("/ita/2563/", "/ita/2564/", "/ita/2564/measures/", "/ita/2564/oit/"):
        assert f'href="{address}"' in response.text
    assert '<html lang="th">' in response.text


def test_agency_without_any_publication_says_so(client):
    make_agency()

    assert "ยังไม่มีข้อมูลที่เผยแพร่" in words(client.get(HOME))


def test_portal_without_an_agency_is_404(client):
    assert client.get(HOME).status_code == 404


def test_newest_year_that_is_not_withdrawn_is_the_latest(client):
    agency = publish_pakchong()
    newest = publish_result(make_assessment(agency, 2564, total="70.00", level="C", scores=[]))
    assert "ผลประเมินล่าสุด ปีงบประมาณ ๒๕๖๔ ๗๐.๐๐" in words(client.get(HOME))

    withdraw(newest, reason="ประกาศผิดปี", by="somsri", role="ปลัด อบต.")

    text = words(client.get(HOME))
    assert "ผลประเมินล่าสุด ปีงบประมาณ ๒๕๖๓ ๕๕.๖๒" in text
    assert "๗๐.๐๐" not in text


def test_year_whose_pages_are_all_withdrawn_leaves_the_list_and_the_menu(client):
    agency = publish_pakchong()
    withdraw(agency.publications.get(page="result"), reason="ประกาศผิดปี", by="somsri", role="ปลัด อบต.")

    response = client.get(HOME)

    assert 'href="/ita/2563/"' not in response.text
    assert 'href="/ita/2564/"' in response.text


def test_announced_zero_is_a_figure_on_it(client):
    publish_result(make_assessment(total="0.00", level="F", scores=[]))

    assert "ผลประเมินล่าสุด ปีงบประมาณ ๒๕๖๓ ๐.๐๐" in words(client.get(HOME))


def test_years_that_must_not_be_compared_say_why(client):
    agency = publish_pakchong()
    publish_result(make_assessment(agency, 2565, total="50.00", level="E", scores=[]))
    publish_result(make_assessment(agency, 2566, total="90.00", level="ผ่าน", scores=[]))

    text = words(client.get(HOME))

    assert "กับปี ๒๕๖๕ เทียบกันไม่ได้เพราะเกณฑ์ระดับเปลี่ยนจากอักษร AA–F เป็นถ้อยคำ" in text
    assert "ลดลง ๕.๖๒ จากปี ๒๕๖๓" in text
    assert "ปีเดียว" not in text


def test_one_result_is_no_trend_but_says_where_its_points_are_missing(client):
    publish_pakchong()

    response = client.get(HOME)

    text = words(response)
    assert "เป็นปีเดียวที่เผยแพร่ผลที่นี่ จึงยังไม่มีปีอื่นให้เทียบ" in text
    assert "คะแนนเต็ม ๑๐๐ ได้เท่าไร และขาดที่ตัวชี้วัดใด" in text
    assert "๑๐. การป้องกันการทุจริต OIT ๑๘.๗๕" in text
    assert 'href="/ita/2563/#indicator-10"' in response.text
    assert "คะแนนรวมแต่ละปี" not in text


def test_two_results_are_a_picture_beside_the_newest(client):
    agency = publish_pakchong()
    publish_result(make_assessment(agency, 2564, total="70.00", level="C", scores=[]))

    response = client.get(HOME)

    assert "เพิ่มขึ้น ๑๔.๓๘ จากปี ๒๕๖๓" in words(response)
    assert '<title id="trend-picture-title">คะแนนรวมตามที่ประกาศ ปี ๒๕๖๓–๒๕๖๔</title>' in response.text
    assert 'y="54.00" height="70.00"' in response.text
    assert "ขาดที่ตัวชี้วัดใด" not in words(response)


def test_newest_figure_stays_while_the_next_year_is_not_announced(client):
    agency = publish_pakchong()
    waiting = {"total": "0", "level": "", "scores": [], "year_be": 2564}
    assessment = make_assessment(agency, **waiting)
    assessment.total_state, assessment.announced_total = ScoreState.NOT_ANNOUNCED, None
    assessment.save()
    publish_result(assessment)

    text = words(client.get(HOME))

    assert "ผลประเมินล่าสุด ปีงบประมาณ ๒๕๖๓ ๕๕.๖๒ จาก ๑๐๐ คะแนน" in text
    assert "ผลของปี ๒๕๖๔ ยังไม่ประกาศ" in text


def test_measures_alone_make_a_page_without_a_figure(client):
    publish_plan(actions=[(1, "เปิดช่องทางร้องเรียน")])

    text = words(client.get(HOME))

    assert "ผลประเมินล่าสุด ยังไม่เผยแพร่ผลการประเมินของปีใดที่นี่" in text
    assert "๑ มาตรการ จากผลประเมินปี ๒๕๖๓" in text


def test_every_year_is_listed(client):
    publish_many_years(publish_pakchong(), 49)

    response = client.get(HOME)

    for year_be in range(2514, 2565):
        assert f'href="/ita/{year_be}/"' in response.text, year_be


def test_desk_does_not_show_before_it_is_published(client):
    agency = load_pakchong()
    before = client.get(HOME).text
    agency.assessments.filter(year__year_be=2563).update(announced_total="99.99", announced_level="AA")

    assert client.get(HOME).text == before
