"""Erases what citizens told of themselves a year after they reported. Run daily; safe to run twice."""

from django.core.management.base import BaseCommand
from django.db import transaction
from django.utils import timezone

from assessments.reports.intake import forget_senders, scrub


class Command(BaseCommand):
    help = "ลบชื่อ ช่องทางติดต่อ และข้อความของเรื่องที่ประชาชนแจ้งไว้เกินหนึ่งปี และรหัสที่อยู่เครือข่ายของวันก่อน"

    def add_arguments(self, parser):
        parser.add_argument("--keep-text", action="store_true", help="ลบเฉพาะชื่อและช่องทางติดต่อ เก็บข้อความไว้")
        parser.add_argument("--dry-run", action="store_true", help="นับอย่างเดียว ไม่ลบ")

    def handle(self, *, keep_text, dry_run, **options):
        now = timezone.now()
        with transaction.atomic():
            scrubbed, forgotten = scrub(now, keep_text=keep_text), forget_senders(now)
            transaction.set_rollback(dry_run)
        done = "จะลบ" if dry_run else "ลบแล้ว"
        self.stdout.write(f"{done} ข้อมูลส่วนบุคคลของ {scrubbed} เรื่อง และรหัสที่อยู่เครือข่าย {forgotten} รายการ")
