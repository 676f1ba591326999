"""Another document over what is on the desk: --replace, figures kept, and --agency."""

from datetime import date
from decimal import Decimal

import pytest
from django.core.management import CommandError

from assessments.models import Agency, Assessment, ScoreState
from measures.management.commands.load_example import EXAMPLE
from measures.models import InstrumentAnalysis, MeasuresPlan, RemediationAction, SourceDocument
from tests.support.factories import make_agency, make_assessment, make_year
from tests.support.tables import table_dump

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("years")]
FIRST, SECOND = "พร้อมรับการตรวจสอบจากทุกภาคส่วน", "จัดทำรายงานผลการใช้จ่ายงบประมาณอย่างสม่ำเสมอ"
STAFF = {
    "responsible": "กองคลัง",
    "weak_point": "เปิดเผยไม่ครบ",
    "steps": "รวบรวมและเผยแพร่",
    "start_on": date(2021, 1, 31),
    "due_on": date(2021, 3, 31),
    "monitoring": "รายงานทุกไตรมาส",
    "status": "doing",
}


def swap(first, second):
    """Changes of a text that put two phrases in each other's place."""
    return (first, "\ue000"), (second, first), ("\ue000", second)


def actions_of(number):
    rows = RemediationAction.objects.filter(indicator__number=number).order_by("order")
    return list(rows.values_list("text", flat=True))


def test_replace_swaps_orders_and_keeps_what_staff_entered(import_measures, write):
    import_measures(EXAMPLE)
    before = actions_of(2)
    RemediationAction.objects.filter(text=SECOND).update(**STAFF)
    kept = RemediationAction.objects.get(text=SECOND).pk

    lines = import_measures(write(*swap(FIRST, SECOND)), "--replace")

    assert actions_of(2) == [before[0], before[2], before[1]]
    row = RemediationAction.objects.get(text=SECOND)
    assert (row.pk, row.order) == (kept, 2)
    assert {name: getattr(row, name) for name in STAFF} == STAFF
    assert RemediationAction.objects.count() == 25
    assert lines[-1].startswith("นำเข้าแล้ว คะแนน 10 บทวิเคราะห์ 1 มาตรการ 25")


def test_replace_takes_new_texts_and_drops_those_the_document_no_longer_has(import_measures, write):
    import_measures(EXAMPLE)
    RemediationAction.objects.filter(text=FIRST).update(responsible="กองคลัง")

    import_measures(write((FIRST, "พร้อมรับการตรวจสอบ"), ("๗๔.๕๑", "๗๕.๐๐")), "--replace")

    assert actions_of(2)[1] == "พร้อมรับการตรวจสอบ"
    assert not RemediationAction.objects.filter(text=FIRST).exists()
    assert not RemediationAction.objects.exclude(responsible="").exists()
    assert Assessment.objects.get().scores.get(indicator__number=2).value == Decimal("75.00")


def test_replace_keeps_the_texts_of_both_documents(import_measures, write):
    import_measures(EXAMPLE)
    import_measures(write((FIRST, "พร้อมรับการตรวจสอบ"), name="second.txt"), "--replace")

    newest, oldest = MeasuresPlan.objects.get().sources.all()
    assert (newest.file_name, oldest.file_name) == ("second.txt", EXAMPLE.name)


def test_first_document_can_be_brought_back(import_measures, write):
    import_measures(EXAMPLE)
    import_measures(write((FIRST, "พร้อมรับการตรวจสอบ")), "--replace")

    import_measures(EXAMPLE, "--replace")

    assert actions_of(2)[1] == FIRST
    assert SourceDocument.objects.count() == 2


def test_replace_with_dry_run_changes_nothing(import_measures, write):
    import_measures(EXAMPLE)

    lines = import_measures(write((FIRST, "พร้อมรับการตรวจสอบ")), "--replace", "--dry-run")

    assert lines[-1].startswith("(ทดลอง ไม่บันทึก) ")
    assert actions_of(2)[1] == FIRST
    assert SourceDocument.objects.count() == 1


