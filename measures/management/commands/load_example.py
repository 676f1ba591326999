"""Loads and publishes the real example: Pak Chong's measures of FY2564 from its result of FY2563."""

from pathlib import Path

from django.core.management.base import BaseCommand
from django.db import transaction

from assessments.content import checklist_content, result_content
from assessments.models import Agency, Assessment, Disclosure, DisclosureLink, OITItem, Page
from assessments.publishing import NothingChanged, publish
from measures.actions import import_measures
from measures.content import plan_content

EXAMPLE = Path(__file__).parents[2] / "example" / "pakchong-measures-2564.txt"
SLUG = "pakchong"
ROLE = "ตัวอย่างของระบบ"


class Command(BaseCommand):
    help = "นำเข้าและเผยแพร่ตัวอย่างจริงของ อบต.ปากช่อง: ผลปี 2563 มาตรการปี 2564 และแบบรายการ OIT ปี 2564"

    def add_arguments(self, parser):
        parser.add_argument("--if-empty", action="store_true", help="ทำเมื่อยังไม่มีหน่วยงานในระบบเท่านั้น")

    def handle(self, *, if_empty, **options):
        if if_empty and Agency.objects.exists():
            self.stdout.write("มีหน่วยงานในระบบแล้ว ไม่ได้โหลดตัวอย่าง")
            return
        with transaction.atomic():
            imported = import_measures(
                EXAMPLE.read_bytes(), file_name=EXAMPLE.name, by="load_example", agency_slug=SLUG
            )
            disclose_own_page(imported.plan)
            published = publish_all(imported.plan)
        self.stdout.write(f"เผยแพร่ {published} หน้า จาก {len(imported.document.rows)} ตัวชี้วัด")


def disclose_own_page(plan):
    """Answer the year's measures item with the portal's own page; nothing else is answered."""
    item = OITItem.objects.get(year=plan.year, concept="measures")
    Assessment.objects.get_or_create(agency=plan.agency, year=plan.year)
    disclosure, created = Disclosure.objects.get_or_create(
        agency=plan.agency, item=item, defaults={"answer": Disclosure.Answer.YES}
    )
    if created:
        DisclosureLink.objects.create(
            disclosure=disclosure, position=1, label=plan.title, url=f"/ita/{plan.year.year_be}/measures/"
        )


def publish_all(plan):
    """Publish result, measures and checklist where they differ from what is published; returns how many."""
    agency, year, result_year = plan.agency, plan.year, plan.result_year
    assessment = Assessment.objects.get(agency=agency, year=result_year)
    pages = [
        (result_year, Page.RESULT, lambda previous, at: result_content(assessment)),
        (year, Page.MEASURES, lambda previous, at: plan_content(plan)),
        (year, Page.OIT, lambda previous, at: checklist_content(agency, year, previous, at)),
    ]
    count = 0
    for fiscal_year, page, build in pages:
        try:
            publish(
                agency,
                fiscal_year.year_be,
                page,
                build,
                note="เผยแพร่ครั้งแรกจากเอกสารมาตรการของหน่วยงาน",
                by="load_example",
                role=ROLE,
            )
        except NothingChanged:
            continue
        count += 1
    return count
