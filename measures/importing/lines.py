"""What every kind of document is read into: lines in their order, each with its cells and its place."""

import re
from dataclasses import dataclass, field
from typing import Any

from ita_portal.thai.digits import thai_digits
from ita_portal.thai.text import normalise
from measures.importing.faults import Fault, FaultList, Notice, line_name

MOST_LINES = 20_000
MOST_CELLS = 200_000
MARGIN = "หัวหรือท้ายกระดาษ"


@dataclass(frozen=True)
class Line:
    """A line of the document: its number, from 1, and its text.

    A row of a real table has `cells` (str or markup.Cell); without them tabs in `text` separate cells.
    `continued` holds the cells (from 0) that go on from the row above, `spread` those that go on from the
    cell to the left. `place` and `cell_places` are what people call it; `table` counts from 1, 0 is none.
    `listed` says that a list mark of Word or HTML stands before it.
    """

    number: int
    text: str
    cells: tuple[str, ...] = ()
    place: str = ""
    cell_places: tuple[str, ...] = ()
    continued: frozenset[int] = frozenset()
    spread: frozenset[int] = frozenset()
    table: int = 0
    listed: bool = False

    def place_of(self, index: int | None = None) -> str:
        """What people call the line, or its cell `index` (from 0)."""
        if index is not None and index < len(self.cell_places):
            return self.cell_places[index]
        return self.place or line_name(self.number)


@dataclass
class Lines:
    """All lines of a document that hold anything, and what its reader could or would not bring along.

    `lost` are faults (something stands there that was not read), `notices` what was left out by a rule.
    `dated` are faults about cells that hold a date, which hold good unless a column of dates is there.
    `margins` are (what it is, its text) of what stands beside the text: head and foot of a page, a box.
    """

    lines: list[Line] = field(default_factory=list)
    lost: list[Fault] = field(default_factory=list)
    notices: list[Notice] = field(default_factory=list)
    dated: list[Fault] = field(default_factory=list)
    margins: list[tuple[str, str]] = field(default_factory=list)

    def add(self, text: str, **where: Any) -> None:
        """Append a line under the next number, unless it holds nothing."""
        if normalise(text):
            self.lines.append(Line(len(self.lines) + 1, text, **where))

    def lose(self, message: str, place: str = "") -> None:
        """Note that something stands at the end of what was read so far and could not be read."""
        number = len(self.lines) or 1
        self.lost.append(Fault(number if place else None, message, place))

    def date(self, message: str, place: str) -> None:
        """Note that a cell of the row that is read next holds a date."""
        self.dated.append(Fault(len(self.lines) or 1, message, place))

    def mention(self, code: str, message: str) -> None:
        """Note what was left out by a rule."""
        self.notices.append(Notice(code, (), message))


def split_lines(text: str, faults: FaultList) -> list[Line]:
    """All lines of a text that hold anything; \\n, \\r\\n and \\r end a line."""
    lines = re.split("\r\n|[\r\n]", text)
    if len(lines) > MOST_LINES:
        faults.add(None, f"เอกสารยาวเกิน {thai_digits(f'{MOST_LINES:,}')} บรรทัด จึงไม่ได้อ่าน")
        faults.raise_if_any()
    return [Line(number, line) for number, line in enumerate(lines, 1) if normalise(line)]
