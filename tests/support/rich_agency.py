"""The made-up agency that has all a public page may show, for tests, browsers, audits and comparisons.

Several years under both ways of rating, scores of every state, measures with progress of every standing, a
checklist with every answer, documents, broken and removed links, an EIT survey, a hand-in, states that
differ, some that are withdrawn, texts that a spreadsheet would take for formulas, and a citizen's report.
`manage.py shell -c "from tests.support.rich_agency import build; build()"` writes it to a throw-away
database with the example; the example then answers at 127.0.0.1 and this agency at localhost. Its public
addresses: tests/support/public_addresses.py.
"""

from datetime import UTC, date, datetime
from decimal import Decimal

import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import override_settings

from assessments.checklist.handin import hand_in
from assessments.files.storage import add_document, add_version
from assessments.models import (
    Agency,
    Assessment,
    DisclosureLink,
    IndicatorScore,
    LinkTarget,
    PortalHost,
    ScoreState,
)
from assessments.models.report import CitizenReport
from assessments.record.publish import withdraw
from assessments.reports.intake import Sent, receive
from tests.support.factories import (
    make_agency,
    make_assessment,
    make_disclosure,
    make_plan,
    make_year,
    publish_checklist,
    publish_plan,
    publish_result,
    under_origin,
)
from tests.support.public_addresses import EXAMPLE_HOST, REFERENCE, RICH_HOST
from tests.support.telling import TEXTS, make_told_plan, publish_progress, tell

NAME = "องค์การบริหารส่วนตำบลหนองน้ำใสสมมติ"
EIT = "https://itas.nacc.go.th/go/eit/6zp1kx"
LONG = "https://www.nongnamsai.example.go.th/ดาวน์โหลด/ประจำปี/รายงานผลการดำเนินงานตามมาตรการ-2564-ฉบับสมบูรณ์.pdf"
SCORES = ("83.68 74.51 77.92 67.74 73.36 84.25 81.66 79.41 36.06 6.25").split()
SOURCE = {"source_label": "ประกาศ ป.ป.ช.", "source_url": "https://www.nacc.go.th/"}
RESULTS = {  # year: (points added to each score of the first, total, level)
    2562: ("-3.1", "51.20", "E"),
    2563: ("0", "55.62", "D"),
    2564: ("4", "66.04", "C"),
    2565: ("9.5", "76.48", "B"),
    2566: ("12", "86.10", "ผ่าน"),
    2567: ("14.5", "89.95", "ผ่าน"),
    2568: ("15.5", "94.64", "ผ่าน"),
}
ITEMS = {
    "O1": ("yes", "", [("โครงสร้างหน่วยงาน", "https://www.nongnamsai.example.go.th/structure")]),
    "O2": ("yes", "ผู้บริหารฝ่ายการเมืองและฝ่ายประจำ ตำแหน่งรองปลัดว่าง", [("ข้อมูลผู้บริหาร", LONG)]),
    "O7": (
        "yes",
        "",
        [
            ("ข่าวประชาสัมพันธ์", "https://www.nongnamsai.example.go.th/news"),
            ("เดิม", "https://old.example.go.th/"),
        ],
    ),
    "O12": ("no", "ยังไม่ได้จัดทำคู่มือ อยู่ระหว่างดำเนินการ", []),
    "O9": ("no", "-อยู่ระหว่างจัดทำ", []),
    "O29": ("none_this_period", "=ไม่มีเรื่องร้องเรียนการทุจริตในปีนี้", []),
    "O42": ("yes", "", [("มาตรการส่งเสริมคุณธรรมและความโปร่งใสภายในหน่วยงาน", "/ita/2564/measures/")]),
}


def build():
    """Beside the example that is there already, each with a host of its own."""
    PortalHost.objects.create(agency=Agency.objects.get(slug="pakchong"), host=EXAMPLE_HOST)
    with override_settings(WATCH_CLOCK=False):  # it travels in time
        rich_agency(RICH_HOST)


def rich_agency(host):
    """Write and publish all of it on the days on which it might have happened; the agency, served at `host`.

    MEDIA_ROOT must be a folder that is thrown away.
    """
    agency = make_agency("rich", name=NAME, district="หนองน้ำใส", province="นครราชสีมา", hosts=[host])
    results(agency, [2562, 2563])
    measures(agency)
    results(agency, [2564, 2565, 2566, 2567, 2568])
    corrected_result(agency)
    checklist(agency)
    withdrawn_measures(agency)
    report(agency)
    return agency


def on(day, hour=10):
    """From now on it is this hour of this day in Bangkok."""
    return time_machine.travel(f"{day}T{hour}:00:00+07:00", tick=True)


def results(agency, years):
    """The results of these years; 2563 has scores of each state."""
    for year_be in years:
        added, total, level = RESULTS[year_be]
        scores = [min(Decimal("99.5"), Decimal(score) + Decimal(added)) for score in SCORES]
        if year_be == 2563:
            scores = ["0", None, *scores[2:3], None, None, *scores[5:]]
        if year_be > 2563:
            scores[8:] = [min(Decimal(97), Decimal(total)), Decimal("87.50")]
        assessment = make_assessment(agency, year_be, scores=scores, total=total, level=level, **SOURCE)
        if year_be == 2563:
            without_figure(assessment, 4, ScoreState.NOT_ANNOUNCED)
            without_figure(assessment, 5, ScoreState.NOT_APPLICABLE)
        with on(f"{year_be - 543}-08-15"):
            publish_result(assessment)


