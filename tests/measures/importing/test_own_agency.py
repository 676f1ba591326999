"""Whose document it is by its own words: spellings are one body, mentions are no names, others are told."""

import pytest

from measures.importing.document import read_lines
from measures.importing.faults import FaultList
from measures.importing.input_formats import read_kind
from measures.importing.lines import Lines, split_lines
from measures.importing.names.own_agency import Owner, other_agency
from measures.importing.official_names import YearFramework
from tests.support.documents import COLUMNS, docx, p, tbl, tc

OURS = Owner("องค์การบริหารส่วนตำบลปากช่อง", "ปากช่อง", "นครราชสีมา")
TOWN = Owner("เทศบาลเมืองบัวใหญ่", "บัวใหญ่", "นครราชสีมา")
PLAIN = "มาตรการส่งเสริมคุณธรรมและความโปร่งใส ประจำปีงบประมาณ พ.ศ. ๒๕๖๔"
TABLE = "ตัวชี้วัด\tคะแนน\tแนวทางการแก้ไขปรับปรุง\n๑. การปฏิบัติหน้าที่\t๘๓.๖๘\t- จัดทำคู่มือ\n\n"


def told(*lines, owner=OURS, below=""):
    """What is said of a text document with these lines above its table and `below` it."""
    text = "\n".join([*lines, TABLE, below])
    reading = read_lines(Lines(split_lines(text, FaultList())), YearFramework)
    return other_agency(reading.document.namings, owner)


@pytest.mark.parametrize(
    "name",
    [
        "องค์การบริหารส่วนตำบลปากช่อง อำเภอปากช่อง จังหวัดนครราชสีมา",
        "องค์การบริหารส่วนตำบล  ปากช่อง  อ.ปากช่อง  จ.นครราชสีมา",
        "องค์การบริหารส่วนตำบลปากช่องอำเภอปากช่องจังหวัดนครราชสีมา",
        "องค์การบริหารส่วน ตำบลปาก ช่อง อำเภอ ปากช่อง จังหวัด นครราชสีมา",
        "องค์กรบริหารส่วนตำบลปากช่อง",
        "อบต.ปากช่อง",
        "อบต. ปากช่อง (อ. ปากช่อง จ. นครราชสีมา)",
        "อบต ปากช่อง",
        "อ.บ.ต. ปากช่อง",
        "องค์การบริหารส่วนตำบลปาก\u200bช่อง",
        "องค์การบริหารส่วนตําบลปากช่อง",
        "“องค์การบริหารส่วนตำบลปากช่อง”",
        "องค์การบริหารส่วนตำบลปากช่องประจำปีงบประมาณ ๒๕๖๔",
        "ประกาศองค์การบริหารส่วนตำบลปากช่อง เรื่อง มาตรการ",
        "สำนักงานองค์การบริหารส่วนตำบลปากช่อง ๙๙ หมู่ ๕ ตำบลปากช่อง อำเภอปากช่อง",
        "องค์การบริหารส่วนตำบลปากช่อง ตำบลปากช่อง อำเภอปากช่อง จังหวัดนครราชสีมา",
    ],
)
def test_a_spelling_of_our_name_is_ours(name):
    assert told(PLAIN, name) == ()
    assert told(f"{PLAIN} {name}") == ()


