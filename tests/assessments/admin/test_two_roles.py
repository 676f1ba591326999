"""One person with two roles in two agencies: neither role lends anything to the other, whatever is posted."""

import pytest
from django.contrib import admin
from django.urls import reverse

from assessments.admin.scoping import AgencyScoped, PortalModelAdmin, ScopedInline
from assessments.models import Membership, Role
from assessments.permissions.roles import Permission
from tests.support.people import make_user
from tests.support.two_agencies import furnished

pytestmark = pytest.mark.django_db
OTHER_ROLES = [Role.EDITOR, Role.APPROVER, Role.AUDITOR]


@pytest.fixture(scope="module")
def world(django_db_setup, django_db_blocker, tmp_path_factory):
    folder = tmp_path_factory.mktemp("documents")
    with furnished(folder, django_db_blocker, "own", "foreign") as both:
        yield [rows["assessments.agency"] for rows in both]


@pytest.fixture(params=OTHER_ROLES)
def person(request, client, world):
    """Administrator of the first agency, something less in the second; signed in."""
    managed, other = world
    user = make_user("somsri", Role.ADMIN, managed)
    Membership.objects.create(user=user, agency=other, role=request.param)
    client.force_login(user)
    return user


def account(user, *rows):
    """What the account's screen posts, with these role rows: {"id", "agency", "role"}."""
    posted = {
        "username": user.username if user else "newcomer",
        "first_name": "",
        "last_name": "",
        "email": "",
        "is_active": "on",
        "password1": "a-long-enough-password",
        "password2": "a-long-enough-password",
        "usable_password": "true",
        "memberships-TOTAL_FORMS": len(rows),
        "memberships-INITIAL_FORMS": sum(bool(row.get("id")) for row in rows),
        "memberships-MIN_NUM_FORMS": 0,
        "memberships-MAX_NUM_FORMS": 1000,
    }
    for place, row in enumerate(rows):
        posted |= {f"memberships-{place}-{name}": value for name, value in row.items()}
        posted[f"memberships-{place}-user"] = user.pk if user else ""
    return posted


def roles_of(user):
    return dict(Membership.objects.filter(user=user).values_list("agency__slug", "role"))


def test_account_s_screen_gives_no_role_in_an_agency_that_one_does_not_manage(client, world, person):
    managed, other = world
    before = roles_of(person)
    colleague = make_user("somchai", Role.EDITOR, managed)
    theirs = colleague.memberships.get()
    for forged in (
        [{"id": theirs.pk, "agency": managed.pk, "role": "editor"}, {"agency": other.pk, "role": "admin"}],
        [{"id": theirs.pk, "agency": other.pk, "role": "admin"}],
    ):
        address = reverse("admin:auth_user_change", args=[colleague.pk])
        assert client.post(address, account(colleague, *forged)).status_code in (200, 403)
        assert roles_of(colleague) == {"own": "editor"}
    own = reverse("admin:auth_user_change", args=[person.pk])
    row = person.memberships.get(agency=other)
    for forged in (
        [{"id": row.pk, "agency": other.pk, "role": "admin"}],
        [{"agency": other.pk, "role": "admin"}],
    ):
        client.post(own, account(person, *forged))
        assert roles_of(person) == before
    client.post(reverse("admin:auth_user_add"), account(None, {"agency": other.pk, "role": "admin"}))
    assert not Membership.objects.filter(user__username="newcomer").exists()


def test_role_s_own_screen_neither(client, world, person):
    managed, other = world
    before = roles_of(person)
    colleague = make_user("somchai", Role.EDITOR, managed)
    for user in (person, colleague):
        posted = {"user": user.pk, "agency": other.pk, "role": "admin"}
        client.post(reverse("admin:assessments_membership_add"), posted)
        for row in Membership.objects.filter(user=user):
            client.post(
                reverse("admin:assessments_membership_change", args=[row.pk]), posted | {"role": "approver"}
            )
    assert roles_of(person) == before | {"own": "approver"} or roles_of(person) == before
    assert "foreign" not in roles_of(colleague)


def test_screen_that_says_nothing_asks_for_the_strictest_permission():
    assert PortalModelAdmin.change_permission == AgencyScoped.change_permission == Permission.MANAGE
    for screen in admin.site.screens.values():
        for inline in screen.inlines:
            if issubclass(inline, ScopedInline):
                assert isinstance(screen.change_permission, Permission), inline
