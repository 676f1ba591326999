"""An administrator alone gains no account that publishes or manages, whatever is posted."""

import pytest
from django.contrib import admin
from django.contrib.auth import authenticate, get_user_model
from django.contrib.auth.models import Group
from django.urls import reverse

from assessments.models import AccountRequest, Membership, Role
from assessments.permissions.guarded_accounts import NeedsSecondPerson, refuse_alone
from tests.support.editors import client_of
from tests.support.factories import make_agency
from tests.support.people import make_user
from tests.support.second_person import KNOWN, asked_for, cast, decide, shown_form, state

pytestmark = pytest.mark.django_db
User = get_user_model()
GUARDED = [Role.APPROVER, Role.ADMIN]


@pytest.fixture
def people():
    return cast()


@pytest.fixture
def desk(people):
    return client_of(people.boss)


def change(account):
    return reverse("admin:auth_user_change", args=[account.pk])


def role_rows(*rows):
    """The inline of an account with these rows: {"id", "agency", "role"}."""
    posted = {
        "memberships-TOTAL_FORMS": len(rows),
        "memberships-INITIAL_FORMS": sum("id" in row for row in rows),
        "memberships-MIN_NUM_FORMS": 0,
        "memberships-MAX_NUM_FORMS": 1000,
    }
    for place, row in enumerate(rows):
        posted |= {f"memberships-{place}-{name}": value for name, value in row.items()}
    return posted


@pytest.mark.parametrize("role", GUARDED)
def test_a_role_that_counts_is_not_given_by_one(people, desk, role):
    row = people.clerk.memberships.get()
    before = state(people.clerk)
    form = shown_form(desk, people.clerk)

    own = reverse("admin:assessments_membership_change", args=[row.pk])
    given = {"role": role, "user": people.clerk.pk, "agency": people.agency.pk}
    for address, data in ((change(people.clerk), form | {"memberships-0-role": role}), (own, given)):
        assert "ตัวเลือก" in desk.post(address, data).text  # said beside the field
    assert state(people.clerk) == before

    new = {"username": "newcomer", "password1": KNOWN, "password2": KNOWN, "usable_password": "true"}
    desk.post(
        reverse("admin:auth_user_add"),
        new | role_rows({"agency": people.agency.pk, "role": role, "user": ""}),
    )
    assert not User.objects.filter(username="newcomer").exists()


@pytest.mark.parametrize("role", GUARDED)
def test_a_second_role_elsewhere_is_not_given_by_one_who_manages_both(people, desk, role):
    other = make_agency("bang", name="บาง")
    Membership.objects.create(user=people.boss, agency=other, role=Role.ADMIN)
    added = {"user": people.clerk.pk, "agency": other.pk, "role": role}

    desk.post(reverse("admin:assessments_membership_add"), added)
    form = shown_form(desk, people.palad)
    desk.post(change(people.palad), form | {"memberships-0-agency": other.pk})
    desk.post(change(people.palad), form | {"memberships-0-user": people.clerk.pk})

    assert not Membership.objects.filter(agency=other).exclude(user=people.boss).exists()
    assert people.palad.memberships.get().agency == people.agency


@pytest.mark.parametrize("name", ["palad", "deputy", "boss"])
def test_an_account_that_counts_keeps_name_address_password_and_role(people, desk, name):
    account = getattr(people, name)
    before, row = state(account), account.memberships.get()
    form = shown_form(desk, account)
    forged = [
        {"email": "mine@example.com"},
        {"username": "renamed"},
        {"password": "pbkdf2_sha256$1$a$b", "password1": "x" * 12, "password2": "x" * 12},
        {"is_superuser": "on", "is_staff": "", "groups": "1", "user_permissions": "1"},
        {"memberships-0-role": "editor"},
        {"memberships-0-role": "editor", "memberships-0-DELETE": "on"},
        {"memberships-0-divisions": "", "memberships-0-user": people.clerk.pk},
    ]
    for extra in forged:
        for seen in ({}, {"_seen": None}):
            data = {key: value for key, value in (form | extra | seen).items() if value is not None}
            answered = 200 if "memberships-0-user" in extra else 302  # the rest is not even read
            assert desk.post(change(account), data).status_code == answered
            assert state(account) == before, extra
    own = reverse("admin:assessments_membership_change", args=[row.pk])
    desk.post(own, {"role": "editor", "user": people.clerk.pk, "agency": people.agency.pk})
    taken = reverse("admin:assessments_membership_delete", args=[row.pk])
    for answer in (desk.get(taken), desk.post(taken, {"post": "yes"})):
        assert answer.status_code == 403
    chosen = {"action": "delete_selected", "_selected_action": [row.pk], "post": "yes"}
    desk.post(reverse("admin:assessments_membership_changelist"), chosen)
    desk.post(
        reverse("admin:auth_user_password_change", args=[account.pk]),
        {"password1": "another-long-one", "password2": "another-long-one"},
    )
    assert state(account) == before


