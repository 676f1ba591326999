"""An import that nobody built upon is taken back: what it wrote goes, figures return, the journal stays."""

from decimal import Decimal

import pytest

from assessments.models import (
    Assessment,
    AuditEntry,
    IndicatorScore,
    ScoreState,
    journal_as,
)
from measures.management.commands.load_example import EXAMPLE
from measures.models import (
    InstrumentAnalysis,
    MeasuresPlan,
    ProgressEntry,
    RemediationAction,
    SourceDocument,
)
from measures.plan.carry_over import carry_over
from measures.plan.import_document import ImportRefused
from measures.plan.undo_import import undo_import, undo_of
from tests.support.factories import (
    make_agency,
    make_assessment,
    make_plan,
    make_year,
    publish_plan,
    publish_result,
)
from tests.support.tables import table_dump

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("years")]
DESK = MeasuresPlan, RemediationAction, InstrumentAnalysis, SourceDocument, Assessment, IndicatorScore


@pytest.fixture
def agency():
    return make_agency("pakchong", name="องค์การบริหารส่วนตำบลปากช่อง")


@pytest.fixture
def plan(agency, import_measures):
    import_measures(EXAMPLE)
    return MeasuresPlan.objects.get()


def refused(plan):
    """The reasons why the import is not taken back; nothing changes."""
    before = table_dump()
    with pytest.raises(ImportRefused) as refusal:
        undo_import(plan, by="somsri")
    assert table_dump() == before
    assert undo_of(plan).reasons == refusal.value.reasons
    return "\n".join(refusal.value.reasons)


def test_everything_the_import_wrote_goes_and_the_journal_tells(plan):
    key, actions = plan.pk, set(plan.actions.values_list("pk", flat=True))
    imported = RemediationAction.history.filter(history_type="+").count()

    undo_import(plan, by="somsri")

    assert [model.objects.count() for model in DESK] == [0] * 6
    assert RemediationAction.history.filter(history_type="+").count() == imported
    last = MeasuresPlan.history.filter(id=key).latest("history_id")
    assert (last.history_type, last.history_user_id) == ("-", "somsri")
    assert last.history_change_reason == f"ยกเลิกการนำเข้า {EXAMPLE.name}"
    assert set(RemediationAction.history.filter(history_type="-").values_list("id", flat=True)) == actions
    deed = AuditEntry.objects.get()
    assert (deed.by, deed.row) == ("somsri", str(key))
    assert "มาตรการ ๒๕ ข้อ" in deed.sentence


def test_the_preview_says_exactly_what_goes_and_what_stays(plan):
    undo = undo_of(plan)

    assert undo.reasons == []
    assert undo.goes[0].startswith("แผนมาตรการปี ๒๕๖๔ “มาตรการ")
    assert undo.goes[0].endswith("พร้อมบทวิเคราะห์ ๑ เรื่อง มาตรการ ๒๕ ข้อ")
    assert undo.goes[1].startswith(f"เอกสาร {EXAMPLE.name} ที่ import_measures นำเข้าเมื่อ ")
    assert undo.goes[2].startswith("คะแนนปี ๒๕๖๓ ของตัวชี้วัดที่ ๑ (๘๓.๖๘), ๒ (๗๔.๕๑), ")
    assert undo.goes[3:] == ["ผลการประเมินปี ๒๕๖๓: คะแนนรวม ๕๕.๖๒ ระดับ D"]
    assert any("ประวัติ" in sentence for sentence in undo.stays)


def test_imported_again_and_taken_back_again(plan, import_measures):
    undo_import(plan, by="somsri")
    import_measures(EXAMPLE)

    undo_import(MeasuresPlan.objects.get(), by="somsri")

    assert [model.objects.count() for model in DESK] == [0] * 6


def test_figures_that_stood_before_stay_and_those_replaced_return(agency, import_measures):
    make_assessment(agency, 2563, scores=("83.68", "70.00"))
    Assessment.objects.update(announced_level="")
    total = Assessment.objects.get().announced_total

    import_measures(EXAMPLE, "--replace")
    undo = undo_import(MeasuresPlan.objects.get(), by="somsri")

    assessment = Assessment.objects.get()
    assert (assessment.announced_total, assessment.announced_level) == (total, "")
    scores = assessment.scores.order_by("indicator__number").values_list("indicator__number", "value")
    assert list(scores) == [(1, Decimal("83.68")), (2, Decimal("70.00"))]
    assert "คะแนนปี ๒๕๖๓ ของตัวชี้วัดที่ ๒: ๗๔.๕๑ กลับเป็น ๗๐.๐๐" in undo.goes


