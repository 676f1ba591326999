"""What a published result says about its own numbers: the sum, the missing points, the level.

Pure: it takes the content of a result (schema result/1) and arranges the figures that were computed when it
was published. It adds and compares them and works out the lengths of bars; it scores nothing. Sentences are
Thai with ASCII digits. What is not known stays None and comes with the reason, never with a guess.
"""

import re
from collections import Counter
from collections.abc import Sequence
from decimal import Decimal
from typing import TypedDict, overload

from assessments.scoring.checks import TOLERANCE
from assessments.scoring.content_types import (
    BandContent,
    Figure,
    IndicatorContent,
    InstrumentContent,
    ResultContent,
)

ANNOUNCED = "announced"
WHY_NO_SCORE = {
    "missing": "ไม่มีคะแนนในประกาศ",
    "not_announced": "ยังไม่ประกาศคะแนน",
    "not_applicable": "ไม่ใช้กับหน่วยงานนี้",
}
MOST_NAMED = 3
_LEVEL_WORDS = re.compile(r"[^\s()\[\]/,:“”\"]+")


class InstrumentRow(InstrumentContent):
    """An instrument in the sum; `length` and `got` are percent of the longest bar."""

    mean: Figure | None
    part: Figure | None
    lost: Figure | None
    length: Decimal | None
    got: Decimal | None
    why_not: str


class ScoreSum(TypedDict):
    """How a total came about."""

    rows: list[InstrumentRow]
    parts: list[Figure | None]
    total: Figure | None
    lost: Figure | None
    agreement: str
    why_not: str


class IndicatorLoss(IndicatorContent):
    """An indicator and the points of the total that it lacks."""

    lost: Figure


class NamedLoss(IndicatorLoss):
    """One of the largest losses; `length` is percent of the longest bar."""

    length: Decimal


class OtherLosses(TypedDict):
    """What the indicators lack that are not named."""

    count: int
    lost: Figure
    length: Decimal


class MissingPoints(TypedDict):
    """Where the missing points are."""

    lost: Figure
    agrees: bool
    rows: list[NamedLoss]
    others: OtherLosses | None


class Target(TypedDict):
    """The national target and what is lacking to it."""

    mark: Figure
    lacking: Decimal


class IndicatorBar(TypedDict):
    """The bar of an indicator; None where the losses of its instrument are not known."""

    lost: Figure | None
    length: Decimal | None
    got: Decimal | None


class WeakIndicator(IndicatorContent, IndicatorBar):
    """An indicator with its bar."""


def score_sum(result: ResultContent) -> ScoreSum:
    """How the total came about: {"rows", "parts", "total", "lost", "agreement", "why_not"}.

    A row an instrument: its content plus `mean`, `part`, `lost` (None when not known, then `why_not` says
    why) and `length` and `got`, percent of the longest bar: the weight, and what was earned of it.
    `total` and `lost` are None unless every part is known; then `why_not` of the whole is a sentence.
    """
    computed = result["computed"]
    widest = max((row["weight"] for row in result["instruments"]), default=1)
    rows: list[InstrumentRow] = [
        {
            **instrument,
            "mean": computed["means"][instrument["code"]],
            "part": computed["parts"][instrument["code"]],
            "lost": computed["lost"][instrument["code"]],
            "length": _percent(instrument["weight"], widest),
            "got": _percent(computed["parts"][instrument["code"]], widest),
            "why_not": _why_no_part(result, instrument["code"]),
        }
        for instrument in result["instruments"]
    ]
    unknown = [row["code"] for row in rows if row["part"] is None]
    return {
        "rows": rows,
        "parts": [row["part"] for row in rows],
        "total": computed["total"],
        "lost": None
        if computed["total"] is None
        else sum((row["lost"] for row in rows if row["lost"] is not None), Decimal(0)),
        "agreement": agreement(result),
        "why_not": _why_no_total(computed["total"], unknown),
    }


def _why_no_total(total: Figure | None, unknown: Sequence[str]) -> str:
    """Why there is no sum, `unknown` being the codes without a part; "" when there is one."""
    if unknown:
        return f"ยังรวมคะแนนไม่ได้ เพราะไม่ทราบคะแนนของ {_listed(unknown)}"
    return "" if total is not None else "ยังรวมคะแนนไม่ได้ เพราะไม่ทราบน้ำหนักของเครื่องมือครบ 100"


def agreement(result: ResultContent) -> str:
    """How the computed total stands to the announced one, in Thai; "" when `differences` say it."""
    announced, computed = result["announced"], result["computed"]["total"]
    if computed is None:
        return ""
    if announced["total"] is None:
        told = "ยังไม่ประกาศคะแนนรวม" if announced["state"] == "not_announced" else "ไม่มีคะแนนรวมในประกาศ"
        return f"{told} จึงไม่มีตัวเลขให้เทียบ"
    if announced["total"] == computed:
        return "ตรงกับที่ประกาศ"
    difference = abs(Decimal(announced["total"]) - computed)
    if difference > TOLERANCE:
        return ""
    return f"ต่างจากที่ประกาศ {announced['total']:.2f} อยู่ {difference:.2f} คะแนน ซึ่งการปัดเศษทำให้ต่างได้"