def test_groups_flags_and_another_name_are_no_way_in(people, desk):
    before, group = state(people.clerk), Group.objects.create(name="ทุกสิทธิ์")
    form = shown_form(desk, people.clerk)
    desk.post(
        change(people.clerk), form | {"is_superuser": "on", "groups": group.pk, "user_permissions": "1"}
    )
    assert state(people.clerk) == before


def test_no_account_is_deleted_by_anybody(people):
    for person in (people.boss, people.root):
        desk = client_of(person)
        for account in (people.palad, people.clerk):
            address = reverse("admin:auth_user_delete", args=[account.pk])
            assert desk.post(address, {"post": "yes"}).status_code == 403
            chosen = {"action": "delete_selected", "_selected_action": [account.pk], "post": "yes"}
            desk.post(reverse("admin:auth_user_changelist"), chosen)
            assert "ปิดบัญชี" in desk.get(change(account)).text
    assert User.objects.filter(pk__in=[people.palad.pk, people.clerk.pk]).count() == 2


def test_a_name_that_was_switched_off_is_not_taken_again(people, desk):
    User.objects.filter(pk=people.palad.pk).update(is_active=False)
    new = {"username": "palad", "password1": KNOWN, "password2": KNOWN, "usable_password": "true"}
    row = {"agency": people.agency.pk, "role": "editor", "user": ""}
    assert desk.post(reverse("admin:auth_user_add"), new | role_rows(row)).status_code == 200
    assert User.objects.filter(username="palad").count() == 1


@pytest.mark.parametrize("name", ["palad", "deputy"])
def test_what_was_switched_off_is_not_switched_on_by_one(people, desk, name):
    account = getattr(people, name)
    form = shown_form(desk, account)  # opened while it was on: the second of two tabs
    assert desk.post(change(account), form | {"is_active": "", "off_reason": "ย้ายไปที่อื่น"}).status_code == 302
    assert not state(account)[3]

    for data in (form, form | {"is_active": "on"}, shown_form(desk, account) | {"is_active": "on"}):
        for seen in (data, {key: value for key, value in data.items() if key != "_seen"}):
            desk.post(change(account), seen)
            assert not state(account)[3]


def test_a_role_is_not_brought_back_from_the_history(people, desk):
    row = people.palad.memberships.get()
    state_of_then = row.history.latest().history_id
    row.role = Role.EDITOR
    row.save()
    address = reverse("admin:assessments_membership_revert", args=[row.pk, state_of_then])
    posted = desk.post(address, {"newest": row.history.latest().history_id})
    assert people.palad.memberships.get().role == Role.EDITOR
    assert posted.status_code == 200

    key = row.pk
    row.role = Role.APPROVER
    row.save()
    row.delete()
    address = reverse("admin:assessments_membership_revert", args=[key, state_of_then])
    newest = Membership.history.filter(id=key).latest().history_id
    refused = desk.post(address, {"newest": newest})
    assert not people.palad.memberships.exists()
    assert "คนเดียวไม่ได้" in refused.text


def test_a_password_that_was_known_before_opens_nothing_afterwards(people):
    """Who managed an editor's account knows its password, and may still be signed in with it."""
    inside = client_of(people.clerk)
    asked, first = asked_for(people, people.clerk)
    page = decide(client_of(people.deputy), asked)

    second = page.context["half"]
    assert authenticate(username="clerk", password=KNOWN) is None
    for half in (first, second, f"{second}-{first}"):
        assert authenticate(username="clerk", password=half) is None
    assert authenticate(username="clerk", password=f"{first}-{second}") == people.clerk
    assert inside.get(reverse("admin:index")).status_code == 302


