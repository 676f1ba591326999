"""Removes files that no row names: what is left when a server dies in the middle of an upload."""

import time
from pathlib import Path

from django.conf import settings
from django.core.management.base import BaseCommand

from assessments.files.storage import INCOMING
from assessments.models import StoredFile

OLD_ENOUGH = 24 * 3600  # seconds; an upload that is going on is younger


class Command(BaseCommand):
    help = "แสดงไฟล์ในที่เก็บเอกสารที่ไม่มีรายการใดใช้และเก่ากว่า 24 ชั่วโมง ลบเมื่อใส่ --delete"

    def add_arguments(self, parser):
        parser.add_argument("--delete", action="store_true", help="ลบจริง (ไม่ใส่ = แสดงอย่างเดียว)")

    def handle(self, *, delete, **options):
        folder = Path(settings.MEDIA_ROOT)
        found = freed = 0
        for path in sorted(folder.glob("*/*")):
            if not path.is_file() or time.time() - path.stat().st_mtime < OLD_ENOUGH:
                continue
            if path.parent.name != INCOMING and StoredFile.objects.filter(sha256=path.name).exists():
                continue
            found, freed = found + 1, freed + path.stat().st_size
            self.stdout.write(f"{'ลบ' if delete else 'ไม่มีรายการใดใช้'} {path.relative_to(folder)}")
            if delete:
                path.unlink()
        done = "ลบแล้ว" if delete else "พบ"
        self.stdout.write(f"{done} {found} ไฟล์ {freed:,} ไบต์")
