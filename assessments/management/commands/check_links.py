"""Checks the addresses that are due. For cron or a timer; several may run at once."""

import signal

from django.core.management.base import BaseCommand, CommandError

from assessments.links.check_policy import policy_from_settings
from assessments.links.check_run import CheckRun, sync_targets, targets_in_use, within
from assessments.links.tasks import check_links
from assessments.models import Agency, FiscalYear, LinkState
from ita_portal.thai.dates import parse_year_be


def positive(name, text):
    """A typed whole number from 1, Thai digits too; None when nothing was typed; CommandError otherwise."""
    if not text:
        return None
    number = int(text) if text.isdecimal() else 0
    if number < 1:
        raise CommandError(f"{name} ต้องเป็นจำนวนเต็มตั้งแต่ 1 แต่ได้รับ “{text}”")
    return number


class Command(BaseCommand):
    help = "ตรวจลิงก์ที่ถึงกำหนด ทีละคำขอต่อหนึ่งเว็บไซต์ เรียกซ้ำหรือพร้อมกันหลายครั้งได้"

    def add_arguments(self, parser):
        parser.add_argument("--agency", default="", metavar="SLUG", help="ชื่อย่อของหน่วยงาน (ไม่ระบุ = ทุกหน่วยงาน)")
        parser.add_argument("--year", default="", metavar="ปี", help="ปีงบประมาณ พ.ศ. เช่น 2564")
        parser.add_argument("--limit", default="", metavar="จำนวน", help="ตรวจไม่เกินกี่ที่อยู่")
        parser.add_argument("--budget", default="", metavar="วินาที", help="หยุดรับงานใหม่เมื่อครบเวลานี้")
        parser.add_argument(
            "--enqueue", action="store_true", help="ส่งเข้าคิวให้เครื่องอื่นตรวจ (ต้องตั้ง ITA_TASK_QUEUE=1)"
        )

    def handle(self, *, agency, year, limit, budget, enqueue, **options):
        owner, year_be = self.agency(agency), self.year(year)
        limit, budget = positive("--limit", limit), positive("--budget", budget)
        if enqueue:
            check_links.enqueue(agency_slug=agency, year_be=year_be, budget=budget)
            self.stdout.write("ส่งงานตรวจลิงก์เข้าคิวแล้ว")
            return
        new = sync_targets(owner, year_be)
        rows = targets_in_use(owner, year_be)
        self.stdout.write(f"ลิงก์ที่ต้องดูแล {rows.count()} ที่อยู่ เพิ่มใหม่ {new}")
        self.stopped = False
        for number in (signal.SIGINT, signal.SIGTERM):
            signal.signal(number, self.stop)
        over = within(budget)
        sweep = CheckRun(rows, policy=policy_from_settings(), tell=self.show, limit=limit)
        tally = sweep.run(lambda: self.stopped or over())
        shown = " · ".join(f"{LinkState(state).label} {count}" for state, count in tally.most_common())
        self.stdout.write(f"ตรวจแล้ว {tally.total()} ที่อยู่ {shown}".rstrip())
        if self.stopped:
            self.stdout.write("หยุดตามคำสั่ง ที่เหลือตรวจต่อในครั้งหน้า")

    def agency(self, slug):
        """The Agency of a slug, None for all."""
        if not slug:
            return None
        try:
            return Agency.objects.get(slug=slug)
        except Agency.DoesNotExist:
            raise CommandError(f"ไม่พบหน่วยงาน {slug}") from None

    def year(self, text):
        """A typed fiscal year as a number, None for all."""
        if not text:
            return None
        try:
            year_be = parse_year_be(text)
        except ValueError as error:
            raise CommandError(str(error)) from None
        if not FiscalYear.objects.filter(year_be=year_be).exists():
            raise CommandError(f"ไม่มีข้อมูลปีงบประมาณ {year_be} ในระบบ")
        return year_be

    def stop(self, *signalled):
        """Asked to end: finish what is written down, leave the rest."""
        self.stopped = True

    def show(self, target, found):
        """One committed result, one line."""
        broken = " (เสีย)" if target.broken else ""
        detail = f" {found.detail}" if found.detail else ""
        self.stdout.write(f"{target.get_state_display()}{broken}\t{target.url}{detail}")
        self.stdout.flush()
