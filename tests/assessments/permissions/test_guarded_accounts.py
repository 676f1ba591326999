"""The wall behind the forms: what one person may not write of an account that publishes or manages."""

import pytest
from django.contrib.auth import get_user_model

from assessments.models import Membership, Role
from assessments.permissions.guarded_accounts import NeedsSecondPerson, refuse_alone, roles_watched
from tests.support.second_person import cast

pytestmark = pytest.mark.django_db


@pytest.fixture
def people():
    return cast()


def changed(account, **values):
    """(the account as it is, as it would be written)."""
    before, after = (get_user_model().objects.get(pk=account.pk) for _turn in range(2))
    for name, value in values.items():
        setattr(after, name, value)
    return before, after


@pytest.mark.parametrize("name", ["palad", "deputy"])
@pytest.mark.parametrize("values", [{"username": "x"}, {"email": "x@example.com"}, {"password": "x"}])
def test_name_address_and_password_are_not_one_person_s(people, name, values):
    with pytest.raises(NeedsSecondPerson):
        refuse_alone(*changed(getattr(people, name), **values))
    refuse_alone(*changed(people.clerk, **values))


def test_switched_off_by_one_and_on_by_two(people):
    refuse_alone(*changed(people.palad, is_active=False))
    get_user_model().objects.update(is_active=False)
    with pytest.raises(NeedsSecondPerson):
        refuse_alone(*changed(people.palad, is_active=True))
    refuse_alone(*changed(people.clerk, is_active=True))


@pytest.mark.parametrize("values", [{"is_superuser": True}, {"is_staff": False}])
def test_nobody_is_made_a_superuser_by_one_who_is_none(people, values):
    with pytest.raises(NeedsSecondPerson):
        refuse_alone(*changed(people.clerk, **values))


@pytest.mark.parametrize(
    ("name", "role"),
    [("clerk", "approver"), ("clerk", "admin"), ("palad", "editor"), ("deputy", "approver"), ("palad", None)],
)
def test_guarded_roles_are_as_they_were_when_one_person_wrote(people, name, role):
    account = getattr(people, name)
    held = Membership.objects.filter(user=account)
    before = list(held.values_list("role", flat=True))
    for person, stays in ((people.boss, True), (people.root, False)):
        try:
            with roles_watched(person, [account.pk]):
                if role is None:
                    held.delete()
                else:
                    held.update(role=role)
        except NeedsSecondPerson:
            assert stays
        assert (list(held.values_list("role", flat=True)) == before) == stays


def test_other_roles_are_given_by_one(people):
    held = Membership.objects.filter(user=people.clerk)
    with roles_watched(people.boss, [people.clerk.pk]):
        held.update(role=Role.AUDITOR)
    assert held.get().role == Role.AUDITOR
