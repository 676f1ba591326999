"""Published contents as tables: one list of columns per page, for every form a table is written in. Pure."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from assessments.content import wording as words
from assessments.files.csv_table import csv_of
from assessments.files.xlsx import fitting, xlsx_bytes

POINTS = "0.00"
STATES = {
    "announced": "ประกาศแล้ว",
    "missing": "ไม่มีตัวเลขในประกาศ",
    "not_announced": words.NO_FIGURE["not_announced"],
    "not_applicable": words.NO_FIGURE["not_applicable"],
}


@dataclass(frozen=True)
class Column:
    """One column: its Thai heading, how a row's value (str, int, Decimal or None) is found, its XLSX form.

    `width` is in characters. A `kind` of "date" makes a date of an ISO text, "points" writes two decimals.
    `type` is the type of its cells in a Table Schema where `kind` does not say it.
    """

    heading: str
    value: Callable
    width: int = 14
    kind: str = ""
    type: str = "string"


@dataclass(frozen=True)
class Table:
    """The rows that a content holds and the columns that each of them has."""

    rows: Callable
    columns: list


def _of(name):
    return lambda row: row[name]


def _named(name, names):
    return lambda row: names.get(row[name], row[name])


OWNER = [Column("หน่วยงาน", _of("agency_name"), 24), Column("ปีงบประมาณ", _of("fiscal_year"), type="integer")]
INDICATOR = [
    Column("เครื่องมือ", _of("instrument")),
    Column("ตัวชี้วัดที่", _of("indicator"), type="integer"),
    Column("ตัวชี้วัด", _of("indicator_name"), 30),
    Column("คะแนน", _of("score"), kind="points"),
    Column("สถานะของคะแนน", _named("score_state", STATES), 18),
]


def _owner(content):
    return {"agency_name": content["agency"]["name"], "fiscal_year": content["fiscal_year"]}


def _indicator(indicator):
    names = ("instrument", "score", "score_state")
    row = {name: indicator[name] for name in names}
    return row | {"indicator": indicator["number"], "indicator_name": indicator["name"]}


def _result_rows(content):
    """A row for each indicator; what was announced for the whole year stands in each."""
    announced, computed = content["announced"], content["computed"]
    year = {"total": announced["total"], "total_state": announced["state"], "level": announced["level"]}
    weights = {each["code"]: each["weight"] for each in content["instruments"]}
    for indicator in content["indicators"]:
        lost = computed["indicator_losses"].get(str(indicator["number"]))
        weight = weights.get(indicator["instrument"])
        yield _owner(content) | _indicator(indicator) | year | {"weight": weight, "lost": lost}


def _measures_rows(content):
    """A row for each action, with the indicator it is for."""
    indicators = {indicator["number"]: indicator for indicator in content["indicators"]}
    for action in content["actions"]:
        year = {"result_year": content["result_year"]}
        yield action | _owner(content) | year | _indicator(indicators[action["indicator"]])


def _progress_rows(content):
    """A row for each entry; a measure that nobody told of has one row without a day."""
    names = {indicator["number"]: indicator["name"] for indicator in content["indicators"]}
    for action in content["actions"]:
        whole = action | _owner(content) | {"result_year": content["result_year"]}
        whole["indicator_name"] = names[action["indicator"]]
        for entry in action["entries"] or [{"date": None, "months": None, "text": None, "evidence": []}]:
            evidence = "\n".join(f"{each['label']} {each['address']}" for each in entry["evidence"])
            told = {"date": entry["date"], "months": entry["months"], "told": entry["text"]}
            yield whole | told | {"evidence": evidence or None}


def _checklist_rows(content):
    """A row for each item; its links stand in one cell, one a line, how they stand in another."""
    for item in content["items"]:
        links = "\n".join(map(_link, item["links"]))
        checked = "\n".join(
            f"{link['position']}. {link['standing']}" for link in item["links"] if link.get("standing")
        )
        yield item | _owner(content) | {"links": links, "standings": checked}


def _link(link):
    if link["removed"]:
        return f"{link['position']}. {link['label']} (หน่วยงานนำลิงก์นี้ออกแล้ว)"
    return f"{link['position']}. {words.link(link['label'], link['url'])}"


def _handin_rows(content):
    """A row for each item: the columns of the ITAS form, then which document stood there and its check."""
    for item in content["items"]:
        links = item["links"]
        documents = [link for link in links if "document" in link]
        yield (
            item
            | _owner(content)
            | {
                "links": "\n".join(link["url"] for link in links),
                "documents": "\n".join(
                    f"{link['position']}. {link['document']['name']} {link['document']['sha256']}"
                    for link in documents
                ),
                "checks": "\n".join(
                    f"{link['position']}. {link['check']['finding']}" for link in links if link["check"]
                ),
            }
        )


TABLES = {
    "handin": Table(
        _handin_rows,
        [
            *OWNER,
            Column("ข้อ", _of("code"), 8),
            Column("ข้อมูลที่ต้องเปิดเผย", _of("title"), 48),
            Column("มี/ไม่มี", _named("answer", words.ANSWERS)),
            Column("ลิงก์ (URLs)", _of("links"), 60),
            Column("คำอธิบาย", _of("explanation"), 40),
            Column("เอกสารและลายนิ้วมือ", _of("documents"), 40),
            Column("ผลตรวจลิงก์เมื่อส่ง", _of("checks"), 24),
        ],
    ),
    "result": Table(
        _result_rows,
        [
            *OWNER,
            Column("คะแนนรวมที่ประกาศ", _of("total"), kind="points"),
            Column("สถานะของคะแนนรวม", _named("total_state", STATES), 18),
            Column("ระดับที่ประกาศ", _of("level")),
            *INDICATOR,
            Column("น้ำหนักของเครื่องมือ (ร้อยละ)", _of("weight"), type="number"),
            Column("คะแนนรวมที่ขาดไปเพราะตัวชี้วัดนี้", _of("lost"), 20, kind="points"),
        ],
    ),
    "measures": Table(
        _measures_rows,
        [
            *OWNER,
            Column("จากผลประเมินปี", _of("result_year"), type="integer"),
            *INDICATOR,
            Column("ลำดับ", _of("order"), type="integer"),
            Column("มาตรการ", _of("text"), 60),
            Column("จุดที่ต้องพัฒนา", _of("weak_point"), 36),
            Column("ส่วนงาน", lambda row: row.get("division"), 24),
            Column("ผู้รับผิดชอบ", _of("responsible"), 24),
            Column("ขั้นตอน", _of("steps"), 40),
            Column("เริ่ม (ค.ศ.)", _of("start_on"), kind="date"),
            Column("แล้วเสร็จภายใน (ค.ศ.)", _of("due_on"), kind="date"),
            Column("การกำกับติดตาม", _of("monitoring"), 36),
            Column("สถานะ", _named("status", words.STATUSES), 18),
            Column("เหตุที่ยกเลิก", lambda row: row.get("dropped_reason"), 30),
        ],
    ),
    "progress": Table(
        _progress_rows,
        [
            *OWNER,
            Column("จากผลประเมินปี", _of("result_year"), type="integer"),
            Column("ตัวชี้วัดที่", _of("indicator"), type="integer"),
            Column("ตัวชี้วัด", _of("indicator_name"), 30),
            Column("ลำดับ", _of("order"), type="integer"),
            Column("มาตรการ", _of("text"), 60),
            Column("ส่วนงาน", _of("division"), 24),
            Column("ผู้รับผิดชอบ", _of("responsible"), 24),
            Column("แล้วเสร็จภายใน (ค.ศ.)", _of("due_on"), kind="date"),
            Column("ความก้าวหน้า", _named("standing", words.STANDINGS), 18),
            Column("เหตุที่ยกเลิก", _of("dropped_reason"), 30),
            Column("วันที่ดำเนินการ (ค.ศ.)", _of("date"), kind="date"),
            Column("รอบ (เดือน)", _of("months"), type="integer"),
            Column("ผลการดำเนินการ", _of("told"), 60),
            Column("หลักฐาน", _of("evidence"), 50),
        ],
    ),
    "oit": Table(
        _checklist_rows,
        [
            *OWNER,
            Column("ข้อ", _of("code"), 8),
            Column("ตัวชี้วัดย่อย", _of("sub_indicator"), 12),
            Column("หมวด", _of("group"), 24),
            Column("ข้อมูลที่ต้องเปิดเผย", _of("title"), 48),
            Column("คำตอบ", _named("answer", words.ANSWERS)),
            Column("คำอธิบาย", _of("explanation"), 40),
            Column("ลิงก์", _of("links"), 60),
            Column("ผลตรวจลิงก์", _of("standings"), 36),
            Column("ตั้งแต่ (ค.ศ.)", _of("since"), kind="date"),
            Column("เปลี่ยนล่าสุด (ค.ศ.)", _of("changed"), kind="date"),
        ],
    ),
}


def table_schema(page):
    """The Frictionless Table Schema of a page's CSV."""
    kinds = {"points": "number", "date": "date"}
    return {
        "fields": [
            {"name": column.heading, "type": kinds.get(column.kind, column.type)}
            for column in TABLES[page].columns
        ],
        "missingValues": [""],
    }


