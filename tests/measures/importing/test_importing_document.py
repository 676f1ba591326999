"""The real document, read whole: every figure and every text of it."""

import json
from decimal import Decimal
from pathlib import Path

import pytest

from measures.importing.document import read_document
from measures.importing.from_text import read_source
from tests.support.official_names import names_of

DATA = Path(__file__).parents[2] / "data"
SOURCE = (DATA / "pakchong-measures-2564.txt").read_bytes()
EXPECTED = json.loads((DATA / "pakchong-measures-2564.json").read_text("utf-8"))


@pytest.fixture(scope="module")
def document():
    return read_document(read_source(SOURCE), names_of)


def changed(old, new, count=1):
    text = SOURCE.decode()
    assert old in text
    return read_document(text.replace(old, new, count), names_of)


def codes(document):
    return [notice.code for notice in document.warnings]


@pytest.mark.parametrize(
    "name",
    [
        "agency_name",
        "district",
        "province",
        "title",
        "fiscal_year",
        "result_year",
        "level",
        "introduction",
        "analyses",
    ],
)
def test_head_of_the_document(document, name):
    assert getattr(document, name) == EXPECTED[name]


def test_total_is_the_published_one(document):
    assert document.total == Decimal("55.62")


@pytest.mark.parametrize("index", range(10))
def test_indicator(document, index):
    row, expected = document.rows[index], EXPECTED["indicators"][index]

    for name in ("line", "printed_number", "number", "instrument", "name_as_printed", "name"):
        assert getattr(row, name) == expected[name]
    assert str(row.score) == expected["score"]
    assert [action.text for action in row.actions] == expected["actions"]


def test_25_actions_with_their_source(document):
    assert [len(row.actions) for row in document.rows] == [3, 3, 2, 2, 2, 2, 2, 2, 4, 3]
    assert all(action.source in SOURCE.decode() for row in document.rows for action in row.actions)


def test_exactly_two_notices_say_what_stands_there_and_how_it_was_read(document):
    heading, numbering = document.warnings

    assert (heading.code, heading.lines) == ("section_heading", (25,))
    assert "บรรทัดที่ ๒๕: หัวข้อพิมพ์ว่า IIT" in heading.message
    assert "จึงอ่านเป็น EIT" in heading.message
    assert (numbering.code, numbering.lines) == ("numbering_restarts", (28, 29, 30, 35, 36))
    assert "บรรทัดที่ ๓๖ พิมพ์ ๒ อ่านเป็นตัวชี้วัดที่ ๑๐" in numbering.message


@pytest.mark.parametrize("line_end", [b"\r\n", b"\r"])
def test_other_line_ends_and_byte_order_mark_change_nothing(document, line_end):
    data = b"\xef\xbb\xbf" + SOURCE.replace(b"\n", line_end)

    assert read_document(read_source(data), names_of) == document


def test_a_corrected_heading_and_numbering_need_no_notice():
    text = SOURCE.decode().replace("ภายใน (IIT)\n\nตัว", "ภายนอก (EIT)\n\nตัว")
    for printed, official in (("๑. คุณ", "๖. คุณ"), ("๒. ประ", "๗. ประ"), ("๓. การปรับ", "๘. การปรับ")):
        text = text.replace(printed, official)
    text = text.replace("๑. การเปิด", "๙. การเปิด").replace("๒. การป้อง", "๑๐. การป้อง")

    assert read_document(text, names_of).warnings == ()


@pytest.mark.parametrize(
    "heading",
    [
        "แบบวัดการรับรู้ของผู้มีส่วนได้ส่วนเสียภายนอก",
        "๒. แบบวัดการรับรู้ของผู้มีส่วนได้เสียภายนอก ",
        "<b>ผู้มีส่วนได้ส่วนเสียภายนอก ( eit )</b>",
    ],
)
def test_a_section_is_known_by_name_or_code(heading):
    document = changed("แบบวัดการรับรู้ของผู้มีส่วนได้เสียภายใน (IIT)\n\nตัว", f"{heading}\n\nบทวิเคราะห์ EIT\n\nตัว")

    assert codes(document) == ["numbering_restarts"]
    assert document.analyses["EIT"] == "บทวิเคราะห์ EIT"