def without_figure(assessment, number, state):
    """The indicator of this number has no figure, and it is known why."""
    indicator = assessment.year.indicators.get(number=number)
    IndicatorScore.objects.create(assessment=assessment, indicator=indicator, state=state)


def corrected_result(agency):
    """The result of 2563 changed twice since it was published."""
    second = Assessment.objects.get(agency=agency, year__year_be=2563)
    for day, total in (("2025-09-01", "56.00"), ("2025-09-02", "55.62")):
        second.announced_total = Decimal(total)
        second.save()
        with on(day):
            publish_result(second, note=f"แก้คะแนนรวมเป็น {total} ตามประกาศ")


def checklist(agency):
    """The items of 2564: handed in, then changed; links of every kind."""
    Assessment.objects.filter(agency=agency, year=make_year(2564)).update(eit_url=EIT)
    rows = {
        code: make_disclosure(agency, code, answer=answer, explanation=explanation, links=links)
        for code, (answer, explanation, links) in ITEMS.items()
    }
    DisclosureLink.objects.filter(disclosure=rows["O1"]).update(
        note="ดูหน้า ๓", page=3, period_from=date(2020, 10, 1), period_to=date(2021, 9, 30)
    )
    upload = SimpleUploadedFile("รายงานการกำกับติดตาม.csv", "ลำดับ,ชื่อ\n1,ก\n".encode())
    document = add_document(rows["O2"], upload, by="somsri")
    signed = {"name": "นายสมชาย ใจดี (สมมติ)", "position": "นายกองค์การบริหารส่วนตำบล"}
    with on("2025-09-03"):
        publish_checklist(agency)
        with under_origin(agency, "https://www.nongnamsai.example.go.th"):
            hand_in(agency, 2564, confirmed_by=signed, note="ส่งแบบ OIT", by="somsri", role="นายก อบต.")
    newer = SimpleUploadedFile("รายงานการกำกับติดตาม.csv", "ลำดับ,ชื่อ\n1,ก\n2,ข\n".encode())
    add_version(document.link, newer, by="somsri")
    DisclosureLink.objects.filter(disclosure=rows["O7"], position=2).update(removed=True)
    rows["O12"].answer, rows["O12"].explanation = "yes", "คู่มือการปฏิบัติงานฉบับปรับปรุง"
    rows["O12"].save()
    with on("2025-09-04"):
        publish_checklist(agency, note="เพิ่มคู่มือ แทนที่รายงาน และถอนลิงก์ที่เลิกใช้")
        with under_origin(agency, "https://www.nongnamsai.example.go.th"):
            hand_in(agency, 2564, confirmed_by=signed, note="ส่งอีกครั้งหลังชี้แจง", by="somsri", role="นายก อบต.")
    checked = datetime(2025, 9, 4, 5, 0, tzinfo=UTC)
    targets = LinkTarget.objects.filter(agency=agency)
    targets.update(state="opens", last_checked_at=checked, last_opened_at=checked, state_since=checked)
    targets.filter(url=LONG).update(state="not_found", broken=True, failures=4, first_failure_at=checked)


def measures(agency):
    """Measures of 2564 in three versions, the second withdrawn; progress of every standing, told twice."""
    plan = make_told_plan(agency)
    plan.incomplete_reason, plan.is_final = "รอคำสั่งแต่งตั้ง", True
    plan.save()
    with on("2021-04-30", 9):
        publish_plan(plan)
        publish_progress(plan)
    plan.actions.update(steps="- ขั้นแรก\n- ขั้นที่สอง", monitoring="=รายงาน", weak_point="@ประชาสัมพันธ์")
    with on("2021-04-30", 10):
        withdraw(publish_plan(plan, note="เพิ่มขั้นตอน"), reason="มีข้อมูลส่วนบุคคล", by="somsri", role="ปลัด อบต.")
    tell(
        plan.actions.get(status="doing", due_on=date(2021, 9, 30)),
        date(2021, 4, 29),
        "อบรมรุ่นที่ ๒ มีผู้เข้าอบรม ๑๐๐ คน ทั้ง ๑๒ หมู่บ้าน",
        ("สรุปผล", LONG),
    )
    plan.actions.update(responsible="+หัวหน้าสำนักปลัด", start_on=date(2021, 1, 5))
    plan.actions.filter(text=TEXTS["silent"]).update(text="สำรวจความเห็นผู้รับบริการทุกไตรมาส")
    with on("2021-04-30", 11):
        publish_plan(plan, note="เพิ่มผู้รับผิดชอบ และแก้ถ้อยคำ")
        publish_progress(plan, note="เพิ่มผลสำรวจ")


def withdrawn_measures(agency):
    """Measures of 2565 that were published and withdrawn."""
    plan = make_plan(agency, 2565, actions=[(1, "ประชุมชี้แจง"), (9, "ปรับปรุงเว็บไซต์")])
    with on("2025-09-06"):
        withdraw(publish_plan(plan), reason="มีข้อมูลส่วนบุคคลของผู้ร้องเรียน", by="somsri", role="ปลัด อบต.")


def report(agency):
    """A message that was answered, under a number that is known."""
    sent = Sent("/ita/2564/oit/o2/", "dead_link", "ลิงก์ข้อมูลผู้บริหารเปิดไม่ได้", "", "")
    at = datetime(2025, 9, 6, 5, 0, tzinfo=UTC)
    row = receive(agency, sent, "a" * 64, at)
    CitizenReport.objects.filter(pk=row.pk).update(
        reference=REFERENCE,
        status="answered",
        answer="แก้ลิงก์แล้ว ขอบคุณที่แจ้ง",
        answered_at=at,
        answered_by="somsri",
    )
