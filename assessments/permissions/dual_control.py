"""Dual control of accounts that may publish or manage: one person asks, a second one confirms or refuses.

Who may confirm is guarded in the same way as who may publish, or an administrator would make the second
person himself. A superuser needs nobody. Every deed goes into the audit log and is told by letter.
"""

import secrets
from datetime import timedelta

from django.contrib.auth import get_user_model
from django.contrib.auth.hashers import make_password
from django.db import IntegrityError, transaction
from django.db.models import Q

from assessments.models import (
    AccountRequest,
    AuditEntry,
    Decision,
    Membership,
    RequestKind,
    Role,
    journal_as,
    write_audit,
)
from assessments.permissions.guarded_accounts import guarded_roles, locked_account, tell_people
from assessments.permissions.roles import GUARDED_ROLES, Access, Permission
from ita_portal.thai.dates import thai_datetime

WAITING = timedelta(days=7)
ALPHABET = "abcdefghjkmnpqrstuvwxyz23456789"  # nothing that is read two ways
HALF = 10  # letters: 49 bits each
CHANGED = "บัญชีนี้เปลี่ยนไปหลังจากที่มีผู้ขอ จึงยืนยันไม่ได้ ให้ผู้ขอตรวจแล้วขอใหม่"


class RequestRefused(Exception):
    """Why a request cannot be made or decided, in Thai."""


def state_of(account):
    """What a request is about, as JSON values: the person, whether the account is on, its roles."""
    roles = Membership.objects.filter(user=account).order_by("agency")
    return {
        "username": account.get_username(),
        "name": account.get_full_name(),
        "email": account.email,
        "active": account.is_active,
        "roles": [list(each) for each in roles.values_list("agency_id", "role")],
    }


def one_person(one, other):
    """Do two accounts belong to one person, as far as an e-mail address or a full name tells?"""
    same = one.email and one.email.casefold() == other.email.casefold()
    return bool(
        one.pk == other.pk or same or (one.get_full_name() and one.get_full_name() == other.get_full_name())
    )


def twins_of(account):
    """Other accounts of what seems the same person, for whoever confirms to see."""
    named = Q(first_name=account.first_name, last_name=account.last_name)
    same = Q(email__iexact=account.email) if account.email else Q(pk=None)
    same |= named if account.get_full_name() else Q(pk=None)
    return get_user_model().objects.filter(same).exclude(pk=account.pk).order_by("username")


def concerned(asked):
    """The ids of the agencies for which a second person must stand."""
    return {asked.agency_id, *guarded_roles(asked.account)}


def seconds_for(account, asker, agency_ids):
    """Accounts (a list) that may confirm: approvers and administrators of all these agencies."""
    rows = get_user_model().objects.filter(is_active=True, is_superuser=False)
    for agency_id in agency_ids:
        held = Membership.objects.filter(agency=agency_id, role__in=GUARDED_ROLES)
        rows = rows.filter(pk__in=held.values("user"))
    people = rows.exclude(pk__in=[account.pk, asker.pk]).order_by("username")
    return [person for person in people if not one_person(person, asker) and not one_person(person, account)]


def superusers():
    """The accounts of those who run the portal and can always confirm."""
    return get_user_model().objects.filter(is_active=True, is_superuser=True).order_by("username")


def objection(person, asked):
    """Why this person may not confirm this request, in Thai; "" when they may."""
    if person.pk == asked.asker_id or (not person.is_superuser and one_person(person, asked.asker)):
        return "ผู้ขอยืนยันคำขอของตนเองไม่ได้ ไม่ว่าด้วยบัญชีหรือบทบาทใด"
    if person.is_active and person.is_superuser:
        return ""
    if one_person(person, asked.account):
        return "เจ้าของบัญชียืนยันคำขอเรื่องบัญชีของตนเองไม่ได้"
    access = Access(person)
    if not all(access.may(Permission.VOUCH, agency_id) for agency_id in concerned(asked)):
        return "ผู้ยืนยันต้องเป็นผู้อนุมัติหรือผู้ดูแลระบบของทุกหน่วยงานที่บัญชีนี้มีบทบาทสำคัญ"
    return ""


