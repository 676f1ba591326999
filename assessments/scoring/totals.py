"""How a total comes about: indicators -> instrument -> weighted part -> total, and where points are lost.

An instrument is the mean of its indicators; its part is mean x weight, rounded half up to two decimals; the
total is the sum of the rounded parts. The rounding is inferred from published results (Pak Chong 2563:
22.63 + 24.53 + 8.46 = 55.62; rounding once at the end would give 55.63).
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from assessments.scoring.rules import (
    Instrument,
    Number,
    Rules,
    Scores,
    ScoringError,
    checked_score,
    half_up,
    sum_is_whole,
)

CENT = Decimal("0.01")


@dataclass(frozen=True)
class IndicatorLoss:
    """Points of the total that an indicator lacks: exactly, and as displayed (adds up to its instrument)."""

    number: int
    exact: Fraction
    lost: Decimal


@dataclass(frozen=True)
class InstrumentResult:
    """One instrument's share of the total. All figures are None while a score of it is not known."""

    code: str
    weight: Decimal
    mean: Fraction | None
    mean_shown: Decimal | None  # three decimals: 75.442
    score: Decimal | None  # two decimals, as levels compare it
    part: Decimal | None
    lost: Decimal | None  # weight - part
    losses: tuple[IndicatorLoss, ...] = ()


@dataclass(frozen=True)
class Computed:
    """Parts and total of one set of scores; total and lost are None unless all 100 percent are known."""

    instruments: tuple[InstrumentResult, ...]
    total: Decimal | None
    lost: Decimal | None

    @property
    def parts(self) -> dict[str, Decimal | None]:
        """Instrument code -> weighted part."""
        return {result.code: result.part for result in self.instruments}

    @property
    def known_total(self) -> Decimal:
        """The total; ScoringError while a part is not known."""
        if self.total is None:
            raise ScoringError("ยังคำนวณคะแนนรวมไม่ได้ เพราะยังไม่ทราบคะแนนครบทุกตัวชี้วัด")
        return self.total

    @property
    def means(self) -> dict[str, Fraction | None]:
        """Instrument code -> exact mean as a Fraction."""
        return {result.code: result.mean for result in self.instruments}

    def instrument(self, code: str) -> InstrumentResult:
        """The result of the instrument `code`."""
        return next(result for result in self.instruments if result.code == code)


def weighted_part(mean: Number, weight: Decimal) -> Decimal:
    """An instrument's points of the total: mean (0-100) x weight (percent), half up to two decimals."""
    return half_up(Fraction(mean) * Fraction(weight) / 100)


def compute(rules: Rules, scores: Scores) -> Computed:
    """Parts, total and lost points of indicator scores {number: Decimal}; absent or None is "not known".

    Raises ScoringError for a score outside 0-100 or a number that is no indicator of the year.
    """
    unknown = sorted(set(scores) - set(rules.instrument_of))
    if unknown:
        raise ScoringError(f"ปี {rules.year_be} ไม่มีตัวชี้วัดที่ {', '.join(map(str, unknown))}")
    exact = {number: checked_score(value, f"คะแนนตัวชี้วัดที่ {number}") for number, value in scores.items()}
    return compute_exact(rules, exact)


def compute_exact(rules: Rules, scores: Mapping[int, Fraction | None]) -> Computed:
    """As `compute`, for scores that are Fractions already known to be within 0-100."""
    results = []
    for instrument in rules.instruments:
        values = [scores.get(number) for number in instrument.indicators]
        known = [value for value in values if value is not None]
        mean = sum(known, Fraction(0)) / len(known) if values and len(known) == len(values) else None
        results.append(_result(instrument, mean, zip(instrument.indicators, known, strict=True)))
    return _summed(results)


def compute_from_means(rules: Rules, means: Mapping[str, Decimal | None]) -> Computed:
    """As `compute`, from the instruments' own scores {code: Decimal}, as some results are announced."""
    unknown = sorted(set(means) - {instrument.code for instrument in rules.instruments})
    if unknown:
        raise ScoringError(f"ปี {rules.year_be} ไม่มีเครื่องมือ {', '.join(unknown)}")
    return _summed(
        _result(instrument, checked_score(means.get(instrument.code), f"คะแนน {instrument.code}"), ())
        for instrument in rules.instruments
    )


def _result(
    instrument: Instrument, mean: Fraction | None, scored: Iterable[tuple[int, Fraction]]
) -> InstrumentResult:
    if mean is None:
        return InstrumentResult(instrument.code, instrument.weight, None, None, None, None, None)
    part = weighted_part(mean, instrument.weight)
    share = Fraction(instrument.weight) / 100 / max(len(instrument.indicators), 1)
    return InstrumentResult(
        code=instrument.code,
        weight=instrument.weight,
        mean=mean,
        mean_shown=half_up(mean, 3),
        score=half_up(mean),
        part=part,
        lost=instrument.weight - part,
        losses=_displayed(
            {number: (100 - score) * share for number, score in scored}, instrument.weight - part
        ),
    )


def _displayed(exact: Mapping[int, Fraction], lost: Decimal) -> tuple[IndicatorLoss, ...]:
    """Losses cut to two decimals; the cents missing to `lost` go to the largest remainders."""
    cents = {number: loss * 100 // 1 for number, loss in exact.items()}
    missing = int(lost * 100) - sum(cents.values())
    by_remainder = sorted(exact, key=lambda number: (cents[number] - exact[number] * 100, number))
    for number in by_remainder[:missing]:
        cents[number] += 1
    return tuple(IndicatorLoss(number, loss, cents[number] * CENT) for number, loss in exact.items())


def _summed(results: Iterable[InstrumentResult]) -> Computed:
    instruments = tuple(results)
    parts = [result.part for result in instruments if result.part is not None]
    if len(parts) < len(instruments) or not sum_is_whole(instruments):
        return Computed(instruments, None, None)
    total = sum(parts, Decimal(0))
    return Computed(instruments, total, sum(result.weight for result in instruments) - total)