def missing_points(result: ResultContent) -> MissingPoints | None:
    """The indicators that hold most of the missing points, largest first, or None when not all are known.

    {"lost", "agrees", "rows", "others"}: rows are named until they hold more than half of what is missing,
    at most three, each its content plus `lost` and `length`; `others` is the rest as {"count", "lost",
    "length"} or None. Lengths are percent of the longest bar. `agrees`: the announced total is the computed.
    """
    losses = {int(number): lost for number, lost in result["computed"]["indicator_losses"].items()}
    if result["computed"]["total"] is None or not losses:
        return None
    total = sum(losses.values(), Decimal(0))
    losing: list[IndicatorLoss] = [
        {**row, "lost": losses[row["number"]]} for row in result["indicators"] if losses[row["number"]]
    ]
    ranked = sorted(losing, key=lambda row: (-row["lost"], row["number"]))
    largest: list[IndicatorLoss] = []
    covered: Figure = Decimal(0)
    while (
        ranked
        and len(largest) < MOST_NAMED
        and (covered * 2 <= total or ranked[0]["lost"] == largest[-1]["lost"])
    ):
        largest.append(ranked.pop(0))
        covered += largest[-1]["lost"]
    rest = total - covered if ranked else Decimal(0)
    longest = max([row["lost"] for row in largest] + [rest])
    named: list[NamedLoss] = [{**row, "length": _percent(row["lost"], longest)} for row in largest]
    others: OtherLosses | None = None
    if ranked:
        others = {"count": len(ranked), "lost": rest, "length": _percent(rest, longest)}
    agrees = result["computed"]["total"] == result["announced"]["total"]
    return {"lost": total, "agrees": agrees, "rows": named, "others": others}


def target(result: ResultContent) -> Target | None:
    """The national target and what the announced total lacks: {"mark", "lacking"}; None when one is unknown.

    `lacking` is 0 when the target is reached.
    """
    mark, total = result["pass_mark"], result["announced"]["total"]
    if mark is None or total is None:
        return None
    return {"mark": mark, "lacking": max(Decimal(mark) - total, Decimal(0))}


def weakest_first(result: ResultContent) -> list[WeakIndicator]:
    """The indicators by score, lowest first; those without a score follow in official order.

    Each is its content plus `lost` (points of the total) and the bar's `length` and `got`, percent of the
    longest; all three are None where the losses of its instrument are not known. Before the result is
    announced a score that nobody entered is not announced either.
    """
    count = Counter(row["instrument"] for row in result["indicators"])
    share = {
        instrument["code"]: Decimal(instrument["weight"]) / count[instrument["code"]]
        for instrument in result["instruments"]
        if count[instrument["code"]]
    }
    widest = max(share.values(), default=Decimal(1))
    losses = result["computed"]["indicator_losses"]
    rows: list[WeakIndicator] = [
        {
            **row,
            "score_state": _state(result, row),
            **_indicator_bar(row, losses.get(str(row["number"])), share[row["instrument"]], widest),
        }
        for row in result["indicators"]
    ]
    scored = [row for row in rows if row["score_state"] == ANNOUNCED]
    scored.sort(key=lambda row: (row["score"] or Decimal(0), row["number"]))
    return scored + [row for row in rows if row["score_state"] != ANNOUNCED]


def _indicator_bar(
    row: IndicatorContent, lost: Figure | None, share: Decimal, widest: Decimal
) -> IndicatorBar:
    if lost is None or row["score"] is None:
        return {"lost": None, "length": None, "got": None}
    length = _percent(share, widest)
    return {"lost": lost, "length": length, "got": length * row["score"] / 100}


def announced_band(result: ResultContent) -> BandContent | None:
    """The band of the year's scale that was announced ("D", "ระดับ D", "96.04 (ผ่าน)"), or None.

    None also when the printed level names several bands or none of them.
    """
    words = {word.removeprefix("ระดับ") for word in _LEVEL_WORDS.findall(result["announced"]["level"])}
    named = [band for band in result["scale"]["bands"] if band["label"] in words]
    return named[0] if len(named) == 1 else None


def level_reason(result: ResultContent) -> str:
    """Why the total is on this level and not on the next one, or "" unless our rule gives the same level
    from the same total."""
    computed, band = result["computed"], announced_band(result)
    if band is None or band["label"] != computed["level"]:
        return ""
    return (computed["level_reason"] or "") if computed["total"] == result["announced"]["total"] else ""


def _state(result: ResultContent, row: IndicatorContent) -> str:
    unentered = row["score_state"] == "missing" and result["announced"]["state"] == "not_announced"
    return "not_announced" if unentered else row["score_state"]


def _why_no_part(result: ResultContent, code: str) -> str:
    """Why an instrument has no part: which of its indicators have no score; "" when it has one."""
    if result["computed"]["parts"][code] is not None:
        return ""
    rows = [row for row in result["indicators"] if row["instrument"] == code]
    if not rows:
        return "ไม่ทราบตัวชี้วัดของเครื่องมือนี้"
    reasons = []
    for state, told in WHY_NO_SCORE.items():
        numbers = [str(row["number"]) for row in rows if _state(result, row) == state]
        if len(numbers) == len(rows):
            reasons.append(f"ทั้ง {len(rows)} ตัวชี้วัด{told}")
        elif numbers:
            reasons.append(f"ตัวชี้วัดที่ {_listed(numbers)} {told}")
    return f"คิดคะแนนไม่ได้ เพราะ{' และ'.join(reasons)}"


def _listed(words: Sequence[str]) -> str:
    """ก / ก และ ข / ก ข และ ค"""
    return " และ ".join([*([" ".join(words[:-1])] if words[:-1] else []), *words[-1:]])


@overload
def _percent(part: None, whole: Figure) -> None: ...


@overload
def _percent(part: Figure, whole: Figure) -> Decimal: ...


def _percent(part: Figure | None, whole: Figure) -> Decimal | None:
    """`part` as percent of `whole`, None as None; 0 when there is nothing to divide."""
    if part is None:
        return None
    return Decimal(part) / Decimal(whole) * 100 if whole else Decimal(0)
