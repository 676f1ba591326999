"""The rules of a pack that its schema cannot say, each broken once."""

from decimal import Decimal

import pytest

from assessments.framework.concepts import load_concepts
from assessments.framework.pack_checks import pack_faults
from tests.support.bad_packs import drop, faults_after, put
from tests.support.year_rules import YEARS, read_year


def together(*changes):
    def change(pack):
        for each in changes:
            each(pack)

    return change


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        (
            put("instruments", 0, "weight", value=31),
            ["$.instruments: น้ำหนักรวมกันได้ 101 ต้องได้ 100"],
        ),
        (
            put("instruments", 1, "code", value="IIT"),
            [
                "$.instruments[1].code: IIT ซ้ำกับ $.instruments[0]",
                "$.indicators[5].instrument: ไม่มีเครื่องมือ EIT ในชุดข้อมูลนี้",
                "$.indicators[6].instrument: ไม่มีเครื่องมือ EIT ในชุดข้อมูลนี้",
                "$.indicators[7].instrument: ไม่มีเครื่องมือ EIT ในชุดข้อมูลนี้",
            ],
        ),
        (
            put("indicators", 9, "number", value=11),
            [
                "$.indicators[9].number: ต้องเป็น 10 (เรียงจาก 1 ไม่ข้าม ไม่ซ้ำ)",
                "$.sub_indicators[5].indicator: ไม่มีตัวชี้วัดที่ 10 ในชุดข้อมูลนี้",
                "$.sub_indicators[6].indicator: ไม่มีตัวชี้วัดที่ 10 ในชุดข้อมูลนี้",
                "$.sub_indicators: ข้อ OIT ต้องอยู่ในเครื่องมือเดียว",
            ],
        ),
        (
            put("sub_indicators", 5, "indicator", value=9),
            ["$.sub_indicators[5].number: 10.1 ไม่ใช่ตัวชี้วัดย่อยของตัวชี้วัดที่ 9"],
        ),
        (
            put("oit_items", 5, "code", value="O5"),
            [
                "$.oit_items[5].code: O5 ซ้ำกับ $.oit_items[4]",
                "$.oit_items[5].code: O5 ผิดลำดับ ต้องเป็น O6",
            ],
        ),
        (put("oit_item_count", value=44), ["$.oit_item_count: ประกาศ 44 ข้อ แต่ในรายการมี 43 ข้อ"]),
        (
            put("oit_items", 42, "sub_indicator", value="10.3"),
            [
                "$.oit_items[42].sub_indicator: ไม่มีตัวชี้วัดย่อย 10.3 ในชุดข้อมูลนี้",
                "$.sub_indicators[6].item_count: 10.2 ประกาศ 2 ข้อ แต่ในรายการมี 1 ข้อ",
            ],
        ),
        (
            together(
                put("sub_indicators", 6, "item_count", value=1),
                put("oit_items", 42, "sub_indicator", value=None),
            ),
            ["$.oit_items[42].sub_indicator: O43 ต้องอยู่ในตัวชี้วัดย่อย เพราะปีนี้ยืนยันตัวชี้วัดย่อยแล้ว"],
        ),
        (
            put("sub_indicators", 6, "item_count", value=None),
            ["$.sub_indicators[6].item_count: ต้องระบุจำนวนข้อ เพราะปีนี้ยืนยันตัวชี้วัดย่อยแล้ว"],
        ),
        (
            put("rating_bands", 2, "max", value=Decimal("84.98")),
            ["$.rating_bands: คะแนน 84.99 ไม่อยู่ในระดับใด"],
        ),
        (put("rating_bands", 0, "max", value=99), ["$.rating_bands: คะแนน 99.01–100.00 ไม่อยู่ในระดับใด"]),
        (put("rating_bands", 6, "min", value=1), ["$.rating_bands: คะแนน 0.00–0.99 ไม่อยู่ในระดับใด"]),
        (put("rating_bands", 2, "max", value=85), ["$.rating_bands: คะแนน 85.00 อยู่ในสองระดับ"]),
        (
            put("rating_bands", 1, "label", value="AA"),
            ["$.rating_bands[1].label: AA ซ้ำกับ $.rating_bands[0]"],
        ),
        (drop("rating_bands", 3), ["$.rating_bands: คะแนน 65.00–74.99 ไม่อยู่ในระดับใด"]),
        (
            put("oit_items", 0, "concept", value="structures"),
            ["$.oit_items[0].concept: ไม่รู้จักเรื่อง structures (ดู concepts.json)"],
        ),
        (
            put("calendar", 1, value={"step": "ตอบ OIT", "from": "2021-05-01", "to": "2021-04-30"}),
            ["$.calendar[1]: เริ่ม 2021-05-01 หลังสิ้นสุด 2021-04-30"],
        ),
        (put("sources", 1, "id", value="gh_pwd"), ["$.sources[1].id: gh_pwd ซ้ำกับ $.sources[0]"]),
    ],
)
def test_a_broken_rule_is_told_with_path_and_reason(change, expected):
    assert faults_after(change) == expected


def test_levels_stand_from_high_to_low():
    def swap(pack):
        bands = pack["rating_bands"]
        bands[0], bands[1] = bands[1], bands[0]

    assert faults_after(swap) == ["$.rating_bands[1]: AA ต้องมาก่อน A (เรียงจากสูงไปต่ำ)"]


def test_a_level_with_a_condition_does_not_close_a_gap():
    floor = put("rating_bands", 2, "each_instrument_min", value=85)

    assert faults_after(floor, year=2568) == ["$.rating_bands: คะแนน 85.00–100.00 ไม่อยู่ในระดับใด"]


def test_confirmed_borders_need_sub_indicators():
    faults = faults_after(put("confidence", "sub_indicators", value="verified"), year=2569)

    assert faults[0].startswith("$.oit_items[0].sub_indicator: O1 ต้องอยู่ในตัวชี้วัดย่อย")
    assert faults[-1].startswith("$.sub_indicators: ว่าง")


def test_every_concept_in_use_is_known():
    known = set(load_concepts())
    used = {item["concept"] for year in YEARS for item in read_year(year)["oit_items"]}

    assert used == known
    assert len(pack_faults(read_year(2569), known - {"measures"})) == 1
