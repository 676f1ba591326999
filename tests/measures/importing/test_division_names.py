"""Names of divisions in documents: spellings of one are one, persons and all of them are none."""

import pytest

from measures.importing.names.divisions import division_in, match_division

OURS = [
    "สำนักปลัด",
    "กองคลัง",
    "กองช่าง",
    "กองการศึกษา ศาสนาและวัฒนธรรม",
    "กองสาธารณสุขและสิ่งแวดล้อม",
    "กองสวัสดิการสังคม",
    "หน่วยตรวจสอบภายใน",
]


@pytest.mark.parametrize(
    ("printed", "division"),
    [
        ("สำนักปลัด", "สำนักปลัด"),
        ("สำนักงานปลัด", "สำนักปลัด"),
        ("สำนักงานปลัด อบต.", "สำนักปลัด"),
        ("สำนักปลัด อบต.", "สำนักปลัด"),
        ("สำนักปลัดองค์การบริหารส่วนตำบล", "สำนักปลัด"),
        ("สํานักปลัด อบต.ปากช่อง", "สำนักปลัด"),
        ("สำนัก\u200bปลัด", "สำนักปลัด"),
        ("สป.", "สำนักปลัด"),
        ("กองการคลัง", "กองคลัง"),
        ("กอง คลัง", "กองคลัง"),
        ("กค.", "กองคลัง"),
        ("กองคลัง (งานพัสดุ)", "กองคลัง"),
        ("ผู้อำนวยการกองคลัง", "กองคลัง"),
        ("ผอ.กองช่าง", "กองช่าง"),
        ("หัวหน้าสำนักปลัด อบต.", "สำนักปลัด"),
        ("- กองช่าง", "กองช่าง"),
        ("กองการศึกษา", "กองการศึกษา ศาสนาและวัฒนธรรม"),
        ("กองศึกษาฯ", "กองการศึกษา ศาสนาและวัฒนธรรม"),
        ("กองการศึกษา ศาสนา และวัฒนธรรม", "กองการศึกษา ศาสนาและวัฒนธรรม"),
        ("กองสาธารณสุขฯ", "กองสาธารณสุขและสิ่งแวดล้อม"),
        ("กองสวัสดิการ", "กองสวัสดิการสังคม"),
        ("งานตรวจสอบภายใน", "หน่วยตรวจสอบภายใน"),
        ("งานนิติการ สำนักปลัด", "สำนักปลัด"),
    ],
)
def test_a_spelling_of_a_division_is_that_division(printed, division):
    assert match_division(division_in(printed).name, OURS) == division


@pytest.mark.parametrize("official", ["สำนักปลัดเทศบาล", "สำนักงานปลัดองค์การบริหารส่วนตำบล", "สำนักปลัด อบต."])
def test_the_official_name_may_be_the_longer_one(official):
    assert match_division("สำนักปลัด", [official, "กองคลัง"]) == official


def test_an_abbreviation_of_the_official_name_is_its_longer_form():
    assert match_division("กองสาธารณสุขและสิ่งแวดล้อม", ["กองสาธารณสุข"]) == "กองสาธารณสุข"


@pytest.mark.parametrize("printed", ["กองช่างสุขาภิบาล", "กองยุทธศาสตร์และงบประมาณ", "ฝ่ายปกครอง", "กองคลังพัสดุ"])
def test_another_division_is_none_of_ours(printed):
    assert match_division(division_in(printed).name, OURS) is None


def test_what_may_be_two_is_neither():
    assert match_division("กองการศึกษา", ["กองการศึกษาและกีฬา", "กองการศึกษา ศาสนาและวัฒนธรรม"]) is None


@pytest.mark.parametrize(
    "printed",
    [
        "",
        "นายก อบต.",
        "ปลัด อบต.",
        "นางสาวสมศรี ใจดี",
        "นักวิชาการคลัง",
        "คณะกรรมการ",
        "ทุกกอง",
        "ทุกส่วนราชการ",
        "ทุกสำนัก/กอง",
        "สำนัก/กอง",
        "กองที่เกี่ยวข้อง",
        "ส่วนราชการต่าง ๆ",
        "กองทุนหลักประกันสุขภาพ",
        "สำนักงาน ป.ป.ช.",
        "กองคลัง และกองช่าง",
        "กองคลัง/กองช่าง",
        "สำนักปลัด, กองคลัง",
        "สำนักปลัด กองคลัง",
    ],
)
def test_persons_several_and_all_are_no_division(printed):
    assert division_in(printed) is None


@pytest.mark.parametrize(
    ("printed", "whole"),
    [("กองคลัง", True), ("กองการคลัง", True), ("สป.", True), ("ผอ.กองคลัง", False), ("กองคลัง (งานพัสดุ)", False)],
)
def test_whether_more_than_the_division_is_said(printed, whole):
    assert division_in(printed).whole is whole


def test_a_text_too_long_for_a_name_is_not_read():
    """400,000 brackets took a minute before."""
    assert division_in("(" * 400_000) is None
    assert division_in("กองคลัง " + "ก" * 2000) is None
