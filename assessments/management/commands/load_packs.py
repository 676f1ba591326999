"""Loads the yearly packs into the framework tables."""

from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from assessments.framework.pack_loader import PACKS, PackError, load_pack


class Command(BaseCommand):
    help = "นำเข้าชุดข้อมูลรายปี (เครื่องมือ ตัวชี้วัด ข้อ OIT ระดับผล) ทำซ้ำได้ และไม่ทับสิ่งที่เจ้าหน้าที่แก้ไว้"

    def add_arguments(self, parser):
        parser.add_argument("files", nargs="*", help="ไฟล์ชุดข้อมูล (ไม่ระบุ = ทุกปีที่มากับระบบ)")
        parser.add_argument("--overwrite", action="store_true", help="แทนที่ค่าที่เจ้าหน้าที่แก้ด้วยค่าของชุดข้อมูล")
        parser.add_argument("--dry-run", action="store_true", help="ทำทุกขั้นตอนแล้วยกเลิก ไม่บันทึก")

    def handle(self, *, files, overwrite, dry_run, **options):
        created = updated = unchanged = kept = 0
        with transaction.atomic():
            for path in files or sorted(PACKS.glob("*.json")):
                try:
                    report = load_pack(path, overwrite=overwrite)
                except PackError as error:
                    raise CommandError(str(error)) from error
                for line in report.kept:
                    self.stdout.write(f"คงค่าที่เจ้าหน้าที่แก้: {line}" if not overwrite else line)
                created += report.created
                updated += report.updated
                unchanged += report.unchanged
                kept += len(report.kept)
            transaction.set_rollback(dry_run)
        prefix = "(ทดลอง ไม่บันทึก) " if dry_run else ""
        self.stdout.write(f"{prefix}เพิ่ม {created} ปรับ {updated} เท่าเดิม {unchanged} คงค่าที่แก้ไว้ {kept}")
