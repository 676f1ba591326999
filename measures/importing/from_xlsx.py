"""An Excel file (XLSX) -> lines: the rows of its sheets in their order."""

from datetime import date, time
from decimal import Decimal

import openpyxl
from openpyxl.cell.cell import Cell as SheetCell
from openpyxl.utils import get_column_letter
from openpyxl.utils.exceptions import InvalidFileException
from openpyxl.worksheet.worksheet import Worksheet

from assessments.files.office_zip import OfficeFile
from ita_portal.thai.dates import FIRST_BUDDHIST_YEAR, typed_date
from ita_portal.thai.digits import thai_digits
from measures.importing.html_text import Block, Cell
from measures.importing.lines import MARGIN, MOST_CELLS, Lines
from measures.importing.merged_cells import MOST_COLUMNS, Spot, add_table
from measures.importing.office_xml import DAMAGED, refusal


def read_excel(office: OfficeFile) -> Lines:
    """The Lines of an XLSX, an OfficeFile, as its cells are shown. Raises DocumentError."""
    try:
        book = openpyxl.load_workbook(office.fp, data_only=True)
    except (InvalidFileException, KeyError, ValueError, TypeError, AttributeError, SyntaxError, OSError):
        raise refusal(DAMAGED) from None
    lines = Lines()
    for number, sheet in enumerate(book.worksheets, 1):
        name = f"ชีต “{sheet.title}”"
        if sheet.sheet_state != "visible":
            lines.mention("hidden", f"ไม่ได้อ่าน{name} เพราะซ่อนอยู่")
        elif sheet.max_row * min(sheet.max_column, MOST_COLUMNS) > MOST_CELLS:
            lines.lose("ชีตนี้ใหญ่เกินกว่าจะอ่าน กรุณาลบแถวว่างหรือแบ่งไฟล์", name)
        else:
            _Sheet(sheet, name, lines).read(number)
            lines.margins += [(MARGIN, text) for text in _margins(sheet)]
    return lines


def _margins(sheet: Worksheet) -> list[str]:
    """What is printed at the head and foot of each page of a sheet."""
    parts = (
        part
        for margin in (sheet.oddHeader, sheet.oddFooter)
        for part in (margin.left, margin.center, margin.right)
    )
    return [part.text for part in parts if part.text]


class _Sheet:
    def __init__(self, sheet: Worksheet, name: str, lines: Lines) -> None:
        self.sheet, self.name, self.lines = sheet, name, lines
        self.merged = {(area.min_row, area.min_col): area for area in sheet.merged_cells.ranges}
        self.hidden = {n for n, row in sheet.row_dimensions.items() if row.hidden}
        self.hidden_columns = {
            n
            for column in sheet.column_dimensions.values()
            if column.hidden
            for n in range(column.min or 0, min(column.max or 0, MOST_COLUMNS) + 1)
        }

    def read(self, number: int) -> None:
        """Append the rows that are shown; a row that fills one cell only is a paragraph or a heading."""
        spots: list[Spot] = []
        rows: list[int] = []  # numbers of the rows that are shown
        for row in self.sheet.iter_rows(max_col=min(self.sheet.max_column, MOST_COLUMNS)):
            shown = [self._spot(cell, len(rows)) for cell in row if not self._is_left_out(cell)]
            if row[0].row in self.hidden:
                if any(cell.value is not None for cell in row):
                    self.lines.mention(
                        "hidden", f"ไม่ได้อ่าน{self.name} แถวที่ {thai_digits(row[0].row)} เพราะซ่อนอยู่"
                    )
                continue
            rows.append(row[0].row)
            spots += shown
        for n in sorted(self.hidden_columns):
            if any(self.sheet.cell(row, n).value is not None for row in rows):
                self.lines.mention("hidden", f"ไม่ได้อ่าน{self.name} คอลัมน์ {get_column_letter(n)} เพราะซ่อนอยู่")
        shown_columns = sorted({spot.column for spot in spots})
        narrowed = [
            Spot(s.row, shown_columns.index(s.column), s.rows, s.columns, s.cell, s.place) for s in spots
        ]
        add_table(
            self.lines,
            narrowed,
            number,
            lambda at: f"{self.name} แถวที่ {thai_digits(rows[at] if at < len(rows) else 1)}",
        )

    def _is_left_out(self, cell: SheetCell) -> bool:
        return cell.column in self.hidden_columns or type(cell).__name__ == "MergedCell"

    def _spot(self, cell: SheetCell, at: int) -> Spot:
        area = self.merged.get((cell.row, cell.column))
        last_row, last_column = (area.max_row, area.max_col) if area else (cell.row, cell.column)
        high = sum(1 for row in range(cell.row, last_row + 1) if row not in self.hidden)
        wide = sum(1 for n in range(cell.column, last_column + 1) if n not in self.hidden_columns)
        place = f"{self.name} ช่อง {cell.coordinate}"
        text = self._text(cell, place)
        return Spot(at, cell.column - 1, max(high, 1), max(wide, 1), Cell([Block(text, text)]), place)

    def _text(self, cell: SheetCell, place: str) -> str:
        """What the cell shows: figures with the places of their format, a percentage with its sign."""
        value = cell.value
        if value is None:
            return ""
        if isinstance(value, bool):
            return "จริง" if value else "เท็จ"
        if isinstance(value, date | time):
            self.lines.date(f"ช่องนี้เก็บเป็นวันที่หรือเวลา ({value.isoformat()}) ไม่ใช่ข้อความหรือคะแนน", place)
            return _typed(value, place, self.lines) if isinstance(value, date) else value.isoformat()
        if isinstance(value, int | float):
            return _figure(value, cell.number_format or "General")
        if cell.data_type == "e":
            self.lines.lose(f"ช่องนี้เป็นสูตรที่คำนวณไม่ได้ ({value})", place)
        return str(value)


def _typed(value: date, place: str, lines: Lines) -> str:
    """A date as people type it. A year from 2400 on was typed in the Buddhist era into a calendar of C.E."""
    if value.year < FIRST_BUDDHIST_YEAR:
        return typed_date(value)
    lines.mention(
        "date_era", f"{place}: วันที่เก็บเป็นปี ค.ศ. {value.year} จึงอ่านเป็นปี พ.ศ. {thai_digits(value.year)}"
    )
    return f"{value.day}/{value.month}/{value.year}"


def _figure(value: int | float, number_format: str) -> str:
    figure = Decimal(repr(value))
    percent = "%" in number_format
    if percent:
        figure *= 100
    plain = number_format.split(";")[0].replace('"', "")
    places = len(plain.partition(".")[2].rstrip("%_) ")) if "." in plain else None
    rounded = round(figure, places if places is not None else 2)
    near = abs(figure - rounded) < Decimal("1e-9")  # 83.67999999999999 is 83.68 in binary
    text = format(rounded if near else figure, "f")
    if places is None and near:
        text = text.rstrip("0").rstrip(".") if "." in text else text
    return text + ("%" if percent else "")
