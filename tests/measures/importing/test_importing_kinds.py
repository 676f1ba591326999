"""Documents of every kind: each score and action right, or named as not understood at its place."""

from datetime import date

import pytest

from measures.importing.document import read_lines
from measures.importing.input_formats import read_kind
from tests.support import documents as made
from tests.support.documents import docx, item, p, page, table, tbl, tc, td, xlsx
from tests.support.official_names import names_of

DUTY, BUDGET = "๑. การปฏิบัติหน้าที่", "๒. การใช้งบประมาณ"
DOWN, ON = '<w:vMerge w:val="restart"/>', "<w:vMerge/>"


def percent(sheet):
    sheet["B5"].number_format = "0.00%"


def hide(sheet):
    sheet.row_dimensions[6].hidden = True


BINARY_FLOAT = 83.67999999999999
CASES = {
    # name: (file name, bytes, {indicator: (score, actions)}, [(place, words of a fault)], [words noticed])
    "docx, auto list": (
        "a.docx",
        docx(tbl(made.COLUMNS, [DUTY, "๘๓.๖๘", tc(item("จัดทำคู่มือ") + item("เปิดเผย <b> ยืม-คืน"))])),
        {1: ("83.68", ["จัดทำคู่มือ", "เปิดเผย <b> ยืม-คืน"])},
        [],
        [],
    ),
    "docx, indicator merged over three rows": (
        "a.docx",
        docx(
            tbl(
                made.COLUMNS,
                [tc(DUTY, DOWN), tc("83.68", DOWN), "- ก"],
                [tc("", ON), tc("", ON), "- ข"],
                [BUDGET, "74.51", "ค"],
            )
        ),
        {1: ("83.68", ["ก", "ข"]), 2: ("74.51", ["ค"])},
        [],
        [],
    ),
    "docx, score merged over two indicators belongs to none": (
        "a.docx",
        docx(tbl(made.COLUMNS, [DUTY, tc("83.68", DOWN), "- ก"], [BUDGET, tc("", ON), "- ข"])),
        {1: (None, ["ก"]), 2: (None, ["ข"])},
        [("ตารางที่ ๑ แถวที่ ๒ ช่องที่ ๒", "ผสาน"), ("ตารางที่ ๑ แถวที่ ๒ ช่องที่ ๒", "ผสาน")],
        [],
    ),
    "docx, struck text and split sara am": (
        "a.docx",
        docx(tbl(made.COLUMNS, [DUTY, "83.68", tc(p("- ดํา" + "เนินการ") + p("- เลิก", run="<w:strike/>"))])),
        {1: ("83.68", ["ดำเนินการ"])},
        [],
        ["ขีดฆ่า “- เลิก”"],
    ),
    "docx, table inside a cell": (
        "a.docx",
        docx(tbl(made.COLUMNS, [DUTY, "83.68", tc(p("- ก") + tbl(["ลับ"]) + p(""))])),
        {1: ("83.68", ["ก"])},
        [("ตารางที่ ๑ แถวที่ ๒ ช่องที่ ๓", "ตารางซ้อนในช่องไม่ได้ถูกอ่าน: “ลับ”")],
        [],
    ),
    "docx, no separator": (
        "a.docx",
        docx(p(f"{DUTY} ๘๓.๖๘ -จัดทำคู่มือ")),
        {},
        [("", "ไม่พบตาราง"), ("ย่อหน้าที่ ๔", "ไม่ได้อยู่ใต้หัวตาราง")],
        [],
    ),
    "docx, score and measure in one cell over both columns": (
        "a.docx",
        docx(tbl(made.COLUMNS, [DUTY, tc("83.68", '<w:gridSpan w:val="2"/>')])),
        {1: ("83.68", [])},
        [("ตารางที่ ๑ แถวที่ ๒", "ไม่มีแนวทาง")],
        [],
    ),
    "xlsx, figures as shown": (
        "a.xlsx",
        xlsx([DUTY, BINARY_FLOAT, "- ก\n- ข"], [BUDGET, 74.5, "ค"]),
        {1: ("83.68", ["ก", "ข"]), 2: ("74.50", ["ค"])},
        [],
        [],
    ),
    "xlsx, percentage": ("a.xlsx", xlsx([DUTY, 0.8368, "ก"], edit=percent), {1: ("83.68", ["ก"])}, [], []),
    "xlsx, a score that became a date": (
        "a.xlsx",
        xlsx([DUTY, date(2021, 8, 3), "ก"]),
        {1: (None, ["ก"])},
        [("ชีต “แผน” ช่อง B5", "เก็บเป็นวันที่"), ("ชีต “แผน” ช่อง B5", "ไม่ใช่ตัวเลข")],
        [],
    ),
    "xlsx, merged, blank and hidden": (
        "a.xlsx",
        xlsx([DUTY, 83.68, "- ก"], [BUDGET, 1, "ลับ"], ["", "", "ข"], edit=hide),
        {1: ("83.68", ["ก", "ข"])},
        [],
        ["แถวที่ ๖ เพราะซ่อนอยู่", "ช่องตัวชี้วัดว่าง"],
    ),
    "html, decoys beside the score": (
        "a.html",
        page(table(td(DUTY, "83.68 (+1.52)", "<ul><li>ก<li>ข</ul>"), td(BUDGET, "74.51 30", "ค"))),
        {1: ("83.68", ["ก", "ข"]), 2: (None, ["ค"])},
        [("ตารางที่ ๑ แถวที่ ๓ ช่องที่ ๒", "ไม่ใช่ตัวเลข")],
        ["จึงอ่านเป็นคะแนน ๘๓.๖๘"],
    ),
    "html, both years and weights": (
        "a.html",
        page(
            table(
                td(DUTY, "70.00", "83.68", "25.10", "ก"),
                columns=["ตัวชี้วัด", "คะแนนปี ๒๕๖๒", "คะแนนปี ๒๕๖๓", "คะแนนถ่วงน้ำหนัก", "มาตรการ"],
            )
        ),
        {1: ("83.68", ["ก"])},
        [("ตารางที่ ๑ แถวที่ ๑", "“คะแนนปี ๒๕๖๒”, “คะแนนถ่วงน้ำหนัก”")],
        [],
    ),
    "html, only another year's score": (
        "a.html",
        page(table(td(DUTY, "70.00", "ก"), columns=["ตัวชี้วัด", "คะแนนปี ๒๕๖๒", "มาตรการ"])),
        {1: (None, ["ก"])},
        [("ตารางที่ ๑ แถวที่ ๑ ช่องที่ ๒", "ไม่ใช่ของปี ๒๕๖๓"), ("ตารางที่ ๑ แถวที่ ๑", "ไม่ได้อ่านคอลัมน์")],
        [],
    ),
    "html, unknown indicator keeps its measures aside": (
        "a.html",
        page(table(td("การใช้เวลา", "83.68", "- ก"))),
        {},
        [("ตารางที่ ๑ แถวที่ ๒ ช่องที่ ๑", "ไม่รู้จักตัวชี้วัด “การใช้เวลา”")],
        [],
    ),
    "html, paragraphs without a mark": (
        "a.html",
        page(table(td(DUTY, "83.68", "<p>ก</p><p>ข</p>"))),
        {1: ("83.68", ["ก", "ข"])},
        [],
        ["ตารางที่ ๑ แถวที่ ๒ ช่องที่ ๓: ช่องนี้มีหลายย่อหน้าแต่ไม่มีเครื่องหมายข้อ"],
    ),
    "csv in Windows-874 with semicolons": (
        "a.csv",
        "\r\n".join([*made.HEAD, ";".join(made.COLUMNS), f'{DUTY};83.68;"- ก\n- ข"']).encode("cp874"),
        {1: ("83.68", ["ก", "ข"])},
        [],
        ["Windows-874"],
    ),
}


@pytest.mark.parametrize("name", CASES)
def test_document_is_read_or_its_gaps_are_named(name):
    file_name, data, rows, faults, noticed = CASES[name]

    reading = read_lines(read_kind(data, file_name)[1], names_of)

    document = reading.document
    found = {
        row.number: (row.score and str(row.score), [action.text for action in row.actions])
        for row in document.rows
    }
    assert found == rows
    got = [(fault.place, fault.message) for fault in reading.faults]
    assert len(got) == len(faults), got
    for (place, message), (expected_place, words) in zip(got, faults, strict=True):
        assert (place, words in message) == (expected_place, True), got
    assert (document.fiscal_year, document.result_year, str(document.total)) == (2564, 2563, "55.62")
    for words in noticed:
        assert any(words in notice.message for notice in document.warnings), document.warnings
