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
