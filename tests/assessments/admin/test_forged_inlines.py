"""Inline rows that no form of ours sends: a form error or Django's own 400, never a fault of the server."""

import pytest
from django.contrib import admin
from django.db import transaction
from django.urls import reverse

from tests.support.formdata import form_data
from tests.support.two_agencies import furnished

pytestmark = pytest.mark.django_db
COUNTS = ["", "x", "-1", "1001", "9" * 40, "1\x00", None]
IDS = ["", "x", "0", "-1", "1.5", "9" * 40, "\x00", "๑", None]
SCREENS = {
    model._meta.label_lower: screen for model, screen in admin.site._registry.items() if screen.inlines
}


@pytest.fixture(scope="module")
def world(django_db_setup, django_db_blocker, tmp_path_factory):
    """Two furnished agencies: {label: row} each."""
    with furnished(tmp_path_factory.mktemp("documents"), django_db_blocker, "own", "foreign") as both:
        yield both


def forged(form, foreign):
    """The form again and again, each time with one hidden value of an inline forged."""
    for field in form:
        kind = field.rpartition("-")[2]
        if kind in ("TOTAL_FORMS", "INITIAL_FORMS", "MAX_NUM_FORMS"):
            values = COUNTS
        elif field.partition("-")[2][:1].isdecimal() and kind not in ("DELETE", "name", "position"):
            values = IDS if kind == "id" else [*IDS, *(row.pk for row in foreign.values() if row)][:12]
        else:
            continue
        for value in values:
            yield field, {key: each for key, each in (form | {field: value}).items() if each is not None}


@pytest.mark.parametrize("label", SCREENS)
def test_no_forged_inline_is_a_fault_of_the_server(admin_client, world, label):
    own, foreign = world
    row = own.get(label)
    assert row is not None
    admin_client.raise_request_exception = False
    address = reverse(f"admin:{label.replace('.', '_')}_change", args=[row.pk])
    form = form_data(admin_client.get(address), f"{label.rpartition('.')[2]}_form")
    wrong, sent = set(), 0
    for field, data in forged(form, foreign):
        with transaction.atomic():
            if admin_client.post(address, data | {"_continue": "1"}).status_code not in (200, 302, 400, 403):
                wrong.add((field, data.get(field)))
            transaction.set_rollback(True)
        sent += 1
    assert not wrong
    assert sent > 10
