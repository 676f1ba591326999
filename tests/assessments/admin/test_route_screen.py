"""The route to a higher total: exact, for staff only, remembered by its address alone."""

import pytest
from django.urls import reverse

from assessments.models import Assessment, FiscalYear, Publication


@pytest.fixture
def desk(example, admin_client):
    return admin_client


@pytest.fixture
def route(desk):
    return reverse("admin:assessments_assessment_route", args=[Assessment.objects.get(year__year_be=2563).pk])


def test_it_starts_from_the_announced_scores(desk, route):
    page = desk.get(route).text
    assert "๕๕.๖๒ ระดับ D" in page
    assert "เท่าที่คะแนนที่ประกาศเหลือที่ให้" not in page


def test_o42_and_o43_give_65_62_and_level_c(desk, route):
    context = desk.get(route, {"accept": ["O42", "O43"]}).context
    assert str(context["after"]["total"]) == "65.62"
    assert context["after"]["level"].label == "C"
    assert "๖๕.๖๒ ระดับ C" in desk.get(f"{route}?accept=O42,O43").text


def test_the_fewest_items_to_65_are_two(desk, route):
    to_65 = desk.get(route).context["routes"][0]
    assert (to_65["target"], to_65["items"]) == (65, ("O42", "O43"))


def test_95_is_out_of_reach_by_oit_alone_and_it_says_so(desk, route):
    page = desk.get(route)
    to_95 = page.context["routes"][-1]
    assert not to_95["reached"]
    assert str(to_95["outcome"]["total"]) == "87.16"
    assert "OIT อย่างเดียวไปไม่ถึง" in page.text


def test_items_are_listed_by_what_they_are_worth(desk, route):
    values = desk.get(route).context["values"]
    assert [value["code"] for value in values[:2]] == ["O42", "O43"]
    assert len(values) == 43
    assert str(values[0]["points"]) == "5.000"


def test_starting_from_the_checklist_supposes_its_answers(desk):
    year = FiscalYear.objects.get(year_be=2563)
    row = Assessment.objects.get(year=year)
    route = reverse("admin:assessments_assessment_route", args=[row.pk])
    page = desk.get(route, {"start": "checklist"})
    assert str(page.context["before"]["total"]) == "47.16"
    assert "ค่าสมมติ" in page.text


def test_a_year_without_announced_scores_is_refused_with_the_reason(desk):
    row = Assessment.objects.get(year__year_be=2564)
    page = desk.get(reverse("admin:assessments_assessment_route", args=[row.pk])).text
    assert "ยังไม่มีคะแนนตัวชี้วัดที่ 1" in page


def test_a_year_with_unconfirmed_borders_is_refused_with_the_reason(desk):
    agency = Assessment.objects.get(year__year_be=2563).agency
    row = Assessment.objects.create(agency=agency, year=FiscalYear.objects.get(year_be=2568))
    page = desk.get(reverse("admin:assessments_assessment_route", args=[row.pk])).text
    assert "ยังไม่ยืนยันว่าข้อ OIT ปี 2568" in page


def test_an_unknown_item_is_a_sentence(desk, route):
    assert "ไม่มีข้อ O99" in desk.get(route, {"accept": "O99"}).text


def test_nothing_of_it_is_public(desk, client, route):
    desk.get(route, {"accept": "O42"})
    assert Publication.objects.filter(content__contains="65.62").count() == 0
    client.logout()
    assert client.get(route).status_code == 302