def ask(account, asker, *, agency, kind, reason, now, role="", email=""):
    """(the AccountRequest, the first half of the new password or ""); RequestRefused says why not."""
    close_overdue(now)
    with transaction.atomic():
        account = locked_account(account.pk)
        _refuse_unfounded(account, asker, agency, kind, role, email)
        halves = [_half(), _half()] if _new_password(kind, role) else ["", ""]
        try:
            with transaction.atomic():
                asked = AccountRequest.objects.create(
                    account=account,
                    agency=agency,
                    kind=kind,
                    role=role,
                    email=email,
                    reason=reason,
                    asker=asker,
                    waiting_for=account.pk,
                    asked_at=now,
                    expires_at=now + WAITING,
                    seen=state_of(account),
                    password=make_password("-".join(halves)) if halves[0] else "",
                    second_half=halves[1],
                )
        except IntegrityError:
            raise RequestRefused("มีคำขอเรื่องบัญชีนี้รออยู่แล้ว ให้ตัดสินคำขอนั้นก่อน") from None
        until = f"ต้องมีผู้ยืนยันก่อน {thai_datetime(asked.expires_at)}"
        told = f"ขอ{sentence_of(asked)} {until} เหตุผล: {reason}"
        _tell(asked, told, by=asker.get_username())
    return asked, halves[0]


def _half():
    return "".join(secrets.choice(ALPHABET) for _ in range(HALF))


def _new_password(kind, role):
    """Does this request end the old password? Whoever managed the account so far may know it."""
    return kind == RequestKind.PASSWORD or (kind == RequestKind.ROLE and role in GUARDED_ROLES)


def _refuse_unfounded(account, asker, agency, kind, role, email):
    """RequestRefused when what is asked for needs nobody else, makes no sense, or is not theirs to ask."""
    held, access = guarded_roles(account), Access(asker)
    now = Membership.objects.filter(user=account, agency=agency).values_list("role", flat=True).first()
    theirs = set(Membership.objects.filter(user=account).values_list("agency_id", flat=True))
    if account.is_superuser or not all(access.may(Permission.MANAGE, each) for each in theirs | {agency.pk}):
        raise RequestRefused("บัญชีนี้เป็นของผู้ดูแลทั้งระบบ หรือทำงานให้หน่วยงานอื่นด้วย ให้ผู้ดูแลทั้งระบบ ทำ")
    if kind == RequestKind.ROLE:
        if role == now:
            raise RequestRefused("บัญชีนี้มีบทบาทนี้อยู่แล้ว")
        if role not in GUARDED_ROLES and now not in GUARDED_ROLES:
            raise RequestRefused("เรื่องนี้ไม่ต้องขอ แก้ได้ที่หน้าบัญชี")
    elif not held:
        raise RequestRefused("เรื่องนี้ไม่ต้องขอ แก้ได้ที่หน้าบัญชี")
    if kind == RequestKind.PASSWORD and account.pk == asker.pk:
        raise RequestRefused("รหัสผ่านของท่านเอง เปลี่ยนได้ที่ “เปลี่ยนรหัสผ่าน” มุมบน")
    if kind == RequestKind.EMAIL and email == account.email:
        raise RequestRefused("บัญชีนี้ใช้อีเมลนี้อยู่แล้ว")
    if kind == RequestKind.SWITCH_ON and account.is_active:
        raise RequestRefused("บัญชีนี้เปิดอยู่แล้ว")


def sentence_of(asked):
    """What is asked for, in Thai, so that it reads by itself in a log or a letter."""
    named = f"บัญชี {asked.account.get_username()}"
    if asked.kind == RequestKind.ROLE:
        return f"เปลี่ยนบทบาทของ{named} ใน{asked.agency} เป็น{Role(asked.role).label}"
    if asked.kind == RequestKind.EMAIL:
        return f"เปลี่ยนอีเมลของ{named} จาก {asked.seen['email'] or '(ว่าง)'} เป็น {asked.email}"
    if asked.kind == RequestKind.PASSWORD:
        return f"ตั้งรหัสผ่านใหม่ให้{named}"
    return f"เปิด{named} ที่ปิดไว้"


