"""The rules of dual control: what must be asked for, who decides, what is told and when it is over."""

from datetime import datetime, timedelta
from io import StringIO
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.contrib.auth import authenticate
from django.core import mail
from django.core.management import CommandError, call_command
from django.utils import timezone

from assessments.models import AccountRequest, AuditEntry, Division, Membership, Role
from assessments.permissions.dual_control import (
    WAITING,
    RequestRefused,
    close_overdue,
    confirm,
    refuse,
    seconds_for,
    twins_of,
)
from tests.support.factories import make_agency, under_origin
from tests.support.people import make_user
from tests.support.second_person import WHY, asked_for, cast

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 3, 2, 9, 0, tzinfo=ZoneInfo("Asia/Bangkok"))


@pytest.fixture
def people():
    return cast()


@pytest.fixture
def with_mail(settings):
    settings.EMAIL_HOST = "mail.example.go.th"
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"


def confirmed(people, asked, person=None, now=None):
    person = person or people.deputy
    return confirm(asked, by=person.username, person=person, reason=WHY, now=now or timezone.now())


def sentences():
    return list(AuditEntry.objects.order_by("pk").values_list("by", "sentence"))


@pytest.mark.parametrize(
    ("name", "given", "why"),
    [
        ("clerk", {"role": "auditor"}, "ไม่ต้องขอ"),
        ("clerk", {"role": "editor"}, "อยู่แล้ว"),
        ("palad", {"role": "approver"}, "อยู่แล้ว"),
        ("clerk", {"kind": "password"}, "ไม่ต้องขอ"),
        ("boss", {"kind": "password"}, "ของท่านเอง"),
        ("palad", {"kind": "email", "email": "palad@example.go.th"}, "ใช้อีเมลนี้อยู่แล้ว"),
        ("palad", {"kind": "switch_on"}, "เปิดอยู่แล้ว"),
        ("root", {"role": "approver"}, "ผู้ดูแลทั้งระบบ"),
    ],
)
def test_what_makes_no_sense_is_not_asked(people, name, given, why):
    with pytest.raises(RequestRefused, match=why):
        asked_for(people, getattr(people, name), **given)
    assert not AccountRequest.objects.exists()


def test_an_account_that_also_works_elsewhere_is_for_a_superuser(people):
    Membership.objects.create(user=people.clerk, agency=make_agency("bang", name="บาง"), role=Role.EDITOR)
    with pytest.raises(RequestRefused, match="หน่วยงานอื่น"):
        asked_for(people, people.clerk)


def test_a_second_request_waits_for_the_first(people):
    asked_for(people, people.clerk)
    with pytest.raises(RequestRefused, match="รออยู่แล้ว"):
        asked_for(people, people.clerk, role="admin")


def test_a_confirmed_role_is_given_with_a_password_of_two_halves(people):
    held = people.clerk.memberships.get()
    held.divisions.add(Division.objects.create(agency=people.agency, name="กองคลัง"))
    asked, first = asked_for(people, people.clerk)
    assert people.clerk.memberships.get().role == Role.EDITOR
    second = confirmed(people, asked)
    assert people.clerk.memberships.get().role == Role.APPROVER
    assert not held.divisions.exists()
    assert authenticate(username="clerk", password=f"{first}-{second}") == people.clerk
    row = AccountRequest.objects.get()
    assert (row.password, row.second_half, row.decision, row.decided_by) == ("", "", "confirmed", "deputy")
    state = Membership.history.filter(user_id=people.clerk.pk).latest()
    assert (state.history_user_id, state.history_change_reason) == ("deputy", f"คำขอที่ {row.pk} ของ boss")


def test_a_role_taken_away_leaves_the_password(people):
    asked, first = asked_for(people, people.palad, role="editor")
    assert (first, confirmed(people, asked)) == ("", "")
    assert people.palad.memberships.get().role == Role.EDITOR


