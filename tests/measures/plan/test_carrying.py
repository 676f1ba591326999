"""Last year's unfinished measures: what would be carried, choosing, one write, never twice."""

import pytest
from django.urls import reverse

from assessments.models import Division
from measures.models import RemediationAction
from measures.plan.carry_over import carry_over, carry_over_candidates
from tests.support.factories import make_agency, make_plan
from tests.support.people import make_user
from tests.support.public_pages import only_reading
from tests.support.telling import TEXTS, make_told_plan

pytestmark = pytest.mark.django_db


@pytest.fixture
def old():
    return make_told_plan()


@pytest.fixture
def plan(old):
    return make_plan(old.agency, 2565, actions=[(2, "มีอยู่แล้ว")])


@pytest.fixture
def screen(plan):
    return reverse("admin:measures_measuresplan_carry_over", args=[plan.pk])


@pytest.fixture
def desk(client, plan):
    client.force_login(make_user("clerk", "editor", plan.agency))
    return client


def test_only_what_is_not_finished_is_offered_under_its_indicator(plan):
    rows = carry_over_candidates(plan)
    assert [row.action.text for row in rows] == [TEXTS["doing"], TEXTS["late"], TEXTS["silent"]]
    assert [(row.indicator.year.year_be, row.indicator.number, row.notice) for row in rows] == [
        (2564, 1, ""),
        (2564, 2, ""),
        (2564, 2, ""),
    ]


def test_a_moved_a_renamed_and_a_missing_indicator_are_told(plan):
    indicators = plan.result_year.indicators
    indicators.filter(number=1).update(number=20)
    indicators.filter(number=2).update(name="เรื่องอื่น")
    moved, renamed, _same = carry_over_candidates(plan)
    assert (moved.indicator.number, "เป็นตัวชี้วัดที่ ๒๐ ในปี ๒๕๖๔" in moved.notice) == (20, True)
    assert (renamed.indicator.number, "ชื่อ เรื่องอื่น ในปี ๒๕๖๔" in renamed.notice) == (2, True)
    indicators.filter(number=2).update(number=21)
    missing = carry_over_candidates(plan)[1]
    assert missing.indicator is None
    assert missing.notice == "ปี ๒๕๖๔ ไม่มีตัวชี้วัดที่ ๒ การใช้งบประมาณ จึงยกมาไม่ได้"
    assert carry_over(plan, {missing.action.pk}, by="clerk") == 0


def test_looking_writes_nothing_and_the_chosen_are_carried_in_one_write(desk, screen, plan, old):
    with only_reading():
        page = carry_over_candidates(plan)
    assert desk.get(screen).text.count('name="action"') == len(page) == 3
    assert plan.actions.count() == 1
    late = old.actions.get(text=TEXTS["late"])
    late.responsible, late.monitoring = "หัวหน้าสำนักปลัด", "ทุกไตรมาส"
    late.save()

    response = desk.post(screen, {"action": [late.pk, 999_999, "x"]})

    assert response.url == reverse("admin:measures_measuresplan_grid", args=[plan.pk])
    row = plan.actions.get(carried_from=late)
    assert (row.order, row.text, row.responsible, row.monitoring, row.status) == (
        2,
        late.text,
        "หัวหน้าสำนักปลัด",
        "ทุกไตรมาส",
        "doing",
    )
    assert (row.start_on, row.due_on) == (None, None)
    first = row.history.get()
    assert (first.history_user_id, first.history_change_reason) == ("clerk", "ยกมาจากแผนปีก่อน")


def test_a_second_time_carries_nothing_twice(desk, screen, plan, old):
    chosen = {"action": [row.action.pk for row in carry_over_candidates(plan)]}
    desk.post(screen, chosen)
    assert plan.actions.count() == 4
    assert "ไม่มีอะไรเปลี่ยน" in desk.post(screen, chosen).text
    assert "ไม่มีมาตรการที่ยังไม่เสร็จและยังไม่ได้ยกมา" in desk.get(screen).text
    assert plan.actions.count() == 4


def test_without_an_earlier_plan_it_is_said_so(desk, old):
    screen = reverse("admin:measures_measuresplan_carry_over", args=[old.pk])
    assert "ไม่มีแผนมาตรการของปีก่อนหน้า" in desk.get(screen).text


def test_measures_of_another_agency_are_never_carried(desk, screen, plan):
    other = make_plan(make_agency("other", name="องค์การบริหารส่วนตำบลอื่น"), actions=[(1, "ของคนอื่น")])
    desk.post(screen, {"action": [other.actions.get().pk]})
    assert not RemediationAction.objects.filter(plan=plan, text="ของคนอื่น").exists()


@pytest.mark.parametrize("role", ["auditor", "head"])
def test_who_may_not_edit_the_whole_plan_does_not_carry(client, screen, plan, role):
    bound = [Division.objects.first()] if role == "head" else []
    client.force_login(make_user(role, "editor" if bound else role, plan.agency, *bound))
    assert {client.get(screen).status_code, client.post(screen, {}).status_code} == {403}


def test_strangers_find_nothing(client, screen):
    client.force_login(make_user("stranger"))
    assert client.get(screen).status_code in (403, 404)
