"""Decides a request about an approver's or administrator's account, for an agency without a second person."""

from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from django.utils import timezone

from assessments.models import AccountRequest
from assessments.permissions.dual_control import RequestRefused, close_overdue, confirm, refuse, sentence_of
from ita_portal.thai.dates import thai_datetime


class Command(BaseCommand):
    help = (
        "ยืนยันหรือไม่ยืนยันคำขอเรื่องบัญชีผู้อนุมัติและผู้ดูแลระบบ เมื่อหน่วยงานไม่มีคนที่สอง"
        " ไม่ใส่เลข = แสดงคำขอที่รอ ผู้สั่งและเหตุผลอยู่ในบันทึกการกระทำตลอดไป"
    )

    def add_arguments(self, parser):
        parser.add_argument("number", nargs="?", type=int, metavar="เลขคำขอ")
        parser.add_argument("--by", default="", metavar="ชื่อ", help="ชื่อและตำแหน่งของผู้สั่ง")
        parser.add_argument("--reason", default="", help="เหตุผล เช่น หน่วยงานมีผู้ดูแลระบบคนเดียว ปลัดมีหนังสือที่ …")
        parser.add_argument("--refuse", action="store_true", help="ไม่ยืนยัน")
        parser.add_argument("--dry-run", action="store_true", help="แสดงว่าจะเกิดอะไร โดยไม่ทำ")

    def handle(self, *, number, by, reason, refuse, dry_run, **options):
        now = timezone.now()
        if number is None:
            return self.list_waiting(now)
        if not by.strip() or not reason.strip():
            raise CommandError("ต้องบอก --by ชื่อและตำแหน่งของผู้สั่ง และ --reason เหตุผล")
        request = (
            AccountRequest.objects.select_related("account", "agency", "asker").filter(pk=number).first()
        )
        if request is None:
            raise CommandError(f"ไม่มีคำขอที่ {number} ดูคำขอที่รอด้วยคำสั่งนี้โดยไม่ใส่เลข")
        given = {"by": f"{by.strip()} (เซิร์ฟเวอร์)"[:150], "reason": reason.strip()[:500], "now": now}
        if not dry_run:
            close_overdue(now)
        try:
            with transaction.atomic():
                half = self.decide(request, refuse, given)
                transaction.set_rollback(dry_run)
        except RequestRefused as refusal:
            raise CommandError(str(refusal)) from refusal
        if half and not dry_run:
            self.stdout.write(f"ท่อนหลังของรหัสผ่านใหม่ (จดไว้ ไม่แสดงอีก มอบให้เจ้าของบัญชีด้วยตนเอง): {half}")
        done = ("จะไม่ยืนยัน" if dry_run else "ไม่ยืนยันแล้ว") if refuse else ("จะยืนยัน" if dry_run else "ยืนยันแล้ว")
        self.stdout.write(f"{done}: {sentence_of(request)}")
        return None

    def decide(self, request, refusing, given):
        """The second half of a new password, or ""."""
        if refusing:
            refuse(request, **given)
            return ""
        return confirm(request, **given)

    def list_waiting(self, now):
        """Every request that waits, a line each, and how many."""
        rows = list(
            AccountRequest.objects.waiting(now)
            .select_related("account", "agency", "asker")
            .order_by("asked_at", "pk")
        )
        for row in rows:
            until = thai_datetime(row.expires_at)
            self.stdout.write(f"{row.pk}\t{sentence_of(row)}\tผู้ขอ {row.asker}\tก่อน {until}\t{row.reason}")
        self.stdout.write(f"รออยู่ {len(rows)} คำขอ")
