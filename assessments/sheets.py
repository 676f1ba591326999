"""The ITAS sheet of a year: what it shows, and what an edited one would change.

One row an item. A blank cell, a row that is missing and an address that is missing change nothing; a cell
that says CLEAR is emptied. Nothing is ever deleted by a sheet.
"""

import hashlib
from dataclasses import dataclass
from urllib.parse import urlsplit

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from openpyxl.utils import get_column_letter

from assessments.addresses import link_path
from assessments.canonical import canonical_json
from assessments.documents.refusing import Refused
from assessments.exports import FORMULA_SIGNS
from assessments.link_states import standings
from assessments.models import Assessment, Disclosure, DisclosureLink
from assessments.sheet_files import read_table
from assessments.xlsx import plain_text
from ita_portal.thai import ascii_digits, clipped, thai_digits

CODE, TITLE, ANSWER, URLS, EXPLANATION, CHECKED = HEADINGS = (
    "ข้อ",
    "ข้อมูลที่ต้องเปิดเผย",
    "คำตอบ",
    "URL",
    "คำอธิบาย",
    "ตรวจล่าสุด",
)
WIDTHS = (8, 36, 14, 60, 48, 36)
CLEAR = "ล้างช่องนี้"
OWN_PAGE = "อยู่ในระบบนี้ ไม่ต้องตรวจ"
UNANSWERED = "ยังไม่เปิดเผย"
ANSWERS = {label: value for value, label in Disclosure.Answer.choices} | {UNANSWERED: "", CLEAR: ""}
EXCEL_ERRORS = {"#REF!", "#N/A", "#VALUE!", "#NAME?", "#DIV/0!", "#NULL!", "#NUM!", "#SPILL!"}
NO_HEADING = f"แถวแรกของตารางต้องเป็นหัวคอลัมน์ และต้องมีคอลัมน์ “{CODE}” ให้เริ่มจากไฟล์ที่ดาวน์โหลดจากหน้านี้"
NOTHING_TO_READ = f"ไฟล์นี้ไม่มีคอลัมน์ “{ANSWER}” “{URLS}” หรือ “{EXPLANATION}” จึงไม่มีอะไรให้นำเข้า"
STALE = "ข้อมูลบนระบบเปลี่ยนไปหลังจากแสดงตัวอย่าง จึงยังไม่บันทึก กรุณาตรวจตัวอย่างใหม่ด้านล่างแล้วยืนยันอีกครั้ง"
WITHDRAWN = "ลิงก์นี้ถอนออกแล้ว (ลำดับ {position}) ถ้าจะใช้อีก ให้ยกเลิกการถอนที่หน้าแก้ไขข้อนี้"
NOT_CLEARED = "ถอนลิงก์ด้วยไฟล์ไม่ได้ ให้ถอนที่หน้าแก้ไขข้อนี้"


@dataclass(frozen=True)
class SheetLink:
    """One live link: its position, its address in full, and how it stood when last checked."""

    position: int
    address: str
    standing: str


@dataclass(frozen=True)
class SheetRow:
    """One item of the year: texts as the sheet shows them; `disclosure` is None without an answer."""

    item: object
    disclosure: Disclosure | None
    answer: str
    explanation: str
    links: tuple

    @property
    def cells(self):
        """The texts below HEADINGS; an address and its check stand on lines of the same number."""
        urls = "\n".join(link.address for link in self.links)
        checks = "\n".join(link.standing for link in self.links)
        return [self.item.code, self.item.title, self.answer, urls, self.explanation, checks]


@dataclass(frozen=True)
class Fault:
    """Why a cell of an uploaded sheet is refused; row and column count from 1, column 0 is the row."""

    row: int
    column: int
    heading: str
    message: str

    def __str__(self):
        place = f"แถวที่ {thai_digits(self.row)}"
        if self.column:
            place += f" ช่อง {get_column_letter(self.column)}{self.row} ({self.heading})"
        return f"{place}: {self.message}"


class SheetRefused(Exception):
    """The sheet is not taken; `reasons` are Thai sentences, one a fault."""

    def __init__(self, reasons):
        self.reasons = list(map(str, reasons))
        super().__init__("\n".join(self.reasons))


