"""Every pack is fit to be loaded; a bad one is refused with path and reason."""

import json
import unicodedata
from decimal import Decimal

import pytest

from assessments.framework.concepts import load_concepts
from assessments.framework.pack_checks import Fault, pack_faults, schema_validator
from tests.support.bad_packs import drop, faults_after, put
from tests.support.year_rules import PACK_DIRECTORY, YEARS, read_year

CONCEPTS = load_concepts()


@pytest.mark.parametrize("year", YEARS)
def test_every_pack_is_fit(year):
    pack = read_year(year)

    assert pack_faults(pack, CONCEPTS) == []
    assert pack["fiscal_year"] == year


@pytest.mark.parametrize("year", YEARS)
def test_a_pack_is_as_fit_when_its_numbers_are_floats(year):
    text = (PACK_DIRECTORY / f"{year}.json").read_text(encoding="utf-8")

    assert pack_faults(json.loads(text), CONCEPTS) == []


def test_years_and_items_are_those_of_the_framework():
    assert {year: len(read_year(year)["oit_items"]) for year in YEARS} == {
        2562: 5,
        2563: 43,
        2564: 43,
        2565: 43,
        2566: 43,
        2567: 35,
        2568: 28,
        2569: 26,
    }
    assert read_year(2562)["oit_item_count"] is None


def test_the_schema_is_a_valid_schema():
    schema_validator().check_schema(schema_validator().schema)


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        (drop("instruments", 1, "weight"), "$.instruments[1]: ขาดข้อมูล weight"),
        (drop("confidence"), "$: ขาดข้อมูล confidence"),
        (drop("confidence", "sub_indicators"), "$.confidence: ขาดข้อมูล sub_indicators"),
        (put("surprise", value=1), "$: มีข้อมูลที่ไม่รู้จัก surprise"),
        (put("schema", value="pack/2"), "$: ไม่ใช่ชุดข้อมูลรายปี (ต้องมี schema เป็น pack/1)"),
        (put("instruments", 0, "weight", value="30"), "$.instruments[0].weight: “30” ต้องเป็นตัวเลข"),
        (put("instruments", 0, "weight", value=0), "$.instruments[0].weight: 0 ต้องมากกว่า 0"),
        (put("rating_bands", 0, "max", value=101), "$.rating_bands[0].max: 101 ต้องไม่เกิน 100"),
        (put("fiscal_year", value=2020), "$.fiscal_year: 2020 ต้องไม่น้อยกว่า 2556"),
        (put("oit_items", 3, "code", value="o4"), "$.oit_items[3].code: “o4” ผิดรูปแบบ ^O[1-9][0-9]*$"),
        (put("oit_items", 3, "title", value=""), "$.oit_items[3].title: ต้องไม่ว่าง"),
        (put("oit_items", 3, "note", value=None), "$.oit_items[3].note: ต้องเป็นข้อความ"),
        (put("oit_items", 3, "requirements", value=["ก", "ก"]), "$.oit_items[3].requirements: มีค่าซ้ำกัน"),
        (
            put("rating_scheme", value="stars"),
            "$.rating_scheme: “stars” ต้องเป็นค่าใดค่าหนึ่งใน letters, words",
        ),
        (put("sources", value=[]), "$.sources: ต้องมีอย่างน้อย 1 รายการ"),
        (put("pass_mark", value="85"), "$.pass_mark: “85” ต้องเป็นตัวเลขหรือ null"),
    ],
)
def test_the_schema_refuses_with_path_and_reason(change, expected):
    assert faults_after(change) == [expected]


@pytest.mark.parametrize("other", [[], {}, None, "pack/1", {"schema": "result/1"}])
def test_what_is_no_pack_is_refused_with_one_fault(other):
    assert pack_faults(other, CONCEPTS) == [Fault("$", "ไม่ใช่ชุดข้อมูลรายปี (ต้องมี schema เป็น pack/1)")]


def test_what_is_missing_is_told_once():
    def change(pack):
        del pack["confidence"], pack["sources"], pack["oit_items"][0]["title"], pack["oit_items"][0]["note"]

    assert faults_after(change) == ["$: ขาดข้อมูล confidence, sources", "$.oit_items[0]: ขาดข้อมูล title, note"]


@pytest.mark.parametrize("number", [float("nan"), float("inf"), 30.005, Decimal("30.005")])
def test_a_number_that_is_not_of_two_decimals_is_refused(number):
    assert faults_after(put("instruments", 0, "weight", value=number)) != []
    assert faults_after(put("rating_bands", 0, "each_instrument_min", value=number)) != []


def test_text_is_composed_and_without_stray_blanks():
    assert "NFC" in faults_after(put("oit_items", 0, "title", value="cafe\u0301"))[0]
    for blank in (" โครงสร้าง", "โครง  สร้าง", "โครงสร้าง\n"):
        assert faults_after(put("oit_items", 0, "title", value=blank))[0].startswith(
            "$.oit_items[0].title: มีช่องว่าง"
        )
    assert all(
        unicodedata.is_normalized("NFC", item["title"])
        for year in YEARS
        for item in read_year(year)["oit_items"]
    )
