"""Loads and publishes the real example: Pak Chong's measures of FY2564 from its result of FY2563."""

from pathlib import Path

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from assessments.models import Agency, Assessment, Disclosure, DisclosureLink, OITItem, Page
from assessments.record.publish import NothingChanged
from assessments.record.publishable import publishable_page
from measures.importing.faults import DocumentError
from measures.plan.import_document import ImportRefused, import_measures

EXAMPLE = Path(__file__).parents[2] / "example" / "pakchong-measures-2564.txt"
SLUG = "pakchong"
ROLE = "ตัวอย่างของระบบ"


class Command(BaseCommand):
    help = "นำเข้าและเผยแพร่ตัวอย่างจริงของ อบต.ปากช่อง: ผลปี 2563 มาตรการปี 2564 และแบบรายการ OIT ปี 2564"

    def add_arguments(self, parser):
        parser.add_argument("--if-empty", action="store_true", help="ทำเมื่อยังไม่มีหน่วยงานในระบบเท่านั้น")
        parser.add_argument("--origin", default="", metavar="URL", help="ที่อยู่สาธารณะของหน่วยงานตัวอย่าง")

    def handle(self, *, if_empty, origin, **options):
        if if_empty and Agency.objects.exists():
            self.stdout.write("มีหน่วยงานในระบบแล้ว ไม่ได้โหลดตัวอย่าง")
            return
        with transaction.atomic():
            try:
                imported = import_measures(
                    EXAMPLE.read_bytes(), file_name=EXAMPLE.name, by="load_example", agency_slug=SLUG
                )
            except (DocumentError, ImportRefused) as error:
                raise CommandError(f"โหลดตัวอย่างไม่ได้ ไม่มีอะไรถูกบันทึก\n{error}") from error
            if origin:
                read_at(imported.plan.agency, origin)
            disclose_own_page(imported.plan)
            published = publish_all(imported.plan)
        self.stdout.write(f"เผยแพร่ {published} หน้า จาก {len(imported.document.rows)} ตัวชี้วัด")


def read_at(agency, origin):
    """Say under which origin the pages are read; CommandError for what is none."""
    agency.public_origin = origin
    try:
        agency.full_clean()
    except ValidationError as error:
        raise CommandError(" ".join(error.messages)) from error
    agency.save()


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
    count = 0
    for kind, year in (
        (Page.RESULT, plan.result_year),
        (Page.MEASURES, plan.year),
        (Page.OIT, plan.year),
    ):
        page = publishable_page(kind)
        row = page.row_of(plan.agency, year)
        try:
            page.publish(row, note="เผยแพร่ครั้งแรกจากเอกสารมาตรการของหน่วยงาน", by="load_example", role=ROLE)
        except NothingChanged:
            continue
        count += 1
    return count
