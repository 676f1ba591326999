"""The same content gives the same DOCX and XLSX whenever it is written, so that an ETag means one file."""

import io
import zipfile

import openpyxl

from assessments.files.reproducible_zip import dated
from assessments.files.xlsx import xlsx_bytes


def test_workbook_does_not_say_when_it_was_made(time_machine):
    first = None
    for moment in ("2021-03-12 10:00", "2026-11-25 19:00"):
        time_machine.move_to(moment)
        data = xlsx_bytes("ผล", ["ชื่อ", "คะแนน"], [["น้ำ", 1]], [20, 8])
        first = first or data
        assert data == first

    book = openpyxl.load_workbook(io.BytesIO(data))
    assert [[cell.value for cell in row] for row in book.active] == [["ชื่อ", "คะแนน"], ["น้ำ", 1]]
    with zipfile.ZipFile(io.BytesIO(data)) as parts:
        assert parts.testzip() is None
        about = parts.read("docProps/core.xml")
        assert (b"<dcterms:created" in about, b"<dcterms:modified" in about) == (False, False)


def test_file_is_of_the_day_that_is_given():
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w") as parts:
        parts.writestr("a.xml", "น้ำ")
    data = dated(written.getvalue(), (2021, 3, 12, 10, 0, 0))

    with zipfile.ZipFile(io.BytesIO(data)) as parts:
        assert [part.date_time for part in parts.infolist()] == [(2021, 3, 12, 10, 0, 0)]
        assert parts.read("a.xml").decode() == "น้ำ"
