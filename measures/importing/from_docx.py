"""A Word file (DOCX) -> lines: paragraphs and tables in their order."""

import re
from collections.abc import Iterable, Iterator

from lxml import etree

from assessments.files.office_zip import OfficeFile
from ita_portal.thai.digits import thai_digits
from ita_portal.thai.text import clipped, normalise
from measures.importing.html_text import Block, Cell
from measures.importing.lines import MARGIN, Lines
from measures.importing.merged_cells import Spot, add_table
from measures.importing.office_xml import DAMAGED, refusal

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_PARTS = re.compile(r"word/(?:document|styles|footnotes|endnotes|header[0-9]*|footer[0-9]*)\.xml")
_MARKS = {"tab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "-", "softHyphen": ""}
_OFF = {"0", "false", "off", "none"}


def read_word(office: OfficeFile) -> Lines:
    """The Lines of a DOCX, an OfficeFile. Raises DocumentError, and Refused for a part that is damaged."""
    parts = {name: office.xml(name) for name in sorted(office.namelist()) if _PARTS.fullmatch(name)}
    body = parts["word/document.xml"].find(f"{_W}body") if "word/document.xml" in parts else None
    if body is None:
        raise refusal(DAMAGED)
    reader = _Reader(parts.get("word/styles.xml"))
    reader.read(body)
    for name, root in parts.items():
        if not name.startswith(("word/document", "word/styles")):
            paragraphs = [reader.text(each) for each in root.iter(f"{_W}p")]
            text = normalise(" ".join(paragraphs))
            if re.search("[ก-ฮ]", text):
                what = "เชิงอรรถ" if "notes" in name else MARGIN
                if what == MARGIN:
                    reader.lines.margins.append((MARGIN, "\n".join(paragraphs)))
                reader.lines.mention("margin", f"ไม่ได้อ่าน{what}: “{clipped(text, 120)}”")
    return reader.lines


class _Reader:
    def __init__(self, styles: etree._Element | None) -> None:
        self.lines = Lines()
        self._paragraphs = self._tables = 0
        self._list_styles = {
            style.get(f"{_W}styleId")
            for style in (styles.iter(f"{_W}style") if styles is not None else ())
            if style.find(f"{_W}pPr/{_W}numPr") is not None
        }

    def read(self, container: Iterable[etree._Element]) -> None:
        """Append what stands in the body (or in a wrapper inside it)."""
        for element in container:
            if element.tag == f"{_W}p":
                self._paragraphs += 1
                block = self._block(element)
                place = f"ย่อหน้าที่ {thai_digits(self._paragraphs)}"
                if "\t" in block.text and not block.is_item:
                    self.lines.add(block.text, place=place)
                else:
                    self.lines.add(Cell([block]), place=place)
            elif element.tag == f"{_W}tbl":
                self._add_table(element)
            elif element.tag in (f"{_W}sdt", f"{_W}sdtContent", f"{_W}ins", f"{_W}customXml"):
                self.read(element)

    def text(self, paragraph: etree._Element) -> str:
        """The text of a paragraph as it stands; what is deleted, struck or hidden is mentioned, not read."""
        pieces = []
        for run in paragraph.iter(f"{_W}r"):
            if self._is_elsewhere(run, paragraph):
                continue
            found = "".join(self._pieces(run))
            left_out = self._left_out(run)
            if not left_out:
                pieces.append(found)
            elif normalise(found):
                self.lines.mention("left_out", f"ไม่ได้อ่าน{left_out} “{clipped(normalise(found), 120)}”")
        return "".join(pieces)

    def _is_elsewhere(self, run: etree._Element, paragraph: etree._Element) -> bool:
        """Whether a run belongs to a text box inside the paragraph, and not to the paragraph itself."""
        for parent in run.iterancestors():
            if parent is paragraph:
                return False
            if parent.tag == f"{_W}txbxContent":
                return True
        return False

    def _pieces(self, run: etree._Element) -> Iterator[str]:
        for element in run:
            name = str(element.tag).removeprefix(_W)
            if name in ("t", "delText"):
                yield element.text or ""
            elif name in _MARKS:
                yield _MARKS[name]
            elif name == "sym":
                yield chr(int(element.get(f"{_W}char", "2022"), 16))

    def _left_out(self, run: etree._Element) -> str:
        if next(run.iterancestors(f"{_W}del", f"{_W}moveFrom"), None) is not None:
            return "ข้อความที่ถูกลบไว้ (ติดตามการแก้ไข)"
        for name, what in (("strike", "ข้อความที่ขีดฆ่า"), ("dstrike", "ข้อความที่ขีดฆ่า"), ("vanish", "ข้อความที่ซ่อน")):
            found = run.find(f"{_W}rPr/{_W}{name}")
            if found is not None and found.get(f"{_W}val", "1") not in _OFF:
                return what
        return ""

    def _block(self, paragraph: etree._Element) -> Block:
        text = self.text(paragraph)
        for box in paragraph.iter(f"{_W}txbxContent"):
            parts = [self.text(each) for each in box.iter(f"{_W}p")]
            inside = normalise(" ".join(parts))
            if inside and not any(parent.tag == _FALLBACK for parent in box.iterancestors()):
                self.lines.margins.append(("กล่องข้อความ", "\n".join(parts)))
                self.lines.lose(
                    f"กล่องข้อความไม่ได้ถูกอ่าน: “{clipped(inside, 200)}”",
                    f"ย่อหน้าที่ {thai_digits(self._paragraphs)}",
                )
        return Block(text, normalise(text), self._is_listed(paragraph))

    def _is_listed(self, paragraph: etree._Element) -> bool:
        number = paragraph.find(f"{_W}pPr/{_W}numPr/{_W}numId")
        if number is not None:
            return bool(number.get(f"{_W}val") != "0")
        style = paragraph.find(f"{_W}pPr/{_W}pStyle")
        return style is not None and style.get(f"{_W}val") in self._list_styles

    def _add_table(self, table: etree._Element) -> None:
        self._tables += 1
        name = f"ตารางที่ {thai_digits(self._tables)}"
        spots: list[Spot] = []
        open_spots: dict[int, int] = {}  # column -> index of the spot that may go on below
        for at, row in enumerate(_children(table, "tr")):
            before = row.find(f"{_W}trPr/{_W}gridBefore")
            column = int(before.get(f"{_W}val", "0")) if before is not None else 0
            for element in _children(row, "tc"):
                wide = element.find(f"{_W}tcPr/{_W}gridSpan")
                wide = max(1, int(wide.get(f"{_W}val", "1"))) if wide is not None else 1
                merge = element.find(f"{_W}tcPr/{_W}vMerge")
                place = f"{name} แถวที่ {thai_digits(at + 1)} ช่องที่ {thai_digits(column + 1)}"
                cell = self._cell(element, place)
                goes_on = merge is not None and merge.get(f"{_W}val", "continue") == "continue"
                if goes_on and column in open_spots:
                    index = open_spots[column]
                    old = spots[index]
                    text = Cell(
                        [*old.cell.blocks, *(block for block in cell.blocks if normalise(block.text))]
                    )
                    spots[index] = Spot(old.row, old.column, at - old.row + 1, old.columns, text, old.place)
                else:
                    open_spots[column] = len(spots)
                    spots.append(Spot(at, column, 1, wide, cell, place))
                column += wide
        add_table(self.lines, spots, self._tables, lambda at: f"{name} แถวที่ {thai_digits(at + 1)}")

    def _cell(self, element: etree._Element, place: str) -> Cell:
        blocks = []
        for paragraph in _children(element, "p"):
            block = self._block(paragraph)
            blocks += [block] if normalise(block.text) else []
        for table in element.iter(f"{_W}tbl"):
            inside = normalise(" ".join(self.text(each) for each in table.iter(f"{_W}p")))
            if inside:
                self.lines.lose(f"ตารางซ้อนในช่องไม่ได้ถูกอ่าน: “{clipped(inside, 200)}”", place)
        return Cell(blocks)


def _children(element: etree._Element, name: str) -> Iterator[etree._Element]:
    """Children of this name, also inside content controls and insertions."""
    for child in element:
        if child.tag == f"{_W}{name}":
            yield child
        elif child.tag in (f"{_W}sdt", f"{_W}sdtContent", f"{_W}ins", f"{_W}customXml"):
            yield from _children(child, name)
