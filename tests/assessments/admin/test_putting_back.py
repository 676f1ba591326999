"""Any earlier state comes back as a new change, deleted rows too: by today's rules, for who may change it."""

import pytest
from django.urls import reverse

from assessments.models import (
    Assessment,
    Disclosure,
    DisclosureLink,
    Division,
    IndicatorScore,
    ItemVerdict,
    Membership,
    Role,
)
from measures.models import MeasuresPlan, RemediationAction
from tests.support.editors import client_of, editor
from tests.support.factories import (
    make_agency,
    make_assessment,
    make_disclosure,
    make_plan,
    publish_checklist,
)
from tests.support.formdata import form_data
from tests.support.people import make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def somsri():
    return editor("somsri")


def address(model, key, state):
    name = f"admin:{model._meta.app_label}_{model._meta.model_name}_revert"
    return reverse(name, args=[key, state.history_id])


def put_back(client, row, state):
    """Look at the preview, then press the button."""
    url = address(type(row), state.id, state)
    return client.post(url, form_data(client.get(url), "revert_form"), follow=True)


def first_state(row):
    return type(row).history.filter(id=row.pk).earliest()


def test_an_earlier_state_is_previewed_and_comes_back_as_a_new_change(somsri):
    row = make_disclosure(explanation="เดิม")
    Disclosure.objects.update(explanation="ใหม่", answer="no")
    states = row.history.count()

    preview = somsri.get(address(Disclosure, row.pk, first_state(row)))
    assert "<td>ใหม่</td><td>เดิม</td>" in preview.text
    assert Disclosure.objects.get().explanation == "ใหม่"
    assert put_back(somsri, row, first_state(row)).status_code == 200

    row.refresh_from_db()
    assert (row.explanation, row.answer) == ("เดิม", "yes")
    newest = row.history.latest()
    assert (row.history.count(), newest.history_user_id) == (states + 1, "somsri")
    assert newest.history_change_reason.startswith("คืนสถานะเมื่อ")


def test_a_deleted_row_comes_back_with_its_number_and_its_links(somsri):
    plan = make_plan(actions=[(1, "อบรม")])
    action = plan.actions.get()
    key = action.pk
    action.delete()
    state = RemediationAction.history.filter(id=key).latest()

    put_back(somsri, action, state)

    back = RemediationAction.objects.get()
    assert (back.pk, back.text, back.plan) == (key, "อบรม", plan)


def test_a_deleted_plan_comes_back_with_its_measures(somsri):
    plan = make_plan(actions=[(1, "อบรม")])
    action = plan.actions.get()
    keys = plan.pk, action.pk
    plan.delete()
    of_plan = MeasuresPlan.history.filter(id=keys[0]).latest()
    of_action = RemediationAction.history.filter(id=keys[1]).latest()

    too_early = put_back(somsri, RemediationAction(pk=keys[1]), of_action)
    assert "ต้องกู้คืนสิ่งนั้นก่อน" in too_early.text
    put_back(somsri, MeasuresPlan(pk=keys[0]), of_plan)

    assert MeasuresPlan.objects.get().actions.get().pk == keys[1]


def test_a_state_that_breaks_the_rules_of_today_is_refused_in_thai(somsri):
    plan = make_plan(actions=[(1, "อบรม")])
    action = plan.actions.get()
    RemediationAction.objects.update(order=2)
    RemediationAction.objects.create(plan=plan, indicator=action.indicator, order=1, text="ประกาศ")

    refused = put_back(somsri, action, first_state(action))

    assert "ตัวชี้วัดนี้มีมาตรการลำดับนี้แล้ว" in refused.text
    assert "ยังไม่มีอะไรถูกบันทึก" in refused.text
    action.refresh_from_db()
    assert action.order == 2


def test_a_deleted_row_whose_place_is_taken_is_refused_in_thai(somsri):
    plan = make_plan(actions=[(1, "อบรม")])
    action = plan.actions.get()
    key, indicator = action.pk, action.indicator
    action.delete()
    RemediationAction.objects.create(plan=plan, indicator=indicator, order=1, text="ประกาศ")

    refused = put_back(somsri, action, RemediationAction.history.filter(id=key).latest())

    assert "ตัวชี้วัดนี้มีมาตรการลำดับนี้แล้ว" in refused.text
    assert RemediationAction.objects.get().text == "ประกาศ"


