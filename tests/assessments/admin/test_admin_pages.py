"""Every admin list and form opens, in Thai, with a constant number of queries."""

import pytest
from django.apps import apps
from django.contrib import admin
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from assessments.admin.scoping import ReadOnlyMixin
from assessments.models import Agency, Assessment, CitizenReport, Disclosure, DisclosureLink, OITItem
from measures.models import MeasuresPlan, RemediationAction

OURS = [model for model in admin.site.screens if model._meta.app_label in ("assessments", "measures", "auth")]


def address(model, step, *args):
    return reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_{step}", args=args)


def queries_of(client, url):
    """How many queries a page costs that was opened before: what a process reads once is read by now."""
    with CaptureQueriesContext(connection) as captured:
        response = client.get(url)
    assert response.status_code == 200, url
    return len(captured)


@pytest.fixture
def desk(example, admin_client):
    return admin_client


def test_every_model_of_ours_is_registered_with_search_and_filters():
    for app in ("assessments", "measures"):
        for model in apps.get_app_config(app).get_models():
            if hasattr(model, "history_type") or hasattr(model, "m2m_history_id"):
                continue  # the journal is read on the screen of its row
            assert admin.site.is_registered(model), model
            screen = admin.site.get_model_admin(model)
            assert screen.search_fields, model
            assert screen.list_filter, model


@pytest.mark.parametrize("model", OURS, ids=lambda model: model.__name__)
def test_list_search_add_and_change_open(desk, model):
    screen = admin.site.get_model_admin(model)
    assert desk.get(address(model, "changelist")).status_code == 200
    assert desk.get(address(model, "changelist"), {"q": "ทดสอบ ๑"}).status_code == 200
    add = desk.get(address(model, "add"))
    adds = not isinstance(screen, ReadOnlyMixin) and model not in (CitizenReport, DisclosureLink)
    assert add.status_code == (200 if adds else 403)
    row = model._default_manager.order_by("pk").first()
    if row is not None:
        assert desk.get(address(model, "change", row.pk)).status_code == 200
        assert desk.get(address(model, "history", row.pk)).status_code == 200


@pytest.mark.parametrize("model", OURS, ids=lambda model: model.__name__)
def test_lists_cost_no_query_per_row(desk, model):
    rows = model._default_manager.count()
    desk.get(address(Agency, "changelist"))
    cost = queries_of(desk, address(model, "changelist"))
    assert cost <= 12, f"{rows} rows cost {cost} queries"


def test_a_plan_costs_the_same_with_25_and_with_50_actions(desk):
    plan = MeasuresPlan.objects.get()
    url = address(MeasuresPlan, "change", plan.pk)
    desk.get(url)
    few = queries_of(desk, url)
    indicator = plan.actions.first().indicator
    RemediationAction.objects.bulk_create(
        RemediationAction(plan=plan, indicator=indicator, order=100 + n, text=f"ทดสอบ {n}") for n in range(25)
    )
    assert queries_of(desk, url) == few


def test_a_checklist_costs_the_same_with_1_and_with_43_answers(desk):
    agency = Agency.objects.get()
    checklist = Assessment.objects.get(year__year_be=2564)
    url = reverse("admin:assessments_checklist_change", args=[checklist.pk])
    desk.get(url)
    few = queries_of(desk, url)
    answered = Disclosure.objects.values("item")
    Disclosure.objects.bulk_create(
        Disclosure(agency=agency, item=item, answer="no")
        for item in OITItem.objects.filter(year__year_be=2564).exclude(pk__in=answered)
    )
    assert queries_of(desk, url) == few


def test_an_assessment_without_scores_offers_every_indicator_of_its_year(desk):
    assessment = Assessment.objects.get(year__year_be=2564)
    page = desk.get(address(Assessment, "change", assessment.pk)).text
    assert "การป้องกันการทุจริต" in page
    assert 'name="scores-TOTAL_FORMS" value="10"' in page


def test_a_stranger_is_sent_to_the_login(client, db):
    for model in OURS:
        response = client.get(address(model, "changelist"))
        assert response.status_code == 302
        assert response.url.startswith("/ita/admin/login/")
