"""Every address of the admin × every role × own and foreign agency. The table here is the promise."""

from functools import cache
from unittest import mock

import pytest
from django.apps import apps
from django.contrib import admin
from django.contrib.messages.storage.cookie import CookieStorage
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import Http404
from django.urls import resolve, reverse

from assessments.models import Division, Membership
from assessments.readiness import findings as readiness
from tests.support.desk_walk import address_of, label_of
from tests.support.people import make_user
from tests.support.role_table import ANYONE, FRAMEWORK, GENERAL, PERSONAS, STEPS, TABLE, WITHOUT_ROW
from tests.support.two_agencies import furnished

pytestmark = pytest.mark.django_db
UNKNOWN = 987654
# Who works in both agencies: the role in the first, the role in the second.
TWO_ROLES = ["ME", "EM", "MP", "PM", "MA", "AM"]
EVERYBODY = [*PERSONAS, *TWO_ROLES, "stranger"]
ROLE_OF = {"E": "editor", "P": "approver", "A": "auditor", "M": "admin"}


def roles_of(who):
    """(the letter of the role in the first agency, that in the second); "" for none."""
    return (who[0], who[1:]) if who in EVERYBODY[:-1] else ("", "")


def somewhere(who, allowed):
    """Has this person a role of `allowed` (letters) in any agency?"""
    return any(letter and letter in allowed for letter in roles_of(who))


def names(patterns):
    for pattern in patterns:
        if hasattr(pattern, "url_patterns"):
            yield from names(pattern.url_patterns)
        else:
            yield pattern.name


def standard(step):
    return {f"{label.replace('.', '_')}_{step}" for label in TABLE}


def has_journal(label):
    model = apps.get_model(label)
    return hasattr(model, "history") and not model._meta.proxy


def test_every_address_of_the_admin_is_in_the_table():
    known = set(STEPS) | set(WITHOUT_ROW) | GENERAL
    for step in ("changelist", "add", "change", "delete", "history"):
        known |= standard(step)
    known |= {f"{label.replace('.', '_')}_revert" for label in TABLE if has_journal(label)}
    assert set(names(admin.site.get_urls())) == known
    assert {
        model._meta.label_lower for model in admin.site.screens if model._meta.app_label != "django_tasks_db"
    } == set(TABLE)


@pytest.fixture(scope="module")
def world(django_db_setup, django_db_blocker, tmp_path_factory):
    """Two furnished agencies, a person of each kind who works in the first, and some who work in both."""
    folder = tmp_path_factory.mktemp("documents")
    # What is published stays as it is, so the walk over it is the same for everybody who asks.
    walked = mock.patch.object(readiness, "clicks_from_start", cache(readiness.clicks_from_start))
    with walked, furnished(folder, django_db_blocker, "own", "foreign") as [own, foreign]:
        agency, office = own["assessments.agency"], own["assessments.division"]
        elsewhere = Division.objects.create(agency=agency, name="กองช่าง")
        people = {
            "E": make_user("editor", "editor", agency),
            "B": make_user("bound", "editor", agency, office),
            "X": make_user("bound-elsewhere", "editor", agency, elsewhere),
            "P": make_user("approver", "approver", agency),
            "A": make_user("auditor", "auditor", agency),
            "M": make_user("manager", "admin", agency),
            "stranger": make_user("stranger"),
        }
        for here, there in TWO_ROLES:
            people[here + there] = both = make_user(here + there, ROLE_OF[here], agency)
            Membership.objects.create(user=both, agency=foreign["assessments.agency"], role=ROLE_OF[there])
        yield {"own": own, "foreign": foreign, "people": people}


known_way = cache(resolve)


def answer(rf, user, address, method="get"):
    """The status that this person gets. Nothing is rendered and nothing written stays."""
    request = getattr(rf, method)(address)
    request.user, request.session = user, {}
    request._messages, request._dont_enforce_csrf_checks = CookieStorage(request), True
    request.resolver_match = match = known_way(request.path)
    try:
        with transaction.atomic():
            status = match.func(request, *match.args, **match.kwargs).status_code
            transaction.set_rollback(True)
            return status
    except Http404:
        return 404
    except PermissionDenied:
        return 403


