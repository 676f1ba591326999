"""A small site on which every kind of page is published with all that may stand in it."""

from datetime import UTC, date, datetime

from django.core.files.uploadedfile import SimpleUploadedFile

from assessments.checklist.handin import handin_builder
from assessments.files.storage import add_document
from assessments.models import Assessment, DisclosureLink, IndicatorScore, LinkTarget, Page, ScoreState
from assessments.record.publish import publish, withdraw
from tests.support.factories import (
    make_assessment,
    make_disclosure,
    make_year,
    publish_checklist,
    publish_plan,
    publish_result,
)
from tests.support.telling import make_told_plan, publish_progress

SIGNED = {"name": "นายสมชาย ใจดี", "position": "นายก อบต."}
EIT_LINK = "https://itas.nacc.go.th/go/eit/6zp1kx"
CHECKED_AT = datetime(2021, 4, 29, 1, 0, tzinfo=UTC)


def publish_everything(agency):
    """Result 2563 and measures, progress, checklist and hand-in 2564; MEDIA_ROOT must be the test's own."""
    _publish_result(agency)
    plan = _publish_plan(agency)
    publish_progress(plan)
    _publish_checklist(agency)
    build = handin_builder(agency, 2564, origin="https://pakchong.example", confirmed_by=SIGNED)
    publish(agency, 2564, Page.HANDIN, build, note="ส่งแบบ", by="somsri", role="นายก อบต.")


def _publish_result(agency):
    """Scores of each state: zero, missing, a figure, not announced, not applicable."""
    source = {"source_label": "ประกาศ ป.ป.ช.", "source_url": "https://www.nacc.go.th/"}
    scores = ["0", None, "77.92"]
    assessment = make_assessment(agency, scores=scores, announced_on=date(2020, 10, 1), **source)
    for number, state in ((4, ScoreState.NOT_ANNOUNCED), (5, ScoreState.NOT_APPLICABLE)):
        indicator = assessment.year.indicators.get(number=number)
        IndicatorScore.objects.create(assessment=assessment, indicator=indicator, state=state)
    publish_result(assessment)


def _publish_plan(agency):
    """Three versions, the second of them withdrawn."""
    plan = make_told_plan(agency)
    plan.incomplete_reason, plan.is_final = "รอคำสั่งแต่งตั้ง", True
    plan.save()
    publish_plan(plan)
    plan.actions.update(steps="- ขั้นแรก\n- ขั้นที่สอง", monitoring="=รายงาน", weak_point="@ประชาสัมพันธ์")
    withdraw(publish_plan(plan, note="เพิ่มขั้นตอน"), reason="มีข้อมูลส่วนบุคคล", by="somsri", role="ปลัด อบต.")
    plan.actions.update(responsible="+หัวหน้าสำนักปลัด", start_on=date(2021, 1, 5))
    publish_plan(plan, note="เพิ่มผู้รับผิดชอบ")
    return plan


def _publish_checklist(agency):
    """Each answer; an item with a checked link that has all it may have and a document."""
    Assessment.objects.create(agency=agency, year=make_year(2564), eit_url=EIT_LINK)
    make_disclosure(agency, "O1", answer="no", explanation="-อยู่ระหว่างจัดทำ")
    make_disclosure(agency, "O2", answer="none_this_period", explanation="=1+1")
    links = [("รายงาน", "https://www.example.go.th/old")]
    disclosure = make_disclosure(agency, "O12", links=links, explanation="หน้าแรก > รายงาน")
    period = {"period_from": date(2020, 10, 1), "period_to": date(2021, 9, 30)}
    DisclosureLink.objects.filter(disclosure=disclosure).update(note="ดูหน้า ๓", page=3, **period)
    file = SimpleUploadedFile("รายงาน.csv", "ลำดับ,ชื่อ\n1,ก\n".encode())
    add_document(disclosure, file, by="somsri")
    publish_checklist(agency)
    LinkTarget.objects.update(state="opens", last_checked_at=CHECKED_AT)
