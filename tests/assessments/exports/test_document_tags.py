"""The tags of our PDFs, clause by clause of PDF/UA-1 (ISO 14289-1) as far as a program can tell."""

import re
from datetime import UTC, datetime
from types import SimpleNamespace
from urllib.parse import unquote

import pytest
from django.test import override_settings

from assessments.exports.document_blocks import (
    ExportDocument,
    Facts,
    Heading,
    Imprint,
    Numbered,
    Signature,
    Table,
    Text,
    with_imprint,
)
from assessments.exports.pdf import document_pdf
from tests.support.pdf_structure import Structure

HARD = "น้ำ ก๋วยเตี๋ยว ปี่ ญี่ปุ่น ฐานะ ทั้งสิ้น ชั้น กำหนด ผู้"
ADDRESS = "https://www.pakchong.go.th/news/doc_download/a_120321_101500.pdf?a=1&b=<2>"
VERSION = "https://www.pakchong.go.th/ita/2564/measures/versions/1/"
BLOCKS = [
    Facts([("จากผลการประเมิน", f"{HARD} ({ADDRESS}) ของ อบต."), ("จำนวน", "๒ มาตรการ")]),
    Heading("ความเป็นมา"),
    Text(HARD, gap=True),
    Heading("๑. การปฏิบัติหน้าที่", level=3, aside="๘๓.๖๘ คะแนน"),
    Numbered([(f"{HARD} {at}", Facts([("ผู้รับผิดชอบ", HARD), ("สถานะ", "เสร็จ")])) for at in range(20)]),
    Numbered([("ไม่มีรายละเอียด", Facts([]))]),
    Table("คำอธิบาย", ["ชื่อ", "ชนิด", "คะแนน"], [["ก", "ข", "๑"], ["รวม", "", "๑"]], (2,), True, (1,)),
    Signature(("ผู้เสนอ", "ผู้อนุมัติ")),
]
PUBLICATION = SimpleNamespace(
    year_be=2564,
    page="measures",
    number=1,
    published_at=datetime(2021, 3, 12, tzinfo=UTC),
    record_sha256="0" * 64,
    sha256="0" * 64,
)


@pytest.fixture(scope="module")
def structure(pdf_build):
    with override_settings(BUILD_DIR=pdf_build):
        paper = ExportDocument("มาตรการ ปีงบประมาณ พ.ศ. ๒๕๖๔", "องค์การบริหารส่วนตำบลปากช่อง", BLOCKS)
        imprint = Imprint("https://www.pakchong.go.th", PUBLICATION)
        return Structure(document_pdf(with_imprint(paper, imprint), imprint))


def test_all_that_is_painted_is_either_content_of_an_element_or_an_artifact(structure):
    """7.1: neither untagged content, nor an artifact within content or the other way round."""
    held = structure.held()
    seen = set()
    for sheet, operator, marks in structure.painted():
        assert len(marks) == 1, (sheet, operator, marks)
        ((tag, number),) = marks
        assert (tag == "/Artifact") == (number is None)
        if number is not None:
            seen.add((sheet, int(number)))

    assert seen <= held  # the space after an empty line is held and paints nothing
    assert len(seen) > 100
    assert len(structure.document.pages) > 1


def test_parent_tree_leads_from_content_to_its_element(structure):
    owners = structure.owners()

    for sheet, number in structure.held():
        assert number in owners[sheet, number]["/K"]
    spare = [element for place, element in owners.items() if place not in structure.held()]
    assert spare
    assert all(str(element) == "NullObject" for element in spare)


def test_head_and_foot_of_every_sheet_are_artifacts(structure):
    for sheet in range(len(structure.document.pages)):
        texts = [marks for at, operator, marks in structure.painted() if at == sheet and operator == b"TJ"]
        assert 3 <= texts.count([("/Artifact", None)]) <= 6


def test_headings_begin_with_one_and_skip_no_level(structure):
    """7.4.2"""
    levels = [
        int(element["/S"][2])
        for _depth, element in structure.elements
        if re.fullmatch("/H[1-6]", element["/S"])
    ]

    assert levels == [1, 2, 3, 2]


def test_cells_know_their_headings(structure):
    """7.5: every heading has a scope and every cell names its headings."""
    (table,) = structure.of_kind("/Table")
    headings = {element["/ID"]: element["/A"]["/Scope"] for element in structure.of_kind("/TH")}

    assert list(headings.values()) == ["/Column"] * 3 + ["/Row"] * 2
    for cell in structure.of_kind("/TD"):
        assert [headings[each] for each in cell["/A"]["/Headers"]] == ["/Row", "/Column"]
    assert [each["/S"] for each in table["/K"]] == ["/Caption", "/THead", "/TBody", "/TFoot"]


def test_numbers_and_terms_are_labels_of_their_items(structure):
    """7.6"""
    lists = structure.of_kind("/L")
    numbered = [each for each in lists if each.get("/A", {}).get("/ListNumbering") == "/Decimal"]
    items = structure.of_kind("/LI")
    kinds = [[kid["/S"] for kid in each["/K"]] for each in items]

    # A sheet's end may split an item; what goes on after it has no label of its own.
    assert kinds.count(["/Lbl", "/LBody"]) == 21 + 2 * 20 + 2 + 3
    assert kinds.count(["/LBody"]) <= len(structure.document.pages) - 1
    assert len(numbered) >= 2
    assert len(items) == kinds.count(["/Lbl", "/LBody"]) + kinds.count(["/LBody"])


def test_addresses_are_links_that_say_where_they_lead(structure):
    """7.18: a link is an annotation of its sheet with a description, held by an element /Link."""
    links = structure.of_kind("/Link")
    sheets = structure.document.pages
    annotations = [each.get_object() for sheet in sheets for each in sheet.get("/Annots", [])]

    assert {unquote(each["/A"]["/URI"]) for each in annotations} == {ADDRESS, VERSION}
    assert all(each["/Contents"] == each["/A"]["/URI"] for each in annotations)
    held = [kid["/Obj"] for link in links for kid in link["/K"] if not isinstance(kid, int)]
    places = [[each["/StructParent"] for each in some] for some in (held, annotations)]
    assert sorted(places[0]) == sorted(places[1])
    assert all(any(isinstance(kid, int) for kid in link["/K"]) for link in links)


def test_no_element_is_empty_but_a_cell(structure):
    assert [element["/S"] for _depth, element in structure.elements if not element["/K"]] == ["/TD"]


def test_sheets_are_read_in_the_order_of_the_structure(structure):
    assert {sheet["/Tabs"] for sheet in structure.document.pages} == {"/S"}


def test_every_glyph_of_every_font_has_a_text(structure):
    """7.21.7: none is mapped to nothing, to U+FFFD or to U+FEFF."""
    fonts = {
        font["/BaseFont"]: font
        for sheet in structure.document.pages
        for font in (each.get_object() for each in sheet["/Resources"]["/Font"].values())
    }
    for font in fonts.values():
        texts = re.findall(rb"<([0-9a-f]{4})> <([0-9a-f]*)>", font["/ToUnicode"].get_data())
        assert texts
        assert not [text for _glyph, text in texts if text in (b"", b"0000", b"feff", b"fffd")]
        assert font["/DescendantFonts"][0]["/CIDToGIDMap"] == "/Identity"
