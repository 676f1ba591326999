"""What a plan, its analyses, actions and source documents may not be."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError
from django.db.models import ProtectedError

from assessments.models import StoredFile
from assessments.models.triggers import drop_triggers
from measures.models import InstrumentAnalysis, MeasuresPlan, RemediationAction, SourceDocument
from measures.models.triggers import TRIGGERS
from tests.support.factories import make_agency, make_plan, make_year, publish_plan
from tests.support.refusals import assert_database_refuses, assert_guarded, assert_refused

pytestmark = pytest.mark.django_db


@pytest.fixture
def plan():
    return make_plan()


def action(plan, **fields):
    indicator = plan.result_year.indicators.get(number=1)
    given = {"indicator": indicator, "order": 1, "text": "จัดทำคู่มือการปฏิบัติงาน"}
    return RemediationAction(plan=plan, **given | fields)


def test_agency_has_one_plan_a_year(plan):
    twin = MeasuresPlan(agency=plan.agency, year=plan.year, result_year=plan.result_year, title="อีกฉบับ")

    assert_refused(twin, "measuresplan_one_per_year")
    twin.agency = make_agency("other", name="อื่น")
    twin.full_clean()


def test_plan_and_result_are_of_two_years():
    year = make_year(2563)
    row = MeasuresPlan(agency=make_agency(), year=year, result_year=year, title="แผน")

    drop_triggers(TRIGGERS)  # the guard for the order of the two years would speak first

    assert_refused(row, "measuresplan_two_years", sentence="ปีของผลการประเมินต้องมาก่อนปีของมาตรการ")


def test_result_comes_before_the_measures(plan):
    row = MeasuresPlan(agency=plan.agency, year=plan.result_year, result_year=plan.year, title="แผน")

    with pytest.raises(ValidationError, match="ต้องมาก่อนปีของมาตรการ"):
        row.full_clean()
    assert_guarded(
        "earlier year",
        "INSERT INTO measures_measuresplan (agency_id, year_id, result_year_id, title, introduction)"
        " VALUES (%s, %s, %s, 'x', '')",
        [plan.agency_id, plan.result_year_id, plan.year_id],
    )
    assert_guarded(
        "earlier year",
        "UPDATE measures_measuresplan SET year_id = %s, result_year_id = %s",
        [plan.result_year_id, plan.year_id],
    )


def test_instrument_has_one_analysis(plan):
    iit = plan.result_year.instruments.get(code="IIT")
    InstrumentAnalysis.objects.create(plan=plan, instrument=iit, text="ก")

    twin = InstrumentAnalysis(plan=plan, instrument=iit, text="ข")
    assert_refused(twin, "instrumentanalysis_one_per_instrument")


def test_analysis_is_of_an_instrument_of_the_result_year(plan):
    iit = plan.result_year.instruments.get(code="IIT")
    of_2564 = plan.year.instruments.get(code="IIT")
    row = InstrumentAnalysis(plan=plan, instrument=of_2564, text="ก")

    with pytest.raises(ValidationError, match="เครื่องมือนี้เป็นของปีอื่น"):
        row.full_clean()
    assert_guarded(
        "another year",
        "INSERT INTO measures_instrumentanalysis (plan_id, instrument_id, text) VALUES (%s, %s, 'x')",
        [plan.pk, of_2564.pk],
    )
    InstrumentAnalysis.objects.create(plan=plan, instrument=iit, text="ก")
    assert_guarded("another year", "UPDATE measures_instrumentanalysis SET instrument_id = %s", [of_2564.pk])


def test_action_is_of_an_indicator_of_the_result_year(plan):
    of_2564 = plan.year.indicators.get(number=1)

    with pytest.raises(ValidationError, match="ตัวชี้วัดนี้เป็นของปีอื่น"):
        action(plan, indicator=of_2564).full_clean()
    with pytest.raises(IntegrityError, match="another year"):
        action(plan, indicator=of_2564).save()


def test_action_does_not_move_to_an_indicator_of_another_year(plan):
    of_2564 = plan.year.indicators.get(number=1)
    action(plan).save()

    assert_guarded("another year", "UPDATE measures_remediationaction SET indicator_id = %s", [of_2564.pk])


def test_place_of_an_action_exists_once_and_counts_from_1(plan):
    action(plan).save()

    assert_refused(action(plan, text="อื่น"), "remediationaction_order_once")
    assert_refused(action(plan, order=0), "remediationaction_order_from_1")
    action(plan, indicator=plan.result_year.indicators.get(number=2)).full_clean()


def test_action_has_text(plan):
    assert_refused(action(plan, text=""), "remediationaction_has_text", sentence="ฟิลด์นี้เว้นว่างไม่ได้")


def test_action_is_not_due_before_it_starts(plan):
    start, before = date(2021, 1, 31), date(2021, 1, 30)

    assert_refused(action(plan, start_on=start, due_on=before), "remediationaction_due_after_start")
    for given in ({"start_on": start}, {"due_on": before}, {"start_on": start, "due_on": start}):
        action(plan, **given).full_clean()


def test_status_is_known_or_open(plan):
    for status in ["", "not_started", "doing", "done", "dropped"]:
        action(plan, status=status, dropped_reason="งบประมาณไม่ผ่านสภา").full_clean()
    row = action(plan, status="later")

    with pytest.raises(ValidationError, match="later"):
        row.full_clean()
    assert_database_refuses(row, "remediationaction_status_is_known")


def test_document_is_kept_once_with_its_plan(plan):
    given = {"plan": plan, "file_name": "a.txt", "sha256": "0" * 64, "text": "x", "imported_by": "somsri"}
    SourceDocument.objects.create(**given)

    assert_refused(SourceDocument(**given), "sourcedocument_once_per_plan")


def test_bytes_of_a_document_are_kept_in_one_place(plan):
    file = StoredFile.objects.create(sha256="1" * 64, kind="docx", size=1)
    given = {"plan": plan, "file_name": "a.docx", "sha256": "1" * 64, "text": "x", "imported_by": "somsri"}

    assert_refused(SourceDocument(**given, file=file, original=b"x"), "sourcedocument_bytes_once")
    for kept in ({"file": file}, {"original": b"x"}, {}):
        SourceDocument(**given, **kept).full_clean()


def test_published_plan_is_not_deleted_from_under_its_record(plan):
    action(plan).save()
    of_2565 = make_plan(year_be=2565)
    publish_plan(plan)

    assert_guarded(
        "measures of this year are published", f"DELETE FROM measures_measuresplan WHERE id = {plan.pk}"
    )
    of_2565.delete()

    assert MeasuresPlan.objects.get() == plan


def test_indicator_that_an_action_answers_cannot_be_deleted(plan):
    action(plan).save()

    with pytest.raises(ProtectedError):
        plan.result_year.indicators.get(number=1).delete()


def test_long_text_is_named_in_short(plan):
    assert str(action(plan, text="ก" * 81)) == "ก" * 79 + "…"
    assert str(action(plan, text="ก" * 80)) == "ก" * 80
