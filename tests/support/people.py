"""Accounts of the desk for tests."""

from django.contrib.auth import get_user_model

from assessments.models import Membership
from tests.support.factories import make_agency


def make_user(username="somsri", role=None, agency=None, *divisions):
    """An account of the desk; with `role` a member of `agency`, bound to `divisions` when some are given."""
    user = get_user_model().objects.create_user(username, is_staff=True)
    if role:
        membership = Membership.objects.create(user=user, agency=agency or make_agency(), role=role)
        membership.divisions.set(divisions)
    return user
