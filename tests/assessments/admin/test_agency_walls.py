"""What is another agency's cannot be chosen, found, acted on or written, whatever one's role at home."""

import pytest
from django.contrib import admin
from django.urls import reverse

from assessments.models import Agency, Disclosure, ItemVerdict, Membership
from measures.models import RemediationAction
from tests.support.people import make_user
from tests.support.two_agencies import furnished

pytestmark = pytest.mark.django_db
PASSWORD = "a-long-enough-password"


@pytest.fixture(scope="module")
def world(django_db_setup, django_db_blocker, tmp_path_factory):
    folder = tmp_path_factory.mktemp("documents")
    with furnished(folder, django_db_blocker, "own", "foreign") as both:
        yield both


def screen(model, step, *args):
    return reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_{step}", args=args)


def agency_of(rows):
    return rows["assessments.agency"]


def test_auditor_here_and_approver_there_is_each_only_there(client, world):
    own, foreign = world
    user = make_user("somsri", "auditor", agency_of(own))
    Membership.objects.create(user=user, agency=agency_of(foreign), role="approver")
    client.force_login(user)

    for rows, publish, edit in ((own, 403, 403), (foreign, 200, 200)):
        plan = rows["measures.measuresplan"]
        assert client.get(screen(type(plan), "publish", plan.pk)).status_code == publish
        assert client.post(screen(type(plan), "change", plan.pk), {}).status_code == edit
    for rows, judged in ((own, 200), (foreign, 403)):
        verdict = rows["assessments.itemverdict"]
        assert client.post(screen(ItemVerdict, "change", verdict.pk), {}).status_code == judged


def test_autocomplete_finds_only_ones_own(client, world):
    client.force_login(make_user("somsri", "editor", agency_of(world[0])))
    for model, field in (
        ("remediationaction", "plan"),
        ("progressentry", "action"),
        ("measuresplan", "agency"),
    ):
        given = {"app_label": "measures", "model_name": model, "field_name": field, "term": ""}
        found = client.get(reverse("admin:autocomplete"), given).json()["results"]
        assert len(found) == 1, (model, field)


def test_a_foreign_row_cannot_be_chosen_in_a_form(client, world):
    own, foreign = world
    client.force_login(make_user("somsri", "approver", agency_of(own)))
    item = own["assessments.disclosure"].item.year.oit_items.get(code="O43")
    given = {"agency": agency_of(foreign).pk, "item": item.pk, "answer": "no", "explanation": ""}
    response = client.post(screen(Disclosure, "add"), given)
    assert response.status_code == 200
    assert "agency" in response.context["adminform"].form.errors
    given |= {"agency": agency_of(own).pk, "division": foreign["assessments.division"].pk}
    assert "division" in client.post(screen(Disclosure, "add"), given).context["adminform"].form.errors
    assert Disclosure.objects.count() == 2


def test_a_bulk_action_reaches_only_ones_own(client, world):
    own, foreign = world
    client.force_login(make_user("somsri", "approver", agency_of(own)))
    mine = RemediationAction.objects.create(
        plan=own["measures.measuresplan"],
        indicator=own["measures.remediationaction"].indicator,
        order=9,
        text="x",
    )
    theirs = RemediationAction.objects.create(
        plan=foreign["measures.measuresplan"], indicator=mine.indicator, order=9, text="x"
    )
    given = {"action": "delete_selected", "_selected_action": [mine.pk, theirs.pk], "post": "yes"}
    client.post(screen(RemediationAction, "changelist"), given)
    assert list(RemediationAction.objects.filter(order=9)) == [theirs]


