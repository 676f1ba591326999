"""GET /ita/2563/: the year's result, the measures that answer it, its own pages."""

import re
from decimal import Decimal

import pytest
from django.urls import reverse

from assessments.models import IndicatorScore, ScoreState
from assessments.record.publish import withdraw
from tests.support.factories import (
    PAKCHONG_SCORES,
    load_pakchong,
    make_agency,
    make_assessment,
    make_plan,
    make_year,
    publish_pakchong,
    publish_plan,
    publish_result,
)
from tests.support.public_pages import section, thai, words, words_of

pytestmark = pytest.mark.django_db
PAGE = reverse("assessments:result_detail", args=[2563])


def test_total_level_and_every_score_stand_on_it(client):
    publish_pakchong()

    response = client.get(PAGE)

    text = words(response)
    assert "ผลการประเมิน ITA ปีงบประมาณ ๒๕๖๓" in text
    assert "๕๕.๖๒ จาก ๑๐๐ คะแนน ระดับ D" in text
    for number, score in enumerate(PAKCHONG_SCORES, start=1):
        assert thai(score) in section(response, f"indicator-{number}")


def test_weakest_indicator_comes_first(client):
    publish_pakchong()

    order = re.findall(r'<tr id="indicator-([0-9]+)"', client.get(PAGE).text)

    by_score = sorted(range(1, 11), key=lambda number: Decimal(PAKCHONG_SCORES[number - 1]))
    assert order == [str(number) for number in by_score]


def test_measures_of_the_next_year_answer_it(client):
    publish_pakchong()

    response = client.get(PAGE)

    assert "จัดทำคู่มือและระเบียบการใช้ทรัพย์สินของราชการ" in words(response)
    assert 'href="/ita/2564/measures/#indicator-4"' in response.text
    assert "ดูทั้ง ๔ มาตรการ" in words(response)


def test_measures_resting_on_another_year_do_not_answer_it(client):
    publish_result()
    plan = make_plan(actions=[(1, "จัดทำคู่มือ")])
    plan.actions.all().delete()
    plan.result_year = make_year(2562)
    plan.save()
    publish_plan(plan)

    text = words(client.get(PAGE))

    assert "ยังไม่เผยแพร่มาตรการที่ตอบผลการประเมินนี้" in text


def test_result_without_measures_says_so(client):
    publish_result()

    assert "ยังไม่เผยแพร่มาตรการที่ตอบผลการประเมินนี้" in words(client.get(PAGE))


def test_year_with_measures_and_checklist_only_says_that_the_result_is_not_there(client):
    publish_pakchong()

    response = client.get(reverse("assessments:result_detail", args=[2564]))

    assert response.status_code == 200
    assert "ยังไม่ประกาศหรือยังไม่เผยแพร่ผลของปีนี้ที่นี่" in words(response)
    assert 'href="/ita/2564/measures/"' in response.text
    assert 'href="/ita/2564/oit/"' in response.text
    assert "๕๕.๖๒" not in response.text


def test_zero_missing_not_announced_and_not_applicable_read_differently(client):
    assessment = make_assessment(scores=["0.00"])
    states = {2: ScoreState.MISSING, 3: ScoreState.NOT_ANNOUNCED, 4: ScoreState.NOT_APPLICABLE}
    for number, state in states.items():
        indicator = assessment.year.indicators.get(number=number)
        IndicatorScore.objects.create(assessment=assessment, indicator=indicator, state=state)
    publish_result(assessment)

    response = client.get(PAGE)

    said = [words_of(section(response, f"indicator-{number}")) for number in (1, 2, 3, 4)]
    reasons = [text.partition("IIT ")[2] for text in said]
    assert reasons[0].startswith("๐.๐๐")
    assert "ยังไม่ประกาศ" in reasons[2]
    assert len(set(reasons)) == 4
    assert not re.search("[0-9๐-๙]", "".join(reason[:30] for reason in reasons[1:]))


def test_year_of_another_agency_is_404(client, settings):
    settings.ALLOWED_HOSTS = [".example"]
    publish_pakchong(hosts=["pakchong.example"])
    make_agency("other", name="อื่น", hosts=["other.example"])

    assert client.get(PAGE, headers={"host": "other.example"}).status_code == 404


def test_desk_does_not_show_before_it_is_published(client):
    agency = load_pakchong()
    before = client.get(PAGE).text
    assessment = agency.assessments.get(year__year_be=2563)
    assessment.scores.update(value=Decimal("99.99"))
    agency.plans.get().actions.update(text="แก้ไขแล้ว")

    assert client.get(PAGE).text == before

    publish_result(assessment, note="แก้คะแนน")
    text = words(client.get(PAGE))
    assert "๙๙.๙๙" in text
    assert "แก้ไขแล้ว" not in text


def test_withdrawn_measures_no_longer_answer_it(client):
    agency = publish_pakchong()
    withdraw(agency.publications.get(page="measures"), reason="มีข้อมูลส่วนบุคคล", by="somsri", role="ปลัด อบต.")

    response = client.get(PAGE)

    assert response.status_code == 200
    assert "จัดทำคู่มือและระเบียบ" not in words(response)
    assert "ยังไม่เผยแพร่มาตรการที่ตอบผลการประเมินนี้" in words(response)
