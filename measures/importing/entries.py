"""What was read of a document -> entries that people may correct, and back to a document."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal

from measures.importing.actions_text import ActionText
from measures.importing.details import Details
from measures.importing.document import MeasuresDocument, Reading
from measures.importing.official_names import YearFramework
from measures.importing.rows import IndicatorRow, Unassigned


@dataclass(frozen=True)
class Entry:
    """A measure, or a text that may be one (then `number` of its indicator is None).

    `key` is its line and its place in the line: the same in every reading of the same bytes. `printed` is
    what the document calls its indicator.
    """

    key: str
    place: str
    printed: str
    number: int | None
    text: str
    source: str
    details: Details = field(default_factory=Details)
    typed: frozenset[str] = frozenset()


def entries_of(reading: Reading) -> tuple[Entry, ...]:
    """The entries of a Reading, in the order of the document."""
    found: list[tuple[int, str, str, int | None, ActionText | Unassigned]] = [
        (action.line, action.place, row.name_as_printed, row.number, action)
        for row in reading.document.rows
        for action in row.actions
    ]
    found += [(each.line, each.place, each.printed, None, each) for each in reading.unassigned]
    found.sort(key=lambda each: each[0])
    counts: Counter[int] = Counter()
    entries = []
    for line, place, printed, number, read in found:
        counts[line] += 1
        key = f"{line}.{counts[line]}"
        entries.append(Entry(key, place, printed, number, read.text, read.source, read.details))
    return tuple(entries)


def with_entries(
    document: MeasuresDocument,
    names: YearFramework,
    entries: Sequence[Entry],
    scores: Mapping[int, Decimal | None],
) -> MeasuresDocument:
    """`document` with the actions of `entries` and the `scores` (indicator number -> Decimal or None).

    Entries without an indicator are left out. Of the rows only what is written to the desk is certain.
    """
    read = {row.number: row for row in document.rows}
    rows = []
    for indicator in names.indicators:
        actions = tuple(
            ActionText(each.text, each.source, place=each.place, details=each.details, typed=each.typed)
            for each in entries
            if each.number == indicator.number
        )
        score, row = scores.get(indicator.number), read.get(indicator.number)
        if row:
            rows.append(replace(row, score=score, actions=actions))
        elif actions or score is not None:
            at = indicator.number, indicator.instrument
            rows.append(IndicatorRow(0, "", None, *at, indicator.name, indicator.name, score, actions))
    return replace(document, rows=tuple(rows))
