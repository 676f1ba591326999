"""Columns of a row that say who, how, when and how it is watched -> the details of each of its actions."""

from dataclasses import replace
from datetime import date

from ita_portal.thai.digits import thai_digits
from ita_portal.thai.text import clipped, normalise
from measures.importing.actions_text import paragraphs_without_mark, read_actions, without_mark
from measures.importing.columns import DATE_COLUMNS
from measures.importing.details import Details
from measures.importing.html_text import plain_text
from measures.importing.layout import TableRow
from measures.importing.time_spans import Span, read_span

LONGEST_RESPONSIBLE = 200
NAMES = {
    "responsible": "ผู้รับผิดชอบ",
    "weak_point": "จุดอ่อน",
    "steps": "ขั้นตอน",
    "monitoring": "การติดตาม",
    "start_on": "วันเริ่ม",
    "due_on": "กำหนดแล้วเสร็จ",
    "period": "ระยะเวลา",
}


class RowDetails:
    """Reads the details of one row's actions; `notices` are (code, place, Thai sentence) found on the way.

    `near` is the fiscal year of the plan (B.E.) or None. `dated` are the places of cells read as times.
    """

    def __init__(self, row: TableRow, near: int | None) -> None:
        self._row, self._near = row, near
        self.notices: list[tuple[str, str, str]] = []  # code, place, Thai sentence
        self.dated: set[str] = set()

    def read(self, count: int) -> list[Details]:
        """A list of Details, one for each of the row's `count` actions. Raises MarkupError."""
        found = [Details() for _ in range(count)]
        for field, at in self._row.columns.details:
            texts = self._texts(field, at, count)
            for index, text in enumerate(texts):
                if text and field in DATE_COLUMNS:
                    found[index] = self._with_time(found[index], field, at, text, said=index == 0)
                elif text:
                    found[index] = self._with_text(found[index], field, at, text)
        return found

    def filled(self) -> int | None:
        """The first place (column) of a cell of its own in which the row has details, or None."""
        places = (at for _field, at in self._row.columns.details if not self._row.goes_on(at))
        return next((at for at in places if normalise(self._row.cell(at))), None)

    def _texts(self, field: str, at: int, count: int) -> list[str]:
        """The text of the cell for each action: its items one by one when they are as many, else whole."""
        cell = self._row.cell(at)
        whole = plain_text(cell)
        if not whole or not count:
            return [""] * count
        items = [each.text for each in read_actions(cell)]
        if count > 1 and len(items) == count:
            self._say("details_paired", at, f"แบ่ง{NAMES[field]}ให้มาตรการทีละข้อตามลำดับ กรุณาตรวจว่าตรงกัน")
            return items
        if count > 1 and not self._row.goes_on(at):
            how = f"ช่อง{NAMES[field]}ช่องเดียวใส่ให้มาตรการทั้ง {thai_digits(count)} ข้อของแถวนี้"
            if len(items) > 1:
                how += f" เพราะในช่องมี {thai_digits(len(items))} รายการ ไม่เท่ากับจำนวนมาตรการ"
            self._say("details_shared", at, how)
        if len(items) > 1 and field == "responsible":
            whole = ", ".join(items)
        elif len(items) == 1 and not paragraphs_without_mark(cell):
            whole = without_mark(whole)
        return [whole] * count

    def _with_text(self, details: Details, field: str, at: int, text: str) -> Details:
        if field == "weak_point":
            return replace(details, weak_point=_joined(details.weak_point, text))
        if field == "steps":
            return replace(details, steps=_joined(details.steps, text))
        if field == "monitoring":
            return replace(details, monitoring=_joined(details.monitoring, text))
        line = " ".join(text.split("\n"))
        if len(line) <= LONGEST_RESPONSIBLE:
            return replace(details, responsible=line)
        self._say("responsible_long", at, "ผู้รับผิดชอบยาวเกินช่องในระบบ จึงเก็บไว้ในขั้นตอนแทน")
        return replace(details, steps=_joined(details.steps, f"ผู้รับผิดชอบ: {line}"))

    def _with_time(self, details: Details, field: str, at: int, text: str, *, said: bool) -> Details:
        """`details` with the time; what is no time goes into the steps, so that it is not lost."""
        self.dated.add(self._row.place(at))
        line = " ".join(text.split("\n"))
        details = replace(details, printed_time=_joined(details.printed_time, line))
        try:
            span = read_span(text, self._near)
            first, last = self._placed(span, field, text)
            start, due = first or details.start_on, last or details.due_on
            differ = (details.start_on not in (None, start)) or (details.due_on not in (None, due))
            if differ or (start and due and start > due):
                raise ValueError(f"“{clipped(line)}” ขัดกับเวลาอีกช่องของแถวนี้")
        except ValueError as error:
            kept = f"{NAMES[field]}: {line}"
            if said:
                self._say("time_unread", at, f"{error} จึงไม่ได้ใส่วันที่ แต่เก็บไว้ในขั้นตอนว่า “{clipped(kept)}”")
            return replace(details, steps=_joined(details.steps, kept))
        if span.remark and said and field == "period":
            self._say("time_assumed", at, f"“{clipped(line)}” {span.remark}")
        return replace(details, start_on=start, due_on=due)

    def _placed(self, span: Span, field: str, text: str) -> tuple[date | None, date | None]:
        """(start, due) of a span in a column of this kind."""
        if field == "period":
            return span.first, span.last
        if field == "due_on" and (span.first is None or span.last):
            return None, span.last
        if field == "start_on" and (span.first or span.last):
            return span.first or span.last, None
        raise ValueError(f"“{clipped(text)}” ไม่ใช่{NAMES[field]}")

    def _say(self, code: str, at: int, message: str) -> None:
        place = self._row.place(at)
        if (code, place) not in {(known, where) for known, where, _message in self.notices}:
            self.notices.append((code, place, f"{place}: {message}"))


def _joined(before: str, text: str) -> str:
    return f"{before}\n{text}" if before else text
