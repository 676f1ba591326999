"""Who may do what, asked of the roles themselves, without a screen."""

import pytest
from django.contrib.auth.models import AnonymousUser

from assessments.models import Division
from assessments.permissions.roles import Access, Permission, access_of
from tests.support.factories import make_agency
from tests.support.people import make_user

pytestmark = pytest.mark.django_db
ALLOWED = {
    "editor": {Permission.VIEW, Permission.EDIT},
    "approver": {Permission.VIEW, Permission.EDIT, Permission.PUBLISH, Permission.VOUCH},
    "auditor": {Permission.VIEW, Permission.JUDGE},
    "admin": {Permission.VIEW, Permission.EDIT, Permission.MANAGE, Permission.VOUCH},
}


@pytest.fixture
def agency():
    return make_agency()


@pytest.fixture
def offices(agency):
    """Two divisions of the agency: one's own and another."""
    return [Division.objects.create(agency=agency, name=name) for name in ("สำนักปลัด", "กองคลัง")]


def allowed(user, agency):
    """Everything this person may do for the agency as a whole."""
    return {each for each in Permission if Access(user).may(each, agency.pk)}


@pytest.mark.parametrize("role", ALLOWED)
def test_role_allows_this_in_its_agency_and_nothing_elsewhere(agency, role):
    user, other = make_user("somsri", role, agency), make_agency("other", name="อื่น")

    assert allowed(user, agency) == ALLOWED[role]
    assert allowed(user, other) == set()
    assert [each for each in Permission if Access(user).may_anywhere(each)] == [
        each for each in Permission if each in ALLOWED[role]
    ]
    assert list(Access(user).own_agencies()) == [agency]
    for each in Permission:
        assert Access(user).agencies(each) == ({agency.pk} if each in ALLOWED[role] else set())


def test_superuser_may_do_everything_everywhere(agency):
    boss = make_user("boss")
    boss.is_superuser = True

    assert allowed(boss, agency) == set(Permission)
    assert Access(boss).may_anywhere(Permission.MANAGE)
    assert list(Access(boss).own_agencies()) == [agency]


@pytest.mark.parametrize("superuser", [True, False])
def test_account_that_is_off_may_do_nothing(agency, superuser):
    user = make_user("somsri", "admin", agency)
    user.is_superuser, user.is_active = superuser, False

    assert allowed(user, agency) == set()
    assert not any(Access(user).may_anywhere(each) for each in Permission)
    assert list(Access(user).own_agencies()) == []


def test_nobody_who_signed_in_may_do_nothing(agency):
    assert allowed(AnonymousUser(), agency) == set()
    assert not Access(AnonymousUser()).may_anywhere(Permission.VIEW)


def test_editor_of_a_division_edits_what_is_its_own_and_looks_at_the_rest(agency, offices):
    own, other = offices
    access = Access(make_user("somsri", "editor", agency, own))

    assert access.may_for_division(Permission.EDIT, agency.pk, own.pk)
    for division_id in (other.pk, None):
        assert not access.may_for_division(Permission.EDIT, agency.pk, division_id)
    assert not access.may_for_division(Permission.PUBLISH, agency.pk, own.pk)
    assert access.may(Permission.VIEW, agency.pk)
    assert not access.may(Permission.EDIT, agency.pk)
    assert access.divisions(agency.pk) == {own.pk}
    assert access.bound() == {agency.pk: {own.pk}}


@pytest.mark.parametrize("role", ["approver", "auditor", "admin"])
def test_only_an_editor_is_bound_to_divisions(agency, offices, role):
    user = make_user("somsri", role, agency, offices[0])

    assert Access(user).bound() == {}
    assert allowed(user, agency) == ALLOWED[role]


def test_superuser_is_bound_to_no_division(agency, offices):
    user = make_user("somsri", "editor", agency, offices[0])
    user.is_superuser = True

    assert Access(user).divisions(agency.pk) is None
    assert Access(user).may_for_division(Permission.PUBLISH, agency.pk, offices[1].pk)


def test_role_has_a_name_in_thai_and_a_superuser_acts_as_administrator(agency):
    assert Access(make_user("somsri", "approver", agency)).role_name(agency.pk) == "ผู้อนุมัติ"
    assert Access(make_user("boss")).role_name(agency.pk) == "ผู้ดูแลระบบ"


def test_memberships_are_read_once_a_request(agency, django_assert_num_queries):
    user = make_user("somsri", "editor", agency)

    with django_assert_num_queries(1):
        assert access_of(user).may(Permission.EDIT, agency.pk)
        assert access_of(user).may_anywhere(Permission.VIEW)
