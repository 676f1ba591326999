"""The yearly packs: what they bring, and that a second load keeps what staff changed."""

import pytest
from django.core.management import CommandError, call_command

from assessments.framework.pack_loader import PACKS, load_pack
from assessments.models import FiscalYear, Indicator, Instrument, OITItem, RatingBand, SubIndicator
from tests.support.factories import make_year
from tests.support.tables import table_dump

pytestmark = pytest.mark.django_db
FRAMEWORK = [FiscalYear, Instrument, Indicator, SubIndicator, OITItem, RatingBand]
ITEMS_OF_SUB_INDICATORS = {"9.1": 9, "9.2": 8, "9.3": 7, "9.4": 4, "9.5": 5, "10.1": 8, "10.2": 2}


@pytest.fixture
def load_packs(capsys):
    """Runs load_packs for the years 2563 and 2564 and returns the lines it printed."""

    def run(*arguments, files=(PACKS / "2563.json", PACKS / "2564.json")):
        call_command("load_packs", *map(str, files), *arguments)
        return capsys.readouterr().out.splitlines()

    return run


@pytest.fixture
def loaded():
    """Both years as a first load leaves them."""
    return {year_be: make_year(year_be) for year_be in (2563, 2564)}


@pytest.mark.parametrize("year_be", [2563, 2564])
def test_year_has_43_items_in_their_sub_indicators(loaded, year_be):
    year = loaded[year_be]

    assert year.oit_item_count == year.oit_items.count() == 43
    counts = {row.number: row.items.count() for row in SubIndicator.objects.filter(indicator__year=year)}
    assert counts == ITEMS_OF_SUB_INDICATORS
    assert {row.number: row.item_count for row in SubIndicator.objects.filter(indicator__year=year)} == counts
    assert [item.code for item in year.oit_items.all()] == [f"O{number}" for number in range(1, 44)]


@pytest.mark.parametrize("year_be", [2563, 2564])
def test_year_has_weights_indicators_and_levels(loaded, year_be):
    year = loaded[year_be]

    weights = [(row.code, row.weight) for row in year.instruments.all()]
    assert weights == [("IIT", 30), ("EIT", 30), ("OIT", 40)]
    by_instrument = [row.instrument.code for row in year.indicators.order_by("number")]
    assert by_instrument == ["IIT"] * 5 + ["EIT"] * 3 + ["OIT"] * 2
    floors = [(row.label, row.min_score) for row in year.rating_bands.all()]
    assert floors == [("AA", 95), ("A", 85), ("B", 75), ("C", 65), ("D", 55), ("E", 50), ("F", 0)]
    assert year.rating_scheme == "letters"
    assert year.pass_mark == 85


def test_measures_item_is_o42_and_says_how_sure_its_list_is(loaded):
    item = loaded[2564].oit_items.get(concept="measures")

    assert item.code == "O42"
    assert item.sub_indicator.number == "10.2"
    assert "มาตรการส่งเสริมคุณธรรมและความโปร่งใส" in item.title
    assert item.requirements
    assert item.requirements_confidence == "from_memory"


def test_year_names_its_sources_and_its_confidence(loaded):
    assert loaded[2564].sources
    assert loaded[2564].confidence


def test_all_packs_that_come_along_can_be_loaded(load_packs):
    load_packs(files=())

    packs = {int(path.stem) for path in PACKS.glob("*.json")}
    assert {2563, 2564} <= packs == set(FiscalYear.objects.values_list("year_be", flat=True))


def test_second_load_changes_nothing(load_packs):
    first = load_packs()
    before = table_dump(*FRAMEWORK)

    second = load_packs()

    assert first[-1] == "เพิ่ม 142 ปรับ 0 เท่าเดิม 0 คงค่าที่แก้ไว้ 0"
    assert second == ["เพิ่ม 0 ปรับ 0 เท่าเดิม 142 คงค่าที่แก้ไว้ 0"]
    assert table_dump(*FRAMEWORK) == before


def test_dry_run_counts_everything_and_writes_nothing(load_packs):
    lines = load_packs("--dry-run")

    assert lines == ["(ทดลอง ไม่บันทึก) เพิ่ม 142 ปรับ 0 เท่าเดิม 0 คงค่าที่แก้ไว้ 0"]
    assert not FiscalYear.objects.exists()


def test_change_of_staff_is_kept_and_reported_every_time(loaded, load_packs):
    item = loaded[2564].oit_items.get(code="O1")
    item.title = "โครงสร้างหน่วยงาน (แก้โดยเจ้าหน้าที่)"
    item.save()

    for _turn in range(2):
        lines = load_packs()
        assert lines == [
            "คงค่าที่เจ้าหน้าที่แก้: O1 โครงสร้างหน่วยงาน (แก้โดยเจ้าหน้าที่): ชื่อข้อ",
            "เพิ่ม 0 ปรับ 0 เท่าเดิม 142 คงค่าที่แก้ไว้ 1",
        ]
    item.refresh_from_db()
    assert item.title == "โครงสร้างหน่วยงาน (แก้โดยเจ้าหน้าที่)"


def test_overwrite_takes_the_packs_value_and_says_so(loaded, load_packs):
    Instrument.objects.filter(year__year_be=2564, code="IIT").update(weight=35)

    lines = load_packs("--overwrite")

    assert Instrument.objects.get(year__year_be=2564, code="IIT").weight == 30
    assert "น้ำหนัก (ร้อยละ) (แทนที่แล้ว)" in lines[0]
    assert lines[-1] == "เพิ่ม 0 ปรับ 1 เท่าเดิม 141 คงค่าที่แก้ไว้ 1"
    assert load_packs()[-1] == "เพิ่ม 0 ปรับ 0 เท่าเดิม 142 คงค่าที่แก้ไว้ 0"


def test_rows_of_staff_beside_the_pack_stay(loaded, load_packs):
    year = loaded[2564]
    OITItem.objects.create(year=year, code="O99", number=99, title="ข้อของหน่วยงานเอง")

    load_packs("--overwrite")

    assert OITItem.objects.filter(year=year, code="O99").exists()


def test_report_counts_rows():
    report = load_pack(PACKS / "2563.json")

    assert (report.created, report.updated, report.unchanged, report.kept) == (71, 0, 0, [])


def test_file_that_is_not_there_is_refused_in_thai(load_packs, tmp_path):
    with pytest.raises(CommandError, match="no-such.json: อ่านไฟล์ไม่ได้"):
        load_packs(files=[tmp_path / "no-such.json"])
