"""What progress and its evidence may not be, and when a measure may be dropped."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone

from assessments.models import Division, Page
from measures.models import ProgressEntry, ProgressEvidence, RemediationAction
from tests.support.factories import make_agency, make_plan, publish_content
from tests.support.refusals import assert_database_refuses, assert_refused

pytestmark = pytest.mark.django_db


@pytest.fixture
def action():
    return make_plan(actions=[(1, "จัดทำคู่มือ")]).actions.get()


@pytest.fixture
def entry(action):
    return ProgressEntry.objects.create(
        action=action, happened_on=timezone.localdate(), text="ประชุมแล้ว", entered_by="somsri"
    )


def evidence(entry, **fields):
    given = {"number": 1, "label": "รายงานการประชุม", "url": "https://www.example.go.th/a.pdf"}
    return ProgressEvidence(entry=entry, **{"plan": entry.action.plan} | given | fields)


def test_dropping_says_why(action):
    action.status = "dropped"
    assert_refused(action, "remediationaction_dropped_says_why")
    action.dropped_reason = "งบประมาณไม่ผ่านสภา"
    action.full_clean()


def test_division_is_of_the_agency(action):
    other = make_agency("other", name="องค์การบริหารส่วนตำบลอื่น")
    action.division = Division.objects.create(agency=other, name="กองคลัง")
    with pytest.raises(ValidationError, match="ส่วนงานนี้เป็นของหน่วยงานอื่น"):
        action.full_clean()
    with pytest.raises(IntegrityError, match="another agency"), transaction.atomic():
        action.save()


def test_progress_has_text_and_has_happened(action):
    given = {"action": action, "entered_by": "somsri"}
    today = timezone.localdate()
    assert_database_refuses(ProgressEntry(**given, happened_on=today, text=""), "progressentry_has_text")
    tomorrow = ProgressEntry(**given, happened_on=today + timedelta(days=1), text="x")
    with pytest.raises(ValidationError, match="อนาคต"):
        tomorrow.full_clean()


def test_evidence_is_an_address_or_a_file_under_a_number_of_the_plan(entry):
    evidence(entry).save()
    assert_database_refuses(evidence(entry), "progressevidence_number_once")
    assert_database_refuses(evidence(entry, number=0), "progressevidence_number_from_1")
    assert_refused(evidence(entry, number=2, url=""), "progressevidence_address_or_file")


def test_evidence_belongs_to_the_plan_of_its_measure(entry):
    other = make_plan(make_agency("other", name="องค์การบริหารส่วนตำบลอื่น"))
    with pytest.raises(IntegrityError, match="another plan"), transaction.atomic():
        evidence(entry, plan=other).save()


def test_published_evidence_stays(entry):
    row = evidence(entry)
    row.save()
    plan = entry.action.plan
    publish_content(plan.agency, plan.year.year_be, Page.PROGRESS, {"schema": "stand-in/1"})
    with pytest.raises(IntegrityError, match="published address"), transaction.atomic():
        row.delete()


def test_journal_of_measures_is_only_added(action):
    RemediationAction.objects.filter(pk=action.pk).update(text="จัดทำคู่มือใหม่")
    assert [each.text for each in action.history.all()] == ["จัดทำคู่มือใหม่", "จัดทำคู่มือ"]
    with pytest.raises(IntegrityError, match="the journal stays"), transaction.atomic():
        action.history.all().delete()
