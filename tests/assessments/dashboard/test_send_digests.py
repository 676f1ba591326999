"""The daily letter: to whom, of what, once, and tried again when the mail server failed."""

import io
from datetime import date
from smtplib import SMTPException

import pytest
from django.core import mail
from django.core.management import CommandError, call_command
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext

from assessments.dashboard.digest import letters
from assessments.links.published import ensure_targets
from assessments.models import Disclosure, Division, LinkTarget, Membership, SentDigest
from measures.models import RemediationAction
from tests.support.factories import make_agency, make_disclosure, make_plan, make_year
from tests.support.people import make_user

pytestmark = pytest.mark.django_db
BROKEN = "https://www.pakchong.go.th/gone"
QUIET, SEVEN, MONDAY = "2021-04-15", "2021-04-23", "2021-04-19"  # ตอบ OIT ends on 30 April


def person(username, role="approver", agency=None, *divisions, email=None):
    user = make_user(username, role, agency, *divisions)
    user.email = f"{username}@example.go.th" if email is None else email
    user.save()
    return user


def run(*arguments):
    output = io.StringIO()
    call_command("send_digests", *arguments, stdout=output, stderr=io.StringIO())
    return output.getvalue().splitlines()


@pytest.fixture
def agency():
    agency = make_agency()
    make_year(2564)
    plan = make_plan(agency, actions=[(10, "อบรมเจ้าหน้าที่"), (10, "ทำคู่มือ")])
    division = Division.objects.create(agency=agency, name="กองคลัง")
    mine, other = plan.actions.order_by("order")
    RemediationAction.objects.filter(pk=mine.pk).update(due_on=date(2021, 4, 30), division=division)
    RemediationAction.objects.filter(pk=other.pk).update(due_on=date(2021, 4, 24))
    return agency


def break_link(agency, division=None):
    make_disclosure(agency, "O12", links=[("แผน", BROKEN)])
    Disclosure.objects.update(division=division)
    ensure_targets(agency, [BROKEN])
    LinkTarget.objects.update(
        state="not_found",
        last_checked_at="2021-04-01T00:00Z",
        broken=True,
        failures=3,
        first_failure_at="2021-03-30T00:00Z",
    )


def test_each_person_reads_what_is_theirs(agency):
    division = Division.objects.get()
    person("palad"), person("klang", "editor", agency, division)
    assert run("--date", SEVEN)[-1] == "ส่งแล้ว 2 ฉบับ ส่งไปก่อนแล้ว 0 ส่งไม่สำเร็จ 0 ค้าง 0"
    klang, palad = sorted(mail.outbox, key=lambda each: each.to)
    assert palad.to == ["palad@example.go.th"]
    for each in (palad, klang):
        assert "วันสุดท้าย: ตอบ OIT อีก ๗ วัน (๓๐ เมษายน ๒๕๖๔)" in each.body
        assert "อบรมเจ้าหน้าที่" in each.body
        assert "https://127.0.0.1/ita/admin/" in each.body
    assert "ทำคู่มือ" in palad.body  # due tomorrow
    assert "ทำคู่มือ" not in klang.body


@pytest.mark.parametrize(
    ("day", "count"), [(f"2021-04-{day}", count) for day, count in ((27, 1), (29, 1), (30, 0), (15, 0))]
)
def test_only_seven_three_and_one_days_before(agency, day, count):
    person("palad")
    run("--date", day)
    assert len(mail.outbox) == count
    assert SentDigest.objects.count() == count


def test_a_silent_measure_is_told_of_before_its_ninetieth_day(agency):
    RemediationAction.objects.update(due_on=None, start_on=date(2021, 1, 16))
    person("palad")
    assert (
        next(
            line for letter in letters(date(2021, 4, 14)) for lines in letter.parts.values() for line in lines
        )[0]
        == "ควรรายงานความก้าวหน้าภายในอีก ๓ วัน (๑๗ เมษายน ๒๕๖๔): อบรมเจ้าหน้าที่"
    )
    RemediationAction.objects.update(status="done")
    assert not letters(date(2021, 4, 14))