@dataclass(frozen=True)
class FieldChange:
    """One field of a disclosure: its name and heading, and its stored value before and after."""

    name: str
    heading: str
    before: str
    after: str

    @property
    def shown(self):
        """Both values as people read them; an answer as its label."""
        if self.name == "explanation":
            return self.before, self.after
        labels = dict(Disclosure.Answer.choices)
        return labels.get(self.before, UNANSWERED), labels.get(self.after, UNANSWERED)


@dataclass(frozen=True)
class NewLink:
    """A link to add: its position, its label and its address as it will be stored."""

    position: int
    label: str
    url: str


@dataclass(frozen=True)
class ItemChange:
    """What a sheet would change of one item; `kept` are addresses that stay though the row lacks them."""

    item: object
    disclosure: Disclosure
    row: int
    fields: tuple
    added: tuple
    kept: tuple

    def data(self):
        """All of it as JSON values, for the fingerprint."""
        fields = [[field.name, field.before, field.after] for field in self.fields]
        return [self.item.code, fields, [[link.position, link.url] for link in self.added], list(self.kept)]


@dataclass(frozen=True)
class Plan:
    """What a sheet would do: `changes` in the order of the file, and how many items stay as they are."""

    changes: tuple
    unchanged: int
    unnamed: int
    notices: tuple

    @property
    def fingerprint(self):
        """Another one whenever the same file would do something else, because the desk changed."""
        text = canonical_json([change.data() for change in self.changes])
        return hashlib.sha256(text.encode()).hexdigest()

    @property
    def counts(self):
        """How many (items, fields, links) would change or come."""
        fields = sum(len(change.fields) for change in self.changes)
        return len(self.changes), fields, sum(len(change.added) for change in self.changes)


def sheet_rows(agency, year, *, origin):
    """Every item of the year as SheetRows, addresses of this portal in full from `origin`. Reads only."""
    disclosures = _disclosures(agency, year)
    shown = {pk: _addresses(each, origin) for pk, each in disclosures.items()}
    urls = [link.url for each in disclosures.values() for link in each.links.all() if not link.removed]
    found = standings(agency, urls)
    return [
        _sheet_row(item, disclosures.get(item.pk), shown.get(item.pk, ()), found)
        for item in year.oit_items.order_by("number")
    ]


def _sheet_row(item, disclosure, addresses, found):
    if disclosure is None:
        return SheetRow(item, None, "", "", ())
    links = []
    for link, address in addresses:
        standing = found.of(link.url) if link.url else None
        words = " · ".join(standing.words) if standing else OWN_PAGE
        links.append(SheetLink(link.position, address, words))
    answer = disclosure.get_answer_display() if disclosure.answer else ""
    return SheetRow(item, disclosure, answer, disclosure.explanation, tuple(links))


def _disclosures(agency, year):
    rows = Disclosure.objects.filter(agency=agency, item__year=year).select_related("item__year")
    return {row.item_id: row for row in rows.prefetch_related("links__versions")}


def _addresses(disclosure, origin):
    """(link, its address in full) of the live links in order; a document has its stable address."""
    item = disclosure.item
    found = []
    for link in sorted(disclosure.links.all(), key=lambda link: link.position):
        address = link.url or link_path(item.year.year_be, item.code, link.position)
        if not link.removed and (link.url or link.versions.all()):
            found.append((link, origin + address if address.startswith("/") else address))
    return found


def preview_sheet(agency, year, data, *, origin):
    """The Plan of an uploaded sheet (bytes). Writes nothing. Raises SheetRefused with every fault at once."""
    try:
        table = read_table(data)
    except Refused as refused:
        raise SheetRefused([refused]) from None
    return _Reading(agency, year, origin).plan(table)


@transaction.atomic
def import_sheet(agency, year, data, *, origin, fingerprint):
    """Do what the preview of this fingerprint showed, all or nothing; returns the Plan.

    Raises SheetRefused, also when the same file would now do something else than it showed.
    """
    # Two imports of one year queue here, and the rows they change are read anew behind it.
    list(Assessment.objects.select_for_update().filter(agency=agency, year=year))
    list(Disclosure.objects.select_for_update().filter(agency=agency, item__year=year))
    plan = preview_sheet(agency, year, data, origin=origin)
    if plan.fingerprint != fingerprint:
        raise SheetRefused([STALE])
    try:
        with transaction.atomic():
            for change in plan.changes:
                _write(change)
    except IntegrityError:  # somebody added the same item or position on its own screen
        raise SheetRefused([STALE]) from None
    return plan


