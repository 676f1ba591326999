"""Every form of the desk, posted with another agency's rows put into it: that agency keeps what it has."""

import pytest
from django.contrib import admin
from django.db import transaction
from django.forms import model_to_dict
from django.forms.models import _get_foreign_key
from django.urls import reverse

from assessments.admin.scoping import AgencyScoped
from assessments.models import Membership
from assessments.permissions.roles import Access, Permission
from tests.support.formdata import form_data
from tests.support.people import make_user
from tests.support.two_agencies import furnished

pytestmark = pytest.mark.django_db
PAIRS = [("admin", "editor"), ("editor", "admin"), ("approver", "auditor")]
SCREENS = sorted(
    model._meta.label_lower for model in admin.site._registry if model._meta.app_label != "django_tasks_db"
)


@pytest.fixture(scope="module")
def world(django_db_setup, django_db_blocker, tmp_path_factory):
    """Two furnished agencies and a person for each pair of roles in them."""
    folder = tmp_path_factory.mktemp("documents")
    with furnished(folder, django_db_blocker, "own", "foreign") as both:
        people = {}
        for here, there in PAIRS:
            people[here, there] = user = make_user(f"{here}-{there}", here, both[0]["assessments.agency"])
            Membership.objects.create(user=user, agency=both[1]["assessments.agency"], role=there)
        yield *both, people


def screens():
    """{label: screen} of the rows that belong to an agency."""
    return {
        model._meta.label_lower: screen
        for model, screen in admin.site._registry.items()
        if isinstance(screen, AgencyScoped)
    }


def kept(user, agency):
    """Every row of an agency that this person may not change there, as values; accounts of its people too."""
    access = Access(user)
    found = {}
    for label, screen in screens().items():
        if not access.may(screen.change_permission, agency.pk):
            rows = screen.model._base_manager.filter(**{screen.agency_lookup: agency.pk}).order_by("pk")
            found[label] = list(rows.values())
    if not access.may(Permission.MANAGE, agency.pk):
        people = type(user).objects.filter(memberships__agency=agency).exclude(pk=user.pk).order_by("pk")
        found["auth.user"] = list(people.values("pk", "username", "password", "email", "is_active"))
    return found


def swapped(posted, own, foreign):
    """The same form once for each key of an own row in it, with the foreign row of that kind in its place."""
    for label, row in own.items():
        if row is None or foreign[label] is None:
            continue
        for field, value in posted.items():
            if field.rpartition("-")[2] in names_for(label.rpartition(".")[2]) and str(value) == str(row.pk):
                yield {**posted, field: foreign[label].pk}


def with_foreign_inlines(posted, model, foreign):
    """The same form whose first row of each inline claims to be the foreign agency's row of that kind."""
    forged = dict(posted)
    for inline in admin.site._registry[model].inlines:
        key = _get_foreign_key(model, inline.model, fk_name=inline.fk_name)
        field = f"{key.remote_field.get_accessor_name(model=inline.model).replace('+', '')}-0-id"
        row = foreign.get(inline.model._meta.label_lower)
        if posted.get(field) and row is not None:
            forged[field] = row.pk
    return forged


def names_for(model_name):
    """How fields that point at a model are called."""
    return {
        "remediationaction": ("action",),
        "measuresplan": ("plan",),
        "progressentry": ("entry",),
        "disclosure": ("disclosure",),
    }.get(model_name, (model_name,))


def forged_posts(client, label, own, foreign):
    """[(address, data)]: change and add form with foreign keys in them, and the bulk deletion."""
    prefix = label.replace(".", "_")
    row, other = own.get(label), foreign.get(label)
    if row is None:
        return
    name = label.rpartition(".")[2]
    change = reverse(f"admin:{prefix}_change", args=[row.pk])
    page = client.get(change)
    if page.status_code == 200 and f'id="{name}_form"' in page.text:
        posted = form_data(page, f"{name}_form")
        yield from ((change, forged) for forged in swapped(posted, own, foreign))
        yield change, with_foreign_inlines(posted, type(row), foreign)
    values = {
        key: value for key, value in model_to_dict(row).items() if value not in (None, []) and key != "id"
    }
    plain = {key: value for key, value in values.items() if not isinstance(value, list)}
    for inline in ("memberships", "links", "divisions", "websites", "scores"):
        plain |= {f"{inline}-TOTAL_FORMS": 0, f"{inline}-INITIAL_FORMS": 0}
    add = reverse(f"admin:{prefix}_add")
    yield from ((add, forged) for forged in swapped(plain, own, foreign))
    if other is not None:
        chosen = {"action": "delete_selected", "_selected_action": [other.pk], "post": "yes"}
        yield reverse(f"admin:{prefix}_changelist"), chosen


@pytest.mark.parametrize("pair", PAIRS, ids=lambda pair: "-".join(filter(None, pair)))
def test_a_forged_form_leaves_the_other_agency_as_it_was(client, world, pair):
    own, foreign, people = world
    user, agency = people[pair], foreign["assessments.agency"]
    client.force_login(user)
    client.raise_request_exception = False
    before, sent = kept(user, agency), 0
    for label in SCREENS:
        for address, data in forged_posts(client, label, own, foreign):
            with transaction.atomic():
                status = client.post(address, data).status_code
                assert status in (200, 302, 403, 404), (address, data)
                assert kept(user, agency) == before, (address, data)
                transaction.set_rollback(True)
            sent += 1
    assert sent > 2 * len(own) - 12


@pytest.mark.parametrize("role", ["editor", "approver", "auditor", "admin"])
def test_roles_are_offered_only_where_one_is_the_administrator(client, world, role):
    """The choices of agency and account in the screens of people."""
    own, foreign, people = world
    user = people["admin", "editor"] if role != "admin" else people["editor", "admin"]
    managed = (own if role != "admin" else foreign)["assessments.agency"]
    client.force_login(user)
    given = {"app_label": "assessments", "model_name": "membership", "field_name": "agency", "term": ""}
    found = client.get(reverse("admin:autocomplete"), given).json()["results"]
    assert found
    page = client.post(reverse("admin:assessments_membership_add"), {"role": role}).context["adminform"].form
    assert list(page.fields["agency"].queryset) == [managed]
