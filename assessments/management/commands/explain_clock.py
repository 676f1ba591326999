"""Publishes why records carry a wrong time, so that the agency can publish again. For a superuser."""

from django.contrib.auth import get_user_model
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from assessments.content.canonical_json import utc_text
from assessments.management.agency_option import add_agency_option, chosen_agency
from assessments.record.clock_notice import explain_clock
from assessments.record.publish import PublishingRefused


class Command(BaseCommand):
    help = "เผยแพร่คำชี้แจงเรื่องเวลาที่ผิด หลังตั้งเวลาของเครื่องให้ถูกต้องแล้ว บันทึกเดิมไม่ถูกแก้ (เฉพาะ superuser)"

    def add_arguments(self, parser):
        add_agency_option(parser)
        parser.add_argument("--by", required=True, metavar="USERNAME", help="ชื่อบัญชี superuser ที่รับผิดชอบคำชี้แจง")
        parser.add_argument("--explanation", required=True, help="คำชี้แจงที่ประชาชนจะอ่าน แก้ภายหลังไม่ได้")
        parser.add_argument("--dry-run", action="store_true", help="แสดงว่าจะชี้แจงบันทึกใด โดยไม่เผยแพร่")

    def handle(self, *, agency, by, explanation, dry_run, **options):
        chosen = chosen_agency(agency)
        if not get_user_model().objects.filter(username=by, is_superuser=True, is_active=True).exists():
            raise CommandError(f"{by} ไม่ใช่ superuser ที่ใช้งานอยู่")
        try:
            with transaction.atomic():
                notice = explain_clock(chosen, explanation=explanation, by=by)
                records = notice.data()["records"]
                transaction.set_rollback(dry_run)
        except PublishingRefused as refusal:
            raise CommandError(str(refusal)) from refusal
        for record in records:
            self.stdout.write(f"ลำดับที่ {record['sequence']} ลงเวลา {record['published_at']}")
        done = "จะชี้แจง" if dry_run else "ชี้แจงแล้ว"
        self.stdout.write(
            f"{done} {len(records)} บันทึก ในลำดับที่ {notice.sequence} เวลา {utc_text(notice.published_at)}"
        )
