"""Cross-checks of announced figures: shown beside them, never applied to them."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from assessments.scoring.levels import level_for, level_of
from assessments.scoring.rules import Rules, Scores, is_score
from assessments.scoring.totals import Computed, compute
from assessments.scoring.values import reach

TOLERANCE = Decimal("0.02")  # the rounding rule is inferred; announced totals may differ by this much
BUDDHIST_ERA_OFFSET = 543
_LEVEL_WORDS = re.compile(r"[^\s()\[\]/,:“”\"]+")


@dataclass(frozen=True)
class Finding:
    """Something that does not fit: a code for programs, a Thai sentence, its field and its numbers.

    Codes: `score_out_of_range`, `score_unreachable`, `total_out_of_range`, `total_differs`, `level_differs`,
    `level_not_in_scale`, `year_out_of_range`. `field` is "score", "total", "level" or "year".
    """

    code: str
    message: str
    field: str
    indicator: int | None = None
    numbers: tuple[Decimal | int, ...] = ()


def cross_checks(
    rules: Rules, scores: Scores, announced_total: Decimal | None = None, announced_level: str = ""
) -> list[Finding]:
    """Findings on a year's announced figures; an empty list when nothing speaks against them.

    `scores` is {indicator number: Decimal or None}. What is not known is not checked.
    """
    findings = []
    for number, score in sorted(scores.items()):
        findings += score_findings(rules, number, score)
    if any(finding.code == "score_out_of_range" for finding in findings):
        computed = compute(rules, {})
    else:
        computed = compute(rules, scores)
    if announced_total is not None and not is_score(announced_total):
        message = f"{announced_total}: คะแนนรวมต้องอยู่ระหว่าง 0 ถึง 100"
        findings.append(Finding("total_out_of_range", message, "total", numbers=(announced_total,)))
        announced_total = None
    elif announced_total is not None and computed.total is not None:
        findings += _total_findings(announced_total, computed.total)
    if announced_level:
        findings += _level_findings(rules, computed, announced_total, announced_level)
    return findings


def score_findings(rules: Rules, number: int, score: Decimal | None) -> list[Finding]:
    """Findings on the score of one indicator; none for a score that is not known."""
    if score is None:
        return []
    if not is_score(score):
        message = f"{score}: คะแนนตัวชี้วัดที่ {number} ต้องอยู่ระหว่าง 0 ถึง 100"
        return [Finding("score_out_of_range", message, "score", number, (score,))]
    possible = reach(rules, number, score)
    if possible is None or possible.reachable:
        return []
    nearest = possible.nearest
    message = f"{score}: ใกล้เคียงค่าที่เป็นไปได้ {nearest} (ไม่มีจำนวนข้อ OIT ใดให้คะแนนตัวชี้วัดที่ {number} เท่านี้)"
    return [Finding("score_unreachable", message, "score", number, (score, nearest))]


def year_findings(year_be: int, known_years: Iterable[int]) -> list[Finding]:
    """Findings on a year that is outside the years with rules; names the year probably meant."""
    known = sorted(known_years)
    if not known or known[0] <= year_be <= known[-1]:
        return []
    meant = [
        (year, why)
        for year, why in (
            (year_be - BUDDHIST_ERA_OFFSET, "น่าจะบวก 543 ซ้ำ"),
            (year_be + BUDDHIST_ERA_OFFSET, "น่าจะเป็นปี ค.ศ."),
        )
        if known[0] <= year <= known[-1]
    ]
    hint = "".join(f" {why} หมายถึง พ.ศ. {year} หรือไม่" for year, why in meant)
    message = f"{year_be}: อยู่นอกช่วงปีที่มีหลักเกณฑ์ พ.ศ. {known[0]}–{known[-1]}{hint}"
    numbers = (year_be, *(year for year, _ in meant))
    return [Finding("year_out_of_range", message, "year", numbers=numbers)]


def _total_findings(announced: Decimal, computed: Decimal) -> list[Finding]:
    difference = abs(announced - computed)
    if difference <= TOLERANCE:
        return []
    message = f"คะแนนรวมที่ประกาศ {announced:.2f} ต่างจากที่คำนวณจากตัวชี้วัด {computed:.2f} อยู่ {difference:.2f} คะแนน"
    return [Finding("total_differs", message, "total", numbers=(announced, computed, difference))]


def _level_findings(
    rules: Rules, computed: Computed, announced_total: Decimal | None, printed: str
) -> list[Finding]:
    if not rules.bands:
        return []
    announced = _labels_in(rules, printed)
    if not announced:
        scale = " ".join(band.label for band in rules.bands_by_precedence())
        message = f"ระดับ “{printed}” ไม่อยู่ในเกณฑ์ของปี {rules.year_be} ({scale})"
        return [Finding("level_not_in_scale", message, "level")]
    if announced_total is None:
        level, total = level_of(rules, computed), computed.total
    else:
        level, total = level_for(rules, announced_total, computed.means), announced_total
    if level is None or total is None or level.label in announced:
        return []
    message = f"ระดับที่ประกาศ “{printed}” ไม่ตรงกับเกณฑ์ของปี {rules.year_be}: {level.reason}"
    return [Finding("level_differs", message, "level", numbers=(total,))]


def _labels_in(rules: Rules, printed: str) -> set[str]:
    """Labels of the year's scale among the words of a level as printed: "96.04 (ผ่าน) ระดับ AA"."""
    words = {word.removeprefix("ระดับ").casefold() for word in _LEVEL_WORDS.findall(printed)}
    return {band.label for band in rules.bands if band.label.casefold() in words}
