"""A list is narrowed only by its own filters: no column is guessed letter by letter."""

import pytest
from django.contrib import admin
from django.urls import reverse

from assessments.models import AccountRequest
from tests.support.factories import make_agency
from tests.support.people import make_user

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("column", ["second_half", "password"])
def test_half_a_password_is_not_asked_for_by_its_first_letters(client, column):
    client.force_login(make_user(role="admin", agency=make_agency()))
    address = reverse("admin:assessments_accountrequest_changelist")
    assert client.get(address).status_code == 200
    assert client.get(address, {f"{column}__startswith": "a"}).status_code == 400
    assert AccountRequest._meta.get_field(column)  # or nothing is shown by this


def test_no_list_takes_a_column_that_it_does_not_filter_by(admin_client):
    asked = 0
    for model, screen in admin.site._registry.items():
        if model._meta.app_label not in ("assessments", "measures", "auth"):
            continue
        given = (each[0] if isinstance(each, tuple) else each for each in screen.list_filter)
        names = [each if isinstance(each, str) else each.parameter_name for each in given]
        roots = {each.partition("__")[0] for each in names}
        address = reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_changelist")
        for field in model._meta.concrete_fields:
            if field.name not in roots:
                answer = admin_client.get(address, {f"{field.name}__gte": "1"})
                assert answer.status_code == 400, (model, field.name)
                asked += 1
    assert asked > 100


def test_every_list_counts_its_filters(admin_client):
    """Django offers ?_facets=True on each list; a filter is then asked for numbers, not texts."""
    agency = make_agency()
    for model, screen in admin.site._registry.items():
        if not screen.list_filter or model._meta.app_label not in ("assessments", "measures", "auth"):
            continue
        address = reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_changelist")
        for query in ({}, {"for_year": 2564}, {"agency": agency.pk}):
            answer = admin_client.get(address, query | {"_facets": "True"}, follow=True)
            assert answer.status_code in (200, 400), (model, query)
        assert admin_client.get(address, {"_facets": "True"}).status_code == 200, model
        given = (each[0] if isinstance(each, tuple) else each for each in screen.list_filter)
        for name in (each if isinstance(each, str) else each.parameter_name for each in given):
            for suffix in ("", "__id__exact", "__exact", "__in"):
                answer = admin_client.get(address, {f"{name}{suffix}": "9" * 30}, follow=True)
                assert answer.status_code in (200, 400, 404), (model, name, suffix)