def test_a_manager_makes_accounts_for_the_own_agency_only(client, world):
    own, foreign = world
    client.force_login(make_user("boss", "admin", agency_of(own)))
    given = {"username": "new", "password1": PASSWORD, "password2": PASSWORD, "usable_password": "true"}
    given |= {"memberships-TOTAL_FORMS": 1, "memberships-INITIAL_FORMS": 0, "memberships-0-role": "editor"}
    add = reverse("admin:auth_user_add")

    refused = client.post(add, given | {"memberships-0-agency": agency_of(foreign).pk})
    assert refused.status_code == 200
    assert not Membership.objects.filter(user__username="new").exists()
    made = client.post(add, given | {"memberships-0-agency": agency_of(own).pk, "is_superuser": "on"})
    assert made.status_code == 302
    membership = Membership.objects.get(user__username="new")
    assert (membership.agency, membership.role) == (agency_of(own), "editor")
    assert (membership.user.is_staff, membership.user.is_superuser) == (True, False)


def test_an_account_without_a_role_is_not_made_by_a_manager(client, world):
    client.force_login(make_user("boss", "admin", agency_of(world[0])))
    given = {"username": "new", "password1": PASSWORD, "password2": PASSWORD, "usable_password": "true"}
    given |= {"memberships-TOTAL_FORMS": 0, "memberships-INITIAL_FORMS": 0}
    assert client.post(reverse("admin:auth_user_add"), given).status_code == 200
    assert not Membership.objects.filter(user__username="new").exists()


def test_who_works_elsewhere_too_or_runs_the_portal_is_not_a_managers_to_change(client, world, admin_user):
    own, foreign = world
    client.force_login(make_user("boss", "admin", agency_of(own)))
    shared = make_user("shared", "editor", agency_of(own))
    Membership.objects.create(user=shared, agency=agency_of(foreign), role="editor")
    Membership.objects.create(user=admin_user, agency=agency_of(own), role="admin")
    for user in (shared, admin_user):
        change = reverse("admin:auth_user_change", args=[user.pk])
        assert client.get(change).status_code == 200
        assert client.post(change, {"username": "x"}).status_code == 403
        assert client.get(reverse("admin:auth_user_password_change", args=[user.pk])).status_code == 403


def test_an_account_that_is_off_may_nothing(client, world):
    user = make_user("somsri", "approver", agency_of(world[0]))
    client.force_login(user)
    type(user).objects.filter(pk=user.pk).update(is_active=False)
    assert client.get(screen(Disclosure, "changelist")).status_code == 302


def test_divisions_bind_editors_of_the_same_agency_only(client, admin_client, world):
    own, foreign = world
    user = make_user("somsri")
    given = {"user": user.pk, "agency": agency_of(own).pk, "role": "editor"}
    for wrong in (
        {"divisions": [foreign["assessments.division"].pk]},
        {"divisions": [own["assessments.division"].pk], "role": "approver"},
    ):
        response = admin_client.post(screen(Membership, "add"), given | wrong)
        assert "divisions" in response.context["adminform"].form.errors
    assert not user.memberships.exists()


def test_an_agency_admin_leaves_names_and_portal_hosts_alone(client, world):
    agency = agency_of(world[0])
    client.force_login(make_user("boss", "admin", agency))
    page = client.get(screen(Agency, "change", agency.pk)).text
    assert 'name="two_person_rule"' in page
    assert 'name="name"' not in page
    assert 'name="hosts-0-host"' not in page
    assert 'name="divisions-0-name"' in page


@pytest.mark.parametrize("role", ["approver", "admin"])
def test_no_screen_shows_a_word_of_the_other_agency(client, world, role):
    """Lists, filters, choices and forms: everything of the foreign agency has its short name in it."""
    own, _foreign = world
    client.force_login(make_user("somsri", role, agency_of(own)))
    for model in admin.site.screens:
        row = own.get(model._meta.label_lower)
        addresses = [screen(model, "changelist"), screen(model, "add")]
        addresses += [screen(model, "change", row.pk), screen(model, "history", row.pk)] if row else []
        for address in addresses:
            response = client.get(address)
            assert "foreign" not in response.text.replace("foreignkey", ""), address
    for name in ("index", "executive_summary", "calendar"):
        assert "foreign" not in client.get(reverse(f"admin:{name}")).text, name
