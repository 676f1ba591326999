"""Writes the log of an agency's chain, to be kept by somebody else."""

from functools import partial
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from assessments.management.agency_option import add_agency_option, chosen_agency
from assessments.record.chain_export import write_log


class Command(BaseCommand):
    help = "เขียนบันทึกสายลายนิ้วมือของหน่วยงานเป็น JSON ให้คนนอกเก็บไว้ (ดู docs/chain.md) ไม่มีเนื้อหาของหน้าอยู่ในไฟล์"

    def add_arguments(self, parser):
        add_agency_option(parser)
        parser.add_argument(
            "--output", default="", metavar="FILE", help="ไฟล์ที่จะเขียน ไม่เขียนทับไฟล์เดิม (ไม่ระบุ = ออกหน้าจอ)"
        )

    def handle(self, *, agency, output, **options):
        chosen = chosen_agency(agency)
        now = timezone.now()
        if output:
            count = self.write(chosen, Path(output), now)
            self.stdout.write(f"{chosen.slug}: ส่งออก {count} บันทึกไปที่ {output}")
        else:
            write_log(chosen, partial(self.stdout.write, ending=""), at=now)

    def write(self, agency, path, now):
        """Write to a file that must not be there yet; a half-written one is removed."""
        try:
            file = path.open("x", encoding="utf-8", newline="\n")
        except FileExistsError as error:
            raise CommandError(f"{path}: มีไฟล์นี้อยู่แล้ว ไม่เขียนทับ") from error
        except OSError as error:
            raise CommandError(f"{path}: เขียนไฟล์ไม่ได้ ({error.strerror})") from error
        try:
            with file:
                return write_log(agency, file.write, at=now)
        except BaseException:
            path.unlink()
            raise