def test_the_number_of_a_published_link_stays_and_is_explained(somsri):
    make_disclosure(links=[("แผน", "https://a.go.th/1")])
    DisclosureLink.objects.update(position=2, label="แผนใหม่")
    publish_checklist()
    link = DisclosureLink.objects.get()

    page = somsri.get(address(DisclosureLink, link.pk, first_state(link)))
    assert "ช่องที่คงค่าปัจจุบันไว้" in page.text
    put_back(somsri, link, first_state(link))

    link.refresh_from_db()
    assert (link.position, link.label) == (2, "แผน")


def test_a_change_after_the_preview_is_shown_before_anything_is_written(somsri):
    row = make_disclosure(explanation="เดิม")
    Disclosure.objects.update(explanation="ใหม่")
    url = address(Disclosure, row.pk, first_state(row))
    form = form_data(somsri.get(url), "revert_form")
    Disclosure.objects.update(explanation="ใหม่กว่า")

    again = somsri.post(url, form)

    assert "หลังจากแสดงตัวอย่าง" in again.text
    assert Disclosure.objects.get().explanation == "ใหม่กว่า"


def test_roles_and_their_divisions_come_back_for_who_manages():
    agency = make_agency()
    division = Division.objects.create(agency=agency, name="กองช่าง")
    make_user("malee", Role.EDITOR, agency, division)
    row = Membership.objects.get()
    state = row.history.latest()
    row.divisions.clear()
    boss = client_of(make_user("boss", Role.ADMIN, agency))

    put_back(boss, row, state)
    assert list(row.divisions.all()) == [division]
    row.delete()
    put_back(boss, Membership(pk=state.id), Membership.history.filter(id=state.id).latest())
    assert list(Membership.objects.get(user__username="malee").divisions.all()) == [division]


def test_an_opinion_put_back_is_the_opinion_of_who_puts_it_back():
    row = make_disclosure()
    auditor = client_of(make_user("auditor", Role.AUDITOR, row.agency))
    given = {"given_at": "2021-01-01T00:00Z", "given_by": "before"}
    verdict = ItemVerdict.objects.create(disclosure=row, verdict="fail", reason="ขาดรูป", **given)
    ItemVerdict.objects.update(verdict="pass")

    put_back(auditor, verdict, first_state(verdict))

    verdict.refresh_from_db()
    assert (verdict.verdict, verdict.given_by) == ("fail", "auditor")


def test_who_may_not_change_a_row_puts_nothing_back(somsri):
    other = make_agency("bang", name="องค์การบริหารส่วนตำบลบาง")
    theirs, mine = make_disclosure(other, code="O12"), make_disclosure(code="O13")
    gone = make_plan(other, actions=[(1, "อบรม")]).actions.get()
    key = gone.pk
    gone.delete()
    auditor = client_of(make_user("auditor", Role.AUDITOR, make_agency()))

    assert somsri.get(address(Disclosure, theirs.pk, first_state(theirs))).status_code == 404
    deleted = RemediationAction.history.filter(id=key).latest()
    assert somsri.get(address(RemediationAction, key, deleted)).status_code == 404
    assert auditor.get(address(Disclosure, mine.pk, first_state(mine))).status_code == 403
    assert somsri.get(address(Disclosure, mine.pk, first_state(theirs))).status_code == 404
    assert somsri.post(address(Disclosure, theirs.pk, first_state(theirs))).status_code == 404


def test_a_score_comes_back_with_its_state(somsri):
    make_assessment()
    score = IndicatorScore.objects.first()
    value = score.value
    IndicatorScore.objects.filter(pk=score.pk).update(state="missing", value=None)

    put_back(somsri, score, first_state(score))

    score.refresh_from_db()
    assert (score.state, score.value) == ("announced", value)
    assert Assessment.objects.count() == 1
