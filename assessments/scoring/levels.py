"""The level of a total on the year's own scale, with the reason in Thai.

Letters (results of 2562-2565) ask for the total alone. Words (from 2566, NACC resolution of 8 June 2566) also
ask a minimum of every instrument. An instrument is compared as people read it, half up to two decimals.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from assessments.scoring.rules import Band, Number, Rules, half_up
from assessments.scoring.totals import Computed


@dataclass(frozen=True)
class HeldBack:
    """An instrument whose score is below what the next higher level asks of each."""

    code: str
    score: Decimal
    needed: Decimal


@dataclass(frozen=True)
class Level:
    """A level, why it is this one, and what keeps it from the next higher one."""

    label: str
    name: str
    reason: str
    higher: str = ""  # label of the next higher level, "" at the top
    lacking: Decimal = Decimal(0)  # points of the total lacking to that level
    held_back_by: tuple[HeldBack, ...] = ()


def level_of(rules: Rules, computed: Computed) -> Level | None:
    """The Level of a Computed; None while its total is not known."""
    if computed.total is None:
        return None
    return level_for(rules, computed.total, computed.means)


def level_for(rules: Rules, total: Decimal, means: Mapping[str, Number | None]) -> Level | None:
    """The Level of a total (two decimals) and the instruments' scores {code: number}.

    None when the total is in no level, or when a level depends on an instrument that is not known.
    """
    shown = {code: None if mean is None else half_up(mean) for code, mean in means.items()}
    higher: Band | None = None
    for band in rules.bands_by_precedence():
        if not band.min <= total <= band.max:
            higher = band
            continue
        if band.each_instrument_min is not None:
            if not shown or None in shown.values():
                return None
            if _below(band, shown):
                higher = band
                continue
        return _level(band, higher, total, shown)
    return None


def _below(band: Band, shown: Mapping[str, Decimal | None]) -> tuple[HeldBack, ...]:
    """What keeps the instruments from `band`; nothing for an instrument that is not known."""
    floor = band.each_instrument_min
    return tuple(
        HeldBack(code, score, floor)
        for code, score in shown.items()
        if floor is not None and score is not None and score < floor
    )


def _level(band: Band, higher: Band | None, total: Decimal, shown: Mapping[str, Decimal | None]) -> Level:
    within = f"คะแนนรวม {total:.2f} อยู่ในช่วง {band.min:.2f}–{band.max:.2f}"
    if higher is None:
        every = f" และทุกเครื่องมือได้ตั้งแต่ {band.each_instrument_min:.2f}" if band.each_instrument_min else ""
        return Level(band.label, band.name, f"{within}{every} จึงได้ระดับ “{band.label}” ซึ่งสูงที่สุด")
    lacking = max(higher.min - total, Decimal(0))
    held_back_by = _below(higher, shown)
    obstacles = [f"คะแนนรวมต่ำกว่า {higher.min:.2f} อยู่ {lacking:.2f}"] if lacking else []
    obstacles += [f"คะแนน {item.code} {item.score:.2f} ต่ำกว่า {item.needed:.2f}" for item in held_back_by]
    reason = f"{within} จึงได้ระดับ “{band.label}” ไม่ใช่ “{higher.label}” เพราะ{' และ '.join(obstacles)}"
    return Level(band.label, band.name, reason, higher.label, lacking, held_back_by)
