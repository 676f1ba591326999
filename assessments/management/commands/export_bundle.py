"""Writes everything an agency published of one year into a ZIP that can be checked without this portal."""

from pathlib import Path

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.http.request import validate_host
from django.templatetags.static import static

from assessments.bundle.build import LINKED_FILES, build_bundle, bundle_name
from assessments.links.origin import host_of
from assessments.management.agency_option import add_agency_option, chosen_agency


class Command(BaseCommand):
    help = "รวมทุกหน้าที่เผยแพร่ของปี (HTML, JSON, CSV, ทุกฉบับก่อนหน้า, สายบันทึก, โปรแกรมตรวจ) เป็นไฟล์ ZIP"

    def add_arguments(self, parser):
        parser.add_argument("year_be", type=int, metavar="YEAR", help="ปีงบประมาณ พ.ศ. เช่น 2564")
        add_agency_option(parser)
        parser.add_argument(
            "--output", default="", metavar="FILE", help="ไฟล์ที่จะเขียน ไม่เขียนทับ (ไม่ระบุ = ita-ชื่อย่อ-ปี.zip)"
        )
        parser.add_argument(
            "--origin",
            default="",
            metavar="URL",
            help="ต้นทางของลิงก์ไปยังเว็บไซต์ เช่น https://www.example.go.th (ไม่ระบุ = ที่อยู่สาธารณะของหน่วยงานในระบบ)",
        )

    def handle(self, *, year_be, agency, output, origin, **options):
        chosen = chosen_agency(agency)
        if not chosen.publications.filter(year_be=year_be).exists():
            raise CommandError(f"{chosen.slug}: ยังไม่มีหน้าใดของปี {year_be} ที่เผยแพร่")
        path = Path(output or bundle_name(chosen, year_be))
        if path.exists():
            raise CommandError(f"{path}: มีไฟล์นี้อยู่แล้ว ไม่เขียนทับ")
        if origin and not validate_host(host_of(origin), settings.ALLOWED_HOSTS):
            raise CommandError(f"{origin}: ไม่อยู่ใน ALLOWED_HOSTS")
        origin = origin.rstrip("/") or chosen.public_origin or self.origin_of(chosen)
        try:
            static(LINKED_FILES[0])
        except ValueError as error:
            raise CommandError("ยังไม่มีไฟล์คงที่ สั่ง collectstatic ก่อน") from error
        data = build_bundle(chosen, year_be, origin)
        try:
            with path.open("xb") as file:
                file.write(data)
        except OSError as error:
            raise CommandError(f"{path}: เขียนไฟล์ไม่ได้ ({error.strerror})") from error
        self.stdout.write(f"{chosen.slug}: ปี {year_be} ขนาด {len(data)} ไบต์ ที่ {path}")

    def origin_of(self, agency):
        """Where an agency without public origin is read: its first host, else the first allowed one."""
        host = agency.hosts.order_by("pk").values_list("host", flat=True).first()
        host = host or next((name for name in settings.ALLOWED_HOSTS if name[:1] not in ".*"), "")
        if not host:
            raise CommandError("ไม่ทราบโดเมนของหน่วยงาน กรุณาระบุ --origin")
        return f"{'http' if settings.LOCAL else 'https'}://{host}"
