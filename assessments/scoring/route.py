"""The route to a higher total: what accepting OIT items would change, and the fewest items to a target.

For staff only. Survey scores (IIT, EIT) are taken as announced and never predicted. Two kinds of start:

- Announced scores (`held=None`). Which items the agency had is not known and not reconstructed. The announced
  score of an indicator is the base; an accepted item adds its share, as long as the announced score leaves
  room for it: if every count that gives the score has three of a sub-indicator's four items, one more can
  be accepted there. Full room is 100.
- Item states (`held` = codes accepted so far). Indicators made of items are computed from the states exactly;
  their announced scores are not used.

Every function raises BordersUnknown for a year whose borders are unconfirmed.
"""

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import TypeAlias

from assessments.scoring.levels import Level, level_of
from assessments.scoring.rules import (
    Instrument,
    Rules,
    Scores,
    ScoringError,
    SubIndicator,
    checked_score,
    half_up,
    rounded_up,
)
from assessments.scoring.totals import Computed, compute_exact, weighted_part
from assessments.scoring.values import possible_room, share_of_indicator

TARGETS = (65, 75, 85, 95)
ANNOUNCED, SUPPOSED = "announced", "supposed"
Rung: TypeAlias = tuple[Fraction, tuple[str, ...]]  # points gained, and the codes that gain them


@dataclass(frozen=True)
class IndicatorState:
    """An indicator's score and where it comes from: `announced`, or `supposed` once items are ticked."""

    number: int
    score: Decimal  # two decimals
    exact: Fraction
    basis: str


@dataclass(frozen=True)
class Outcome:
    """Parts, total and level with the supposed items accepted; `statement` says in Thai what is supposed."""

    supposed: tuple[str, ...]
    indicators: tuple[IndicatorState, ...]
    computed: Computed
    level: Level | None
    statement: tuple[str, ...]

    @property
    def total(self) -> Decimal | None:
        """Points of the total, two decimals."""
        return self.computed.total


@dataclass(frozen=True)
class Pick:
    """So many items of one sub-indicator, any of `candidates`; each brings `exact` points of the total."""

    sub_indicator: str
    count: int
    candidates: tuple[str, ...]
    exact: Fraction
    points: Decimal  # three decimals


@dataclass(frozen=True)
class SurveyNeed:
    """The score a survey would have to have with every OIT item accepted; None when 100 is not enough."""

    code: str
    present: Decimal
    needed: Decimal | None


@dataclass(frozen=True)
class Route:
    """The fewest further items from `start` to `target`.

    When reached, no smaller number of items reaches the target, and `items` are one choice of that number
    that brings the most. Otherwise `items` is every item that still brings something, and `needs` and
    `needed_alike` (one score for all surveys together) say what the surveys would have to be.
    """

    target: Decimal
    reached: bool
    start: Outcome
    items: tuple[str, ...]
    picks: tuple[Pick, ...]
    outcome: Outcome
    needs: tuple[SurveyNeed, ...] = ()
    needed_alike: Decimal | None = None


def outcome(
    rules: Rules, scores: Scores, accept: Iterable[str] = (), held: Iterable[str] | None = None
) -> Outcome:
    """The Outcome of announced `scores` {indicator number: Decimal} with the items `accept` accepted.

    `held` are the codes accepted at the start, None when that is not known (see above). Raises ScoringError
    for an unknown item, a score outside 0-100 or one that is missing.
    """
    start = _Start(rules, scores, held)
    return start.outcome(start.accepted(accept))


def fewest_items(
    rules: Rules,
    scores: Scores,
    target: Decimal | int,
    accept: Iterable[str] = (),
    held: Iterable[str] | None = None,
) -> Route:
    """The Route from the same start as `outcome` to a total of at least `target` (0-100)."""
    goal = Decimal(target)
    if not 0 <= goal <= 100:
        raise ScoringError(f"คะแนนเป้าหมาย {target} ต้องอยู่ระหว่าง 0 ถึง 100")
    start = _Start(rules, scores, held)
    accepted = start.accepted(accept)
    present = start.outcome(accepted)
    ladder = start.best_by_count(accepted)  # totals rise with the number of items
    fewest = bisect_left(ladder, goal, key=lambda codes: start.total(accepted | codes))
    reached = fewest < len(ladder)
    codes = ladder[fewest if reached else -1]
    final = start.outcome(accepted | codes)
    picks = tuple(start.picks(accepted, codes))
    items = tuple(code for code in rules.item_codes if code in codes)
    if reached:
        return Route(goal, True, present, items, picks, final)
    needs, alike = start.survey_needs(final, goal)
    return Route(goal, False, present, items, picks, final, needs, alike)