def test_a_new_address_and_an_account_switched_on(people):
    asked, _half = asked_for(people, people.palad, "email", email="new@example.go.th")
    confirmed(people, asked)
    people.palad.refresh_from_db()
    people.palad.is_active = False
    people.palad.save()
    asked, _half = asked_for(people, people.palad, "switch_on")
    confirmed(people, asked)
    people.palad.refresh_from_db()
    assert (people.palad.email, people.palad.is_active) == ("new@example.go.th", True)


@pytest.mark.parametrize("field", ["email", "username", "first_name", "is_active"])
def test_a_request_is_about_the_account_as_it_was(people, field):
    asked, _half = asked_for(people, people.clerk)
    setattr(people.clerk, field, False if field == "is_active" else "mine@example.com")
    people.clerk.save()
    with pytest.raises(RequestRefused, match="เปลี่ยนไป"):
        confirmed(people, asked)


@pytest.mark.parametrize("change", [{"is_active": False}, {"role": Role.EDITOR}])
def test_who_asked_must_still_manage(people, change):
    asked, _half = asked_for(people, people.clerk)
    if "role" in change:
        people.boss.memberships.update(**change)
    else:
        people.boss.is_active = False
        people.boss.save()
    with pytest.raises(RequestRefused, match="ผู้ขอไม่ได้เป็นผู้ดูแลระบบ"):
        confirmed(people, asked)


def test_who_can_be_the_second_person(people):
    ids = {people.agency.pk}
    assert seconds_for(people.clerk, people.boss, ids) == [people.deputy, people.palad]
    assert seconds_for(people.palad, people.boss, ids) == [people.deputy]
    twin = make_user("twin", Role.ADMIN, people.agency)
    twin.email = people.boss.email
    twin.save()
    assert twin not in seconds_for(people.clerk, people.boss, ids)
    assert list(twins_of(people.boss)) == [twin]


