"""Agency, place, years, total and level in the wordings that documents use."""

from decimal import Decimal

import pytest

from measures.importing.document import read_document
from measures.importing.official_names import IndicatorName, InstrumentName, YearFramework
from tests.support.official_names import FRAMEWORK_2563, names_of

TABLE = "\n\nตัวชี้วัด\tคะแนน\tแนวทาง\n๑. การปฏิบัติหน้าที่\t๘๓.๖๘\t-ก\n"
TITLE = "มาตรการส่งเสริมคุณธรรม ประจำปี ๒๕๖๔"
AGENCY = "เทศบาลตำบลกลางดง อ.ปากช่อง จ.นครราชสีมา"
RESULT = "ผลการประเมินปี ๒๕๖๓ ได้ร้อยละ ๕๕.๖๒ ระดับ D"


def read(*lines):
    return read_document("\n".join(lines) + TABLE, names_of)


@pytest.mark.parametrize(
    ("line", "agency"),
    [
        (AGENCY, ("เทศบาลตำบลกลางดง", "ปากช่อง", "นครราชสีมา")),
        ("อบต.ปากช่อง อำเภอปากช่อง จังหวัดนครราชสีมา", ("องค์การบริหารส่วนตำบลปากช่อง", "ปากช่อง", "นครราชสีมา")),
        ("เทศบาลเมืองกอำเภอขจังหวัดค", ("เทศบาลเมืองก", "ข", "ค")),
        ("องค์การบริหารส่วนจังหวัดนครราชสีมา", ("องค์การบริหารส่วนจังหวัดนครราชสีมา", "", "")),
        ("ของ เทศบาลนคร ก (ส่วนกลาง)", ("เทศบาลนครก", "", "")),
    ],
)
def test_agency_and_place(line, agency):
    document = read(TITLE, line, RESULT)

    assert (document.agency_name, document.district, document.province) == agency


def test_the_agency_that_a_line_begins_with_counts_before_one_in_a_sentence():
    assert read(TITLE + " ของเทศบาลตำบลก", AGENCY, RESULT).agency_name == "เทศบาลตำบลกลางดง"


def test_a_paragraph_that_begins_with_the_agency_is_introduction():
    document = read(TITLE, "เทศบาลตำบลกลางดง มี" + RESULT)

    assert document.introduction == "เทศบาลตำบลกลางดง มี" + RESULT


def test_an_agency_line_is_no_introduction_and_paragraphs_stay_apart():
    assert read(TITLE, AGENCY, RESULT, "ย่อหน้าสอง").introduction == f"{RESULT}\nย่อหน้าสอง"


@pytest.mark.parametrize(
    "lines",
    [
        (TITLE, AGENCY, RESULT),
        (TITLE + " ตามผลการประเมินปี ๒๕๖๓", AGENCY),
        ("มาตรการตามการประเมิน ITA ประจำปี ๒๕๖๔", AGENCY, RESULT),
        ("มาตรการส่งเสริมคุณธรรม", "ประจำปีงบประมาณ พ.ศ. ๒๕๖๔", AGENCY, RESULT),
        ("แผน ปี ๒๕๖๔", AGENCY, "แผนพัฒนา ปี ๒๕๖๖", RESULT),
        ("มาตรการ ปี 2564", AGENCY, "การประเมิน ประจำปีงบประมาณ พ.ศ. ๒๕๖๓"),
    ],
)
def test_measures_year_and_result_year_are_told_apart(lines):
    document = read(*lines)

    assert (document.fiscal_year, document.result_year) == (2564, 2563)


@pytest.mark.parametrize(
    ("text", "total"),
    [
        ("ได้คะแนน 55.62 คะแนน", "55.62"),
        ("คะแนนรวมเท่ากับ ๕๕.๖๒.", "55.62"),
        ("คะแนนเฉลี่ย 100", "100"),
        ("ประเมิน ๘,๒๙๙ แห่ง ร้อยละ ๐", "0"),
    ],
)
def test_total(text, total):
    assert read(TITLE, AGENCY, f"ผลการประเมินปี ๒๕๖๓ {text}").total == Decimal(total)


@pytest.mark.parametrize("level", ["AA", "A", "F", "ผ่านดีเยี่ยม", "ผ่านดี", "ผ่าน", "ต้องปรับปรุงโดยด่วน", "ต้องปรับปรุง"])
def test_level_as_printed(level):
    assert read(TITLE, AGENCY, f"ผลการประเมินปี ๒๕๖๓ ระดับผลการประเมิน : {level} ครับ").level == level


@pytest.mark.parametrize(
    "line",
    [
        "แบบวัดการเปิดเผยข้อมูลสาธารณะ " + "เป็นการประเมินว่าหน่วยงานเปิดเผยข้อมูลต่อสาธารณะอย่างไร",
        "การเปิดเผยข้อมูลต่อสาธารณะ (OIT) " + "เป็นการประเมินว่าหน่วยงานเปิดเผยข้อมูลอย่างไร " * 3,
        "การประเมินมีสามส่วน (IIT) (EIT)",
    ],
)
def test_a_sentence_about_an_instrument_is_no_heading(line):
    assert FRAMEWORK_2563.instrument_of_heading(line) is None


def test_the_longest_name_counts():
    instruments = (InstrumentName("A", "แบบวัด"), InstrumentName("B", "แบบวัดสอง"))
    names = YearFramework(1, instruments, (IndicatorName(1, "A", "ชื่อ"), IndicatorName(2, "B", "ชื่อยาว")))

    assert names.instrument_of_heading("แบบวัดสอง").code == "B"
    assert names.indicator_starting("ชื่อยาว ๑") == (names.indicators[1], "๑")
    assert names.indicator_starting("อื่น") is None
    assert names.nearest_indicator("zzz") is None
