"""The ITAS sheet of a year on the desk: as rows to copy, and back from a spreadsheet with every change shown.

A file names what it wants to change: items and links it does not name stay as they are, an empty cell changes
nothing, a lone “-” empties an explanation. Numbered lines (“2. https://…”) change that link, others add one.
"""

import hashlib
import re
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.db import transaction

from assessments.files.csv_table import FORMULA_SIGNS
from assessments.links.standings import standings
from assessments.models import Disclosure, DisclosureLink
from assessments.record.paths import link_path
from ita_portal.thai.digits import ascii_digits, thai_digits
from ita_portal.thai.text import clipped, normalise

CODE, TITLE, ANSWER = "ข้อ", "ชื่อข้อ", "คำตอบ"
URLS, EXPLANATION, CHECKED = "ลิงก์ (URLs)", "คำอธิบาย", "ตรวจล่าสุด"
HEADINGS = [CODE, TITLE, ANSWER, URLS, EXPLANATION, CHECKED]
WIDTHS = [8, 48, 14, 70, 40, 40]  # characters, one a column
UNANSWERED, CLEARED = "ยังไม่เปิดเผย", "-"
ANSWERS = {label: value for value, label in Disclosure.Answer.choices} | {UNANSWERED: ""}
CODE_TYPED = re.compile(r"(?:ข้อ(?:ที่)? ?)?[oO0]?\.? ?0*([1-9][0-9]?)")
NUMBERED = re.compile(r"([0-9]{1,3})[.)] *(.*)")
MOST_LINKS = 50


class SheetRefused(ValueError):
    """The file cannot be taken; `errors` are Thai sentences with row and column."""

    def __init__(self, errors):
        super().__init__("\n".join(errors))
        self.errors = list(errors)


@dataclass(frozen=True)
class SheetRow:
    """One item on the desk: `links` are (position, full address, words of the last check)."""

    item: object
    disclosure: object
    links: tuple

    @property
    def answer(self):
        """The answer as the sheet writes it."""
        return (
            self.disclosure.get_answer_display() if self.disclosure and self.disclosure.answer else UNANSWERED
        )

    @property
    def explanation(self):
        """The explanation, "" without."""
        return self.disclosure.explanation if self.disclosure else ""

    @property
    def urls(self):
        """The addresses alone, one a line: what is pasted into ITAS."""
        return "\n".join(url for _position, url, _words in self.links)

    def cells(self):
        """The row under HEADINGS; links and checks numbered, one a line."""
        urls = "\n".join(f"{position}. {url}" for position, url, _words in self.links)
        checked = "\n".join(f"{position}. {words}" for position, _url, words in self.links if words)
        return [self.item.code, self.item.title, self.answer, urls, self.explanation, checked]


@dataclass(frozen=True)
class Change:
    """One thing an import would do: where, from what to what; `name` and `value` are what is written."""

    row: SheetRow
    place: str
    before: str
    after: str
    name: str
    value: object


def full_address(link, item, origin):
    """Where a desk link leads, in full; a document by its stable address."""
    if link.kind == DisclosureLink.Kind.DOCUMENT:
        return origin + link_path(item.year.year_be, item.code, link.position)
    return origin + link.url if link.url.startswith("/") else link.url


def sheet(agency, year, *, origin):
    """The SheetRows of a year in the order of its list: four queries however many links."""
    rows = Disclosure.objects.filter(agency=agency, item__year=year).prefetch_related("links__versions")
    disclosures = {row.item_id: row for row in rows}
    items = list(year.oit_items.select_related("year").order_by("number"))
    live = {
        item.pk: [
            (link.position, full_address(link, item, origin))
            for link in (disclosures[item.pk].links.all() if item.pk in disclosures else ())
            if not link.removed and (link.url or link.versions.all())
        ]
        for item in items
    }
    found = standings(agency, [url for links in live.values() for _position, url in links])
    return [
        SheetRow(
            item,
            disclosures.get(item.pk),
            tuple(
                (position, url, "" if url.startswith(origin) else " · ".join(found.of(url).words))
                for position, url in sorted(live[item.pk])
                if url.startswith(origin) or found.of(url)
            ),
        )
        for item in items
    ]


def fingerprint(rows):
    """SHA-256 of what an import may change: differs when the desk moved between preview and confirmation."""
    texts = [repr(row.cells()[:5]) for row in rows]
    return hashlib.sha256("\n".join(texts).encode()).hexdigest()


def _columns(headings):
    """{heading: index} of the first row; SheetRefused for unknown, doubled or missing headings."""
    names = [normalise(heading) for heading in headings]
    errors = [f"แถวที่ 1: ไม่รู้จักคอลัมน์ “{clipped(name)}”" for name in names if name and name not in HEADINGS]
    errors += [f"แถวที่ 1: มีคอลัมน์ “{name}” ซ้ำ" for name in HEADINGS if names.count(name) > 1]
    if CODE not in names:
        errors.append(f"แถวที่ 1: ต้องมีคอลัมน์ “{CODE}” ใช้ไฟล์ที่ดาวน์โหลดจากหน้านี้เป็นต้นแบบ")
    if errors:
        raise SheetRefused(errors)
    return {name: index for index, name in enumerate(names) if name}


