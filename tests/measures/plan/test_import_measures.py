"""`manage.py import_measures`: the real document becomes desk rows, figure by figure."""

import json
from decimal import Decimal
from pathlib import Path

import pytest

from assessments.models import Agency, Assessment, Publication, ScoreState
from measures.management.commands.load_example import EXAMPLE
from measures.models import MeasuresPlan, RemediationAction, SourceDocument
from tests.support.factories import make_agency
from tests.support.tables import table_dump

pytestmark = pytest.mark.django_db
EXPECTED = json.loads(
    Path(__file__).parents[2].joinpath("data/pakchong-measures-2564.json").read_text("utf-8")
)


@pytest.fixture
def imported(years, import_measures):
    """The lines printed by importing the real file."""
    return import_measures(EXAMPLE)


def test_agency_with_district_and_province_is_made(imported):
    agency = Agency.objects.get()

    assert (agency.name, agency.district, agency.province) == (
        "องค์การบริหารส่วนตำบลปากช่อง",
        "ปากช่อง",
        "นครราชสีมา",
    )
    assert agency.kind == Agency.Kind.SAO


@pytest.mark.usefixtures("imported")
def test_total_and_level_are_those_of_the_result_year():
    assessment = Assessment.objects.get()

    assert assessment.year.year_be == 2563
    assert (assessment.total_state, assessment.announced_total) == (ScoreState.ANNOUNCED, Decimal("55.62"))
    assert assessment.announced_level == "D"
    assert assessment.announced_on is None
    assert assessment.source_label == EXPECTED["title"]


@pytest.mark.usefixtures("imported")
def test_ten_indicators_have_their_scores_under_their_official_numbers():
    scores = (
        Assessment.objects.get().scores.select_related("indicator__instrument").order_by("indicator__number")
    )

    read = [(row.indicator.number, row.indicator.instrument.code, str(row.value)) for row in scores]
    assert read == [
        *[
            (1, "IIT", "83.68"),
            (2, "IIT", "74.51"),
            (3, "IIT", "77.92"),
            (4, "IIT", "67.74"),
            (5, "IIT", "73.36"),
        ],
        *[(6, "EIT", "84.25"), (7, "EIT", "81.66"), (8, "EIT", "79.41")],
        *[(9, "OIT", "36.06"), (10, "OIT", "6.25")],
    ]
    assert {row.indicator.year.year_be for row in scores} == {2563}


@pytest.mark.usefixtures("imported")
def test_plan_keeps_both_years_title_introduction_and_the_one_analysis():
    plan = MeasuresPlan.objects.get()

    assert (plan.year.year_be, plan.result_year.year_be) == (2564, 2563)
    assert (plan.title, plan.introduction) == (EXPECTED["title"], EXPECTED["introduction"])
    analyses = {row.instrument.code: row.text for row in plan.analyses.select_related("instrument")}
    assert analyses == EXPECTED["analyses"]
    assert {row.instrument.year.year_be for row in plan.analyses.all()} == {2563}


@pytest.mark.usefixtures("imported")
def test_25_actions_stand_in_order_as_clean_text_with_their_source_beside():
    actions = list(
        RemediationAction.objects.select_related("indicator").order_by("indicator__number", "order")
    )
    counts = [sum(1 for row in actions if row.indicator.number == number) for number in range(1, 11)]

    assert counts == [3, 3, 2, 2, 2, 2, 2, 2, 4, 3]
    expected = [
        (row["number"], order, text)
        for row in EXPECTED["indicators"]
        for order, text in enumerate(row["actions"], start=1)
    ]
    assert [(row.indicator.number, row.order, row.text) for row in actions] == expected
    document = EXAMPLE.read_text(encoding="utf-8")
    for row in actions:
        assert row.source_text
        assert row.source_text in document
        assert not set(row.text) & set("<>\t\n")
        assert not row.text.startswith(("-", "–", "•"))
    assert any("การยืม-คืน" in row.text for row in actions)
    assert any("(job description)" in row.text for row in actions)


