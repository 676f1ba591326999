"""Deeds and their reasons stand in a log that nobody changes, and the agency reads it."""

from importlib import import_module
from types import SimpleNamespace

import pytest
from django.apps import apps
from django.contrib.admin.models import CHANGE, LogEntry
from django.contrib.contenttypes.models import ContentType
from django.db import IntegrityError, connection, transaction
from django.urls import reverse

from assessments.models import AuditEntry, Checklist, Role, write_audit
from tests.support.editors import client_of
from tests.support.factories import make_agency, make_assessment, make_plan
from tests.support.people import make_user

pytestmark = pytest.mark.django_db
earlier = import_module("assessments.migrations.0014_earlier_deeds")


def log(agency):
    return reverse("admin:assessments_agency_log", args=[agency.pk])


def noted(agency=None, model="assessments.checklist", sentence="ส่งเข้าระบบ ITAS ฉบับที่ 1", by="somsri"):
    agency = agency or make_agency()
    return AuditEntry.objects.create(
        agency=agency, model=model, row="1", about="แบบของปี 2564", sentence=sentence, by=by
    )


def test_an_entry_is_only_added():
    entry = noted()
    entry.sentence = "อื่น"
    ways = [entry.save, entry.delete, AuditEntry.objects.all().delete]
    ways.append(lambda: AuditEntry.objects.update(by="somchai"))
    for write in ways:
        with pytest.raises(IntegrityError, match="the audit log stays"), transaction.atomic():
            write()


def test_an_entry_says_something():
    with pytest.raises(IntegrityError, match="auditentry_says_something"), transaction.atomic():
        noted(sentence="")


def test_publishing_writes_who_what_and_why_where_the_agency_reads_it():
    agency = make_agency()
    plan = make_plan(agency, actions=[(1, "อบรม โทร 081-234-5678")])
    desk = client_of(make_user("somsri", Role.APPROVER, agency))
    address = reverse("admin:measures_measuresplan_publish", args=[plan.pk])
    seen = desk.get(address).context["form"].fields["personal_seen"].initial
    reason = "เป็นหมายเลขของสำนักงาน ประชาชนต้องใช้ติดต่อ"
    given = {"note": "เผยแพร่ครั้งแรก", "personal_reason": reason, "personal_seen": seen}

    assert desk.post(address, given).status_code == 302

    entry = AuditEntry.objects.get()
    assert (entry.by, entry.agency, entry.model) == ("somsri", agency, "measures.measuresplan")
    assert reason in entry.sentence
    assert not LogEntry.objects.exists()
    for page in (log(agency), reverse("admin:measures_measuresplan_history", args=[plan.pk])):
        assert reason in desk.get(page).text


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ({}, True),
        ({"who": "somsri"}, True),
        ({"who": "malee"}, False),
        ({"since": "1/1/2500"}, True),
        ({"until": "1/1/2500"}, False),
        ({"kind": "note"}, True),
        ({"kind": "~"}, False),
        ({"model": "disclosure"}, False),
    ],
)
def test_deeds_are_narrowed_like_changes(asked, found):
    entry = noted()
    desk = client_of(make_user("reader", Role.AUDITOR, entry.agency))

    assert (entry.sentence in desk.get(log(entry.agency), asked).text) == found


def test_only_the_own_agency_s_deeds_are_read_and_those_of_people_by_who_manages_them():
    agency, other = make_agency(), make_agency("bang", name="บาง")
    noted(other, sentence="ความลับของบาง")
    noted(agency, model="auth.user", sentence="ตั้งรหัสผ่าน")
    editor, manager = (client_of(make_user(role, role, agency)) for role in (Role.EDITOR, Role.ADMIN))

    assert "ความลับของบาง" not in editor.get(log(agency)).text + manager.get(log(agency)).text
    assert "ตั้งรหัสผ่าน" not in editor.get(log(agency)).text
    assert "ตั้งรหัสผ่าน" in manager.get(log(agency)).text


def test_what_earlier_versions_wrote_into_django_s_log_is_copied(admin_user):
    row = make_assessment(year_be=2564)
    plan = make_plan(row.agency)

    def wrote(of, key, message):
        subject = ContentType.objects.get_for_model(of, for_concrete_model=False)
        return LogEntry.objects.create(
            user=admin_user,
            content_type=subject,
            object_id=str(key),
            object_repr="แถวหนึ่ง",
            action_flag=CHANGE,
            change_message=message,
        )

    old = wrote(Checklist, row.pk, "ส่งเข้าระบบ ITAS ฉบับที่ 1: ครั้งแรก")
    wrote(type(plan), plan.pk, "เผยแพร่ฉบับที่ 1")
    wrote(type(row), 987654, "เผยแพร่ผลที่ไม่มีแล้ว")
    wrote(type(row), row.pk, '[{"changed": {"fields": ["คะแนน"]}}]')
    wrote(type(row), row.pk, "")

    earlier.copy_sentences(apps, SimpleNamespace(connection=connection))

    first, second, third = AuditEntry.objects.order_by("pk")
    assert (first.at, first.by, first.agency, first.model) == (
        old.action_time,
        admin_user.username,
        row.agency,
        "assessments.checklist",
    )
    assert (first.row, first.about, first.sentence) == (str(row.pk), "แถวหนึ่ง", old.change_message)
    assert (second.agency, second.model) == (row.agency, "measures.measuresplan")
    assert third.agency is None


def test_a_deed_of_a_row_is_signed_by_the_person_and_named():
    plan = make_plan()
    entry = write_audit(plan, "ยกมา 3 มาตรการ", by="somsri", agency_id=plan.agency_id)

    assert (entry.model, entry.row, entry.about) == ("measures.measuresplan", str(plan.pk), str(plan))
