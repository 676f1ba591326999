"""What stops an import: each fault with its line, all at once, and never another exception."""

from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from measures.importing.document import MeasuresDocument, read_document
from measures.importing.faults import MOST_FAULTS, DocumentError
from measures.importing.from_text import read_source
from tests.support.official_names import names_of

UNTIMED = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])

TEXT = (Path(__file__).parents[2] / "data" / "pakchong-measures-2564.txt").read_text("utf-8")
HEADER = "ตัวชี้วัด\tคะแนน\tแนวทางการแก้ไขปรับปรุง\n"


def faults(text, framework=names_of):
    with pytest.raises(DocumentError) as caught:
        read_document(text, framework)
    return [(fault.line, str(fault)) for fault in caught.value.faults]


def the_fault(old, new):
    assert old in TEXT
    (fault,) = faults(TEXT.replace(old, new, 1))
    return fault


@pytest.mark.parametrize(
    ("old", "new", "line", "words"),
    [
        ("๗๗.๙๒", "๑๐๑", 21, "บรรทัดที่ ๒๑: คะแนน “๑๐๑” ต้องอยู่ระหว่าง ๐ ถึง ๑๐๐"),
        ("๘๓.๖๘", "๘๓.๖.๘", 17, "บรรทัดที่ ๑๗: คะแนน “๘๓.๖.๘” ไม่ใช่ตัวเลข"),
        ("๘๓.๖๘", "", 17, "ไม่มีคะแนน"),
        ("ร้อยละ ๕๕.๖๒", "ร้อยละ ๑๕๕.๖๒", 7, "คะแนนรวม: คะแนน “๑๕๕.๖๒”"),
        (
            "พ.ศ.๒๕๖๔",
            "พ.ศ.3105",
            4,
            "บรรทัดที่ ๔: ปี “3105” ไม่ใช่ปี พ.ศ. ที่ใช้ได้ น่าจะบวก ๕๔๓ ซ้ำสองครั้ง หมายถึง พ.ศ. ๒๕๖๒",
        ),
        ("ปีงบประมาณ ๒๕๖๓", "ปีงบประมาณ ๓๑๐๖", 7, "๒๕๖๓"),
        ("พ.ศ.๒๕๖๔", "", 4, "ไม่พบปีงบประมาณของมาตรการ"),
        ("ปีงบประมาณ ๒๕๖๓", "", None, "ไม่พบปีของผลการประเมิน"),
        ("ปีงบประมาณ ๒๕๖๓", "ปีงบประมาณ ๒๕๕๐", None, "ยังไม่มีชุดตัวชี้วัดของปี ๒๕๕๐"),
        (
            "๓. การใช้อำนาจ\t",
            "๓. การใช้อำนวย\t",
            21,
            "ไม่รู้จักตัวชี้วัด “การใช้อำนวย” ในปี ๒๕๖๓ ชื่อที่ใกล้ที่สุดคือ “การใช้อำนาจ”",
        ),
        ("๓. การใช้อำนาจ\t", "๑๐๐ การใช้อำนาจ\t", 21, "ไม่รู้จักตัวชี้วัด “๑๐๐ การใช้อำนาจ”"),
        ("๓. การใช้อำนาจ\t", "๓. การใช้งบประมาณ\t", 21, "ตัวชี้วัด “การใช้งบประมาณ” ซ้ำกับบรรทัดที่ ๒๐"),
        ("๗๗.๙๒\t", "๗๗.๙๒ ", 21, "แถวนี้มี ๒ ช่อง ต้องมี ๓ ช่อง"),
        ("๗๗.๙๒\t", "๗๗.๙๒\t๗๗.๙๒\t", 21, "แถวนี้มี ๔ ช่อง ต้องมี ๓ ช่อง"),
        ("๗๗.๙๒\t", "๗๗.๙๒\t\n", 22, "แถวนี้มี ๑ ช่อง"),
        ("๓. การใช้อำนาจ\t๗๗.๙๒\t", "๓. การใช้อำนาจ ๗๗.๙๒ ", 21, "แถวนี้มี ๑ ช่อง"),
    ],
)
def test_a_fault_names_its_line(old, new, line, words):
    found = faults(TEXT.replace(old, new, 1))

    assert old in TEXT
    assert any(at == line and words in message for at, message in found), found


def test_a_row_without_action():
    cell = TEXT.split("\n")[16].split("\t")[2]

    for empty in ("", "-", "<ul><li></li></ul>"):
        assert "ตัวชี้วัด “การปฏิบัติหน้าที่” ไม่มีแนวทางการแก้ไขปรับปรุง" in the_fault(cell, empty)[1]