def row_of(world, name):
    label = label_of(name)
    return label, world.get(label)


def check(rf, world, who, name, allowed, posts):
    """Each agency's row as the role there says; without a role there, as if it did not exist."""
    for rows, letter in zip((world["own"], world["foreign"]), roles_of(who), strict=True):
        row = row_of(rows, name)[1]
        if letter and row is not None:
            check_row(rf, world["people"][who], name, row, letter in allowed, letter in posts, bool(posts))
    _own, there = roles_of(who)
    hidden = [UNKNOWN] if there else [UNKNOWN, row_of(world["foreign"], name)[1]]
    for row in hidden:
        for method in ("get", "post") if row is not None else ():
            found = answer(rf, world["people"][who], address_of(name, row), method)
            assert found in (404, 405), f"{who} {method} {name} {row}: {found}"


def check_row(rf, user, name, row, opens, sends, sent_by_some):
    """One person, one screen, one row: opened and sent, or refused."""
    address = address_of(name, row)
    opened = answer(rf, user, address)
    assert opened in ({200} if opens else {403, 404}), f"{user} GET {name} {row}: {opened}"
    if not name.endswith("_links") or not sends:  # which asks the network
        sent = answer(rf, user, address, "post")
        refused = {403, 404, 405} if not opens or sent_by_some else {200, 302, 403, 405}
        assert sent in ({200, 302} if sends else refused), f"{user} POST {name} {row}: {sent}"


@pytest.mark.parametrize("label", TABLE)
def test_rows(rf, world, label):
    for who in EVERYBODY:
        check_rows(rf, world, label, who)


def check_rows(rf, world, label, who):
    """The list, the add form and the standard screens of one model, for one person."""
    rights, prefix = TABLE[label], label.replace(".", "_")
    user = world["people"][who]
    sees_list = somewhere(who, "M" if rights["see"] == "M" else ANYONE) and rights["see"]
    assert answer(rf, user, reverse(f"admin:{prefix}_changelist")) == (200 if sees_list else 403)
    adds = somewhere(who, rights["add"])
    assert answer(rf, user, reverse(f"admin:{prefix}_add")) == (200 if adds else 403)
    if label in ("assessments.fiscalyear", "assessments.sentdigest") or rights is FRAMEWORK:
        return
    check(rf, world, who, f"{prefix}_change", rights["see"], rights["change"])
    check(rf, world, who, f"{prefix}_history", rights["see"], "")
    if has_journal(label):
        check(rf, world, who, f"{prefix}_revert", rights["change"], rights["change"])
    for rows, letter in zip((world["own"], world["foreign"]), roles_of(who), strict=True):
        if rows.get(label) is not None and letter not in [*rights["delete"]]:
            deleting = answer(rf, user, address_of(f"{prefix}_delete", rows[label]))
            assert deleting in (403, 404), f"{who} deletes {label} of {rows['assessments.agency']}"


@pytest.mark.parametrize("name", STEPS)
def test_steps(rf, world, name):
    year = world["own"]["assessments.assessment"].year
    for who in EVERYBODY:
        if name == "assessments_fiscalyear_confirm":
            assert answer(rf, world["people"][who], reverse(f"admin:{name}", args=[year.pk])) == 403
        else:
            check(rf, world, who, name, *STEPS[name])


@pytest.mark.parametrize("who", EVERYBODY)
def test_screens_without_a_row(rf, world, who):
    for name, allowed in WITHOUT_ROW.items():
        for method in ("get", "post"):
            status = answer(rf, world["people"][who], reverse(f"admin:{name}"), method)
            assert status == (200 if somewhere(who, allowed) else 403), f"{who} {method} {name}"