def test_a_year_whose_checklist_is_begun_keeps_its_row_without_figures(plan):
    item = make_year(2563).oit_items.first()
    plan.agency.disclosures.create(item=item)

    undo_import(plan, by="somsri")

    assessment = Assessment.objects.get()
    assert (assessment.total_state, assessment.announced_total) == (ScoreState.NOT_ANNOUNCED, None)
    assert not IndicatorScore.objects.exists()


def test_a_result_that_another_plan_rests_on_stays(plan):
    make_plan(plan.agency, 2565)
    MeasuresPlan.objects.filter(year__year_be=2565).update(result_year=plan.result_year)

    undo = undo_import(plan, by="somsri")

    assert IndicatorScore.objects.count() == 10
    assert any("แผนอีกปีหนึ่งใช้ผลเดียวกัน" in sentence for sentence in undo.stays)


def test_published_measures_or_result_refuse(plan):
    publish_result(Assessment.objects.get())
    assert "เผยแพร่ผลการประเมินปี ๒๕๖๓" in refused(plan)

    publish_plan(plan)
    assert "เผยแพร่แผนมาตรการปี ๒๕๖๔ แล้ว" in refused(plan)


def edit_action(plan):
    plan.actions.first().save()


def edit_plan(plan):
    plan.save()


def drop_action(plan):
    plan.actions.first().delete()


def edit_analysis(plan):
    plan.analyses.get().save()


def edit_score(plan):
    IndicatorScore.objects.first().save()


def add_score_again(plan):
    score = IndicatorScore.objects.first()
    score.delete()
    IndicatorScore.objects.create(assessment=score.assessment, indicator=score.indicator, value=1)


def edit_result(plan):
    Assessment.objects.get().save()


@pytest.mark.parametrize(
    ("change", "what"),
    [
        (edit_action, "มาตรการ ๑ รายการ"),
        (drop_action, "มาตรการ ๑ รายการ"),
        (edit_plan, "แผน ๑ รายการ"),
        (edit_analysis, "บทวิเคราะห์ ๑ รายการ"),
        (edit_score, "คะแนนตัวชี้วัด ๑ ตัว"),
        (add_score_again, "คะแนนตัวชี้วัด ๒ ตัว"),
        (edit_result, "ผลการประเมิน"),
    ],
)
def test_what_was_changed_by_hand_since_refuses_and_says_by_whom(plan, change, what):
    with journal_as("wichai"):
        change(plan)

    assert f"แก้{what}ด้วยมือหลังนำเข้าแล้ว ล่าสุดโดย wichai เมื่อ " in refused(plan)


def test_progress_told_or_carried_on_refuses(plan):
    action = plan.actions.first()
    ProgressEntry.objects.create(action=action, happened_on="2021-01-01", text="ประชุม", entered_by="x")
    carry_over(make_plan(plan.agency, 2565), {action.pk}, by="x")

    reasons = refused(plan)

    assert "มีรายงานความก้าวหน้าของมาตรการแล้ว ๑ รายการ" in reasons
    assert "ยกมาตรการไปแผนปีถัดไปแล้ว ๑ ข้อ" in reasons


def test_an_import_over_what_stood_there_is_not_taken_back(agency, import_measures, write):
    make_plan(agency, actions=[(1, "เดิม")])

    import_measures(EXAMPLE, "--replace")

    assert "แทนที่แผนที่มีอยู่ก่อน" in refused(MeasuresPlan.objects.get())


def test_a_second_document_over_an_imported_one_is_not_taken_back(plan, import_measures, write):
    import_measures(write(("จัดทำรายงานผล", "ทำรายงานผล"), name="ใหม่.txt"), "--replace")

    assert "แทนที่แผนที่มีอยู่ก่อน" in refused(MeasuresPlan.objects.get())


def test_a_plan_typed_by_hand_has_no_import(agency):
    plan = make_plan(agency)

    assert undo_of(plan) is None
    with pytest.raises(ImportRefused, match="ไม่ได้มาจากการนำเข้า"):
        undo_import(plan, by="somsri")