def test_no_agency():
    (fault,) = faults(TEXT.replace("องค์การบริหารส่วนตำบลปากช่อง", ""))

    assert "ไม่พบชื่อหน่วยงาน" in fault[1]


@pytest.mark.parametrize("text", ["", "ก", "<table><tr><td>ก</td></tr></table>", TEXT.replace("\t", " ")])
def test_no_recognisable_table(text):
    assert any("ไม่พบตารางที่มีหัวตาราง" in message for _, message in faults(text))


def test_a_table_without_rows():
    assert any("ไม่พบแถวข้อมูล" in message for _, message in faults(TEXT.split("๑. การปฏิบัติหน้าที่")[0]))


def with_a_fourth_column(name):
    lines = TEXT.split("\n")
    lines[18:23] = [f"{lines[18]}\t{name}", *(line + "\tกองคลัง" for line in lines[19:23])]
    return "\n".join(lines)


def test_a_fourth_column_is_refused_not_dropped():
    ((line, message),) = faults(with_a_fourth_column("หมายเหตุ"))

    assert line == 19
    assert "ไม่ได้อ่านคอลัมน์ “หมายเหตุ”" in message


def test_a_fourth_column_that_is_known_is_read():
    document = read_document(with_a_fourth_column("ผู้รับผิดชอบ"), names_of)

    assert {each.details.responsible for row in document.rows[1:4] for each in row.actions} == {"กองคลัง"}
    assert {each.details.responsible for each in document.rows[5].actions} == {""}


def test_a_row_outside_a_table_is_refused_not_dropped():
    no_header = faults(TEXT.replace("\n" + HEADER + "๑. การเปิด", "\n๑. การเปิด"))

    assert [line for line, _ in no_header] == [34, 35]
    assert all("ไม่ได้อยู่ใต้หัวตาราง" in message for _, message in no_header)
    lost_tab = the_fault("\nแบบวัดการเปิดเผย", "\n๓. การใช้อำนาจ ๗๗.๙๒ -จัดทำ\n\nแบบวัดการเปิดเผย")
    assert lost_tab[0] == 32


def test_markup_that_cannot_be_read_is_a_fault():
    cell = TEXT.split("\n")[16].split("\t")[2]

    assert "HTML" in the_fault(cell, "<b>" * 5000 + "ก")[1]
    assert "HTML" in the_fault("แบบวัด IIT เป็น", "<b>" * 5000)[1]


def test_all_faults_come_at_once_in_the_order_of_lines():
    text = TEXT.replace("๖.๒๕", "abc").replace("พ.ศ.๒๕๖๔", "พ.ศ.3105").replace("๗๗.๙๒", "101")

    assert [line for line, _ in faults(text)] == [4, 21, 36]


def test_reading_stops_when_nearly_everything_is_wrong():
    found = faults(TEXT + "\n๓. ไม่มีชื่อนี้\tก\t-ข" * 10_000)

    assert len(found) == MOST_FAULTS + 1
    assert "จึงหยุดอ่าน" in found[0][1]


def test_a_document_of_endless_lines_is_refused():
    assert faults(TEXT + "\n" * 20_000) == [(None, "เอกสารยาวเกิน ๒๐,๐๐๐ บรรทัด จึงไม่ได้อ่าน")]


def read_or_refuse(text):
    with suppress(DocumentError):
        assert isinstance(read_document(text, names_of), MeasuresDocument)


@UNTIMED
@given(st.one_of(st.text(), st.text(alphabet=st.characters(codec=None))))
def test_any_text_is_read_or_refused(text):
    read_or_refuse(text)


@UNTIMED
@given(st.binary())
def test_any_bytes_are_read_or_refused(data):
    with suppress(DocumentError):
        read_or_refuse(read_source(data))


LINES = TEXT.split("\n")


@UNTIMED
@given(
    st.lists(
        st.tuples(st.integers(0, len(LINES) - 1), st.sampled_from(["\t", "<", " ", "๑", "-", "ก", "\n"]))
    )
)
def test_mutated_copies_are_read_or_refused(changes):
    lines = list(LINES)
    for index, piece in changes:
        lines[index] = lines[index].replace(piece, "", 1) if piece in lines[index] else lines[index] + piece
    read_or_refuse("\n".join(lines))


@UNTIMED
@given(st.integers(0, len(TEXT)), st.integers(0, 400), st.text(max_size=5))
def test_copies_with_a_piece_cut_out_are_read_or_refused(start, length, inserted):
    read_or_refuse(TEXT[:start] + inserted + TEXT[start + length :])


@UNTIMED
@given(st.permutations(LINES))
def test_shuffled_lines_are_read_or_refused(lines):
    read_or_refuse("\n".join(lines))
