"""A year's rules as data, and the exact arithmetic that every score rests on.

Pure: no database, no floats. Scores are 0-100, points are points of the total (0-100), weights percent.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from functools import cached_property
from typing import Protocol, TypeAlias, overload

from assessments.scoring.content_types import Figure, Pack, PackConfidence

# Of a pack's confidence.sub_indicators: the item counts of 2566 are verified too, their names only partly.
CONFIRMED_BORDERS = frozenset({"verified", "verified_partly"})


Number: TypeAlias = Decimal | Fraction | int
Scores: TypeAlias = Mapping[int, Decimal | None]  # indicator number -> score as announced, None: not known


class ScoringError(ValueError):
    """The question cannot be answered from what was given; str() says why in Thai."""


class BordersUnknown(ScoringError):
    """The borders of the year's sub-indicators are unconfirmed, so no item has a known value."""


class Weighted(Protocol):
    """Anything with a weight in percent: an Instrument, or its result."""

    @property
    def weight(self) -> Decimal: ...


@dataclass(frozen=True)
class Instrument:
    """IIT, EIT or OIT: its weight in percent and the numbers of its indicators."""

    code: str
    weight: Decimal
    indicators: tuple[int, ...]


@dataclass(frozen=True)
class SubIndicator:
    """A group of OIT items, such as 9.1, with the codes of its items in order."""

    number: str
    indicator: int
    items: tuple[str, ...]


@dataclass(frozen=True)
class Band:
    """A level of the scale: totals from `min` to `max`, and what every instrument must reach, if anything."""

    label: str
    name: str
    precedence: int
    min: Decimal
    max: Decimal
    each_instrument_min: Decimal | None = None


@dataclass(frozen=True)
class Rules:
    """How one year is scored. Hashable, so that answers can be kept; build it with `from_pack` or by hand."""

    year_be: int
    scheme: str
    instruments: tuple[Instrument, ...]
    sub_indicators: tuple[SubIndicator, ...]
    bands: tuple[Band, ...]
    item_codes: tuple[str, ...]
    borders_confirmed: bool

    @cached_property
    def instrument_of(self) -> dict[int, Instrument]:
        """Indicator number -> its Instrument."""
        return {number: instrument for instrument in self.instruments for number in instrument.indicators}

    @cached_property
    def subs_of(self) -> dict[int, tuple[SubIndicator, ...]]:
        """Indicator number -> its sub-indicators; empty for an indicator of a survey.

        A sub-indicator of an indicator that no instrument has is in none.
        """
        grouped: dict[int, tuple[SubIndicator, ...]] = dict.fromkeys(self.instrument_of, ())
        for sub in self.sub_indicators:
            if sub.indicator in grouped:
                grouped[sub.indicator] += (sub,)
        return grouped

    @cached_property
    def sub_of_item(self) -> dict[str, SubIndicator]:
        """Item code -> its SubIndicator, for items that are in one."""
        return {code: sub for sub in self.sub_indicators for code in sub.items}

    @cached_property
    def item_indicators(self) -> tuple[int, ...]:
        """Numbers of the indicators that are made of items (9 and 10)."""
        return tuple(number for number, subs in self.subs_of.items() if subs)

    def bands_by_precedence(self) -> list[Band]:
        """The scale, highest level first."""
        return sorted(self.bands, key=lambda band: band.precedence)

    @property
    def adds_up(self) -> bool:
        """True when every instrument has indicators and their weights make 100, so that a total exists."""
        return sum_is_whole(self.instruments) and all(each.indicators for each in self.instruments)

    @cached_property
    def borders_complete(self) -> bool:
        """True when every item lies in one of the sub-indicators, none of which is empty or named twice."""
        numbers = {sub.number for sub in self.sub_indicators}
        return (
            bool(self.sub_indicators)
            and len(numbers) == len(self.sub_indicators)
            and all(sub.items and sub.indicator in self.instrument_of for sub in self.sub_indicators)
            and set(self.item_codes) == set(self.sub_of_item)
        )

    @property
    def items_have_values(self) -> bool:
        """True when borders are confirmed and complete and the weights add up: an item's value is known."""
        return self.borders_confirmed and self.borders_complete and self.adds_up

    def demand_borders(self) -> None:
        """Nothing when items have known values; otherwise BordersUnknown with the reason."""
        if self.items_have_values:
            return
        reason = f"ยังไม่ยืนยันว่าข้อ OIT ปี {self.year_be} ข้อใดอยู่ในตัวชี้วัดย่อยใด"
        if self.borders_confirmed:
            reason = f"ปี {self.year_be} ยังกรอกเครื่องมือ น้ำหนัก หรือตัวชี้วัดย่อยของข้อ OIT ไม่ครบ"
        raise BordersUnknown(f"{reason} จึงไม่ทราบว่าแต่ละข้อมีค่ากี่คะแนน")

    def known_items(self, codes: Iterable[str]) -> frozenset[str]:
        """The codes as a frozenset; ScoringError names those that the year does not have."""
        asked = frozenset(codes)
        unknown = sorted(asked - set(self.item_codes))
        if unknown:
            raise ScoringError(f"ไม่มีข้อ {', '.join(unknown)} ในรายการ OIT ปี {self.year_be}")
        return asked


