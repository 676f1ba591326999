"""XLSX written and read again: typed cells, no formula, no macro, no bomb, no declaration."""

import io
import zipfile
from datetime import UTC, date, datetime
from decimal import Decimal

import openpyxl
import pytest

from assessments.files import office_zip, xlsx
from assessments.files.csv_table import FORMULA_SIGNS
from assessments.files.errors import Refused

HEADINGS, WIDTHS = ["ข้อ", "คำอธิบาย"], [8, 40]


def written(*rows, headings=HEADINGS):
    return xlsx.xlsx_bytes("OIT 2564", headings, rows, WIDTHS)


def sheet_of(data):
    return openpyxl.load_workbook(io.BytesIO(data)).active


def with_part(data, name, content):
    """The file with one part replaced or added."""
    changed = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(changed, "w", zipfile.ZIP_DEFLATED) as new:
        for each in old.namelist():
            if each != name:
                new.writestr(each, old.read(each))
        new.writestr(name, content)
    return changed.getvalue()


def test_cells_keep_their_type_and_the_heading_stays_in_sight():
    at = datetime(2021, 3, 12, 2, 10, tzinfo=UTC)
    sheet = sheet_of(written([1, Decimal("55.62")], [date(2021, 3, 12), at], [None, "สอง\r\nบรรทัด"]))

    (number, score), (day, moment), (nothing, text) = sheet.iter_rows(min_row=2, values_only=True)
    assert (number, score, nothing, text) == (1, 55.62, None, "สอง\nบรรทัด")
    assert (day.isoformat(), moment.isoformat()) == ("2021-03-12T00:00:00", "2021-03-12T09:10:00")
    assert sheet.freeze_panes == "A2"
    assert [sheet.column_dimensions[letter].width for letter in "AB"] == WIDTHS
    assert sheet["B4"].alignment.wrap_text


@pytest.mark.parametrize("sign", FORMULA_SIGNS)
def test_a_text_is_never_a_formula(sign):
    cell = sheet_of(written(["O1", f"{sign}1+1"]))["B2"]
    assert (cell.data_type, cell.quotePrefix) == ("s", True)


def test_what_was_written_is_read_again():
    rows = [["O1", "=1+1"], ["", ""], ["O2", "สอง\nบรรทัด"]]
    read = [[cell for cell in row if cell] for row in xlsx.read_xlsx(written(*rows, ["", ""]))]
    assert read == [HEADINGS, ["O1", "=1+1"], [], ["O2", "สอง\nบรรทัด"]]


def test_a_text_no_cell_holds_is_not_cut():
    rows = [["O1", "ก" * 32768]]
    assert xlsx.too_long(rows) == (0, 1)
    with pytest.raises(ValueError, match="longer"):
        written(*rows)


@pytest.mark.parametrize(
    ("name", "content", "sentence"),
    [
        ("xl/workbook.xml", b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "c">]><a/>', office_zip.DECLARED),
        ("xl/workbook.xml", "<!DOCTYPE a><a/>".encode("utf-16"), office_zip.DECLARED),
        ("xl/workbook.xml", b"<not xml", xlsx.DAMAGED),
        ("xl/media/a.bin", b"\0" * (xlsx.MOST_UNZIPPED + 1), xlsx.TOO_LARGE),
    ],
    ids=["doctype", "doctype in UTF-16", "not XML", "bomb"],
)
def test_hostile_files_are_refused_in_words(name, content, sentence):
    with pytest.raises(Refused) as refused:
        xlsx.read_xlsx(with_part(written(["O1", "ก"]), name, content))
    assert str(refused.value) == sentence


def test_macros_are_refused():
    with pytest.raises(Refused, match="มาโคร"):
        xlsx.read_xlsx(with_part(written(["O1", "ก"]), "xl/vbaProject.bin", b"x"))


def test_tables_beyond_the_limits_are_refused():
    far = b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
    far += b'<row r="%s"><c r="%s" t="inlineStr"><is><t>x</t></is></c></row></sheetData></worksheet>'
    for row, cell, sentence in (
        (b"5001", b"A5001", xlsx.TOO_MANY_ROWS),
        (b"1", b"AY1", xlsx.TOO_MANY_COLUMNS),
    ):
        with pytest.raises(Refused) as refused:
            xlsx.read_xlsx(with_part(written(["O1", "ก"]), "xl/worksheets/sheet1.xml", far % (row, cell)))
        assert str(refused.value) == sentence
