"""The plan's screen: actions are edited, swapped and added; the document's faults are shown again."""

import pytest
from django.contrib.auth import get_user_model
from django.db import transaction
from django.urls import reverse

from measures.models import MeasuresPlan
from tests.support.editors import client_of
from tests.support.formdata import form_data


@pytest.fixture
def desk(example, admin_client):
    return admin_client


@pytest.fixture
def plan(desk):
    return MeasuresPlan.objects.get()


@pytest.fixture(scope="module")
def screen(example):
    return reverse("admin:measures_measuresplan_change", args=[MeasuresPlan.objects.get().pk])


@pytest.fixture(scope="module")
def opened(screen):
    """The page as somebody holds it who opened it; opened once, nobody has changed anything."""
    with transaction.atomic():
        page = client_of(get_user_model().objects.create_superuser("opener")).get(screen)
        transaction.set_rollback(True)
    return page


@pytest.fixture
def form(opened):
    return form_data(opened, "measuresplan_form")


def texts(plan, number):
    return list(
        plan.actions.filter(indicator__number=number).order_by("order").values_list("text", flat=True)
    )


def test_the_faults_of_the_document_are_shown_again(opened):
    page = opened.text
    assert "หัวข้อพิมพ์ว่า IIT" in page
    assert "เริ่มนับใหม่" in page
    assert "pakchong-measures-2564.txt" in page


def test_the_original_text_can_be_read(desk, plan):
    source = plan.sources.get()
    response = desk.get(reverse("admin:measures_measuresplan_source", args=[source.pk]))
    assert response["Content-Type"] == "text/plain; charset=utf-8"
    assert '<ul style="list-style-type' in response.text


def test_saving_untouched_changes_nothing(desk, plan, screen, form):
    before = list(plan.actions.values_list("pk", "indicator", "order", "text"))
    response = desk.post(screen, form)
    assert response.status_code == 302
    assert list(plan.actions.values_list("pk", "indicator", "order", "text")) == before


def test_two_actions_swap_places(desk, plan, screen, form):
    first, second, third = texts(plan, 1)
    data = form | {"actions-0-order": "๒", "actions-1-order": "๑"}

    response = desk.post(screen, data)

    assert response.status_code == 302
    assert texts(plan, 1) == [second, first, third]


def test_two_actions_in_one_place_are_refused_in_thai(desk, plan, screen, form):
    before = texts(plan, 1)
    data = form | {"actions-0-order": "2"}

    response = desk.post(screen, data)

    assert "ตัวชี้วัดนี้มีมาตรการลำดับนี้แล้ว" in response.text
    assert texts(plan, 1) == before


def test_responsible_and_status_are_saved(desk, plan, screen, form):
    data = form | {"actions-0-responsible": "สำนักปลัด", "actions-0-status": "doing"}

    desk.post(screen, data)

    action = plan.actions.get(indicator__number=1, order=1)
    assert (action.responsible, action.status) == ("สำนักปลัด", "doing")


def test_a_due_date_before_the_start_is_refused(desk, screen, form):
    data = form | {"actions-0-start_on": "31/3/2564", "actions-0-due_on": "๑ มี.ค. ๒๕๖๔"}
    assert "กำหนดแล้วเสร็จต้องไม่มาก่อนวันเริ่ม" in desk.post(screen, data).text


def test_only_indicators_of_the_result_year_are_offered(opened):
    data = opened.text
    assert data.count('<option value="" selected>---------</option>') <= 60
    assert "การป้องกันการทุจริต" in data