class _Start:
    """A start with everything the search asks again and again."""

    def __init__(self, rules: Rules, scores: Scores, held: Iterable[str] | None) -> None:
        rules.demand_borders()
        self.rules = rules
        self.known_states = held is not None
        self.held = rules.known_items(held or ())
        self.announced: dict[int, Fraction] = {}
        for number in rules.instrument_of:
            if self.known_states and number in rules.item_indicators:
                continue
            score = checked_score(scores.get(number), f"คะแนนตัวชี้วัดที่ {number}")
            if score is None:
                raise ScoringError(f"ยังไม่มีคะแนนตัวชี้วัดที่ {number} ของปี {rules.year_be} จึงคำนวณไม่ได้")
            self.announced[number] = score
        unknown = sorted(set(scores) - set(rules.instrument_of))
        if unknown:
            raise ScoringError(f"ปี {rules.year_be} ไม่มีตัวชี้วัดที่ {', '.join(map(str, unknown))}")
        self.share = {sub.number: share_of_indicator(rules, sub) for sub in rules.sub_indicators}
        self.base = dict(self.announced)  # an indicator's score before anything is accepted
        self.room: dict[str, int] = {}  # sub-indicator number -> how many further items can bring something
        for number in rules.item_indicators:
            subs = rules.subs_of[number]
            if not self.known_states:
                self.room |= possible_room(rules, number, self.announced[number])
            else:
                self.room |= {sub.number: len(self.open_codes(sub)) for sub in subs}
                missing = sum(self.share[sub.number] * self.room[sub.number] for sub in subs)
                self.base[number] = Fraction(100) - missing

    def accepted(self, codes: Iterable[str]) -> frozenset[str]:
        """The codes supposed accepted, without those held already; ScoringError for an unknown one."""
        return self.rules.known_items(codes) - self.held

    def open_codes(self, sub: SubIndicator, accepted: Set[str] = frozenset()) -> tuple[str, ...]:
        """Codes of the sub-indicator that are neither held nor accepted, in order."""
        return tuple(code for code in sub.items if code not in accepted and code not in self.held)

    def used(self, number: int, accepted: Set[str]) -> dict[str, int]:
        """{sub-indicator number: how many of the accepted items bring something} of one indicator."""
        return {
            sub.number: min(sum(code in accepted for code in sub.items), self.room[sub.number])
            for sub in self.rules.subs_of[number]
        }

    def score(self, number: int, counts: Mapping[str, int]) -> Fraction:
        """An indicator's exact score with so many further items by sub-indicator number."""
        if not any(counts.values()):
            return self.base[number]
        if all(count >= self.room[sub] for sub, count in counts.items()):
            return Fraction(100)
        gained = sum(self.share[sub] * count for sub, count in counts.items())
        return min(self.base[number] + gained, Fraction(100))

    def scores(self, accepted: Set[str]) -> dict[int, Fraction]:
        """Every indicator's exact score with `accepted`."""
        raised = {
            number: self.score(number, self.used(number, accepted)) for number in self.rules.item_indicators
        }
        return self.announced | raised

    def total(self, accepted: Set[str]) -> Decimal:
        return compute_exact(self.rules, self.scores(accepted)).known_total

    def outcome(self, accepted: Set[str]) -> Outcome:
        scores = self.scores(accepted)
        computed = compute_exact(self.rules, scores)
        touched = {self.rules.sub_of_item[code].indicator for code in accepted}
        states = tuple(
            IndicatorState(
                number,
                half_up(score),
                score,
                SUPPOSED if number in touched or number not in self.announced else ANNOUNCED,
            )
            for number, score in sorted(scores.items())
        )
        supposed = tuple(code for code in self.rules.item_codes if code in accepted)
        statement = tuple(self.statement(states, supposed))
        return Outcome(supposed, states, computed, level_of(self.rules, computed), statement)

    def statement(self, states: Sequence[IndicatorState], supposed: Sequence[str]) -> Iterator[str]:
        announced = [str(state.number) for state in states if state.basis == ANNOUNCED]
        if announced:
            yield f"คะแนนที่ประกาศ: ตัวชี้วัดที่ {', '.join(announced)}"
        for state in states:
            if state.basis == ANNOUNCED:
                continue
            codes = [code for code in supposed if self.rules.sub_of_item[code].indicator == state.number]
            source = "สถานะรายข้อที่ระบุ" if self.known_states else "คะแนนที่ประกาศ"
            source = f"{source} {half_up(self.base[state.number])}"
            added = f" และสมมติว่าได้เพิ่ม {', '.join(codes)}" if codes else ""
            yield f"ค่าสมมติ: ตัวชี้วัดที่ {state.number} = {state.score} จาก{source}{added}"
        if supposed and not self.known_states:
            yield "ไม่ทราบว่าข้อใดได้คะแนนไปแล้ว จึงถือว่าข้อที่เลือกยังไม่ได้คะแนน เท่าที่คะแนนที่ประกาศเหลือที่ให้"

    def best_by_count(self, accepted: Set[str]) -> list[frozenset[str]]:
        """For 0, 1, 2 … further items: codes of that number that raise the total most.

        Items of a sub-indicator are interchangeable and within an indicator the dearest first is best, so
        an indicator's best with k items is one figure. Its indicators weigh the same in OIT; the best split
        of n items among them is found by trying every split. A part grows with its mean, rounding included,
        so the first number that reaches a target is the smallest.
        """
        splits: list[Rung] = [(Fraction(0), ())]
        for number in self.rules.item_indicators:
            ladder = self.ladder(number, accepted)
            merged: list[Rung | None] = [None] * (len(splits) + len(ladder) - 1)
            for before, (gained, chosen) in enumerate(splits):
                for count, (gain, codes) in enumerate(ladder):
                    best = merged[before + count]
                    if best is None or gained + gain > best[0]:
                        merged[before + count] = (gained + gain, chosen + codes)
            splits = [split for split in merged if split is not None]
        return [frozenset(codes) for _, codes in splits]

    def ladder(self, number: int, accepted: Set[str]) -> list[Rung]:
        """[(gain in points of the indicator, codes)] for 0, 1, 2 … further items of one indicator."""
        subs = self.rules.subs_of[number]
        counts = self.used(number, accepted)
        start = self.score(number, counts)
        rungs: list[Rung] = [(Fraction(0), ())]
        for sub in sorted(subs, key=lambda sub: -self.share[sub.number]):
            room = self.room[sub.number] - counts[sub.number]
            for code in self.open_codes(sub, accepted)[:room]:
                counts[sub.number] += 1
                gain = self.score(number, counts) - start
                if gain <= rungs[-1][0]:
                    return rungs
                rungs.append((gain, (*rungs[-1][1], code)))
        return rungs

    def picks(self, accepted: Set[str], codes: Set[str]) -> Iterator[Pick]:
        """The chosen codes by sub-indicator, dearest first, with everything they could be exchanged for."""
        for sub in sorted(self.rules.sub_indicators, key=lambda sub: -self.points(sub)):
            count = sum(code in codes for code in sub.items)
            if count:
                points = self.points(sub)
                yield Pick(sub.number, count, self.open_codes(sub, accepted), points, half_up(points, 3))

    def points(self, sub: SubIndicator) -> Fraction:
        """Points of the total that an item of the sub-indicator is worth."""
        instrument = self.rules.instrument_of[sub.indicator]
        return self.share[sub.number] * Fraction(instrument.weight) / 100 / len(instrument.indicators)

    def survey_needs(self, final: Outcome, goal: Decimal) -> tuple[tuple[SurveyNeed, ...], Decimal | None]:
        """What each survey alone, and all of them alike, would have to score; None if out of reach."""
        surveys = [
            (instrument, result.score, result.part)
            for instrument in self.rules.instruments
            for result in [final.computed.instrument(instrument.code)]
            if not set(instrument.indicators) & set(self.rules.item_indicators)
            and result.score is not None
            and result.part is not None
        ]
        total = final.computed.known_total
        needs = tuple(
            SurveyNeed(instrument.code, score, _least_score([instrument], goal - (total - part)))
            for instrument, score, part in surveys
        )
        others = total - sum(part for _, _, part in surveys)
        return needs, _least_score([instrument for instrument, _, _ in surveys], goal - others)


def _least_score(instruments: Sequence[Instrument], points: Decimal) -> Decimal | None:
    """The least score of two decimals that brings `points` when all `instruments` have it; None above 100."""
    weight = sum(instrument.weight for instrument in instruments)
    if not weight or points > weight:
        return None
    slack = Fraction(len(instruments), 200)  # each part may be rounded up by half a cent
    score = rounded_up(max((Fraction(points) - slack) * 100 / Fraction(weight), Fraction(0)))
    while sum(weighted_part(score, instrument.weight) for instrument in instruments) < points:
        score += Decimal("0.01")
    return score
