"""Fiscal years that somebody added by hand and did not finish, and an agency at work in one of them.

`KINDS` names what is missing or out of order; `make_incomplete` makes such a year, `settle` an agency that
has entered and published whatever such a year lets it.
"""

from datetime import date
from decimal import Decimal

from django.utils import timezone

from assessments.checklist.handin import hand_in
from assessments.models import (
    Assessment,
    Disclosure,
    DisclosureLink,
    Division,
    FiscalYear,
    Indicator,
    IndicatorScore,
    Instrument,
    ItemVerdict,
    OITItem,
    RatingBand,
    SubIndicator,
)
from measures.models import InstrumentAnalysis, MeasuresPlan, PlanProgress, ProgressEntry, RemediationAction
from tests.support.factories import make_agency, publish_checklist, publish_plan, publish_result, under_origin
from tests.support.telling import publish_progress

RESULT_YEAR, PLAN_YEAR = 2570, 2571
CALENDAR = [{"step": "ตอบ OIT", "from": "2027-04-01", "to": "2027-04-30"}]
SURE = {"oit_items": "verified", "sub_indicators": "verified"}
INSTRUMENTS = {"IIT": (30, [1]), "EIT": (30, [2]), "OIT": (40, [3])}
BANDS = [("A", 85, 100), ("F", 0, "84.99")]

# What each kind leaves out or enters wrongly, beside a year that has everything.
KINDS = {
    "nothing": {"instruments": {}, "borders": {}, "items": 0, "bands": [], "calendar": [], "confidence": {}},
    "no instruments": {"instruments": {}, "borders": {}},
    "no indicators": {
        "instruments": {code: (weight, []) for code, (weight, _) in INSTRUMENTS.items()},
        "borders": {},
    },
    "weights of ninety": {"instruments": INSTRUMENTS | {"OIT": (30, [3])}},
    "an instrument of another year": {"foreign": True},
    "no bands": {"bands": []},
    "a gap between bands": {"bands": [("A", 85, 100)]},
    "no items": {"borders": {}, "items": 0},
    "borders, no items": {"items": 0},
    "an announced count that differs": {"count": 43},
    "no borders, confirmed by a person": {"borders": {}, "confirmed": True},
    "a border without items": {"borders": {"3.1": [1, 2, 3], "3.2": []}},
    "an item outside the borders": {"borders": {"3.1": [1], "3.2": [2]}},
    "no confidence": {"confidence": {}},
    "no calendar": {"calendar": []},
    "steps without days": {"calendar": [{"step": "ตอบ OIT"}, {"from": None, "to": ""}, {}]},
    "fields of another form": {
        "calendar": {"ตอบ OIT": "2027-04-30"},
        "sources": [{}, {"what": "คู่มือ"}],
        "confidence": {"sub_indicators": ["verified"], "oit_items": None},
    },
    "everything": {},
}


def make_incomplete(kind, year_be):
    """The FiscalYear of this kind of incompleteness; KeyError for a kind that KINDS has not."""
    given = {
        "instruments": INSTRUMENTS,
        "borders": {"3.1": [1, 2], "3.2": [3]},
        "items": 3,
        "bands": BANDS,
        "calendar": CALENDAR,
        "confidence": SURE,
        "sources": [],
        "count": None,
        "confirmed": False,
        "foreign": False,
    } | KINDS[kind]
    confirmed = (
        {"list_confirmed_at": timezone.now(), "list_confirmed_by": "สมศรี"} if given["confirmed"] else {}
    )
    year = FiscalYear.objects.create(
        year_be=year_be,
        calendar=given["calendar"],
        confidence=given["confidence"],
        sources=given["sources"],
        oit_item_count=given["count"],
        **confirmed,
    )
    _scores(year, given)
    _items(year, given)
    for precedence, (label, lowest, highest) in enumerate(given["bands"], start=1):
        RatingBand.objects.create(
            year=year,
            label=label,
            name=f"ระดับ {label}",
            precedence=precedence,
            min_score=Decimal(lowest),
            max_score=Decimal(highest),
        )
    return year