def test_analysis_under_a_wrong_heading_goes_with_its_indicators():
    document = changed("ภายใน (IIT)\n\nตัว", "ภายใน (IIT)\n\nคะแนนของประชาชน\n\nตัว")

    assert document.analyses["EIT"] == "คะแนนของประชาชน"
    assert document.analyses["IIT"] == EXPECTED["analyses"]["IIT"]


def test_split_characters_and_doubled_vowels_are_the_same_names():
    document = changed("๓. การใช้อำนาจ\t", "๓. การใช้อ\u0e4d\u0e32นาจ\u200b\t")

    assert document.rows[2].name == "การใช้อำนาจ"


def test_numbers_that_skip_are_reported_as_such():
    text = SOURCE.decode().replace("๑. การเปิด", "๙. การเปิด").replace("๒. การป้อง", "๑๐. การป้อง")
    text = text.replace("๑. คุณ", "๗. คุณ").replace("๒. ประ", "๘. ประ").replace("๓. การปรับ", "การปรับ")
    notice = read_document(text, names_of).warnings[1]

    assert (notice.code, notice.lines) == ("numbering_differs", (28, 29))


def test_missing_indicators_are_named():
    document = changed(SOURCE.decode().splitlines()[35], "")

    assert len(document.rows) == 9
    assert codes(document) == ["section_heading", "numbering_restarts", "indicators_missing"]
    assert "๑๐. การป้องกันการทุจริต" in document.warnings[-1].message


def test_missing_total_level_and_place_are_not_made_up():
    document = changed("ได้ร้อยละ ๕๕.๖๒ ระดับผลการประเมิน D", "")

    assert (document.total, document.level) == (None, "")
    assert codes(document)[:2] == ["total_missing", "level_missing"]
    assert codes(changed(" อำเภอปากช่อง จังหวัดนครราชสีมา", ""))[:2] == ["place_missing"] * 2


def test_decoys_beside_the_total():
    target = changed("ได้ร้อยละ", "เป้าหมายร้อยละ ๘๕ ได้ร้อยละ")
    unclear = changed("ได้ร้อยละ ๕๕.๖๒", "ร้อยละ ๘๕ ร้อยละ ๕๕.๖๒")

    assert target.total == Decimal("55.62")
    assert unclear.total is None
    assert codes(unclear)[0] == "total_unclear"


def test_years_that_do_not_follow_each_other_are_reported():
    document = changed("พ.ศ.๒๕๖๔", "พ.ศ.๒๕๖๕")

    assert (document.fiscal_year, document.result_year) == (2565, 2563)
    assert codes(document)[0] == "years_apart"


def test_text_with_no_place_is_reported_not_dropped_silently():
    document = changed("แบบวัดการเปิดเผยข้อมูลสาธารณะ(OIT)", "หมายเหตุท้ายตาราง\n\nแบบวัดการเปิดเผยข้อมูลสาธารณะ(OIT)")

    assert document.warnings[-1].code == "text_unread"
    assert document.warnings[-1].lines == (32,)
    assert "หมายเหตุท้ายตาราง" in document.warnings[-1].message


def test_a_long_text_with_no_place_is_listed_in_part():
    document = changed("แบบวัดการเปิดเผยข้อมูลสาธารณะ(OIT)", "ข้อ\n\n" * 12 + "แบบวัดการเปิดเผยข้อมูลสาธารณะ(OIT)")

    assert len(document.warnings[-1].lines) == 12
    assert document.warnings[-1].message.count("“ข้อ”") == 10
    assert document.warnings[-1].message.endswith("และอีก ๒ บรรทัด")


def test_empty_cells_behind_a_row_do_not_count(document):
    text = SOURCE.decode().replace("</ul>\n", "</ul>\t\t\n")

    assert read_document(text, names_of).rows == document.rows


def test_numbering_that_stays_at_one_restarts_too():
    one_row = SOURCE.decode().split("\nตัวชี้วัด\tคะแนน\tแนวทางการแก้ไขปรับปรุง\n๒.")[0]
    text = one_row + "\nภายนอก (EIT)\n\nตัวชี้วัด\tคะแนน\tแนวทาง\n๑. คุณภาพการดำเนินงาน\t๑\t-ก"

    assert codes(read_document(text, names_of)) == ["numbering_restarts", "indicators_missing"]