def test_a_broken_link_goes_along_and_alone_on_mondays(agency):
    division = Division.objects.get()
    RemediationAction.objects.update(status="done")
    break_link(agency, division)
    person("klang", "editor", agency, division)
    other = Division.objects.create(agency=agency, name="กองช่าง")
    person("chang", "editor", agency, other)
    assert run("--date", QUIET)[-1].startswith("ส่งแล้ว 0")
    assert run("--date", MONDAY)[-1].startswith("ส่งแล้ว 1")
    assert "ลิงก์เสียในข้อ O12 ลำดับ ๑: แผน" in mail.outbox[0].body
    run("--date", SEVEN)
    assert ["ลิงก์เสีย" in each.body for each in mail.outbox[1:]] == [False, True]


def test_nobody_without_address_account_or_role(agency):
    person("empty", email="")
    gone = person("gone")
    gone.is_active = False
    gone.save()
    other = make_agency("other", name="อบต.อื่น", district="อื่น")
    person("other", "approver", other)
    run("--date", SEVEN)
    assert [each.to for each in mail.outbox] == [["other@example.go.th"]]
    assert "อบรม" not in mail.outbox[0].body


def test_twice_sends_once_and_a_dry_run_sends_nothing(agency):
    person("palad")
    assert run("--date", SEVEN, "--dry-run")[0] == "palad@example.go.th\t3 เรื่อง"
    assert (len(mail.outbox), SentDigest.objects.count()) == (0, 0)
    run("--date", SEVEN)
    assert run("--date", SEVEN)[-1] == "ส่งแล้ว 0 ฉบับ ส่งไปก่อนแล้ว 1 ส่งไม่สำเร็จ 0 ค้าง 0"
    assert len(mail.outbox) == 1
    row = SentDigest.objects.get()
    assert (row.lines, row.sent_at is not None) == (3, True)


def test_a_failed_letter_is_tried_again_and_the_others_go(agency, monkeypatch):
    person("a"), person("b")
    real = mail.EmailMessage.send

    def refuse(self, *args, **given):
        if self.to[0].startswith("a@"):
            raise SMTPException("mailbox full")
        return real(self, *args, **given)

    with monkeypatch.context() as patch:
        patch.setattr(mail.EmailMessage, "send", refuse)
        with pytest.raises(CommandError, match="ส่งไม่สำเร็จ 1 ฉบับ"):
            run("--date", SEVEN)
    assert [each.to[0][0] for each in mail.outbox] == ["b"]
    run("--date", SEVEN)
    assert [each.to[0][0] for each in mail.outbox] == ["b", "a"]


def test_a_claim_of_another_run_is_left_alone(agency):
    person("palad")
    SentDigest.objects.create(username="palad", sent_on=date.fromisoformat(SEVEN))
    assert run("--date", SEVEN)[-1] == "ส่งแล้ว 0 ฉบับ ส่งไปก่อนแล้ว 0 ส่งไม่สำเร็จ 0 ค้าง 1"
    with pytest.raises(IntegrityError), transaction.atomic():
        SentDigest.objects.create(username="palad", sent_on=date.fromisoformat(SEVEN))
    with pytest.raises(CommandError, match="ไม่ใช่วันที่"):
        run("--date", "soon")


def test_reading_costs_the_same_for_1_and_50_people_and_1000_measures(agency):
    person("palad")
    break_link(agency)

    def cost():
        with CaptureQueriesContext(connection) as captured:
            letters(date.fromisoformat(SEVEN))
        return len(captured)

    few = cost()
    for number in range(50):
        person(f"p{number}")
    plan = agency.plans.get()
    indicator = plan.result_year.indicators.get(number=8)
    RemediationAction.objects.bulk_create(
        RemediationAction(plan=plan, indicator=indicator, order=n, text="ม", due_on=date(2021, 4, 30))
        for n in range(1, 1000)
    )
    assert cost() == few <= 7


def test_a_letter_leads_to_each_agency_s_own_desk(agency):
    other = make_agency(
        "other", name="องค์การบริหารส่วนตำบลอื่น", district="อื่น", public_origin="https://b.example"
    )
    plan = make_plan(other, actions=[(10, "ประชุม")])
    plan.actions.update(due_on=date(2021, 4, 24))
    both = person("both", "admin", agency)
    Membership.objects.create(user=both, agency=other, role="admin")

    run("--date", "2021-04-23")

    (letter,) = mail.outbox
    here, _name, there = letter.body.partition("\nองค์การบริหารส่วนตำบลอื่น\n")
    assert "https://127.0.0.1/ita/admin/" in here
    assert "https://b.example/ita/admin/" in there
    assert "127.0.0.1" not in there.partition("เปิดระบบ")[0]