def table(content):
    """A content (parsed, numbers as Decimal) as (headings, rows of cells); None when it is no table.

    A cell is a str, an int, a Decimal, or None for what is not known.
    """
    found = TABLES.get(_name(content))
    if found is None:
        return None
    rows = [[column.value(row) for column in found.columns] for row in found.rows(content)]
    return [column.heading for column in found.columns], rows


def _name(content):
    return content["schema"].partition("/")[0]


def xlsx_file(content):
    """A content as XLSX (bytes), cells typed: numbers, dates, texts that are never formulas."""
    headings, rows = table(content)
    columns = TABLES[_name(content)].columns
    typed = [[_typed(column, value) for column, value in zip(columns, row, strict=True)] for row in rows]
    formats = [POINTS if column.kind == "points" else None for column in columns]
    title = f"{_name(content)} {content['fiscal_year']}"
    return xlsx_bytes(title, headings, fitting(typed), [column.width for column in columns], formats)


def _typed(column, value):
    if column.kind != "date" or not value:
        return value
    try:
        return date.fromisoformat(value)
    except ValueError:
        return value


def csv_bytes(content):
    """A content as CSV (RFC 4180, UTF-8 with BOM, safe in a spreadsheet); None when it is no table."""
    found = table(content)
    if found is None:
        return None
    return csv_of(*found)
