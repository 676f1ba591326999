"""Values of published contents as the Thai text the public pages show. Unknown values stay as they are."""

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from decimal import Decimal
from typing import Any, TypeAlias

from assessments.content.shapes import Row
from ita_portal.thai.dates import thai_date
from ita_portal.thai.digits import thai_digits

Figure: TypeAlias = Decimal | int

NO_FIGURE: dict[str | None, str] = {"not_announced": "ยังไม่ประกาศ", "not_applicable": "ไม่ใช้กับหน่วยงานนี้"}
NO_TOTAL, NO_SCORE = "ไม่มีคะแนนรวมในประกาศ", "ไม่มีคะแนนตัวชี้วัดนี้ในประกาศ"
ANSWERS = {"yes": "มี", "no": "ไม่มี", "none_this_period": "ไม่มีในรอบนี้", None: "ยังไม่เปิดเผย"}
STATUSES = {
    "not_started": "ยังไม่เริ่มดำเนินการ",
    "doing": "กำลังดำเนินการ",
    "done": "ดำเนินการแล้ว",
    "dropped": "ยกเลิก ไม่ดำเนินการต่อ",
}
STANDINGS = {
    "done": "ดำเนินการแล้ว",
    "doing": "กำลังดำเนินการ",
    "late": "เกินกำหนด",
    "silent": "ยังไม่มีรายงาน",
    "dropped": "ยกเลิก",
}
EDITIONS = {"draft": "ฉบับร่าง", "final": "ฉบับสมบูรณ์"}
PERIODS = {
    "current_fy": "ข้อมูลของปีที่ประเมิน",
    "previous_fy": "ข้อมูลของปีก่อน",
    "first_6_months_of_current_fy": "หกเดือนแรกของปีที่ประเมิน",
    "standing": "ข้อมูลที่ใช้อยู่ในปัจจุบัน",
}
CONFIDENCES = {
    "verified": "ยืนยันจากแหล่งที่ระบุ",
    "verified_partly": "ยืนยันบางส่วน",
    "from_memory": "ยังไม่ยืนยัน (จากความจำ)",
    "uncertain": "ยังไม่ยืนยัน (ข้อมูลไม่แน่ชัด)",
    "not_found": "ไม่พบข้อมูล",
}
SCHEMES = {"letters": "ตัวอักษร AA–F", "words": "ถ้อยคำ ผ่านดีเยี่ยม–ต้องปรับปรุงโดยด่วน"}


def text(value: object) -> str:
    """Text as it was written; nothing is ""."""
    return "" if value is None else str(value)


def digits(value: str | int | Decimal | None) -> str:
    """A number, or text of the official list, with Thai digits; a number keeps the places it has."""
    return "" if value is None else thai_digits(value)


def lines(values: Iterable[str | int | Decimal | None] | None) -> str:
    """A list of texts, one a line."""
    return "\n".join(map(digits, values or ()))


def day(value: str | None) -> str:
    """An ISO date as ๑๒ มีนาคม ๒๕๖๔."""
    try:
        return thai_date(date.fromisoformat(value)) if value else ""
    except ValueError:
        return text(value)


def points(value: Figure | str | None) -> str:
    """A figure with at least two decimals: ๖.๒๐, ๗๕.๔๔๒."""
    if value is None:
        return ""
    figure = Decimal(value)
    two = figure.quantize(Decimal("0.01"))
    return thai_digits(two if two == figure else figure)


def _scored(no_figure: str) -> Callable[[Figure | None, str | None], str]:
    def shown(value: Figure | None, state: str | None) -> str:
        """A score, or which of the three reasons there is none for; zero is a figure."""
        if state is None and value is None:
            return ""
        if state == "announced" and value is not None:
            return points(value)
        return NO_FIGURE.get(state, no_figure)

    return shown


total, score = _scored(NO_TOTAL), _scored(NO_SCORE)


def percent(value: Figure | None) -> str:
    """A weight: ร้อยละ ๓๐."""
    return "" if value is None else f"ร้อยละ {thai_digits(value)}"


def chosen(names: Mapping[Any, str]) -> Callable[[object], str]:
    """The reading of a value that has a Thai name in `names`."""
    return lambda value: names.get(value, text(value))


def link(label: str | None, url: str | None) -> str:
    """A label and its address, as far as there are: ประกาศ — https://…"""
    return " — ".join(filter(None, (label, url)))


def source(value: Row | None) -> str:
    """Where an announcement stands: {"label", "url"} or None."""
    return link(value.get("label"), value.get("url")) if value else ""


def corrected_date(row: Row) -> str:
    """A date that an earlier version stated wrongly: O12: ระบุ … ที่ถูกต้องคือ …"""
    right = day(row["correct"]) or "ยังไม่เคยตอบ"
    return f"{row['code']}: ระบุ {day(row['stated'])} ที่ถูกต้องคือ {right}"


def numbered_link(row: Row) -> str:
    """A link of an OIT item: ๑. label — url, or that it was taken out."""
    number = f"{digits(row.get('position'))}."
    if row.get("removed"):
        return " ".join(filter(None, (number, row.get("label"), "(หน่วยงานนำลิงก์นี้ออกแล้ว)")))
    return f"{number} {link(row.get('label'), row.get('url'))}"


def handed_in_link(row: Row) -> str:
    """A link as it was handed in: number, label, address, document and what its check had found."""
    document, check = row.get("document"), row.get("check")
    parts = [numbered_link(row)]
    if document:
        parts.append(f"เอกสารรุ่นที่ {digits(document.get('version'))} ลายนิ้วมือ {document.get('sha256')}")
    if check:
        parts.append(str(check.get("finding")))
    return " · ".join(parts)


def progress_entry(row: Row) -> str:
    """What was told of a measure on a day, its evidence a line each with what stands behind the address."""
    parts = [f"{day(row.get('date'))} {text(row.get('text'))}"]
    for each in row.get("evidence") or ():
        document = each.get("document")
        target = f"{document['name']} ลายนิ้วมือ {document['sha256']}" if document else each.get("url")
        parts.append(f"หลักฐานที่ {digits(each.get('number'))} {link(each.get('label'), target)}")
    return "\n".join(parts)


def figures(values: object) -> str:
    """Figures by name, one a line: IIT ๒๒.๖๓."""
    rows = values.items() if isinstance(values, dict) else ()
    return "\n".join(f"{digits(name)} {points(value) or 'คำนวณไม่ได้'}" for name, value in rows)


def counts(values: object) -> str:
    """Counts of items by sub-indicator, one a line: ๙.๑ มี ๙ ข้อ."""
    rows = values.items() if isinstance(values, dict) else ()
    return "\n".join(f"{digits(name)} มี {digits(value)} ข้อ" for name, value in rows)