@pytest.mark.parametrize(
    ("name", "official"),
    [
        ("ทม.บัวใหญ่", TOWN),
        ("เทศบาลเมือง บัวใหญ่ อ.บัวใหญ่", TOWN),
        ("เทศบาลบัวใหญ่", TOWN),
        ("นายกเทศมนตรีเมืองบัวใหญ่", TOWN),
        ("ทต.บ้านน้ํา", Owner("เทศบาลตำบลบ้านน้ำ")),
        ("อบต.สามง่าม ๒", Owner("องค์การบริหารส่วนตำบลสามง่าม 2")),
        ("อบจ.นครราชสีมา", Owner("องค์การบริหารส่วนจังหวัดนครราชสีมา", "เมืองนครราชสีมา", "นครราชสีมา")),
        ("ทน.อยุธยา อ.เมือง จ.อยุธยา", Owner("เทศบาลนครอยุธยา", "เมืองอยุธยา", "พระนครศรีอยุธยา")),
        ("เทศบาลตำบลก อ.เมืองฯ จ.นครศรีฯ", Owner("เทศบาลตำบลก", "เมืองนครศรีธรรมราช", "นครศรีธรรมราช")),
    ],
)
def test_kinds_and_places_have_short_forms(name, official):
    assert told(PLAIN, name, owner=official) == ()


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("องค์การบริหารส่วนตำบลหนองสาหร่าย อำเภอปากช่อง", "องค์การบริหารส่วนตำบลหนองสาหร่าย อำเภอปากช่อง"),
        ("อบต.ปากช่องใต้", "องค์การบริหารส่วนตำบลปากช่องใต้"),
        ("อบต.ปาก", "องค์การบริหารส่วนตำบลปาก"),
        ("เทศบาลตำบลปากช่อง", "เทศบาลตำบลปากช่อง"),
        ("เทศบาลเมืองปากช่อง", "เทศบาลเมืองปากช่อง"),
        ("องค์การบริหารส่วนจังหวัดนครราชสีมา", "องค์การบริหารส่วนจังหวัดนครราชสีมา"),
        ("อบต.ปากช่อง อ.จอมบึง จ.ราชบุรี", "องค์การบริหารส่วนตำบลปากช่อง อำเภอจอมบึง จังหวัดราชบุรี"),
        ("อบต.ปากช่อง จังหวัดราชบุรี", "จังหวัดราชบุรี"),
        ("อำเภอจอมบึง จังหวัดราชบุรี", "อำเภอจอมบึง จังหวัดราชบุรี"),
        ("โรงพยาบาลปากช่องนานา อำเภอปากช่อง", "โรงพยาบาลปากช่องนานา"),
        ("สถานีตำรวจภูธรหมูสี", "สถานีตำรวจภูธรหมูสี"),
    ],
)
def test_another_name_or_place_on_the_cover_is_told_with_both_names_and_its_line(name, said):
    (sentence,) = told(PLAIN, name)

    assert sentence.startswith("หัวเอกสาร (บรรทัดที่ ๒) เขียนว่า “")
    assert said in sentence
    assert str(OURS) in sentence


@pytest.mark.parametrize("name", ["ในเมือง", "ที่วัง", "จะแนะ", "และ", "มีชัย", "นาในเขตร์", "แม่จะเรา"])
def test_places_whose_names_begin_like_other_words_are_read(name):
    ours = Owner(f"องค์การบริหารส่วนตำบล{name}", "ทดลอง", "ตัวอย่าง")

    assert told(PLAIN, f"อบต.{name} อำเภอทดลอง", owner=ours) == ()
    (sentence,) = told(PLAIN, f"องค์การบริหารส่วนตำบล{name} อำเภอทดลอง")
    assert f"องค์การบริหารส่วนตำบล{name} อำเภอทดลอง" in sentence


@pytest.mark.parametrize(
    "cover",
    [
        ("อบต.ปากช่อง", "อำเภอจอมบึง จังหวัดราชบุรี"),
        ("อบต.ปากช่อง", "อำเภอจอมบึง", "จังหวัดราชบุรี"),
        ("อบต.ปากช่อง", "องค์การบริหารส่วนตำบลปากช่อง อ.จอมบึง จ.ราชบุรี"),
        ("อบต.ปากช่อง - อำเภอจอมบึง - จังหวัดราชบุรี",),
        ("อบต.ปากช่อง เลขที่ ๙ หมู่ ๒ ตำบลปากช่อง อำเภอจอมบึง จังหวัดราชบุรี",),
    ],
)
def test_a_body_of_our_name_in_another_place_is_told_wherever_its_place_stands(cover):
    (sentence,) = told(PLAIN, *cover)

    assert "“องค์การบริหารส่วนตำบลปากช่อง อำเภอจอมบึง จังหวัดราชบุรี”" in sentence
    assert told(PLAIN, "อบต.ปากช่อง", "อำเภอปากช่อง", "จังหวัดนครราชสีมา") == ()


def test_another_name_in_the_title_is_told_whatever_the_cover_says():
    (sentence,) = told("องค์การบริหารส่วนตำบลปากช่อง", f"{PLAIN} ของเทศบาลตำบลหมูสี")

    assert sentence.startswith("ชื่อเอกสาร (บรรทัดที่ ๒) เขียนว่า “เทศบาลตำบลหมูสี”")


