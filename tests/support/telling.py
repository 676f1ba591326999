"""A plan in which every standing occurs, for the tests of progress."""

from datetime import date

from assessments.models import Division, Page
from assessments.record.publish import publish
from measures.models import ProgressEntry, ProgressEvidence
from measures.progress.content import progress_builder
from tests.support.factories import make_agency, make_plan

TEXTS = {
    "done": "จัดทำคู่มือการปฏิบัติงาน",
    "doing": "อบรมเจ้าหน้าที่ทุกส่วนงาน",
    "late": "ประกาศแผนการใช้จ่ายงบประมาณ",
    "silent": "สำรวจความเห็นผู้รับบริการ",
    "dropped": "จัดซื้อระบบคิว",
}
LINK = "https://www.example.go.th/manual.pdf"


def tell(action, day, text, *evidence):
    """An entry of `action`; `evidence` are (label, address) pairs that take the plan's next numbers."""
    entry = ProgressEntry.objects.create(action=action, happened_on=day, text=text, entered_by="somsri")
    for number, (label, url) in enumerate(evidence, start=action.plan.evidence.count() + 1):
        ProgressEvidence.objects.create(entry=entry, plan=action.plan, number=number, label=label, url=url)
    return entry


def make_told_plan(agency=None):
    """Measures of FY2564, one for each standing on 30 April 2564; two entries, one piece of evidence."""
    agency = agency or make_agency()
    places = (1, 1, 2, 2, 10)
    plan = make_plan(agency, actions=list(zip(places, TEXTS.values(), strict=True)))
    rows = dict(zip(TEXTS, plan.actions.order_by("order"), strict=True))
    office = Division.objects.create(agency=agency, name="สำนักปลัด")
    for name, fields in {
        "done": {"status": "done", "division": office, "due_on": date(2021, 3, 31)},
        "doing": {"status": "doing", "due_on": date(2021, 9, 30)},
        "late": {"status": "doing", "due_on": date(2021, 4, 29)},
        "silent": {"due_on": date(2021, 4, 30)},
        "dropped": {"status": "dropped", "dropped_reason": "สภาไม่อนุมัติงบประมาณ"},
    }.items():
        plan.actions.filter(pk=rows[name].pk).update(**fields)
    tell(rows["done"], date(2021, 3, 12), "แจกคู่มือให้ทุกส่วนงานแล้ว ๕๐ เล่ม", ("ภาพคู่มือ", LINK))
    tell(rows["doing"], date(2021, 4, 2), "อบรมรุ่นที่ ๑ มีผู้เข้าอบรม ๒๐ คน")
    return plan


def publish_progress(plan, note="รายงานรอบ ๖ เดือน"):
    """The next record of the progress of a plan."""
    build = progress_builder(plan)
    year_be = plan.year.year_be
    return publish(plan.agency, year_be, Page.PROGRESS, build, note=note, by="somsri", role="ปลัด อบต.")
