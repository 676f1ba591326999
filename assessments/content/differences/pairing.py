"""Which row of the old content became which of the new: by a key, or for actions by what they say."""

from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator
from itertools import pairwise, product
from typing import TypeAlias

from assessments.content.differences.changes import FieldChange
from assessments.content.differences.highlight import clusters
from assessments.content.shapes import Content, Row
from ita_portal.thai.digits import thai_digits

Pair: TypeAlias = tuple[Row | None, Row | None, tuple[FieldChange, ...]]
Same: TypeAlias = tuple[Row, Row]  # an old row and what it became
Finder: TypeAlias = Callable[[list[Row], list[Row]], Iterable[Same]]

ALIKE = 0.6  # share of common pairs of clusters from which an edited action is still the same one


def by_key(old_rows: Iterable[Row], new_rows: Iterable[Row], key: Callable[[Row], str | int]) -> list[Pair]:
    """Pairs (old row or None, new row or None, ()) of the rows with the same key, in reading order."""
    old, new = ({key(row): row for row in rows} for rows in (old_rows, new_rows))
    place = {each: index for index, each in enumerate(old)} | {each: index for index, each in enumerate(new)}
    return [(old.get(each), new.get(each), ()) for each in sorted(place, key=place.__getitem__)]


def placed_actions(content: Content) -> list[Row]:
    """The actions of a plan, each with its `place` among those of its indicator, as a page numbers them."""
    places: Counter[int] = Counter()
    rows = []
    for action in content.get("actions") or ():
        places[action["indicator"]] += 1
        rows.append(action | {"place": places[action["indicator"]]})
    return rows


def by_text(old_rows: Iterable[Row], new_rows: Iterable[Row], key: Callable[[Row], str | int]) -> list[Pair]:
    """Pairs of actions (old or None, new or None, its move as FieldChanges), indicator by indicator.

    The same text comes first, then an edited text that is still alike, then the same order. A move is
    said only of actions that passed another one: one more at the top moves nothing.
    """
    groups: defaultdict[int, tuple[list[Row], list[Row]]] = defaultdict(lambda: ([], []))
    for side, rows in enumerate((old_rows, new_rows)):
        for row in rows:
            groups[row["indicator"]][side].append(row)
    pairs: list[Pair] = []
    for _indicator, (old, new) in sorted(groups.items()):
        pairs += _of_one_indicator(old, new)
    return pairs


def _of_one_indicator(old: list[Row], new: list[Row]) -> list[Pair]:
    pairs: list[Same] = []
    finders: tuple[Finder, ...] = (_same("text"), _alike, _same("order"))
    for found in finders:
        for one, other in found(old, new):
            pairs.append((one, other))
            old = [row for row in old if row is not one]
            new = [row for row in new if row is not other]
    pairs.sort(key=lambda pair: pair[0]["place"])
    still = set(_longest_rising([new_row["place"] for _, new_row in pairs]))
    rows: list[Pair] = [(*pair, () if pair[1]["place"] in still else _moves(*pair)) for pair in pairs]
    rows += [(row, None, ()) for row in old] + [(None, row, ()) for row in new]
    return sorted(rows, key=_place_shown)


def _place_shown(pair: Pair) -> int:
    """The place of a pair's new row, or of the old one where nothing came of it."""
    place: int = next(row["place"] for row in (pair[1], pair[0]) if row)
    return place


def _moves(old: Row, new: Row) -> tuple[FieldChange, ...]:
    """The move of an action as a FieldChange; none when its number is the same, whatever it passed."""
    if old["place"] == new["place"]:
        return ()
    places = (f"มาตรการที่ {thai_digits(row['place'])}" for row in (old, new))
    return (FieldChange("ลำดับในตัวชี้วัด", *places),)


def _same(field: str) -> Finder:
    def found(old: list[Row], new: list[Row]) -> list[Same]:
        """Pairs with the same value of `field`, first with first."""
        waiting: defaultdict[str | int, list[Row]] = defaultdict(list)
        for row in reversed(new):
            waiting[row[field]].append(row)
        return [(row, waiting[row[field]].pop()) for row in old if waiting[row[field]]]

    return found


def _alike(old: list[Row], new: list[Row]) -> Iterator[Same]:
    """Pairs whose texts are alike, the most alike first; the same pairs when old and new change places."""
    parts = {id(row): _neighbours(row["text"]) for row in old + new}
    ranked: list[tuple[float, int, list[int], int, Row, Row]] = []
    for one, other in product(old, new):
        likeness = _likeness(parts[id(one)], parts[id(other)])
        if likeness >= ALIKE:
            places = sorted((one["place"], other["place"]))
            ranked.append((-likeness, places[1] - places[0], places, one["place"], one, other))
    taken: set[int] = set()
    for *_rank, one, other in sorted(ranked, key=lambda row: row[:4]):
        if not {id(one), id(other)} & taken:
            taken |= {id(one), id(other)}
            yield one, other


def _neighbours(text: str) -> set[tuple[str, str]]:
    parts = clusters(text)
    return set(pairwise(parts))


def _likeness(one: set[tuple[str, str]], other: set[tuple[str, str]]) -> float:
    """Dice's share of what two sets have in common, 0-1."""
    both = len(one) + len(other)
    return 2 * len(one & other) / both if both else 0


def _longest_rising(numbers: Iterable[int]) -> list[int]:
    """The longest rising run of some numbers that differ, others left out."""
    ends: list[int] = []
    last_of: list[int] = []
    before: dict[int, int | None] = {}
    for number in numbers:
        at = bisect_left(ends, number)
        before[number] = last_of[at - 1] if at else None
        ends[at : at + 1], last_of[at : at + 1] = [number], [number]
    run = []
    last = last_of[-1] if last_of else None
    while last is not None:
        run.append(last)
        last = before[last]
    return run[::-1]