def from_pack(pack: Pack) -> Rules:
    """The Rules of a pack (assessments/packs/*.json as a dict, already checked by `pack_checks`)."""
    items = pack["oit_items"]
    return Rules(
        year_be=pack["fiscal_year"],
        scheme=pack["rating_scheme"],
        instruments=tuple(
            Instrument(
                code=entry["code"],
                weight=exact(entry["weight"]),
                indicators=tuple(i["number"] for i in pack["indicators"] if i["instrument"] == entry["code"]),
            )
            for entry in pack["instruments"]
        ),
        sub_indicators=tuple(
            SubIndicator(
                number=entry["number"],
                indicator=entry["indicator"],
                items=tuple(item["code"] for item in items if item["sub_indicator"] == entry["number"]),
            )
            for entry in pack["sub_indicators"]
        ),
        bands=tuple(
            Band(
                label=entry["label"],
                name=entry["name"],
                precedence=precedence,
                min=exact(entry["min"]),
                max=exact(entry["max"]),
                each_instrument_min=exact(entry["each_instrument_min"]),
            )
            for precedence, entry in enumerate(pack["rating_bands"], start=1)
        ),
        item_codes=tuple(item["code"] for item in items),
        borders_confirmed=borders_confirmed(pack["confidence"]),
    )


def borders_confirmed(confidence: PackConfidence) -> bool:
    """Whether a pack's `confidence` says that the borders between sub-indicators were read in a source."""
    return str(confidence.get("sub_indicators", "")) in CONFIRMED_BORDERS


def sum_is_whole(weighted: Iterable[Weighted]) -> bool:
    """True when the weights in percent make 100; False without any."""
    return sum((each.weight for each in weighted), Decimal(0)) == 100


@overload
def exact(number: None) -> None: ...


@overload
def exact(number: Figure | float) -> Decimal: ...


def exact(number: Figure | float | None) -> Decimal | None:
    """A number of a JSON file as the Decimal that was printed there; None stays None."""
    return None if number is None else Decimal(str(number))


def half_up(value: Number, places: int = 2) -> Decimal:
    """A number that is not negative, rounded half up to `places`, whatever the decimal context says."""
    scaled = Fraction(value) * 10**places
    whole = (2 * scaled.numerator + scaled.denominator) // (2 * scaled.denominator)
    return Decimal(f"{whole}E-{places}")


def rounded_up(value: Number, places: int = 2) -> Decimal:
    """A number that is not negative, raised to the next value with `places` decimals."""
    scaled = Fraction(value) * 10**places
    return Decimal(f"{-(-scaled.numerator // scaled.denominator)}E-{places}")


def is_score(value: Figure) -> bool:
    """True for a Decimal or int from 0 to 100."""
    number = Decimal(value) if isinstance(value, int) and not isinstance(value, bool) else value
    if not isinstance(number, Decimal):
        raise TypeError(f"a score is a Decimal, not {type(value).__name__}")
    return number.is_finite() and 0 <= number <= 100


def checked_score(value: Figure | None, what: str) -> Fraction | None:
    """`value` as a Fraction, None as None; ScoringError naming `what` when it is outside 0-100."""
    if value is None:
        return None
    if not is_score(value):
        raise ScoringError(f"{what}: {value} ต้องอยู่ระหว่าง 0 ถึง 100")
    return Fraction(value)
