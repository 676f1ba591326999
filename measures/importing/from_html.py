"""A web page, or what a browser or Word puts on the clipboard as HTML -> lines."""

import codecs
import re

from lxml import etree

from ita_portal.thai.digits import thai_digits
from ita_portal.thai.text import normalise
from measures.importing.faults import DocumentError, Fault
from measures.importing.html_text import Cell, element_blocks, tree
from measures.importing.lines import Lines
from measures.importing.merged_cells import Spot, add_table

_CHARSET = re.compile(rb"<meta[^>]{0,200}charset\s*=\s*[\"']?\s*([A-Za-z0-9_-]+)", re.IGNORECASE)
_THAI_NAMES = {"tis-620", "tis620", "windows-874", "cp874", "iso-8859-11"}
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden|mso-hide\s*:\s*all", re.IGNORECASE)
_FRAME = re.compile(r"<i?frame\b", re.IGNORECASE)
_CONDITION = re.compile(r"<!\[[^<>]*\]>")  # Word's, around list marks
_LEFT_OUT = {
    "hidden": "ข้อความที่ซ่อนอยู่",
    "struck": "ข้อความที่ขีดฆ่า",
    "menu": "เมนูหรือท้ายหน้าเว็บ",
    "frame": "กรอบที่ดึงเนื้อหาจากที่อื่น",
    "picture": "รูปภาพ",
}


def looks_like_page(data: bytes) -> bool:
    """Whether bytes begin as a web page does, and not as text with some markup in it."""
    return bool(
        re.match(
            rb"\s*(?:<!doctype html|<html|<head|<body|<meta|<table|<div|<!--startfragment)",
            data[:2000].lower(),
        )
    )


def read_page(data: bytes) -> Lines:
    """The Lines of a page. Raises DocumentError when its characters cannot be told or it cannot be read."""
    text = _decoded(data)
    try:
        root = tree(_CONDITION.sub("", text))
    except ValueError as error:
        raise DocumentError([Fault(None, str(error))]) from None
    lines = Lines()
    _leave_out(root, lines)
    frames = len(_FRAME.findall(text))  # tree() takes their tags away
    if frames:
        lines.mention("frame", f"ไม่ได้อ่านกรอบที่ดึงเนื้อหาจากที่อื่น {thai_digits(frames)} แห่ง")
    tables = [each for each in root.iter("table") if next(each.iterdescendants("table"), None) is None]
    marks: dict[str, tuple[int, etree._Element]] = {}
    for number, table in enumerate(tables, 1):
        mark = etree.Element("div")
        mark.text = f"\ue000{number}\ue001"
        marks[mark.text] = (number, table)
        mark.tail, table.tail = table.tail, None
        table.getparent().replace(table, mark)
    paragraph = 0
    for block in element_blocks(root):
        if block.text.strip() in marks:
            number, table = marks[block.text.strip()]
            _add_table(lines, table, number)
        elif normalise(block.text):
            paragraph += 1
            lines.add(Cell([block]), place=f"ย่อหน้าที่ {thai_digits(paragraph)}")
    return lines


def _decoded(data: bytes) -> str:
    """The text of a page: by its byte order mark, by what it says of itself, else UTF-8."""
    for mark, name in (
        (codecs.BOM_UTF8, "utf-8"),
        (codecs.BOM_UTF16_LE, "utf-16"),
        (codecs.BOM_UTF16_BE, "utf-16"),
    ):
        if data.startswith(mark):
            encoding = name
            break
    else:
        said = _CHARSET.search(data[:4096])
        name = said[1].decode().lower() if said else "utf-8"
        encoding = "cp874" if name in _THAI_NAMES else "utf-8"
    try:
        return data.decode(encoding).removeprefix("\ufeff")
    except UnicodeDecodeError:
        message = "หน้าเว็บนี้ไม่ได้เข้ารหัสตามที่เขียนไว้ในหน้า (UTF-8 หรือ TIS-620) กรุณาบันทึกใหม่เป็น UTF-8"
        raise DocumentError([Fault(None, message)]) from None


def _leave_out(root: etree._Element, lines: Lines) -> None:
    """Take out what a reader of the page does not read as its text; each kind is mentioned once."""
    counts = dict.fromkeys(_LEFT_OUT, 0)
    for element in list(root.iter(etree.Element)):
        style = element.get("style", "")
        if element.tag in ("s", "strike", "del") or _is_struck(style):
            kind = "struck"
        elif _HIDDEN.search(style) or element.get("hidden") is not None:
            kind = "hidden"
        elif element.tag in ("nav", "footer"):
            kind = "menu"
        elif element.tag in ("iframe", "frame", "object", "embed"):
            kind = "frame"
        elif element.tag == "img":
            kind = "picture"
        else:
            continue
        if element.getparent() is None or not any(each is root for each in element.iterancestors()):
            continue
        if kind in ("frame", "picture") or normalise("".join(element.itertext())):
            counts[kind] += 1
            shown = normalise("".join(element.itertext()))[:80]
            if kind == "struck":
                lines.mention("struck", f"ไม่ได้อ่านข้อความที่ขีดฆ่า “{shown}”")
        tail, parent, before = element.tail or "", element.getparent(), element.getprevious()
        parent.remove(element)
        if before is None:
            parent.text = (parent.text or "") + tail
        else:
            before.tail = (before.tail or "") + tail
    for kind, count in counts.items():
        if count and kind != "struck":
            lines.mention(kind, f"ไม่ได้อ่าน{_LEFT_OUT[kind]} {thai_digits(count)} แห่ง")


def _is_struck(style: str) -> bool:
    """Whether a style attribute strikes its text through."""
    declarations = (each.partition("text-decoration") for each in style.lower().split(";"))
    return any("line-through" in value for _before, _name, value in declarations)


def _add_table(lines: Lines, table: etree._Element, number: int) -> None:
    spots: list[Spot] = []
    taken: set[tuple[int, int]] = set()
    name = f"ตารางที่ {thai_digits(number)}"
    rows = list(table.iter("tr"))
    for at, row in enumerate(rows):
        column = 0
        for element in row.iterchildren("td", "th"):
            while (at, column) in taken:
                column += 1
            high, wide = _span(element, "rowspan", len(rows) - at), _span(element, "colspan", 60)
            taken |= {(at + down, column + right) for down in range(high) for right in range(wide)}
            place = f"{name} แถวที่ {thai_digits(at + 1)} ช่องที่ {thai_digits(column + 1)}"
            spots.append(Spot(at, column, high, wide, Cell(element_blocks(element)), place))
            column += wide
    caption = table.find("caption")
    if caption is not None:
        lines.add(Cell(element_blocks(caption)), place=name)
    add_table(lines, spots, number, lambda at: f"{name} แถวที่ {thai_digits(at + 1)}")


def _span(element: etree._Element, name: str, most: int) -> int:
    """A rowspan or colspan; 0 means "to the end"."""
    text = element.get(name, "1").strip()
    value = int(text) if re.fullmatch("[0-9]{1,4}", text) else 1
    return max(1, min(value or most, most))