def _scores(year, given):
    for position, (code, (weight, numbers)) in enumerate(given["instruments"].items(), start=1):
        instrument = Instrument.objects.create(
            year=year, code=code, name=f"เครื่องมือ {code}", weight=weight, position=position
        )
        for number in numbers:
            Indicator.objects.create(
                year=year, instrument=instrument, number=number, name=f"ตัวชี้วัดสมมติ {number}"
            )
    if given["foreign"]:
        elsewhere = FiscalYear.objects.create(year_be=year.year_be - 10)
        foreign = Instrument.objects.create(year=elsewhere, code="OIT", name="ของปีอื่น", weight=40, position=1)
        Indicator.objects.filter(year=year, number=3).update(instrument=foreign)


def _items(year, given):
    of_item = {}
    for position, (number, items) in enumerate(given["borders"].items(), start=1):
        border = SubIndicator.objects.create(
            indicator=year.indicators.get(number=3), number=number, position=position, name=f"กลุ่ม {number}"
        )
        of_item |= dict.fromkeys(items, border)
    for number in range(1, given["items"] + 1):
        OITItem.objects.create(
            year=year,
            code=f"O{number}",
            number=number,
            title=f"ข้อสมมติ {number}",
            sub_indicator=of_item.get(number),
        )


def settle(kind):
    """{"app.model": row} of an agency in two years of this kind, with all that it could publish."""
    agency = make_agency()
    year, next_year = make_incomplete(kind, RESULT_YEAR), make_incomplete(kind, PLAN_YEAR)
    office = Division.objects.create(agency=agency, name="สำนักปลัด")
    assessment = Assessment.objects.create(
        agency=agency,
        year=year,
        total_state="announced",
        announced_total=Decimal("61.5"),
        announced_level="D",
    )
    Assessment.objects.create(agency=agency, year=next_year)
    rows = [year, agency, office, assessment]
    rows += [
        IndicatorScore.objects.create(assessment=assessment, indicator=indicator, value=Decimal("61.5"))
        for indicator in year.indicators.order_by("number")
    ]
    rows += _disclosed(agency, year, office)
    rows += _planned(agency, year, next_year, office)
    publish_result(assessment)
    publish_checklist(agency, RESULT_YEAR)
    signed = {"name": "นายสมชาย ใจดี (สมมติ)", "position": "นายก อบต."}
    with under_origin(agency, "https://www.example.go.th"):
        hand_in(agency, RESULT_YEAR, confirmed_by=signed, note="ส่ง", by="somsri", role="นายก อบต.")
    named = {row._meta.label_lower: row for row in rows}
    for model, related in (
        ("instrument", year.instruments),
        ("indicator", year.indicators),
        ("oititem", year.oit_items),
        ("ratingband", year.rating_bands),
    ):
        named[f"assessments.{model}"] = related.first()
    border = SubIndicator.objects.filter(indicator__year=year).first()
    return named | {"assessments.subindicator": border, "assessments.checklist": assessment}


def _disclosed(agency, year, office):
    item = year.oit_items.order_by("number").first()
    if item is None:
        return []
    disclosure = Disclosure.objects.create(agency=agency, item=item, answer="yes", division=office)
    link = DisclosureLink.objects.create(
        disclosure=disclosure,
        position=1,
        label="แผน",
        url="https://www.example.go.th/a",
        period_from=date(2026, 10, 1),
        period_to=date(2027, 3, 31),
    )
    verdict = ItemVerdict.objects.create(
        disclosure=disclosure, verdict="fail", reason="ยังไม่ครบ", given_at=timezone.now(), given_by="x"
    )
    return [disclosure, link, verdict]


def _planned(agency, year, next_year, office):
    plan = MeasuresPlan.objects.create(agency=agency, year=next_year, result_year=year, title="มาตรการ")
    rows = [plan, PlanProgress.objects.get(pk=plan.pk)]
    rows += [
        InstrumentAnalysis.objects.create(plan=plan, instrument=instrument, text="ควรปรับปรุง")
        for instrument in year.instruments.all()[:1]
    ]
    for indicator in year.indicators.all()[:1]:
        action = RemediationAction.objects.create(
            plan=plan, indicator=indicator, order=1, text="จัดทำคู่มือ", division=office, due_on=date(2027, 3, 31)
        )
        entry = ProgressEntry.objects.create(
            action=action, happened_on=timezone.localdate(), text="ประชุมแล้ว", entered_by="x"
        )
        rows += [action, entry]
    publish_plan(plan)
    publish_progress(plan)
    return rows
