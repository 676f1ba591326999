"""What an OIT item is worth, which scores an indicator made of items can have, and from what counts.

An item is 0 or 100, a sub-indicator the mean of its items, an indicator the mean of its sub-indicators. Where
the borders of a year are unconfirmed every answer is None: not known, never a guess.

Counts are for telling whether an entered score is possible. They are not evidence of which items an agency
had: one score often fits several patterns.
"""

from bisect import bisect_left
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from functools import lru_cache
from math import ceil, lcm

from assessments.scoring.rules import Rules, ScoringError, SubIndicator, checked_score, half_up


@dataclass(frozen=True)
class ItemValue:
    """Points of the total that one accepted item brings: exactly, and with three decimals (0.444)."""

    code: str
    sub_indicator: str
    exact: Fraction
    points: Decimal


@dataclass(frozen=True)
class Reach:
    """Whether item counts can produce an indicator's score of two decimals, and from which counts.

    A pattern is a tuple of accepted items by sub-indicator, in the order of `sub_indicators`. `below` and
    `above` are the nearest scores on either side that are possible; None beyond 0 and 100.
    """

    score: Decimal
    reachable: bool
    below: Decimal | None
    above: Decimal | None
    sub_indicators: tuple[str, ...]
    patterns: tuple[tuple[int, ...], ...]

    @property
    def nearest(self) -> Decimal:
        """The possible score closest to this one; the lower one when two are as close."""
        if self.reachable:
            return self.score
        sides = [value for value in (self.below, self.above) if value is not None]
        return min(sides, key=lambda value: (abs(value - self.score), value))


def share_of_total(rules: Rules, sub: SubIndicator) -> Fraction:
    """Points of the total (a Fraction) that a full sub-indicator brings."""
    instrument = rules.instrument_of[sub.indicator]
    return Fraction(instrument.weight) / len(instrument.indicators) / len(rules.subs_of[sub.indicator])


def share_of_indicator(rules: Rules, sub: SubIndicator) -> Fraction:
    """Points of its indicator (0-100, a Fraction) that one item of the sub-indicator brings."""
    return Fraction(100, len(rules.subs_of[sub.indicator]) * len(sub.items))


def item_value(rules: Rules, code: str) -> ItemValue | None:
    """The ItemValue of one item, None where not known; ScoringError for a code the year does not have."""
    rules.known_items([code])
    sub = rules.sub_of_item.get(code)
    if not rules.items_have_values or sub is None:
        return None
    points = share_of_total(rules, sub) / len(sub.items)
    return ItemValue(code, sub.number, points, half_up(points, 3))


def item_values(rules: Rules) -> tuple[ItemValue, ...] | None:
    """Every item's ItemValue, most points first and then in the order of the list; None where not known."""
    if not rules.items_have_values:
        return None
    values = [item_value(rules, code) for code in rules.item_codes]
    return tuple(sorted((value for value in values if value), key=lambda value: -value.exact))


def sub_indicator_values(rules: Rules, number: str) -> tuple[Decimal, ...] | None:
    """The legal scores of a sub-indicator such as "10.2", ascending, two decimals; None where not known."""
    sub = next((sub for sub in rules.sub_indicators if sub.number == number), None)
    if sub is None:
        raise ScoringError(f"ปี {rules.year_be} ไม่มีตัวชี้วัดย่อย {number}")
    if not rules.items_have_values:
        return None
    return tuple(half_up(Fraction(100 * count, len(sub.items))) for count in range(len(sub.items) + 1))


def indicator_values(rules: Rules, number: int) -> tuple[Decimal, ...] | None:
    """The legal scores of an indicator made of items, ascending, two decimals.

    None where not known, and for the indicator of a survey, which can have any score.
    """
    return _scores(rules, number)


def reach(rules: Rules, number: int, score: Decimal) -> Reach | None:
    """The Reach of an entered score (Decimal, 0-100) of an indicator; None as for `indicator_values`.

    An entered score is possible when some item counts give it after rounding half up to two decimals.
    """
    checked_score(score, f"คะแนนตัวชี้วัดที่ {number}")
    scores = _scores(rules, number)
    if scores is None:
        return None
    at = bisect_left(scores, score)
    possible = at < len(scores) and scores[at] == score
    patterns = _patterns(rules, number, score) if possible else ()
    after = at + possible
    below = scores[at - 1] if at else None
    above = scores[after] if after < len(scores) else None
    names = tuple(sub.number for sub in rules.subs_of[number])
    return Reach(Decimal(score), possible, below, above, names, patterns)


def possible_room(rules: Rules, number: int, score: Decimal | Fraction) -> dict[str, int]:
    """Sub-indicator number -> most items that can still be lacking, going by an indicator's announced score.

    Everything where no count gives the score. An upper bound for suppositions, not a finding.
    """
    patterns = _patterns(rules, number, score)
    return {
        sub.number: len(sub.items) - min((pattern[index] for pattern in patterns), default=0)
        for index, sub in enumerate(rules.subs_of[number])
    }


@dataclass(frozen=True)
class _Table:
    """Scores in whole steps of 100 / `steps`: an item of sub-indicator i is `item_steps[i]` steps.

    `tails[i]` are all sums of the sub-indicators from i on, ascending.
    """

    steps: int
    item_steps: tuple[int, ...]
    counts: tuple[int, ...]
    tails: tuple[tuple[int, ...], ...]


@lru_cache(maxsize=256)
def _table(rules: Rules, number: int) -> _Table | None:
    if number not in rules.instrument_of:
        raise ScoringError(f"ปี {rules.year_be} ไม่มีตัวชี้วัดที่ {number}")
    subs = rules.subs_of[number]
    if not rules.items_have_values or not subs:
        return None
    counts = tuple(len(sub.items) for sub in subs)
    common = lcm(*counts)
    item_steps = tuple(common // count for count in counts)
    tails: list[tuple[int, ...]] = [(0,)]
    for count, size in zip(reversed(counts), reversed(item_steps), strict=True):
        merged = {tail + size * accepted for tail in tails[0] for accepted in range(count + 1)}
        tails.insert(0, tuple(sorted(merged)))
    return _Table(common * len(subs), item_steps, counts, tuple(tails))


@lru_cache(maxsize=256)
def _scores(rules: Rules, number: int) -> tuple[Decimal, ...] | None:
    """The legal scores of an indicator, ascending; None as for `indicator_values`."""
    table = _table(rules, number)
    if table is None:
        return None
    cents = {(2 * 10000 * value + table.steps) // (2 * table.steps) for value in table.tails[0]}
    return tuple(Decimal(f"{value}E-2") for value in sorted(cents))


@lru_cache(maxsize=4096)
def _patterns(rules: Rules, number: int, score: Decimal | Fraction) -> tuple[tuple[int, ...], ...]:
    """Every tuple of counts whose score rounds to `score`, in ascending order."""
    table = _table(rules, number)
    if table is None:
        return ()
    half = Fraction(1, 200)
    low = ceil((Fraction(score) - half) * table.steps / 100)
    high = ceil((Fraction(score) + half) * table.steps / 100)  # excluded: a half rounds up
    found: list[tuple[int, ...]] = []

    def extend(pattern: tuple[int, ...], total: int) -> None:
        at = len(pattern)
        tail = table.tails[at]
        first = bisect_left(tail, low - total)
        if first == len(tail) or tail[first] + total >= high:
            return
        if at == len(table.counts):
            found.append(pattern)
            return
        for accepted in range(table.counts[at] + 1):
            extend((*pattern, accepted), total + accepted * table.item_steps[at])

    extend((), 0)
    return tuple(found)