def confirm(asked, *, by, reason, now, person=None):
    """Do what was asked; the second half of the new password or "". RequestRefused when it may not be.

    `person` is the account that confirms, None for the command on the server; `by` is the name in the log.
    """
    close_overdue(now)
    with transaction.atomic():
        account = locked_account(asked.account_id)
        asked = _still_waiting(asked)
        if person and (text := objection(get_user_model().objects.get(pk=person.pk), asked)):
            raise RequestRefused(text)
        if not asked.asker.is_active or not Access(asked.asker).may(Permission.MANAGE, asked.agency_id):
            raise RequestRefused("ผู้ขอไม่ได้เป็นผู้ดูแลระบบของหน่วยงานนี้แล้ว จึงยืนยันคำขอนี้ไม่ได้")
        if state_of(account) != asked.seen:
            raise RequestRefused(CHANGED)
        half, former = asked.second_half, account.email
        with journal_as(by, f"คำขอที่ {asked.pk} ของ {asked.asker.get_username()}"):
            _apply(asked, account)
        _decide(asked, Decision.CONFIRMED, by=by, reason=reason, now=now)
        _tell(asked, f"ยืนยัน: {sentence_of(asked)} เหตุผล: {reason}", by=by, also=[former])
    return half


def _apply(asked, account):
    if asked.kind == RequestKind.ROLE:
        held = Membership.objects.filter(user=account, agency=asked.agency).first()
        held = held or Membership(user=account, agency=asked.agency)
        held.role = asked.role
        held.save()
        if asked.role != Role.EDITOR:
            held.divisions.clear()
    if asked.password:
        account.password = asked.password
    if asked.kind == RequestKind.EMAIL:
        account.email = asked.email
    account.is_active = account.is_active or asked.kind == RequestKind.SWITCH_ON
    account.is_staff = True
    account.save(update_fields=["password", "email", "is_active", "is_staff"])


def may_refuse(person, asked):
    """Whoever asked may take it back; the account's person does not end what is asked about him."""
    return person.is_superuser or person.pk == asked.asker_id or not one_person(person, asked.account)


def is_asked_about(person):
    """Does a request about this person's own account wait for a decision?"""
    return AccountRequest.objects.filter(account=person.pk, decision="").exists()


def refuse(asked, *, by, reason, now, person=None):
    """End a request without doing it; RequestRefused when it is decided already or not theirs to end.

    `person` is the account that refuses, None for the command on the server.
    """
    close_overdue(now)
    with transaction.atomic():
        locked_account(asked.account_id)
        asked = _still_waiting(asked)
        if person and not may_refuse(person, asked):
            raise RequestRefused("เจ้าของบัญชีปัดคำขอเรื่องบัญชีของตนเองไม่ได้ ให้คนอื่นตัดสิน")
        _decide(asked, Decision.REFUSED, by=by, reason=reason, now=now)
        _tell(asked, f"ไม่ยืนยัน: {sentence_of(asked)} เหตุผล: {reason}", by=by)


def close_overdue(now):
    """Write down that requests ran out; how many did. Each is closed once, whoever comes first."""
    closed = 0
    for overdue in AccountRequest.objects.overdue(now).order_by("pk"):
        with transaction.atomic():
            locked_account(overdue.account_id)
            row = AccountRequest.objects.select_related("account", "agency", "asker").get(pk=overdue.pk)
            if not row.decision:
                reason = f"ไม่มีผู้ยืนยันภายใน {thai_datetime(row.expires_at)}"
                _decide(row, Decision.EXPIRED, by="", reason=reason, now=now)
                _tell(row, f"หมดอายุ: {sentence_of(row)} เหตุผล: {reason}", by="")
                closed += 1
    return closed


def _still_waiting(asked):
    """The request as it stands now, under the lock of its account."""
    row = AccountRequest.objects.select_related("account", "agency", "asker").get(pk=asked.pk)
    if row.decision:
        raise RequestRefused(f"คำขอนี้ตัดสินไปแล้ว: {row.get_decision_display()}")
    return row


def _decide(asked, decision, *, by, reason, now):
    asked.decision, asked.decided_at = decision, now
    asked.decided_by, asked.decided_reason = by, reason
    asked.password = asked.second_half = ""
    asked.waiting_for = None
    asked.save()


def _tell(asked, sentence, *, by, also=()):
    """Into the audit log, and by letter to everybody whom it concerns."""
    write_audit(asked, sentence, by=by, agency_id=asked.agency_id)
    for agency_id in concerned(asked) - {asked.agency_id}:
        write_audit(asked, sentence, by=by, agency_id=agency_id)
    tell_people(asked.account, sentence, concerned(asked), asked.asker, also=[asked.email, *also])


def deeds_about(asked):
    """The AuditEntries of a request, oldest first: what its letters say."""
    key = {"model": "assessments.accountrequest", "row": str(asked.pk)}
    return AuditEntry.objects.filter(**key, agency=asked.agency_id).select_related("agency").order_by("pk")
