"""Rows of the tables -> one row an indicator, with its score and its actions."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from decimal import Decimal

from ita_portal.thai.digits import ascii_digits, thai_digits
from ita_portal.thai.text import clipped, normalise
from measures.importing.actions_text import ActionText, paragraphs_without_mark, read_actions
from measures.importing.details import Details
from measures.importing.faults import FaultList, Notice
from measures.importing.html_text import MarkupError, plain_text
from measures.importing.item_codes import item_code
from measures.importing.layout import Section, TableRow
from measures.importing.official_names import IndicatorName, ItemName, YearFramework, name_key
from measures.importing.row_details import NAMES, RowDetails
from measures.importing.scores import read_score

_PRINTED_NAME = re.compile(r"(?:ตัวชี้วัดที่ ?)?(?:([0-9๐-๙]{1,2})(?![0-9๐-๙])[.)]? ?)?(.*)", re.DOTALL)


@dataclass(frozen=True)
class IndicatorRow:
    """One indicator as the document has it, under its official number, instrument and name.

    `score` is None and `actions` empty where they could not be read; a fault says so.
    """

    line: int
    place: str
    printed_number: int | None
    number: int
    instrument: str
    name_as_printed: str
    name: str
    score: Decimal | None
    actions: tuple[ActionText, ...]


@dataclass(frozen=True)
class Unassigned:
    """A text that may be a measure but belongs to no indicator that is known; `printed` names its row."""

    place: str
    printed: str
    text: str
    line: int = 0
    source: str = ""
    details: Details = field(default_factory=Details)


@dataclass
class _Draft:
    """A row while the rows that go on with it are still read. `indicator` None: not known."""

    row: TableRow
    printed: str
    number: int | None = None
    indicator: IndicatorName | None = None
    score: Decimal | None = None
    is_item: bool = False
    actions: list[ActionText] = field(default_factory=list)


class RowReader:
    """Reads the rows of all sections against the names of one year; faults are added as they are met."""

    def __init__(self, names: YearFramework, faults: FaultList) -> None:
        self._names, self._faults = names, faults
        self._items = {item.code: item for item in names.items}
        self._near = names.year_be + 1 if names.year_be else None
        self.unassigned: list[Unassigned] = []
        self.notices: list[Notice] = []
        self.dated: set[str] = set()  # places of cells that were read as times

    def read(self, section: Section) -> list[IndicatorRow]:
        """The IndicatorRow of each indicator in a section, in order; the same indicator may come twice."""
        drafts: list[_Draft] = []
        for row in section.rows:
            try:
                self._read(row, drafts)
            except MarkupError as error:
                self._fault(row, None, str(error))
                if drafts and drafts[-1].row is row:
                    drafts.pop()
        return [found for draft in drafts if (found := self._finished(draft)) is not None]

    def joined(self, rows: Iterable[IndicatorRow]) -> tuple[IndicatorRow, ...]:
        """One row an indicator: what stands in two places is joined when it does not contradict itself."""
        joined: dict[int, IndicatorRow] = {}
        for row in rows:
            first = joined.get(row.number)
            joined[row.number] = row if first is None else self._join(first, row)
        for row in joined.values():
            if not row.actions:
                name = clipped(row.name_as_printed)
                self._faults.add(row.line, f"ตัวชี้วัด “{name}” ไม่มีแนวทางการแก้ไขปรับปรุง", row.place)
        return tuple(sorted(joined.values(), key=lambda row: row.line))

    def _join(self, first: IndicatorRow, row: IndicatorRow) -> IndicatorRow:
        differ = None not in (first.score, row.score) and first.score != row.score
        twice = first.actions and row.actions and first.score is not None and row.score is not None
        below = row.actions and first.score == row.score and row.line - first.line <= len(first.actions)
        if (differ or twice) and not below:
            message = f"ตัวชี้วัด “{row.name}” ซ้ำกับ{first.place}"
            self._faults.add(row.line, message, row.place)
            self.unassigned += _unassigned(row.name_as_printed, row.actions)
            return replace(first, score=None) if differ else first
        if first.actions and row.actions:
            message = f"{row.place}: ตัวชี้วัด “{row.name}” มีหลายแถว จึงรวมมาตรการไว้ด้วยกัน"
            self._notice("rows_joined", row, message)
        score = row.score if first.score is None else first.score
        return replace(first, score=score, actions=first.actions + row.actions)

    def _read(self, row: TableRow, drafts: list[_Draft]) -> None:
        columns = row.columns
        printed = plain_text(row.cell(columns.indicator)).replace("\n", " ")
        before = drafts[-1] if drafts and drafts[-1].row.line.table == row.line.table else None
        merged = row.goes_on(columns.indicator)
        if before and row.line.table and (merged or not printed):
            self._go_on(row, before, merged)
            return
        draft = self._draft(row, printed)
        drafts.append(draft)
        self._read_score(row, draft, before)
        if row.goes_on(columns.action):
            message = "ช่องมาตรการผสานกับตัวชี้วัดแถวบน จึงไม่รู้ว่ามาตรการใดเป็นของตัวชี้วัดใด อ่านไว้ที่แถวบน"
            self._fault(row, columns.action, message)
            self._refuse_details(row)
        else:
            draft.actions += self._actions(row)
        self._check_instrument(row, draft)

    def _draft(self, row: TableRow, printed: str) -> _Draft:
        match = _PRINTED_NAME.fullmatch(printed)
        number, name = match.groups() if match else (None, printed)
        draft = _Draft(row, name, int(ascii_digits(number)) if number else None, self._names.indicator(name))
        if draft.indicator is None and self._names.indicators:
            item = self._item(row, printed)
            if item:
                draft.is_item = True
                draft.indicator = self._names.indicator_numbered(item.indicator)
            else:
                self._fault(row, row.columns.indicator, self._unknown(name))
        return draft

    def _item(self, row: TableRow, printed: str) -> ItemName | None:
        """The OIT item that a row is about, when its title is not that of another."""
        coded = item_code(printed)
        item = self._items.get(coded[0]) if coded else None
        if not coded or not item:
            return None
        title, official = name_key(coded[1]), name_key(item.title)
        if title and title not in official and official not in title:
            message = f"{coded[0]} ของปี {thai_digits(self._names.year_be)} คือ “{item.title}” ไม่ตรงกับชื่อที่พิมพ์"
            self._fault(row, row.columns.indicator, message)
            return None
        message = (
            f"{row.place()}: {item.code} เป็นข้อของตัวชี้วัดที่ {thai_digits(item.indicator)} "
            "จึงใส่มาตรการไว้ที่ตัวชี้วัดนั้น และไม่ได้อ่านคะแนนของข้อ"
        )
        self._notice("item_row", row, message)
        return item

    def _go_on(self, row: TableRow, before: _Draft, merged: bool) -> None:
        """A row below the one that names the indicator: more of its actions."""
        columns = row.columns
        figure = normalise(row.cell(columns.score))
        if figure and not row.goes_on(columns.score):
            self._fault(row, columns.score, f"แถวย่อยมีคะแนนอีกค่า “{clipped(figure)}” จึงไม่ได้อ่านค่านี้")
        if row.goes_on(columns.action):
            self._refuse_details(row)
            return
        found = self._actions(row)
        before.actions += found
        if found and not merged:
            message = f"{row.place()}: ช่องตัวชี้วัดว่าง จึงอ่านเป็นมาตรการของ “{clipped(before.printed)}” แถวบน"
            self._notice("goes_on", row, message)

    def _read_score(self, row: TableRow, draft: _Draft, before: _Draft | None) -> None:
        at = row.columns.score
        if at is None or draft.is_item:
            return
        if row.goes_on(at):
            message = "ช่องคะแนนผสานหลายตัวชี้วัด จึงไม่รู้ว่าเป็นคะแนนของตัวชี้วัดใด"
            self._fault(row, at, message)
            if before and before.score is not None:
                self._fault(before.row, at, message)
                before.score = None
            return
        try:
            draft.score, note = read_score(plain_text(row.cell(at)).replace("\n", " "))
        except ValueError as error:
            if normalise(row.cell(at)) or not row.line.table:
                self._fault(row, at, str(error))
            else:
                self._fault(row, at, f"ไม่มีคะแนนของตัวชี้วัด “{clipped(draft.printed)}”")
            return
        if note:
            self._notice("score_beside", row, f"{row.place(at)}: {note}")

    def _actions(self, row: TableRow) -> tuple[ActionText, ...]:
        at = row.columns.action
        found = read_actions(row.cell(at)) if at is not None else ()
        if row.line.table and len(found) and paragraphs_without_mark(row.cell(at)):
            message = (
                f"{row.place(at)}: ช่องนี้มีหลายย่อหน้าแต่ไม่มีเครื่องหมายข้อ "
                f"จึงอ่านเป็น {thai_digits(len(found))} มาตรการ กรุณาตรวจว่าแบ่งถูก"
            )
            self._notice("paragraphs", row, message)
        if not found:
            self._refuse_details(row)
            return ()
        reader = RowDetails(row, self._near)
        details = reader.read(len(found))
        self.dated |= reader.dated
        self.notices += [
            Notice(code, (row.line.number,), message) for code, _place, message in reader.notices
        ]
        place, number = row.place(at), row.line.number
        return tuple(
            replace(action, line=number, place=place, details=each)
            for action, each in zip(found, details, strict=True)
        )

    def _refuse_details(self, row: TableRow) -> None:
        """Details of a row that has no measure of its own belong to none that is known."""
        at = RowDetails(row, self._near).filled()
        if at is not None:
            field = next(field for field, place in row.columns.details if place == at)
            text = clipped(plain_text(row.cell(at)).replace("\n", " "))
            self._fault(row, at, f"มี{NAMES[field]} “{text}” แต่แถวนี้ไม่มีมาตรการของตัวเอง จึงไม่รู้ว่าเป็นของมาตรการใด")

    def _check_instrument(self, row: TableRow, draft: _Draft) -> None:
        printed = row.cell(row.columns.instrument)
        named = self._names.instrument_of_heading(f"({printed})") if printed else None
        if named and draft.indicator and named.code != draft.indicator.instrument:
            message = (
                f"{row.place(row.columns.instrument)}: พิมพ์ว่า {named.code} "
                f"แต่ตัวชี้วัด “{draft.indicator.name}” เป็นของ {draft.indicator.instrument} จึงอ่านตามตัวชี้วัด"
            )
            self._notice("instrument_cell", row, message)

    def _finished(self, draft: _Draft) -> IndicatorRow | None:
        place = draft.row.place()
        if draft.indicator is None:
            self.unassigned += _unassigned(draft.printed, draft.actions)
            return None
        return IndicatorRow(
            line=draft.row.line.number,
            place=place,
            printed_number=None if draft.is_item else draft.number,
            number=draft.indicator.number,
            instrument=draft.indicator.instrument,
            name_as_printed=draft.printed,
            name=draft.indicator.name,
            score=draft.score,
            actions=tuple(draft.actions),
        )

    def _unknown(self, name: str) -> str:
        message = f"ไม่รู้จักตัวชี้วัด “{clipped(name)}” ในปี {thai_digits(self._names.year_be)}"
        nearest = self._names.nearest_indicator(name)
        return f"{message} ชื่อที่ใกล้ที่สุดคือ “{nearest.name}”" if nearest else message

    def _fault(self, row: TableRow, at: int | None, message: str) -> None:
        self._faults.add(row.line.number, message, row.place(at) if row.line.place else "")

    def _notice(self, code: str, row: TableRow | IndicatorRow, message: str) -> None:
        number = row.line if isinstance(row, IndicatorRow) else row.line.number
        self.notices.append(Notice(code, (number,), message))


def _unassigned(printed: str, actions: Iterable[ActionText]) -> list[Unassigned]:
    return [
        Unassigned(each.place, printed, each.text, each.line, each.source, each.details) for each in actions
    ]