def plan(rows, table, *, origin):
    """The Changes that a table (rows of texts, the first one headings) asks for on the desk `rows`.

    Raises SheetRefused with every error at once, each with its row and column.
    """
    if not table:
        raise SheetRefused(["ไฟล์ว่างเปล่า"])
    columns, by_code = _columns(table[0]), {row.item.code: row for row in rows}
    changes, errors, seen = [], [], {}
    for number, cells in enumerate(table[1:], start=2):
        cells = {name: _typed(cells[index]) if index < len(cells) else "" for name, index in columns.items()}
        if not any(cells.values()):
            continue
        code = CODE_TYPED.fullmatch(ascii_digits(normalise(cells[CODE])))
        row = by_code.get(f"O{code[1]}") if code else None
        if row is None:
            errors.append(f"แถวที่ {number} คอลัมน์ {CODE}: ปีนี้ไม่มีข้อ “{clipped(cells[CODE])}”")
        elif row.item.code in seen:
            errors.append(f"แถวที่ {number}: ข้อ {row.item.code} มีแล้วในแถวที่ {seen[row.item.code]}")
        else:
            seen[row.item.code] = number
            asked = _Asked(row, cells, number, origin)
            changes += asked.changes
            errors += asked.errors
    if errors:
        raise SheetRefused(errors)
    return changes


def _typed(cell):
    """A cell without the ' that our own files put before what a spreadsheet would compute."""
    return cell[1:] if cell.startswith("'") and cell[1:].startswith(FORMULA_SIGNS) else cell


class _Asked:
    """What one row of the file asks of one item."""

    def __init__(self, row, cells, number, origin):
        self.row, self.number, self.origin = row, number, origin
        self.changes, self.errors = [], []
        self.disclosure = row.disclosure
        title = normalise(cells.get(TITLE, ""))
        if title and title != normalise(row.item.title):
            self.wrong(TITLE, f"“{clipped(title)}” ไม่ใช่ชื่อของข้อ {row.item.code} ในปีนี้ ข้ออาจเปลี่ยนเลขจากปีก่อน")
            return
        self.answer(cells.get(ANSWER, ""))
        self.explanation(cells.get(EXPLANATION, ""))
        self.links(cells.get(URLS, ""))

    def wrong(self, column, sentence):
        self.errors.append(f"แถวที่ {self.number} คอลัมน์ {column}: {sentence}")

    def change(self, what, before, after, name, value):
        self.changes.append(Change(self.row, f"{self.row.item.code} {what}", before, after, name, value))

    def answer(self, cell):
        text = normalise(cell)
        if not text:
            return None
        if text not in ANSWERS:
            return self.wrong(ANSWER, f"“{clipped(text)}” ไม่ใช่คำตอบ ใช้ {' '.join(ANSWERS)}")
        if text != self.row.answer:
            self.change(ANSWER, self.row.answer, text, "answer", ANSWERS[text])

    def explanation(self, cell):
        text = cell.replace("\r\n", "\n").strip()
        if not text or text == self.row.explanation.strip():
            return None
        text = "" if text == CLEARED else text
        try:
            checked = Disclosure(explanation=text)
            checked.clean_fields(exclude={"agency", "item", "answer"})
            checked.clean()
        except ValidationError as error:
            return self.wrong(EXPLANATION, " ".join(error.messages))
        if text != self.row.explanation:
            self.change(EXPLANATION, self.row.explanation, text, "explanation", text)

    def links(self, cell):
        lines = [line.strip() for line in cell.splitlines() if line.strip()]
        if len(lines) > MOST_LINKS:
            return self.wrong(URLS, f"มีเกิน {MOST_LINKS} ลิงก์")
        present = {position: url for position, url, _words in self.row.links}
        for line in lines:
            numbered = NUMBERED.fullmatch(ascii_digits(line) if line[0] in "๐๑๒๓๔๕๖๗๘๙" else line)
            position, url = (int(numbered[1]), numbered[2].strip()) if numbered else (None, line)
            url = url.removeprefix(self.origin) if url.startswith(f"{self.origin}/ita/") else url
            full = f"{self.origin}{url}" if url.startswith("/") else url
            if full in present.values() if position is None else present.get(position) == full:
                continue
            self.link(position, url, present)

    def link(self, position, url, present):
        link = next((each for each in self._all() if each.position == position), None)
        if position is not None and (link is None or link.removed):
            return self.wrong(URLS, f"ไม่มีลิงก์ลำดับ {position} ให้เปลี่ยน ถ้าจะเพิ่มลิงก์ ไม่ต้องใส่ลำดับ")
        if link and link.kind == DisclosureLink.Kind.DOCUMENT:
            return self.wrong(URLS, f"ลิงก์ลำดับ {position} เป็นเอกสาร เปลี่ยนด้วยการอัปโหลดรุ่นใหม่ที่หน้าของข้อ")
        try:
            checked = DisclosureLink(label=self.row.item.title[:300], url=url)
            checked.clean_fields(exclude={"disclosure", "position"})
            checked.clean()
        except ValidationError as error:
            return self.wrong(URLS, f"“{clipped(url)}” {' '.join(error.messages)}")
        place = f"{URLS} {thai_digits(position)}" if position else "เพิ่มลิงก์"
        self.change(place, present.get(position, ""), url, "url", (position, url))

    def _all(self):
        return self.disclosure.links.all() if self.disclosure else ()


@transaction.atomic
def apply(agency, changes):
    """Write the Changes; all or nothing."""
    made = {}
    for change in changes:
        item = change.row.item
        disclosure = change.row.disclosure or made.get(item.pk)
        if disclosure is None:
            disclosure = made[item.pk] = Disclosure.objects.create(agency=agency, item=item)
        if change.name == "url":
            _write_link(disclosure, item, *change.value)
        else:
            setattr(disclosure, change.name, change.value)
            disclosure.full_clean()
            disclosure.save()


def _write_link(disclosure, item, position, url):
    if position is None:
        highest = max(
            (link.position for link in DisclosureLink.objects.filter(disclosure=disclosure)), default=0
        )
        link = DisclosureLink(disclosure=disclosure, position=highest + 1, label=item.title[:300])
    else:
        link = DisclosureLink.objects.get(disclosure=disclosure, position=position)
    link.url = url
    link.full_clean()
    link.save()
