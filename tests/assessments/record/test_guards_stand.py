"""A database that lacks a guard says so everywhere, and nothing is written into its record."""

import io

import pytest
from django.core.checks import run_checks
from django.core.management import CommandError, call_command

from assessments.models import Publication
from assessments.models.triggers import TRIGGERS, drop_triggers
from assessments.record.publish import PublishingRefused, withdraw
from tests.support.factories import make_disclosure, publish_checklist, publish_result

pytestmark = pytest.mark.django_db
FALLEN = [guard for guard in TRIGGERS if guard.name == "publication_no_update"]


def test_publishing_and_withdrawing_are_refused_and_say_what_to_do():
    record = publish_result()
    make_disclosure(code="O42")
    drop_triggers(FALLEN)

    with pytest.raises(PublishingRefused, match=r"publication_no_update.*migrate"):
        publish_checklist()
    with pytest.raises(PublishingRefused, match=r"publication_no_update.*migrate"):
        withdraw(record, reason="ข้อมูลส่วนบุคคล", by="x", role="ปลัด อบต.")
    assert Publication.objects.get().content

    call_command("migrate", verbosity=0)
    publish_checklist()


def test_system_check_names_the_guard_and_migrate_runs_all_the_same():
    assert run_checks(databases=["default"]) == []
    drop_triggers(FALLEN)

    (error,) = run_checks(databases=["default"])
    assert error.id == "assessments.E001"
    assert "publication_no_update" in error.msg
    assert "migrate" in error.hint
    assert run_checks() == []

    call_command("migrate", verbosity=0, skip_checks=False)
    assert run_checks(databases=["default"]) == []


def test_health_names_the_guard(client):
    assert client.get("/ita/healthz").json()["status"] == "ok"
    drop_triggers(FALLEN)

    response = client.get("/ita/healthz")

    assert response.status_code == 503
    (fault,) = response.json()["faults"]
    assert "publication_no_update" in fault


def test_verifier_names_the_guard():
    publish_result()
    drop_triggers(FALLEN)

    with pytest.raises(CommandError):
        call_command("verify_publications", stdout=(told := io.StringIO()))

    assert "ตัวกัน publication_no_update ของตาราง assessments_publication หายไป" in told.getvalue()
