"""Values that no form of ours sends: a form error or Django's own 400, never a fault of the server."""

import pytest
from django.contrib import admin
from django.db import transaction
from django.urls import reverse

from tests.support.formdata import form_data
from tests.support.two_agencies import furnished

pytestmark = pytest.mark.django_db
KEYS = ["x", "9" * 40, None]
NUMBERS = ["x", "-1", "0", "9" * 40, "\x00"]
SCREENS = {model._meta.label_lower: screen for model, screen in admin.site._registry.items()}


@pytest.fixture(scope="module")
def world(django_db_setup, django_db_blocker, tmp_path_factory):
    """Two furnished agencies: {label: row} each."""
    with furnished(tmp_path_factory.mktemp("documents"), django_db_blocker, "own", "foreign") as both:
        yield both


def changed(form, **values):
    """The form with these values; without a field whose value is None."""
    return {key: value for key, value in (form | values).items() if value is not None}


def forged_inlines(form, screen, foreign):
    """(what, form): hidden values of an inline's first row forged, and its second row as the first again."""
    for prefix in (field.removesuffix("-TOTAL_FORMS") for field in form if field.endswith("-TOTAL_FORMS")):
        total, initial = f"{prefix}-TOTAL_FORMS", f"{prefix}-INITIAL_FORMS"
        for field, value in [
            (total, "-1"),
            (total, None),
            (initial, "-1"),
            (initial, "0"),
            (initial, "9" * 40),
        ]:
            yield field, changed(form, **{field: value})
        strangers = [row.pk for row in foreign.values() if row]
        for value in [*KEYS, *strangers[:1]]:
            yield f"{prefix}-0-id", changed(form, **{f"{prefix}-0-id": value})
        first = form.get(f"{prefix}-0-id")
        second = f"{prefix}-1-id"
        if first and second in form:
            yield second, changed(form, **{second: first})
            yield second, changed(form, **{second: first, initial: 2})


def forged_values(form):
    """(what, form): every field at once as no number, a huge one, NUL …; and without its own fields."""
    own = {field for field in form if not field.endswith(("_FORMS", "-id", "csrfmiddlewaretoken"))}
    for value in NUMBERS:
        yield f"all {value[:4]!r}", form | dict.fromkeys(own, value)
        order = next((field for field in sorted(own) if field.endswith("order")), None)
        if order:
            yield order, form | {order: value}
    yield "without its own", changed(form, **dict.fromkeys(own))


@pytest.mark.parametrize("label", SCREENS)
def test_no_forged_form_is_a_fault_of_the_server(admin_client, world, label):
    own, foreign = world
    screen = SCREENS[label]
    row = own.get(label) or screen.model._default_manager.first()
    if row is None:
        assert not screen.inlines  # a screen with inlines is always tried
        return
    admin_client.raise_request_exception = False
    address = reverse(f"admin:{label.replace('.', '_')}_change", args=[row.pk])
    page = admin_client.get(address)
    name = f"{label.rpartition('.')[2]}_form"
    if f'id="{name}"' not in page.text:  # only looked at
        return
    form = form_data(page, name)
    wrong = []
    for what, data in [*forged_inlines(form, screen, foreign), *forged_values(form)]:
        with transaction.atomic():
            if admin_client.post(address, data | {"_continue": "1"}).status_code not in (200, 302, 400, 403):
                wrong.append((what, data.get(what)))
            transaction.set_rollback(True)
    assert not wrong


def test_counts_that_nobody_sends_are_answered_in_thai(admin_client, world):
    agency = world[0]["assessments.agency"]
    address = reverse("admin:assessments_agency_change", args=[agency.pk])
    form = form_data(admin_client.get(address), "agency_form")
    page = admin_client.post(address, form | {"hosts-INITIAL_FORMS": "-1"})
    assert "แบบฟอร์มที่ส่งมาไม่ครบ จึงยังไม่ได้บันทึก" in page.text