def test_a_row_read_before_the_confirmation_brings_nothing_back(people, rf):
    """What the form saves may have been read before somebody else confirmed."""
    screen, request = admin.site.get_model_admin(User), rf.post("/")
    request.user = people.boss
    stale, mine = (User.objects.get(pk=people.clerk.pk) for _turn in range(2))
    mine.email = "mine@example.com"
    asked, _half = asked_for(people, people.clerk)
    decide(client_of(people.deputy), asked)
    before = state(people.clerk)

    screen.save_model(request, stale, None, True)
    with pytest.raises(NeedsSecondPerson):
        screen.save_model(request, mine, None, True)
    assert state(people.clerk) == before


@pytest.mark.parametrize("who", ["boss", "twin", "namesake", "palad", "clerk", "stranger", "off"])
def test_who_asked_or_is_asked_about_does_not_confirm(people, who):
    asked, _half = asked_for(people, people.palad, "password")
    if who in ("twin", "namesake"):
        person = make_user(who, Role.APPROVER, people.agency)
        person.email = people.boss.email.upper() if who == "twin" else ""
        people.boss.first_name = person.first_name = "สมชาย"
        people.boss.last_name = person.last_name = "ใจดี" if who == "namesake" else ""
        if who == "twin":
            person.first_name = "อีกชื่อ"
        person.save()
        people.boss.save()
    elif who == "stranger":
        person = make_user(who, Role.ADMIN, make_agency("bang", name="บาง"))
    elif who == "off":
        person = people.deputy
        User.objects.filter(pk=person.pk).update(is_active=False)
    else:
        person = getattr(people, who)
    before = state(people.palad)

    decide(client_of(person), asked)

    assert state(people.palad) == before
    assert AccountRequest.objects.get().decision == ""


@pytest.mark.parametrize("field", ["first_name", "last_name"])
def test_a_twin_is_not_renamed_into_somebody_else(people, desk, field):
    """By the name two accounts of one person are known; who may publish or manage keeps it."""
    before = getattr(people.palad, field)
    desk.post(change(people.palad), shown_form(desk, people.palad) | {field: "คนละคน"})
    people.palad.refresh_from_db()
    assert getattr(people.palad, field) == before
    people.palad.first_name = "คนละคน"
    with pytest.raises(NeedsSecondPerson):
        refuse_alone(User.objects.get(pk=people.palad.pk), people.palad)


def test_the_asker_under_another_role_is_still_the_asker(people):
    asked, _half = asked_for(people, people.palad, "password")
    people.boss.memberships.update(role=Role.APPROVER)
    decide(client_of(people.boss), asked)
    assert AccountRequest.objects.get().decision == ""


def test_confirming_for_an_account_of_two_agencies_takes_a_second_person_of_both(people):
    other = make_agency("bang", name="บาง")
    Membership.objects.create(user=people.boss, agency=other, role=Role.ADMIN)
    Membership.objects.create(user=people.palad, agency=other, role=Role.APPROVER)
    asked, _half = asked_for(people, people.palad, "password")
    before = state(people.palad)

    decide(client_of(people.deputy), asked)
    assert state(people.palad) == before
    Membership.objects.create(user=people.deputy, agency=other, role=Role.ADMIN)
    decide(client_of(people.deputy), asked)
    assert state(people.palad) != before


def test_whom_a_request_is_about_neither_ends_it_nor_switches_off_who_decides(people):
    """An administrator whose demotion is asked for could do both, and only a superuser got him out."""
    asked = asked_for(people, people.deputy, "role", role=Role.EDITOR)[0]
    rogue = client_of(people.deputy)

    decide(rogue, asked, button="refuse")
    assert AccountRequest.objects.get().decision == ""
    form = {key: value for key, value in shown_form(rogue, people.palad).items() if key != "is_active"}
    answer = rogue.post(change(people.palad), form | {"off_reason": "ปิด"})
    people.palad.refresh_from_db()
    assert answer.status_code == 403
    assert people.palad.is_active

    decide(client_of(people.boss), asked, button="refuse")  # who asked takes it back
    assert AccountRequest.objects.get().decision == "refused"