@pytest.mark.usefixtures("imported")
def test_nothing_is_invented():
    for row in RemediationAction.objects.all():
        assert (row.responsible, row.steps, row.monitoring, row.status, row.weak_point) == ("",) * 5
        assert (row.start_on, row.due_on) == (None, None)
    assert not Publication.objects.exists()


def test_document_and_its_two_faults_are_kept_and_printed_in_thai_with_the_line(imported):
    source = SourceDocument.objects.get()

    assert source.text.strip() == EXAMPLE.read_text(encoding="utf-8").strip()
    assert (source.file_name, source.imported_by) == (EXAMPLE.name, "import_measures")
    assert [notice["code"] for notice in source.notices] == ["section_heading", "numbering_restarts"]
    lines = EXAMPLE.read_text(encoding="utf-8").splitlines()
    (heading_line,) = source.notices[0]["lines"]
    assert "(IIT)" in lines[heading_line - 1]
    assert "คุณภาพการดำเนินงาน" in lines[heading_line + 2]
    printed = [line for line in imported if line.startswith("โปรดตรวจ: ")]
    assert printed == [f"โปรดตรวจ: {notice['message']}" for notice in source.notices]
    assert "IIT" in printed[0]
    assert "EIT" in printed[0]
    assert all("บรรทัดที่" in line for line in printed)


def test_what_was_read_is_printed_with_the_counts_last(imported):
    assert imported[:3] == [
        "องค์การบริหารส่วนตำบลปากช่อง อำเภอปากช่อง จังหวัดนครราชสีมา",
        "มาตรการปี 2564 จากผลปี 2563",
        "คะแนนรวม 55.62 ระดับ D",
    ]
    assert "  4. การใช้ทรัพย์สินของทางราชการ 67.74 (IIT)" in imported
    assert imported[-1] == "นำเข้าแล้ว คะแนน 10 บทวิเคราะห์ 1 มาตรการ 25 ข้อสังเกต 2"


def test_same_file_again_changes_no_row(imported, import_measures):
    before = table_dump()

    for arguments in ([], ["--replace"], ["--agency", "sao-1"]):
        again = import_measures(EXAMPLE, *arguments)
        assert again[-1] == "เอกสารฉบับนี้นำเข้าไว้แล้ว ไม่มีอะไรเปลี่ยน"
        assert table_dump() == before


def test_dry_run_prints_the_same_and_writes_nothing(years, import_measures):
    before = table_dump()

    dry = import_measures(EXAMPLE, "--dry-run")

    assert table_dump() == before
    real = import_measures(EXAMPLE)
    assert dry[:-1] == real[:-1]
    assert dry[-1] == "(ทดลอง ไม่บันทึก) คะแนน 10 บทวิเคราะห์ 1 มาตรการ 25 ข้อสังเกต 2"


def test_only_agency_that_the_document_names_is_taken(years, import_measures):
    agency = make_agency()

    import_measures(EXAMPLE)

    assert MeasuresPlan.objects.get().agency == agency == Agency.objects.get()


@pytest.mark.parametrize("name", ["อบต.ปากช่อง", "องค์การบริหารส่วนตำบล ปากช่อง"])
def test_only_agency_may_be_written_a_little_differently(years, import_measures, name):
    agency = make_agency(name=name, district="", province="")

    import_measures(EXAMPLE)

    assert MeasuresPlan.objects.get().agency == agency


def test_agency_is_found_among_several_by_its_name_and_place(years, import_measures):
    make_agency("namesake", district="จอมบึง", province="ราชบุรี")
    make_agency("other", name="องค์การบริหารส่วนตำบลอื่น")
    agency = make_agency()

    import_measures(EXAMPLE)

    assert MeasuresPlan.objects.get().agency == agency


def test_first_agency_is_called_by_its_kind(years, import_measures, tmp_path):
    text = EXAMPLE.read_text(encoding="utf-8").replace("องค์การบริหารส่วนตำบล", "เทศบาลตำบล")
    document = tmp_path / "municipality.txt"
    document.write_text(text, encoding="utf-8")

    import_measures(document)

    assert Agency.objects.get().slug == "subdistrict-municipality-1"
