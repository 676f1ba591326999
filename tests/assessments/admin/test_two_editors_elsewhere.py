"""Scores and measures that two people edit at once."""

import pytest

from assessments.models import Assessment
from measures.models import MeasuresPlan
from tests.support.editors import address, asks, choose, editor, opened, save
from tests.support.factories import make_assessment, make_plan
from tests.support.formdata import form_data

pytestmark = pytest.mark.django_db


@pytest.fixture
def somsri():
    return editor("somsri")


@pytest.fixture
def malee():
    return editor("malee")


def test_two_enter_the_first_score_of_one_indicator(somsri, malee):
    assessment = make_assessment(scores=())
    form_a, form_b = opened(somsri, assessment), opened(malee, assessment)
    save(somsri, assessment, form_a, scores__2__value="70", scores__3__value="71")

    page = save(malee, assessment, form_b, scores__2__value="๗๕", scores__4__value="72")

    assert asks(page)
    choose(malee, assessment, page, "mine")
    scores = Assessment.objects.get().scores.order_by("indicator__number")
    assert [f"{score.indicator.number}:{score.value}" for score in scores] == [
        "3:75.00",
        "4:71.00",
        "5:72.00",
    ]


def test_the_same_number_in_other_digits_is_no_clash(somsri, malee):
    assessment = make_assessment()
    form_a, form_b = opened(somsri, assessment), opened(malee, assessment)
    save(somsri, assessment, form_a, announced_total="55.63")

    assert not asks(save(malee, assessment, form_b, announced_total="๕๕.๖๓", announced_level="C"))


def test_measures_of_a_plan_are_merged_row_by_row(somsri, malee):
    plan = make_plan(actions=[(1, "อบรม"), (1, "ประกาศ")])
    form_a, form_b = opened(somsri, plan), opened(malee, plan)
    save(somsri, plan, form_a, actions__0__order="2", actions__1__order="1")

    page = save(malee, plan, form_b, actions__0__text="อบรมทุกไตรมาส", title="แผนใหม่")

    assert not asks(page)
    plan.refresh_from_db()
    assert plan.title == "แผนใหม่"
    assert [action.text for action in plan.actions.order_by("order")] == ["ประกาศ", "อบรมทุกไตรมาส"]


def test_what_was_deleted_under_a_form_comes_back_with_what_was_typed(somsri, malee):
    plan = make_plan(actions=[(1, "อบรม"), (2, "ประกาศ")])
    form, url = opened(malee, plan), address(plan)
    key = plan.pk
    plan.delete()

    page = malee.post(url, form | {"title": "แผนที่พิมพ์ไว้", "actions-0-text": "อบรมทุกเดือน"})
    assert "ลบแถวนี้" in page.text
    assert "แผนที่พิมพ์ไว้" in page.text
    assert not MeasuresPlan.objects.exists()
    malee.post(url, form_data(page, "gone_form"))

    back = MeasuresPlan.objects.get()
    assert (back.pk, back.title) == (key, "แผนที่พิมพ์ไว้")
    assert [action.text for action in back.actions.all()] == ["อบรมทุกเดือน", "ประกาศ"]
    assert back.history.latest().history_user_id == "malee"


def test_what_was_deleted_and_cannot_come_back_keeps_the_text(malee):
    plan = make_plan(actions=[(1, "อบรม")])
    form, url = opened(malee, plan), address(plan)
    plan.delete()
    make_plan(title="แผนใหม่ของปีเดียวกัน")

    page = malee.post(url, form | {"title": "แผนที่พิมพ์ไว้", "_restore": "1"})

    assert "หน่วยงานนี้มีแผนมาตรการของปีนี้แล้ว" in page.text
    assert form_data(page, "gone_form")["title"] == "แผนที่พิมพ์ไว้"
