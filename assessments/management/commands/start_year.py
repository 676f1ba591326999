"""Starts a fiscal year from an earlier one: what is known of each item is carried by concept."""

from django.core.management.base import BaseCommand, CommandError

from assessments.checklist.start_year import CHANGE_KINDS, plan_year, start_year, years_of
from assessments.models import Agency
from ita_portal.thai.dates import parse_year_be


class Command(BaseCommand):
    help = "เริ่มปีใหม่จากปีก่อน: ยกลิงก์ ส่วนงาน และคำอธิบายตามเรื่องของข้อ ไม่ยกคำตอบ ทำซ้ำได้"

    def add_arguments(self, parser):
        parser.add_argument("year", help="ปีงบประมาณที่จะเริ่ม เช่น 2565")
        parser.add_argument("--from", dest="from_year", required=True, help="ปีที่ยกมา เช่น 2564")
        parser.add_argument("--agency", default="", metavar="SLUG", help="ชื่อย่อของหน่วยงาน (ไม่ระบุ = ทุกหน่วยงาน)")
        parser.add_argument("--dry-run", action="store_true", help="แสดงสิ่งที่จะทำ แล้วยกเลิก ไม่บันทึก")

    def handle(self, *, year, from_year, agency, dry_run, **options):
        try:
            new_be, old_be = parse_year_be(year), parse_year_be(from_year)
        except ValueError as error:
            raise CommandError(str(error)) from error
        if new_be <= old_be:
            raise CommandError(f"ปีที่จะเริ่ม ({new_be}) ต้องอยู่หลังปีที่ยกมา ({old_be})")
        agencies = Agency.objects.order_by("slug")
        if agency:
            agencies = agencies.filter(slug=agency)
        if not agencies.exists():
            raise CommandError(f"ไม่พบหน่วยงาน {agency}" if agency else "ยังไม่มีหน่วยงานในระบบ")
        items = links = 0
        for each in agencies.iterator():
            years = years_of(each.applies_to)
            for wanted in (old_be, new_be):
                if wanted not in years:
                    raise CommandError(f"ระบบยังไม่มีชุดข้อมูลของปี {wanted} กรุณานำเข้าด้วย load_packs ก่อน")
            self.show(each, plan_year(each, years[old_be], years[new_be]))
            counts = start_year(each, years[old_be], years[new_be], dry_run=dry_run)
            items += counts.get("items", 0)
            links += counts.get("links", 0)
        prefix = "(ทดลอง ไม่บันทึก) " if dry_run else ""
        self.stdout.write(f"{prefix}ยกมา {items} ข้อ {links} ลิงก์ ทุกลิงก์ต้องตรวจใหม่สำหรับปี {new_be}")

    def show(self, agency, rows):
        """One line an item: what became of it and what is carried."""
        self.stdout.write(str(agency))
        for row in rows:
            old, new = "+".join(row.change.old) or "–", "+".join(row.change.new) or "–"
            title = (row.new or row.old)[0].title
            carried = "มีข้อมูลของปีใหม่แล้ว" if row.already else f"{row.links} ลิงก์"
            self.stdout.write(f"  {old} → {new} {CHANGE_KINDS[row.change.kind]}: {title} ({carried})")