def _write(change):
    disclosure = change.disclosure
    names = [field.name for field in change.fields]
    if disclosure.pk is None:
        disclosure.save()
    elif names:
        disclosure.save(update_fields=names)
    for link in change.added:
        DisclosureLink.objects.create(
            disclosure=disclosure, position=link.position, label=link.label, url=link.url
        )


class _Reading:
    """One reading of a table against the desk; collects the faults of all cells."""

    def __init__(self, agency, year, origin):
        self.agency, self.year, self.origin = agency, year, origin
        self.disclosures = _disclosures(agency, year)
        self.items = {item.code: item for item in year.oit_items.order_by("number")}
        hosts = agency.hosts.values_list("host", flat=True)
        self.own_hosts = {urlsplit(origin).netloc.lower(), *(host.lower() for host in hosts)}
        self.faults, self.columns, self.seen = [], {}, {}

    def plan(self, table):
        at = next((at for at, row in enumerate(table) if any(row)), len(table))
        notices = self._headings(table[at] if at < len(table) else [], at + 1)
        changes = [self._item(row, number) for number, row in enumerate(table[at + 1 :], at + 2) if any(row)]
        if self.faults:
            raise SheetRefused(self.faults)
        changed = tuple(change for change in changes if change.fields or change.added)
        unnamed = len(self.items) - len(self.seen)
        return Plan(changed, len(changes) - len(changed), unnamed, tuple(notices))

    def _headings(self, row, number):
        """Note where each known column stands; returns a sentence for each that is not read."""
        names = {heading.casefold(): heading for heading in HEADINGS}
        notices = []
        for column, cell in enumerate(row):
            heading = names.get(_unguarded(cell).casefold())
            if heading in self.columns:
                self._fault(number, heading, "มีหัวคอลัมน์นี้ซ้ำกัน", column=column + 1)
            elif heading:
                self.columns[heading] = column
            elif cell:
                notices.append(f"ไม่อ่านคอลัมน์ {get_column_letter(column + 1)} “{clipped(cell)}”")
        if CODE not in self.columns:
            raise SheetRefused([NO_HEADING])
        if not {ANSWER, URLS, EXPLANATION} & set(self.columns):
            raise SheetRefused([NOTHING_TO_READ])
        return notices

    def _fault(self, row, heading, message, *, column=None):
        column = column or self.columns[heading] + 1
        self.faults.append(Fault(row, column, heading, message))

    def _cell(self, row, heading):
        column = self.columns.get(heading, len(row))
        return row[column] if column < len(row) else ""

    def _item(self, row, number):
        """The ItemChange of one row; None when the row cannot be read."""
        item = self._named_item(row, number)
        if item is None:
            return None
        for heading in (ANSWER, URLS, EXPLANATION):
            if (cell := self._cell(row, heading)) in EXCEL_ERRORS:
                self._fault(number, heading, f"ช่องนี้เป็นสูตรที่คำนวณไม่ได้ ({cell})")
        disclosure = self.disclosures.get(item.pk) or Disclosure(agency=self.agency, item=item)
        fields = [
            change
            for change in (
                self._answer(disclosure, self._cell(row, ANSWER), number),
                self._explanation(disclosure, self._cell(row, EXPLANATION)),
            )
            if change
        ]
        self._check(disclosure, fields, number)
        added, kept = self._links(disclosure, item, self._cell(row, URLS), number)
        return ItemChange(item, disclosure, number, tuple(fields), added, kept)

    def _named_item(self, row, number):
        typed = self._cell(row, CODE)
        code = ascii_digits(typed).upper().removeprefix("ข้อ").replace(" ", "")
        item = self.items.get(f"O{int(code)}" if code.isascii() and code.isdecimal() else code)
        if not typed:
            self._fault(number, CODE, "ไม่ได้ระบุข้อ")
        elif item is None:
            self._fault(number, CODE, f"ปี {thai_digits(self.year.year_be)} ไม่มีข้อ “{clipped(typed)}”")
        elif item.code in self.seen:
            first = thai_digits(self.seen[item.code])
            self._fault(number, CODE, f"ข้อ {item.code} ซ้ำกับแถวที่ {first} ให้เหลือแถวเดียว")
            return None
        if item is None:
            return None
        self.seen[item.code] = number
        title = _words(_unguarded(self._cell(row, TITLE)))
        if title and title != _words(item.title):
            self._fault(
                number,
                TITLE,
                f"ไม่ตรงกับชื่อข้อ {item.code} ของปี {thai_digits(self.year.year_be)} (“{clipped(item.title)}”) "
                "ไฟล์นี้อาจเป็นของปีอื่น",
            )
        return item

    def _answer(self, disclosure, cell, number):
        if not cell:
            return None
        value = ANSWERS.get(_words(cell))
        if value is None:
            known = " ".join(f"“{label}”" for label in (*Disclosure.Answer.labels, UNANSWERED))
            self._fault(number, ANSWER, f"“{clipped(cell)}” ไม่ใช่คำตอบที่ใช้ได้ ต้องเป็น {known} หรือเว้นว่าง")
            return None
        before = disclosure.answer
        return FieldChange("answer", ANSWER, before, value) if value != before else None

    @staticmethod
    def _explanation(disclosure, cell):
        before = disclosure.explanation
        if not cell or _unguarded(cell) == plain_text(before).strip() or cell == plain_text(before).strip():
            return None
        after = "" if cell == CLEAR else _unguarded(cell)
        return FieldChange("explanation", EXPLANATION, before, after) if after != before else None

    def _check(self, disclosure, fields, number):
        """Put the new values on the row and let the model judge them as its form would."""
        for change in fields:
            setattr(disclosure, change.name, change.after)
        try:
            disclosure.full_clean(
                exclude={"agency", "item", "division"}, validate_unique=False, validate_constraints=False
            )
        except ValidationError as error:
            for change in fields:
                for message in _sentences(error, change.name, change.after, 5000):
                    self._fault(number, change.heading, message)

    def _links(self, disclosure, item, cell, number):
        """(new links, addresses that stay though the cell does not name them)."""
        if not cell:
            return (), ()
        if cell == CLEAR:
            self._fault(number, URLS, NOT_CLEARED)
            return (), ()
        links = list(disclosure.links.all()) if disclosure.pk else []
        live, gone = self._known(links, item)
        named, added = set(), {}
        highest = max((link.position for link in links), default=0)
        for line in filter(None, map(str.strip, cell.split("\n"))):
            url = self._own_path(_unguarded(line))
            if url in live:
                named.add(live[url])
            elif url in gone:
                self._fault(number, URLS, WITHDRAWN.format(position=thai_digits(gone[url])))
            elif url not in added:
                added[url] = self._new_link(item, url, highest + len(added) + 1, links, number)
        shown = _addresses(disclosure, self.origin) if disclosure.pk else []
        kept = tuple(address for link, address in shown if link.position not in named)
        return tuple(added.values()), kept

    def _known(self, links, item):
        """{address without our host: position} of the live links and of the withdrawn ones."""
        live, gone = {}, {}
        for link in links:
            place = gone if link.removed else live
            place[link_path(self.year.year_be, item.code, link.position)] = link.position
            if link.url:
                place.setdefault(self._own_path(link.url), link.position)
        return live, gone

    def _own_path(self, url):
        """The site path of an address below /ita/ on a host of this portal; any other as it is."""
        try:
            parts = urlsplit(url)
        except ValueError:
            return url
        if parts.netloc.lower() not in self.own_hosts or not parts.path.startswith("/ita/"):
            return url
        return url.partition(parts.netloc)[2]

    def _new_link(self, item, url, position, links, number):
        """A link labelled by its item, told from others by its position; faults are noted."""
        label = item.title[:300]
        if position > 1 or links:
            label = f"{item.title[:270]} (ลำดับ {position})"
        row = DisclosureLink(position=position, label=label, url=url)
        try:
            row.full_clean(exclude={"disclosure"}, validate_unique=False, validate_constraints=False)
        except ValidationError as error:
            for message in _sentences(error, "url", url, 2000):
                self._fault(number, URLS, f"“{clipped(url)}” {message}")
        return NewLink(position, label, url)


def _sentences(error, name, value, longest):
    """The messages for one field, with a sentence of our own for a text that is too long."""
    for each in error.error_dict.get(name, ()):
        if each.code == "max_length":
            yield f"ยาว {thai_digits(f'{len(value):,}')} ตัวอักษร เกิน {thai_digits(f'{longest:,}')}"
        else:
            yield from each.messages


def _unguarded(cell):
    """A cell without the ' that exports put before what looks like a formula."""
    return cell[1:] if cell.startswith("'") and cell[1:].startswith(FORMULA_SIGNS) else cell


def _words(text):
    return " ".join(text.split())