@pytest.mark.parametrize(
    "mention",
    [
        "เรียน นายกองค์การบริหารส่วนตำบลหมูสี",
        "อ้างถึง หนังสือเทศบาลตำบลหมูสี ที่ นม ๐๐๑",
        "ตามหนังสือสำนักงานส่งเสริมการปกครองท้องถิ่นจังหวัดราชบุรี",
        "พระราชบัญญัติสภาตำบลและองค์การบริหารส่วนตำบล พ.ศ. ๒๕๓๗",
        "ตามแบบของ อบต.หมูสี",
        "จัดทำร่วมกับ เทศบาลตำบลหมูสี",
        "สมาคมองค์การบริหารส่วนตำบลแห่งประเทศไทย",
        "องค์การบริหารส่วนตำบลทุกแห่ง",
        "องค์การบริหารส่วนตำบล (ฉบับที่ ๗)",
        "องค์การบริหารส่วนตำบล",
        "เทศบาลตำบล",
        "คู่มือเทศบาลเมือง",
        "องค์การบริหารส่วนตำบลในเขตอำเภอจอมบึง",
        "สำนักงาน ป.ป.ช. ประจำจังหวัดราชบุรี",
        "ที่ว่าการอำเภอจอมบึง",
        "ผู้ว่าราชการจังหวัดราชบุรี",
        "ตอบตกลงและชอบต่อ",
        "องค์การบริหารส่วนตำบลปากช่องได้รับรางวัลเช่นเดียวกับ อบต.หมูสี อำเภอปากช่อง",
    ],
)
@pytest.mark.parametrize("own", ["", "องค์การบริหารส่วนตำบลปากช่อง อำเภอปากช่อง จังหวัดนครราชสีมา"])
def test_a_mention_is_no_name(mention, own):
    assert told(PLAIN, own, mention) == ()


def test_running_text_counts_only_where_all_else_is_silent_and_the_sentence_says_so():
    text = "ผลการประเมินปี ๒๕๖๓ ของ อบต.หมูสี ได้ร้อยละ ๕๕.๖๒ ซึ่งสูงกว่า อบต.ปากช่อง"

    (sentence,) = told(PLAIN, text)

    assert sentence.startswith("ข้อความนำ (ไม่ใช่ชื่อเรื่องหรือลายมือชื่อ) (บรรทัดที่ ๒) เขียนว่า “องค์การบริหารส่วนตำบลหมูสี”")
    assert told(PLAIN, "อบต.ปากช่อง", text) == ()


@pytest.mark.parametrize(
    "signature",
    ["นายกองค์การบริหารส่วนตำบลหมูสี", "(ลงชื่อ) ปลัด อบต.หมูสี", "นายกเทศมนตรีตำบลหมูสี", "ตำแหน่ง นายก อบต. หมูสี"],
)
def test_a_signature_of_somebody_elses_mayor_is_told(signature):
    (sentence,) = told(PLAIN, "อบต.ปากช่อง", below=f"(นายสมมติ ตัวอย่าง)\n{signature}\n")

    assert sentence.startswith("ท้ายเอกสารที่ลงนาม")
    assert "หมูสี" in sentence


@pytest.mark.parametrize("signature", ["นายกองค์การบริหารส่วนตำบลปากช่อง", "(ลงชื่อ) ปลัด อบต.ปากช่อง"])
def test_a_signature_of_our_own_is_no_alarm(signature):
    assert told(PLAIN, "อบต.ปากช่อง", below=f"(นายสมมติ ตัวอย่าง)\n{signature}\n") == ()


def test_below_the_tables_a_mention_without_a_signature_is_none():
    assert told(PLAIN, "อบต.ปากช่อง", below="หมายเหตุ ขอขอบคุณเทศบาลตำบลหมูสี\n") == ()


def test_head_and_foot_of_a_word_file_and_boxes_name_the_agency_too():
    body = docx(tbl(COLUMNS, ["๑. การปฏิบัติหน้าที่", "๘๓.๖๘", tc("ทำ")]), p("จบ"), head=[PLAIN])
    kind, lines = read_kind(body, "แผน.docx")
    assert kind == "docx"
    lines.margins.append(("หัวหรือท้ายกระดาษ", "เทศบาลตำบลหมูสี\nหน้า ๑"))

    (sentence,) = other_agency(read_lines(lines, YearFramework).document.namings, OURS)

    assert sentence.startswith("หัวหรือท้ายกระดาษ เขียนว่า “เทศบาลตำบลหมูสี”")


def test_a_document_that_names_nobody_is_nobodys():
    assert told(PLAIN) == ()


@pytest.mark.parametrize(
    "cover",
    [
        ("องค์การบริหารส่วนตำบลหนองสาหร่าย", "แบบขององค์การบริหารส่วนตำบลปากช่อง"),
        ("อบต.ปากช่อง ใต้",),
        ("ผลคะแนนประเมินองค์การบริหารส่วนตำบลหนองสาหร่าย ได้ร้อยละ ๘๐",),
        ("ได้คะแนนองค์การบริหารส่วนตำบลหนองสาหร่าย ดังนี้",),
    ],
)
def test_whose_it_is_stands_first_and_a_name_goes_on(cover):
    """Another body first and ours in passing; a name longer than ours; a text that begins with its scores."""
    assert len(told(PLAIN, *cover)) == 1
