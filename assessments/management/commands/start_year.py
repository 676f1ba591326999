"""Starts a fiscal year from an earlier one: what is known of each item is carried by concept."""

from collections import Counter

from django.core.management.base import BaseCommand, CommandError

from assessments.checklist.carried import Unclear, undo_start
from assessments.checklist.start_year import CHANGE_KINDS, carried_sentence, plan_year, start_year, years_of
from assessments.models import Agency
from ita_portal.thai.dates import parse_year_be


class Command(BaseCommand):
    help = "เริ่มปีใหม่จากปีก่อน: ยกลิงก์ เอกสาร ส่วนงาน และคำอธิบายตามเรื่องของข้อ ไม่ยกคำตอบ ทำซ้ำได้"

    def add_arguments(self, parser):
        parser.add_argument("year", help="ปีงบประมาณที่จะเริ่ม เช่น 2565")
        parser.add_argument("--from", dest="from_year", required=True, help="ปีที่ยกมา เช่น 2564")
        parser.add_argument("--agency", default="", metavar="SLUG", help="ชื่อย่อของหน่วยงาน (ไม่ระบุ = ทุกหน่วยงาน)")
        parser.add_argument("--dry-run", action="store_true", help="แสดงสิ่งที่จะทำ แล้วยกเลิก ไม่บันทึก")
        parser.add_argument(
            "--undo", action="store_true", help="ลบสิ่งที่ยกมา ถ้ายังไม่มีผู้ตรวจยืนยันหรือแก้ไข และยังไม่เผยแพร่"
        )

    def handle(self, *, year, from_year, agency, dry_run, undo, **options):
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
        started = [(each, *self.years(each, old_be, new_be)) for each in agencies]
        prefix = "(ทดลอง ไม่บันทึก) " if dry_run else ""
        if undo:
            self.take_back(started, new_be, prefix, dry_run=dry_run)
            return
        total = Counter()
        for each, old_year, new_year in started:
            self.show(each, plan_year(each, old_year, new_year))
            total.update(start_year(each, old_year, new_year, dry_run=dry_run))
        self.stdout.write(f"{prefix}{carried_sentence(total)} ทุกรายการต้องมีผู้ตรวจยืนยันสำหรับปี {new_be}")

    def years(self, agency, *wanted):
        """The FiscalYears of these years (B.E.) for an agency of its kind."""
        known = years_of(agency.applies_to)
        for year_be in wanted:
            if year_be not in known:
                raise CommandError(f"ระบบยังไม่มีชุดข้อมูลของปี {year_be} กรุณานำเข้าด้วย load_packs ก่อน")
        return [known[year_be] for year_be in wanted]

    def take_back(self, started, new_be, prefix, *, dry_run):
        """Undo it for each agency that lets it be undone; CommandError names the others."""
        count, refused = 0, []
        for agency, _old_year, new_year in started:
            try:
                count += undo_start(agency, new_year, by="", dry_run=dry_run)
            except Unclear as reason:
                refused.append(f"{agency}: {reason}")
        done = f"{prefix}ยกเลิกการยกข้อมูลของปี {new_be} แล้ว {count} ข้อ"
        if refused:
            raise CommandError("\n".join([*refused, done]))
        self.stdout.write(done)

    def show(self, agency, rows):
        """One line an item: what became of it and what is carried."""
        self.stdout.write(str(agency))
        for row in rows:
            old, new = "+".join(row.change.old) or "–", "+".join(row.change.new) or "–"
            title = (row.new or row.old)[0].title
            carried = "มีข้อมูลของปีใหม่แล้ว" if row.already else f"{len(row.links)} ลิงก์"
            self.stdout.write(f"  {old} → {new} {CHANGE_KINDS[row.change.kind]}: {title} ({carried})")
