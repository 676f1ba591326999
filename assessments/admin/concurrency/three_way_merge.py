"""Two people changed the same thing: what to keep of each, field by field. Pure: no database, no form.

A state is {table: {row: {field: value}}}. `base` is what the second person saw, `theirs` what stands now,
`mine` what the second person wants. Values are compared with == and nothing else is asked of them.
"""

from dataclasses import dataclass, field
from enum import Enum


class Side(Enum):
    """Whose value a merged field has."""

    THEIRS = "theirs"
    MINE = "mine"


class Question(Enum):
    """What only a person can decide."""

    FIELD = "field"  # both changed it, to different values
    THEY_DELETED = "they_deleted"  # they took the row away, I changed it
    I_DELETED = "i_deleted"  # I took the row away, they changed it


UNKNOWN = object()  # what was seen of a field, when nobody can tell any more: equal to no value


@dataclass(frozen=True)
class Place:
    """A field of a row of a table, or the whole row when `field` is empty."""

    table: str
    row: str
    field: str = ""


@dataclass
class Merge:
    """`sides` says for each field of each row that stays whose value it has; mine where it is asked.

    `deleted` are (table, row) that I take away, `questions` {Place: Question}, `taken` the places where
    their change was taken over without asking.
    """

    sides: dict = field(default_factory=dict)
    deleted: set = field(default_factory=set)
    questions: dict = field(default_factory=dict)
    taken: list = field(default_factory=list)


def side_of(base, theirs, mine):
    """(Side, is it a question?) of one field by the three values."""
    if mine in (theirs, base):
        return Side.THEIRS, False
    return Side.MINE, base != theirs


def merge(base, theirs, mine, deleted=frozenset()):
    """The Merge of two changes of `base`. `mine` lacks rows that I added; `deleted` are (table, row)."""
    merged = Merge()
    for table in base.keys() | theirs.keys() | mine.keys():
        seen, now, wanted = (state.get(table, {}) for state in (base, theirs, mine))
        for row in [*now, *(row for row in {**seen, **wanted} if row not in now)]:
            _merge_row(merged, Place(table, row), seen.get(row), now.get(row), wanted.get(row), deleted)
    return merged


def _merge_row(merged, place, seen, now, wanted, deleted):
    """One row: without `seen` they added it, without `now` they deleted it, without `wanted` I sent none."""
    if (place.table, place.row) in deleted:
        if now is not None and seen != now:
            merged.questions[place] = Question.I_DELETED
        elif now is not None:
            merged.deleted.add((place.table, place.row))
    elif now is None:
        if wanted is not None and wanted != seen:
            merged.questions[place] = Question.THEY_DELETED
        else:
            merged.taken.append(place)
    elif seen is None and wanted is None:
        merged.taken.append(place)
        merged.sides |= {Place(place.table, place.row, name): Side.THEIRS for name in now}
    else:
        _merge_fields(merged, place, seen or {}, now, now if wanted is None else wanted)


def _merge_fields(merged, place, seen, now, wanted):
    for name, theirs in now.items():
        here = Place(place.table, place.row, name)
        base = seen.get(name, UNKNOWN)
        mine = wanted.get(name, theirs if base is UNKNOWN else base)
        side, asked = side_of(base, theirs, mine)
        merged.sides[here] = side
        if asked:
            merged.questions[here] = Question.FIELD
        elif side == Side.THEIRS and base not in (theirs, UNKNOWN) and mine != theirs:
            merged.taken.append(here)
