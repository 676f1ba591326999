"""Scores that explain themselves: pure rules on exact numbers, by year (see `rules.Rules`).

rules: a year as data · totals: parts, total, points lost · levels: level and its reason
values: item values, legal scores, patterns · checks: cross-checks of announced figures
route: supposed items, the fewest to a target
"""

from assessments.scoring.checks import Finding, cross_checks, score_findings, year_findings
from assessments.scoring.levels import HeldBack, Level, level_for, level_of
from assessments.scoring.route import TARGETS, Outcome, Pick, Route, SurveyNeed, fewest_items, outcome
from assessments.scoring.rules import (
    Band,
    BordersUnknown,
    Instrument,
    Rules,
    ScoringError,
    SubIndicator,
    borders_confirmed,
    from_pack,
    half_up,
)
from assessments.scoring.totals import Computed, compute, compute_from_means, weighted_part
from assessments.scoring.values import (
    ItemValue,
    Reach,
    indicator_values,
    item_value,
    item_values,
    reach,
    sub_indicator_values,
)

__all__ = [
    "TARGETS",
    "Band",
    "BordersUnknown",
    "Computed",
    "Finding",
    "HeldBack",
    "Instrument",
    "ItemValue",
    "Level",
    "Outcome",
    "Pick",
    "Reach",
    "Route",
    "Rules",
    "ScoringError",
    "SubIndicator",
    "SurveyNeed",
    "borders_confirmed",
    "compute",
    "compute_from_means",
    "cross_checks",
    "fewest_items",
    "from_pack",
    "half_up",
    "indicator_values",
    "item_value",
    "item_values",
    "level_for",
    "level_of",
    "outcome",
    "reach",
    "score_findings",
    "sub_indicator_values",
    "weighted_part",
    "year_findings",
]
