"""The plan's grid: weakest indicator first, rows saved all or nothing, nothing of others overwritten."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from lxml import html

from assessments.models import Division
from measures.models import RemediationAction
from tests.support.factories import make_agency, make_assessment
from tests.support.people import make_user
from tests.support.telling import TEXTS, make_told_plan

pytestmark = pytest.mark.django_db


@pytest.fixture
def plan():
    make_assessment()
    return make_told_plan()


@pytest.fixture
def grid(plan):
    return reverse("admin:measures_measuresplan_grid", args=[plan.pk])


@pytest.fixture
def desk(client, plan):
    client.force_login(make_user("clerk", "editor", plan.agency))
    return client


def sheet(response):
    """What a browser would post of the grid."""
    (form,) = html.fromstring(response.text).find_class("plan-grid")
    return dict(form.form_values())


def box(action, name):
    return f"m{action.pk}-{name}"


def row(plan, name):
    return plan.actions.get(text=TEXTS[name])


def test_weakest_indicator_comes_first_and_what_is_missing_is_said(desk, grid, plan):
    text = desk.get(grid).text
    places = [text.index(f"มาตรการ {place}") for place in ("๑๐.๕", "๒.๓", "๒.๔", "๑.๑", "๑.๒")]
    assert places == sorted(places)
    assert "๖.๒๕ คะแนน" in text
    assert "ยังขาด การกำกับติดตาม<" in text
    assert "ยังขาด ผู้รับผิดชอบ การกำกับติดตาม<" in text
    assert text.count("ยังขาด") == 4  # nothing is asked of the dropped one


def test_saving_untouched_changes_nothing(desk, grid, plan):
    count = RemediationAction.history.count()
    response = desk.post(grid, sheet(desk.get(grid)), follow=True)
    assert "ไม่มีอะไรเปลี่ยน" in response.text
    assert RemediationAction.history.count() == count


def test_changed_rows_are_written_and_signed(desk, grid, plan):
    late, silent = row(plan, "late"), row(plan, "silent")
    office = Division.objects.get()
    data = sheet(desk.get(grid)) | {
        box(late, "division"): office.pk,
        box(late, "due_on"): "๓๐ ก.ย. ๒๕๖๔",
        box(silent, "monitoring"): "รายงานทุกไตรมาส",
        box(silent, "status"): "doing",
    }
    assert "บันทึกแล้ว ๒ มาตรการ" in desk.post(grid, data, follow=True).text
    late.refresh_from_db()
    silent.refresh_from_db()
    assert (late.division, str(late.due_on)) == (office, "2021-09-30")
    assert (silent.monitoring, silent.status) == ("รายงานทุกไตรมาส", "doing")
    assert [late.history.first().history_user_id, silent.history.count()] == ["clerk", 3]


def test_lines_that_a_browser_sends_are_no_change(desk, grid, plan):
    plan.actions.update(monitoring="ทุกเดือน\nทุกไตรมาส")
    late = row(plan, "late")
    data = sheet(desk.get(grid)) | {box(late, "monitoring"): "ทุกเดือน\r\nทุกไตรมาส"}
    assert "ไม่มีอะไรเปลี่ยน" in desk.post(grid, data, follow=True).text


def test_one_bad_row_and_nothing_is_saved(desk, grid, plan):
    late, silent = row(plan, "late"), row(plan, "silent")
    data = sheet(desk.get(grid)) | {
        box(late, "monitoring"): "รายงานทุกเดือน",
        box(late, "due_on"): "31/2/2564",
        box(silent, "status"): "dropped",
    }
    page = desk.post(grid, data)
    assert "ยังไม่มีอะไรถูกบันทึก มี ๒ มาตรการที่ต้องแก้" in page.text
    assert "มาตรการที่ยกเลิกต้องบอกเหตุที่ยกเลิก" in page.text
    assert sheet(page)[box(late, "monitoring")].strip() == "รายงานทุกเดือน"
    assert not RemediationAction.objects.filter(monitoring="รายงานทุกเดือน").exists()
    data |= {box(late, "due_on"): "28/2/2564", box(silent, "dropped_reason"): "ซ้ำกับข้ออื่น"}
    assert "บันทึกแล้ว ๒ มาตรการ" in desk.post(grid, data, follow=True).text


def test_what_others_changed_meanwhile_stays_and_the_same_box_is_asked_about(desk, grid, plan):
    late, silent = row(plan, "late"), row(plan, "silent")
    data = sheet(desk.get(grid)) | {box(late, "monitoring"): "ของเรา"}
    RemediationAction.objects.filter(pk=silent.pk).update(responsible="หัวหน้าสำนักปลัด")
    RemediationAction.objects.filter(pk=late.pk).update(responsible="ผู้อำนวยการกองคลัง")
    assert "บันทึกแล้ว ๑ มาตรการ" in desk.post(grid, data, follow=True).text
    late.refresh_from_db()
    silent.refresh_from_db()
    assert (late.monitoring, late.responsible) == ("ของเรา", "ผู้อำนวยการกองคลัง")
    assert silent.responsible == "หัวหน้าสำนักปลัด"

    data = sheet(desk.get(grid)) | {box(late, "monitoring"): "ของเราใหม่"}
    RemediationAction.objects.filter(pk=late.pk).update(monitoring="ของเขา")
    refused = desk.post(grid, data)
    assert "แก้ช่องนี้เป็น “ของเขา” หลังจากท่านเปิดหน้านี้" in refused.text
    late.refresh_from_db()
    assert late.monitoring == "ของเขา"
    desk.post(grid, sheet(refused))
    late.refresh_from_db()
    assert late.monitoring == "ของเราใหม่"


def test_who_is_bound_to_divisions_changes_only_theirs(client, grid, plan):
    office = Division.objects.get()
    other = Division.objects.create(agency=plan.agency, name="กองคลัง")
    client.force_login(make_user("head", "editor", plan.agency, office))
    page = client.get(grid)
    assert TEXTS["done"] in page.text
    assert TEXTS["late"] not in page.text
    done, late = row(plan, "done"), row(plan, "late")
    data = sheet(page) | {box(done, "responsible"): "หัวหน้าสำนักปลัด"}
    client.post(grid, data | {box(late, "text"): "แก้ของเขา"})
    assert not plan.actions.filter(responsible="หัวหน้าสำนักปลัด").exists()
    for given_away in (other.pk, ""):
        client.post(grid, data | {box(done, "division"): given_away})
        assert not plan.actions.filter(responsible="หัวหน้าสำนักปลัด").exists()
    client.post(grid, data)
    assert row(plan, "done").responsible == "หัวหน้าสำนักปลัด"


def test_auditors_are_refused_and_strangers_find_nothing(client, grid, plan):
    client.force_login(make_user("auditor", "auditor", plan.agency))
    assert {client.get(grid).status_code, client.post(grid, {}).status_code} == {403}
    foreign = make_agency("other", name="องค์การบริหารส่วนตำบลอื่น")
    client.force_login(make_user("foreign", "approver", foreign))
    assert {client.get(grid).status_code, client.post(grid, {}).status_code} == {404}


def test_grid_costs_the_same_with_5_and_with_50_measures(desk, grid, plan):
    def costs():
        counts = []
        for step in (lambda: desk.get(grid), lambda: desk.post(grid, data)):
            with CaptureQueriesContext(connection) as queries:
                step()
            counts.append(len(queries))
        return counts

    data = sheet(desk.get(grid))
    few = costs()
    indicator = plan.actions.first().indicator
    RemediationAction.objects.bulk_create(
        RemediationAction(plan=plan, indicator=indicator, order=100 + n, text=f"ทดสอบ {n}") for n in range(45)
    )
    data = sheet(desk.get(grid))
    assert costs() == few
    assert few[0] <= 14


def test_a_row_that_is_gone_is_said_so(desk, grid, plan):
    data = sheet(desk.get(grid))
    plan.actions.get(text=TEXTS["silent"]).delete()
    assert "ถูกลบหรือย้ายไปแล้ว" in desk.post(grid, data, follow=True).text