def test_everybody_concerned_gets_a_letter(people, with_mail, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        asked, _half = asked_for(people, people.palad, "email", email="new@example.go.th")
    with django_capture_on_commit_callbacks(execute=True):
        confirmed(people, asked)
    to = [letter.to[0] for letter in mail.outbox]
    concerned = {"palad@example.go.th", "new@example.go.th", "boss@example.go.th"}
    assert set(to[:3]) == set(to[3:]) == concerned
    assert "จาก palad@example.go.th เป็น new@example.go.th" in mail.outbox[-1].body
    assert mail.outbox[0].body.startswith("เรียน ")


def test_a_letter_names_the_desk_at_the_agencys_own_origin(
    people, with_mail, settings, django_capture_on_commit_callbacks
):
    settings.SITE_ADDRESS = "https://all.example.go.th/ita/"
    own = under_origin(people.agency, "https://www.own.example.go.th")
    with own, django_capture_on_commit_callbacks(execute=True):
        asked_for(people, people.palad, "email", email="new@example.go.th")
    assert {"https://www.own.example.go.th/ita/admin/" in letter.body for letter in mail.outbox} == {True}
    mail.outbox.clear()
    with django_capture_on_commit_callbacks(execute=True):
        refuse(AccountRequest.objects.get(), by="สมศรี", reason="ไม่จำเป็นแล้ว", now=timezone.now())
    assert {"https://all.example.go.th/ita/admin/" in letter.body for letter in mail.outbox} == {True}


def test_without_a_mail_server_nothing_is_sent(people, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True) as sent:
        asked_for(people, people.clerk)
    assert not sent


def test_a_mail_server_that_refuses_undoes_nothing(
    people, with_mail, settings, caplog, django_capture_on_commit_callbacks
):
    settings.EMAIL_BACKEND = "tests.support.second_person.RefusingBackend"
    with django_capture_on_commit_callbacks(execute=True):
        asked_for(people, people.clerk)
    assert AccountRequest.objects.exists()
    assert "boss@example.go.th" in caplog.text


def test_every_deed_stands_in_the_audit_log_with_its_reason(people):
    asked, _half = asked_for(people, people.clerk, now=NOW)
    refuse(asked, by="palad", reason="ไม่รู้จักผู้นี้", now=NOW)
    later, _half = asked_for(people, people.clerk, role="admin", now=NOW)
    close_overdue(NOW + WAITING)
    told = sentences()
    assert [by for by, _said in told] == ["boss", "palad", "boss", ""]
    what = f"เปลี่ยนบทบาทของบัญชี clerk ใน{people.agency} เป็นผู้อนุมัติ"
    assert told[0][1] == f"ขอ{what} ต้องมีผู้ยืนยันก่อน ๙ มีนาคม ๒๕๖๙ ๐๙:๐๐ น. เหตุผล: {WHY}"
    assert told[1][1] == f"ไม่ยืนยัน: {what} เหตุผล: ไม่รู้จักผู้นี้"
    assert told[3][1].startswith("หมดอายุ: ")
    assert "เหตุผล: ไม่มีผู้ยืนยันภายใน" in told[3][1]
    assert AuditEntry.objects.filter(agency=people.agency).count() == 4
    later.refresh_from_db()
    assert (later.decision, later.decided_at) == ("expired", NOW + WAITING)


def test_what_ran_out_is_not_confirmed_and_makes_room_for_a_new_one(people):
    asked, _half = asked_for(people, people.clerk, now=NOW)
    with pytest.raises(RequestRefused, match="หมดอายุ"):
        confirmed(people, asked, now=NOW + WAITING)
    assert close_overdue(NOW + WAITING) == 0
    asked_for(people, people.clerk, now=NOW + WAITING)
    assert people.clerk.memberships.get().role == Role.EDITOR


def test_nothing_ends_a_moment_too_early(people):
    asked, _half = asked_for(people, people.clerk, now=NOW)
    confirmed(people, asked, now=NOW + WAITING - timedelta(microseconds=1))


def test_the_daily_command_writes_down_what_ran_out(people):
    asked_for(people, people.clerk, now=NOW)
    with time_machine.travel(NOW + WAITING, tick=False):
        call_command("send_digests", "--dry-run", stdout=StringIO())
        assert AccountRequest.objects.get().decision == ""
        for _turn in range(2):
            call_command("send_digests", stdout=(told := StringIO()))
    assert "หมดอายุ" not in told.getvalue()
    assert AccountRequest.objects.get().decision == "expired"


def run(*given, **options):
    call_command("decide_account_request", *given, stdout=(told := StringIO()), **options)
    return told.getvalue()


def test_the_command_on_the_server_is_a_second_person_with_a_name_and_a_reason(people):
    asked, first = asked_for(people, people.clerk)
    number = str(asked.pk)
    assert f"{number}\tเปลี่ยนบทบาทของบัญชี clerk" in run()
    given = {"by": "นายช่าง ศูนย์คอมพิวเตอร์", "reason": "มีผู้ดูแลระบบคนเดียว"}
    assert "จะยืนยัน" in run(number, dry_run=True, **given)
    assert people.clerk.memberships.get().role == Role.EDITOR
    half = run(number, **given).splitlines()[0].rpartition(" ")[2]
    assert authenticate(username="clerk", password=f"{first}-{half}") == people.clerk
    entry = AuditEntry.objects.order_by("-pk").first()
    assert (entry.by, entry.agency) == ("นายช่าง ศูนย์คอมพิวเตอร์ (เซิร์ฟเวอร์)", people.agency)
    assert "มีผู้ดูแลระบบคนเดียว" in entry.sentence
    assert run() == "รออยู่ 0 คำขอ\n"
    with pytest.raises(CommandError, match="ตัดสินไปแล้ว"):
        run(number, refuse=True, **given)


@pytest.mark.parametrize(("given", "why"), [({}, "--by"), ({"by": "x", "reason": "y"}, "ไม่มีคำขอที่ 7")])
def test_the_command_says_what_is_missing(given, why):
    with pytest.raises(CommandError, match=why):
        run("7", **given)
