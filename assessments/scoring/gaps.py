"""What a year's rules still lack before its scores, levels and item values can be worked out. Pure.

A year that somebody adds by hand is incomplete for days; what is missing is said, never guessed. Sentences
are Thai with ASCII digits.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from assessments.scoring.rules import Rules, sum_is_whole

INSTRUMENTS, INDICATORS, BANDS = "instruments", "indicators", "bands"
ITEMS, BORDERS, ITEMS_OUTSIDE, CONFIRMATION = "items", "borders", "items_outside", "confirmation"
NO_TOTAL = "จึงคิดคะแนนรวมไม่ได้"
NO_VALUE = "จึงไม่ทราบว่าแต่ละข้อมีค่ากี่คะแนน"
MOST_NAMED = 5


@dataclass(frozen=True)
class Gap:
    """One thing that is missing: the `part` of the year where it is entered, and what follows, in Thai."""

    part: str
    sentence: str


def year_gaps(rules: Rules, announced_items: int | None = None) -> list[Gap]:
    """The Gaps of a year in the order in which it is entered; `announced_items` is the announced count."""
    return [*_of_scores(rules), *_of_items(rules, announced_items)]


def _of_scores(rules: Rules) -> Iterator[Gap]:
    if not rules.instruments:
        yield Gap(INSTRUMENTS, f"ยังไม่มีเครื่องมือประเมินและน้ำหนัก (เช่น IIT EIT OIT) {NO_TOTAL}")
    elif not sum_is_whole(rules.instruments):
        weights = sum((each.weight for each in rules.instruments), Decimal(0))
        yield Gap(INSTRUMENTS, f"น้ำหนักของเครื่องมือรวมกันได้ {weights:f} ไม่ใช่ 100 {NO_TOTAL}")
    if empty := [each.code for each in rules.instruments if not each.indicators]:
        yield Gap(INDICATORS, f"เครื่องมือ {_listed(empty)} ยังไม่มีตัวชี้วัด {NO_TOTAL}")
    if not rules.bands:
        yield Gap(BANDS, "ยังไม่มีเกณฑ์ระดับผล จึงเทียบคะแนนกับระดับไม่ได้")


def _of_items(rules: Rules, announced_items: int | None) -> Iterator[Gap]:
    count = len(rules.item_codes)
    if not count:
        yield Gap(ITEMS, "ยังไม่มีรายการข้อ OIT จึงตอบแบบรายการไม่ได้")
        return
    if announced_items is not None and announced_items != count:
        yield Gap(ITEMS, f"มีข้อ OIT {count} ข้อ แต่จำนวนตามประกาศคือ {announced_items} ข้อ")
    if not rules.sub_indicators:
        yield Gap(BORDERS, f"ยังไม่มีตัวชี้วัดย่อยของข้อ OIT {NO_VALUE}")
        return
    if empty := [sub.number for sub in rules.sub_indicators if not sub.items]:
        yield Gap(BORDERS, f"ตัวชี้วัดย่อย {_listed(empty)} ยังไม่มีข้อ OIT {NO_VALUE}")
    if outside := [code for code in rules.item_codes if code not in rules.sub_of_item]:
        yield Gap(ITEMS_OUTSIDE, f"ข้อ {_listed(outside)} ยังไม่อยู่ในตัวชี้วัดย่อยใด {NO_VALUE}")
    if not rules.borders_confirmed:
        yield Gap(CONFIRMATION, f"ยังไม่ยืนยันว่าข้อ OIT ใดอยู่ในตัวชี้วัดย่อยใด {NO_VALUE}")


def _listed(words: list[str]) -> str:
    """The first five and how many more there are."""
    more = len(words) - MOST_NAMED
    return ", ".join(words[:MOST_NAMED]) + (f" และอีก {more}" if more > 0 else "")
