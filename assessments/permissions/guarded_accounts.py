"""Accounts that may publish or manage: what one person alone may not do to them, and who is told of it."""

from contextlib import contextmanager

from django.contrib.auth import get_user_model
from django.core.exceptions import PermissionDenied
from django.db import transaction

from assessments.models import Agency, Membership, Role, write_audit
from assessments.permissions.letters import send_letters
from assessments.permissions.roles import GUARDED_ROLES

ASKED_ABOUT = "มีคำขอเรื่องบัญชีของท่านเองรอตัดสินอยู่ จึงปิดบัญชีผู้อนุมัติหรือผู้ดูแลระบบไม่ได้จนกว่าจะตัดสิน"
ALONE = "บทบาทผู้อนุมัติและผู้ดูแลระบบ ให้หรือเปลี่ยนคนเดียวไม่ได้ ให้กด “ขอ (ต้องมีคนที่สองยืนยัน)” ที่หน้าบัญชีของผู้นั้น"


class NeedsSecondPerson(PermissionDenied):
    """One person alone tried to change an account that may publish or manage."""


def guarded_roles(account):
    """{agency id: role} of the roles of an account that one person alone does not change."""
    rows = Membership.objects.filter(user=account, role__in=GUARDED_ROLES).order_by()
    return dict(rows.values_list("agency_id", "role"))


def locked_account(pk):
    """The account as it stands now; nobody else changes it until the transaction ends."""
    return get_user_model().objects.select_for_update().get(pk=pk)


def sentence_of_roles(account, before, after):
    """What became of guarded roles ({agency id: role} each), in Thai."""
    label = {"": "ไม่มีบทบาทสำคัญ"} | dict(Role.choices)
    changes = [
        f"{label[before.get(each, '')]} → {label[after.get(each, '')]}"
        for each in sorted(before.keys() | after.keys())
        if before.get(each) != after.get(each)
    ]
    return f"เปลี่ยนบทบาทของบัญชี {account.get_username()}: {', '.join(changes)} (โดยผู้ดูแลทั้งระบบ)"


@contextmanager
def roles_watched(person, accounts):
    """All inside is undone with NeedsSecondPerson when it changed a guarded role of `accounts` (ids).

    A superuser may; it is then told like every such change.
    """
    with transaction.atomic():
        locked = [locked_account(pk) for pk in sorted(accounts)]
        before = [guarded_roles(account) for account in locked]
        yield
        for account, held in zip(locked, before, strict=True):
            if (now := guarded_roles(account)) != held:
                if not person.is_superuser:
                    raise NeedsSecondPerson(ALONE)
                sentence = sentence_of_roles(account, held, now)
                for agency_id in held.keys() | now.keys():
                    write_audit(account, sentence, by=person.get_username(), agency_id=agency_id)
                tell_people(account, sentence, held.keys() | now.keys(), person)


def refuse_alone(before, after):
    """NeedsSecondPerson when `after` is what one person may not make of the guarded account `before`."""
    told = [(each.username, each.email, each.password, each.get_full_name()) for each in (before, after)]
    if guarded_roles(before) and not (told[0] == told[1] and after.is_active <= before.is_active):
        raise NeedsSecondPerson(ALONE)
    if (before.is_staff, before.is_superuser) != (after.is_staff, after.is_superuser):
        raise NeedsSecondPerson(ALONE)


def people_of(account, agency_ids, doer=None):
    """Whom a deed concerns: the account's person, whoever did or asked it, the agencies' approvers."""
    approvers = Membership.objects.filter(agency__in=agency_ids, role=Role.APPROVER)
    people = get_user_model().objects.filter(is_active=True, pk__in=approvers.values("user"))
    return [account, *([doer] if doer else []), *people.order_by("username")]


def tell_people(account, sentence, agency_ids, doer=None, also=()):
    """Letters about a deed to everybody it concerns, and to the addresses `also`."""
    agency = Agency.objects.filter(pk__in=agency_ids).order_by("pk").first()
    send_letters(sentence, people_of(account, agency_ids, doer), agency, also)


def note_account(account, sentence, *, by):
    """What one person did to an account goes into the audit log of each of its agencies."""
    agencies = Membership.objects.filter(user=account).values_list("agency_id", flat=True)
    for agency_id in list(agencies) or [None]:
        write_audit(account, sentence, by=by, agency_id=agency_id)
