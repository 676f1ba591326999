"""How an agency's published totals moved from year to year, and which years must not be compared.

Pure: it reads the summaries of published results, nothing else. Two years can be compared when the scale of
levels and the OIT list behind the score are the same. Sentences are Thai with ASCII digits.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import pairwise
from typing import TypedDict

SCALES = {"letters": "อักษร AA–F", "words": "ถ้อยคำ"}


class OITList(TypedDict):
    """The OIT list behind a score: how many items, how many in each sub-indicator; None: not known."""

    items: int | None
    borders: dict[str, int] | None


class ResultSummary(TypedDict):
    """What the summary of a published result says, with its year; `total` as text, None unless announced."""

    year_be: int
    state: str
    total: str | None
    level: str
    scheme: str
    oit_list: OITList


@dataclass(frozen=True)
class TrendYear:
    """One published year and how it stands to the published year before it.

    `total` is None unless announced, `state` then says why. `apart` says why the two years cannot be
    compared, or why that is not known; `change` (points of the total) is known only when it is "".
    `unpublished` names the years between the two that have no published result.
    """

    year_be: int
    total: Decimal | None
    state: str
    level: str
    before: int | None = None
    change: Decimal | None = None
    apart: str = ""
    unpublished: str = ""

    @property
    def risen_by(self) -> Decimal | None:
        """Points more than the year before, or None when it did not rise."""
        return self.change if self.change is not None and self.change > 0 else None

    @property
    def fallen_by(self) -> Decimal | None:
        """Points less than the year before, or None when it did not fall."""
        return -self.change if self.change is not None and self.change < 0 else None


def trend(results: Iterable[ResultSummary]) -> tuple[TrendYear, ...]:
    """A tuple of TrendYear, newest first, of published results in any order; a year appears once.

    Each result is the summary of a publication with its year: {"year_be": 2563, "state": "announced",
    "total": "55.62", "level": "D", "scheme": "letters", "oit_list": {"items": 43, "borders": {"9.1": 9}}}.
    """
    newest_first = sorted(results, key=lambda result: result["year_be"], reverse=True)
    rows = [_compared(newer, older) for newer, older in pairwise(newest_first)]
    return (*rows, *(_alone(result) for result in newest_first[-1:]))


def why_apart(newer: ResultSummary, older: ResultSummary) -> str:
    """Why two results (as `trend` takes them) cannot be compared, as one Thai sentence; "" when they can."""
    year_be = older["year_be"]
    changed = [*_scale_changed(newer["scheme"], older["scheme"]), *_list_changed(newer, older)]
    if changed:
        return f"กับปี {year_be} เทียบกันไม่ได้เพราะ{' และ'.join(changed)}"
    unknown = _list_unknown(newer, older)
    return f"กับปี {year_be} ยังไม่ทราบว่าเทียบกันได้หรือไม่เพราะ{unknown}" if unknown else ""


def _total(result: ResultSummary) -> Decimal | None:
    return None if result["total"] is None else Decimal(result["total"])


def _alone(result: ResultSummary) -> TrendYear:
    return TrendYear(result["year_be"], _total(result), result["state"], result["level"])


def _compared(newer: ResultSummary, older: ResultSummary) -> TrendYear:
    apart = why_apart(newer, older)
    now, then = _total(newer), _total(older)
    return replace(
        _alone(newer),
        before=older["year_be"],
        change=None if apart or now is None or then is None else now - then,
        apart=apart,
        unpublished=_years_between(older["year_be"], newer["year_be"]),
    )


def _years_between(older: int, newer: int) -> str:
    first, last = older + 1, newer - 1
    if first > last:
        return ""
    return str(first) if first == last else f"{first}–{last}"


def _scale_changed(newer: str, older: str) -> list[str]:
    if newer == older:
        return []
    names = SCALES.get(older), SCALES.get(newer)
    return [f"เกณฑ์ระดับเปลี่ยนจาก{names[0]} เป็น{names[1]}" if None not in names else "เกณฑ์ระดับเปลี่ยน"]


def _list_changed(newer: ResultSummary, older: ResultSummary) -> list[str]:
    """What is known to have changed in the OIT list: its length, else how it is divided."""
    new, old = newer["oit_list"], older["oit_list"]
    if new["items"] and old["items"] and new["items"] != old["items"]:
        return [f"รายการ OIT เปลี่ยนจาก {old['items']} เป็น {new['items']} ข้อ"]
    if new["borders"] and old["borders"] and new["borders"] != old["borders"]:
        return ["ข้อ OIT ถูกแบ่งเข้าตัวชี้วัดย่อยไม่เหมือนเดิม"]
    return []


def _list_unknown(newer: ResultSummary, older: ResultSummary) -> str:
    """What is not known of the two lists, oldest year first; "" when both are known."""
    both = (older, newer)
    no_items = [str(each["year_be"]) for each in both if not each["oit_list"]["items"]]
    if no_items:
        return f"ไม่มีรายการ OIT ครบทุกข้อของปี {' และ '.join(no_items)}"
    no_borders = [str(each["year_be"]) for each in both if not each["oit_list"]["borders"]]
    if no_borders:
        return f"ยังไม่ยืนยันว่าข้อ OIT ของปี {' และ '.join(no_borders)} อยู่ในตัวชี้วัดย่อยใด"
    return ""
