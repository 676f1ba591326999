"""The years' packs as rules, and Pak Chong's announced scores, for tests that need no database."""

import json
from decimal import Decimal
from functools import cache
from pathlib import Path

import assessments
from assessments.scoring import Band, Instrument, Rules, SubIndicator, from_pack

PACK_DIRECTORY = Path(assessments.__file__).parent / "packs"
YEARS = tuple(sorted(int(path.stem) for path in PACK_DIRECTORY.glob("*.json")))

PAKCHONG_2563 = {
    number: Decimal(score)
    for number, score in enumerate(
        "83.68 74.51 77.92 67.74 73.36 84.25 81.66 79.41 36.06 6.25".split(), start=1
    )
}


def read_year(year):
    """A fresh copy of the year's pack as a dict, numbers with a point as Decimal."""
    text = (PACK_DIRECTORY / f"{year}.json").read_text(encoding="utf-8")
    return json.loads(text, parse_float=Decimal)


@cache
def year_rules(year):
    return from_pack(read_year(year))


def small_rules(first, second):
    """A year with one survey (60) and OIT (40); `first` and `second` are item counts by sub-indicator."""
    codes = iter(f"O{number}" for number in range(1, 100))
    subs = tuple(
        SubIndicator(f"{indicator}.{position}", indicator, tuple(next(codes) for _ in range(count)))
        for indicator, counts in ((2, first), (3, second))
        for position, count in enumerate(counts, start=1)
    )
    return Rules(
        year_be=2600,
        scheme="letters",
        instruments=(Instrument("IIT", Decimal(60), (1,)), Instrument("OIT", Decimal(40), (2, 3))),
        sub_indicators=subs,
        bands=(Band("A", "ระดับ A", 1, Decimal(0), Decimal(100)),),
        item_codes=tuple(code for sub in subs for code in sub.items),
        borders_confirmed=True,
    )
