"""What a fiscal year still lacks, and the screen of the desk where each part of it is entered."""

from dataclasses import dataclass

from django.urls import reverse

from assessments.framework.data_periods import calendar_steps, handin_date
from assessments.framework.year_rules import rules_of
from assessments.scoring import gaps


@dataclass(frozen=True)
class MissingPart:
    """One thing that is missing, in Thai; the name of the place where it is entered; its address or ""."""

    sentence: str
    place: str
    address: str = ""


LISTS = {
    gaps.INDICATORS: ("หน้าตัวชี้วัดของปีนี้", "assessments_indicator_changelist", "year__id__exact"),
    gaps.ITEMS: ("หน้าข้อ OIT ของปีนี้", "assessments_oititem_changelist", "year__id__exact"),
    gaps.ITEMS_OUTSIDE: ("หน้าข้อ OIT ของปีนี้", "assessments_oititem_changelist", "year__id__exact"),
    gaps.BORDERS: (
        "หน้าตัวชี้วัดย่อยของปีนี้",
        "assessments_subindicator_changelist",
        "indicator__year__id__exact",
    ),
}
BY_COMMAND = "ชุดข้อมูลของปี นำเข้าด้วยคำสั่ง load_packs"


def missing_parts(year, rules=None):
    """The MissingParts of a FiscalYear, none when it is complete; `rules` are its Rules if they are known."""
    found = gaps.year_gaps(rules or rules_of(year), year.oit_item_count)
    return [*(_placed(year, gap) for gap in found), *_of_calendar(year)]


def _placed(year, gap):
    if gap.part in LISTS:
        place, name, lookup = LISTS[gap.part]
        return MissingPart(gap.sentence, place, reverse(f"admin:{name}", query={lookup: year.pk}))
    if gap.part == gaps.CONFIRMATION:
        address = reverse("admin:assessments_fiscalyear_confirm", args=[year.pk])
        return MissingPart(gap.sentence, "หน้าตรวจรายการกับคู่มือ", address)
    address = reverse("admin:assessments_fiscalyear_change", args=[year.pk])
    return MissingPart(gap.sentence, "หน้าปีงบประมาณ", address)


def _of_calendar(year):
    if not calendar_steps(year.calendar):
        yield MissingPart("ยังไม่มีปฏิทินการประเมิน จึงไม่มีวันกำหนดให้เตือน", BY_COMMAND)
    elif handin_date(year) is None:
        yield MissingPart("ปฏิทินยังไม่มีวันสุดท้ายของการตอบ OIT จึงไม่มีวันส่งให้เตือน", BY_COMMAND)