def test_replace_by_a_document_resting_on_another_year_leaves_nothing_of_the_old_one(import_measures, write):
    make_year(2562)
    import_measures(EXAMPLE)

    import_measures(write(("ประจำปีงบประมาณ ๒๕๖๓", "ประจำปีงบประมาณ ๒๕๖๒")), "--replace")

    assert MeasuresPlan.objects.get().result_year.year_be == 2562
    assert {row.instrument.year.year_be for row in InstrumentAnalysis.objects.all()} == {2562}
    assert {row.indicator.year.year_be for row in RemediationAction.objects.all()} == {2562}
    assert RemediationAction.objects.count() == 25


def test_figures_that_agree_with_the_desk_are_no_conflict(import_measures):
    assessment = make_assessment(scores=["83.68", None, "77.92"], source_label="หนังสือ ป.ป.ช.")

    import_measures(EXAMPLE)

    assessment.refresh_from_db()
    assert assessment.source_label == "หนังสือ ป.ป.ช."
    assert assessment.scores.count() == 10


def test_zero_on_the_desk_is_a_figure_and_differs(import_measures):
    make_assessment(scores=["0.00"])

    with pytest.raises(Exception, match="คะแนนตัวชี้วัดที่ ๑ ของปี ๒๕๖๓ ที่บันทึกไว้คือ ๐.๐๐"):
        import_measures(EXAMPLE)


@pytest.mark.parametrize("arguments", [[], ["--replace"]])
def test_document_without_total_and_level_leaves_those_on_the_desk(import_measures, write, arguments):
    make_assessment(scores=[])

    import_measures(write(("ได้ร้อยละ ๕๕.๖๒ ระดับผลการประเมิน D ", "")), *arguments)

    assessment = Assessment.objects.get()
    assert (assessment.announced_total, assessment.announced_level) == (Decimal("55.62"), "D")


def test_total_that_no_document_names_is_missing_not_zero(import_measures, write):
    import_measures(write(("ได้ร้อยละ ๕๕.๖๒ ระดับผลการประเมิน D ", "")))

    assessment = Assessment.objects.get()
    assert (assessment.total_state, assessment.announced_total) == (ScoreState.MISSING, None)
    assert assessment.announced_level == ""


def test_agency_option_makes_the_agency_under_this_slug(import_measures):
    import_measures(EXAMPLE, "--agency", "pakchong")

    assert Agency.objects.get().slug == "pakchong"


def test_a_document_of_another_agency_than_the_chosen_one_needs_although(import_measures):
    make_agency("one", name="องค์การบริหารส่วนตำบลหนึ่ง")
    two = make_agency("two", name="องค์การบริหารส่วนตำบลสอง")
    before = table_dump()

    with pytest.raises(CommandError) as refusal:
        import_measures(EXAMPLE, "--agency", "two")

    assert refusal.value.returncode == 1
    assert "“องค์การบริหารส่วนตำบลปากช่อง อำเภอปากช่อง จังหวัดนครราชสีมา”" in str(refusal.value)
    assert "แต่กำลังนำเข้าให้ “องค์การบริหารส่วนตำบลสอง " in str(refusal.value)
    assert "--although" in str(refusal.value)
    assert table_dump() == before

    import_measures(EXAMPLE, "--agency", "two", "--although")

    notice = SourceDocument.objects.get().notices[0]
    assert (notice["code"], "ปากช่อง" in notice["message"]) == ("other_agency", True)

    assert MeasuresPlan.objects.get().agency == two
    assert Agency.objects.count() == 2
    two.refresh_from_db()
    assert two.name == "องค์การบริหารส่วนตำบลสอง"


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("เทศบาลตำบลปากช่อง", Agency.Kind.SUBDISTRICT_MUNICIPALITY),
        ("เทศบาลเมืองปากช่อง", Agency.Kind.TOWN_MUNICIPALITY),
        ("องค์การบริหารส่วนจังหวัดนครราชสีมา", Agency.Kind.PAO),
        ("อบต.ปากช่อง", Agency.Kind.SAO),
    ],
)
def test_new_agency_is_of_the_kind_its_name_says(import_measures, write, name, kind):
    import_measures(write(("องค์การบริหารส่วนตำบลปากช่อง", name)))

    assert Agency.objects.get().kind == kind
