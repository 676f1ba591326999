"""People of one agency, and a request about an account, for tests of dual control."""

from smtplib import SMTPRecipientsRefused
from types import SimpleNamespace

from django.contrib.auth import get_user_model
from django.contrib.auth.hashers import make_password
from django.core.mail.backends.base import BaseEmailBackend
from django.urls import reverse
from django.utils import timezone

from assessments.models import Role
from assessments.permissions.dual_control import ask
from tests.support.factories import make_agency
from tests.support.formdata import form_data
from tests.support.people import make_user

WHY = "ปลัดคนใหม่รับตำแหน่งแล้ว"
KNOWN = "known-to-the-administrator"


def cast(agency=None):
    """An agency with two administrators, an approver and an editor whose password one of them set."""
    agency = agency or make_agency()
    people = {
        "boss": make_user("boss", Role.ADMIN, agency),
        "deputy": make_user("deputy", Role.ADMIN, agency),
        "palad": make_user("palad", Role.APPROVER, agency),
        "clerk": make_user("clerk", Role.EDITOR, agency),
    }
    for name, person in people.items():
        person.email, person.password = f"{name}@example.go.th", make_password(KNOWN)
        person.save()
    root = get_user_model().objects.create_superuser("root", "root@example.go.th", KNOWN)
    return SimpleNamespace(agency=agency, root=root, **people)


def asked_for(people, account, kind="role", *, asker=None, now=None, **given):
    """(the request, the first half of the password) about `account`; the role asked for is the approver's."""
    given = {"role": "approver" if kind == "role" else "", "agency": people.agency, "reason": WHY} | given
    return ask(account, asker or people.boss, kind=kind, now=now or timezone.now(), **given)


def ask_form(people, account, kind, **given):
    """(address, data) of the form that asks."""
    data = {"kind": kind, "agency": people.agency.pk, "role": "", "email": "", "reason": WHY}
    return reverse("admin:auth_user_ask", args=[account.pk]), data | given


def decide(desk, asked, button="confirm", reason=WHY):
    """What the form of the decision answers."""
    address = reverse("admin:assessments_accountrequest_decide", args=[asked.pk])
    return desk.post(address, {"reason": reason, button: button})


def shown_form(desk, account):
    """What a browser holds after opening the screen of an account."""
    return form_data(desk.get(reverse("admin:auth_user_change", args=[account.pk])), "user_form")


def state(account):
    """What nobody may gain alone: the account's values that count, and its roles."""
    row = type(account).objects.get(pk=account.pk)
    return (
        row.username,
        row.email,
        row.password,
        row.is_active,
        row.is_staff,
        row.is_superuser,
        sorted(row.memberships.values_list("agency__slug", "role")),
        row.groups.count() + row.user_permissions.count(),
    )


class RefusingBackend(BaseEmailBackend):
    """A mail server that refuses everybody."""

    def send_messages(self, email_messages):
        raise SMTPRecipientsRefused({})
