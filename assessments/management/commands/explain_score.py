"""Explains how a year's total comes about, as JSON."""

import json
from decimal import Decimal

from django.core.management.base import BaseCommand, CommandError

from assessments import scoring
from assessments.framework.pack_loader import PACKS, PackError, read_pack
from ita_portal.thai.dates import parse_year_be
from ita_portal.thai.digits import parse_score


class Command(BaseCommand):
    help = "อธิบายที่มาของคะแนนรวมจากคะแนนตัวชี้วัดเรียงตามหมายเลข เป็น JSON (อ่านจากชุดข้อมูล ไม่ใช้ฐานข้อมูล)"
    requires_system_checks = []

    def add_arguments(self, parser):
        parser.add_argument("year", help="ปีงบประมาณ พ.ศ. เช่น 2563")
        parser.add_argument("scores", nargs="+", help="คะแนนตัวชี้วัดที่ 1, 2, 3 … ตามลำดับ")
        parser.add_argument("--accept", default="", help="ข้อ OIT ที่สมมติว่าได้คะแนนเพิ่ม เช่น O42,O43")
        parser.add_argument("--target", help="คะแนนรวมเป้าหมาย เช่น 65")

    def handle(self, *, year, scores, accept, target, **options):
        try:
            rules = _rules(year)
            self.stdout.write(json.dumps(_explanation(rules, scores, accept, target), ensure_ascii=False))
        except (scoring.ScoringError, PackError, ValueError) as error:
            raise CommandError(str(error)) from error


def _rules(year):
    year_be = parse_year_be(year)
    path = PACKS / f"{year_be}.json"
    if not path.exists():
        known = sorted(int(found.stem) for found in PACKS.glob("[0-9]*.json"))
        findings = scoring.year_findings(year_be, known)
        raise ValueError(findings[0].message if findings else f"ไม่มีชุดข้อมูลของปี {year_be}")
    return scoring.from_pack(read_pack(path))


def _explanation(rules, printed, accept, target):
    numbers = sorted(rules.instrument_of)
    if len(printed) != len(numbers):
        raise ValueError(f"ปี {rules.year_be} มีตัวชี้วัด {len(numbers)} ตัว แต่ใส่คะแนนมา {len(printed)} ค่า")
    scores = dict(zip(numbers, (parse_score(text) for text in printed), strict=True))
    computed = scoring.compute(rules, scores)
    explained = _figures(computed, scoring.level_of(rules, computed)) | {
        "fiscal_year": rules.year_be,
        "warnings": [finding.message for finding in scoring.cross_checks(rules, scores)],
        "points_lost": {
            "total": _plain(computed.lost),
            "instruments": {result.code: _plain(result.lost) for result in computed.instruments},
            "indicators": {
                str(loss.number): _plain(loss.lost)
                for result in computed.instruments
                for loss in result.losses
            },
        },
    }
    accepted = [code.strip().upper() for code in accept.split(",") if code.strip()]
    goal = None if target is None else parse_score(target)
    if accepted:
        explained["accepted"] = _supposed(scoring.outcome(rules, scores, accepted))
    if goal is not None:
        explained["route"] = _route(scoring.fewest_items(rules, scores, goal))
    if accepted and goal is not None:
        explained["accepted"]["route"] = _route(scoring.fewest_items(rules, scores, goal, accepted))
    return explained


def _route(route):
    return {
        "target": _plain(route.target),
        "reached": route.reached,
        "items": list(route.items),
        "outcome": _supposed(route.outcome),
        "surveys_would_need": {need.code: _plain(need.needed) for need in route.needs},
    }


def _supposed(outcome):
    return _figures(outcome.computed, outcome.level) | {
        "items": list(outcome.supposed),
        "statement": list(outcome.statement),
        "indicators": {
            str(state.number): {"score": _plain(state.score), "basis": state.basis}
            for state in outcome.indicators
        },
    }


def _figures(computed, level):
    return {
        "parts": {code: _plain(part) for code, part in computed.parts.items()},
        "means": {result.code: _plain(result.mean_shown) for result in computed.instruments},
        "total": _plain(computed.total),
        "level": level.label if level else None,
        "reason": level.reason if level else None,
    }


def _plain(number):
    """A Decimal as the JSON number with the same digits; None stays None."""
    return None if number is None else float(Decimal(number))
