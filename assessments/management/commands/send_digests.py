"""Sends each person one letter a day of what is theirs and due. For cron; run twice, it sends once."""

from smtplib import SMTPException
from urllib.parse import urljoin

from django.core.mail import EmailMessage
from django.core.management.base import BaseCommand, CommandError
from django.db import IntegrityError, transaction
from django.template.loader import render_to_string
from django.utils import timezone

from assessments.dashboard.digest import MOST_LINES, letters
from assessments.models import SentDigest
from assessments.permissions.dual_control import close_overdue
from ita_portal.thai.dates import parse_date, thai_date
from ita_portal.thai.digits import thai_digits


def claim(letter, day):
    """The SentDigest of this person and day, or None when another run has it."""
    try:
        with transaction.atomic():
            return SentDigest.objects.create(
                username=letter.user.get_username(), sent_on=day, lines=letter.lines
            )
    except IntegrityError:
        return None


def message_of(letter, day):
    """The plain-text e-mail of a Letter."""
    parts = [
        (agency, [(sentence, urljoin(agency.site_address, path)) for sentence, path in lines[:MOST_LINES]])
        for agency, lines in letter.parts.items()
    ]
    context = {
        "name": letter.user.get_full_name() or letter.user.get_username(),
        "day": day,
        "parts": parts,
        "more": letter.lines - sum(len(lines) for _agency, lines in parts),
        "desk": urljoin(next(iter(letter.parts)).site_address, "admin/"),
    }
    return EmailMessage(
        subject=f"ITA: มี {thai_digits(letter.lines)} เรื่องที่ต้องทำ ({thai_date(day)})",
        body=render_to_string("admin/dashboard/digest.txt", context),
        to=[letter.user.email],
    )


class Command(BaseCommand):
    help = "ส่งอีเมลเตือนประจำวัน คนละหนึ่งฉบับ เฉพาะผู้ที่มีเรื่องใกล้ถึงกำหนด เรียกซ้ำได้"

    def add_arguments(self, parser):
        parser.add_argument("--date", default="", metavar="วันที่", help="ของวันใด (ไม่ระบุ = วันนี้)")
        parser.add_argument("--dry-run", action="store_true", help="แสดงว่าจะส่งถึงใคร โดยไม่ส่งและไม่บันทึก")

    def handle(self, *, date, dry_run, **options):
        try:
            day = parse_date(date) if date else timezone.localdate()
        except ValueError as error:
            raise CommandError(str(error)) from None
        if not dry_run and (closed := close_overdue(timezone.now())):
            self.stdout.write(f"คำขอเรื่องบัญชีที่หมดอายุ {closed} คำขอ")
        due = letters(day)
        earlier = dict(SentDigest.objects.filter(sent_on=day).values_list("username", "sent_at"))
        sent = failed = before = hanging = 0
        for letter in due:
            name = letter.user.get_username()
            if name in earlier:
                before, hanging = before + bool(earlier[name]), hanging + (earlier[name] is None)
            elif dry_run:
                sent += 1
                self.stdout.write(f"{letter.user.email}\t{letter.lines} เรื่อง")
            elif (claimed := claim(letter, day)) is None:
                before += 1
            elif self.send(letter, day, claimed):
                sent += 1
            else:
                failed += 1
        verb = "จะส่ง" if dry_run else "ส่งแล้ว"
        summary = f"{verb} {sent} ฉบับ ส่งไปก่อนแล้ว {before} ส่งไม่สำเร็จ {failed} ค้าง {hanging}"
        self.stdout.write(summary)
        if failed:
            raise CommandError(f"ส่งไม่สำเร็จ {failed} ฉบับ เรียกคำสั่งนี้อีกครั้งเพื่อส่งใหม่")

    def send(self, letter, day, claimed):
        """Send one letter and note it; when the server refuses, give the claim back and say why."""
        try:
            message_of(letter, day).send()
        except (SMTPException, OSError) as error:
            claimed.delete()
            self.stderr.write(f"{letter.user.email}: {error}")
            return False
        SentDigest.objects.filter(pk=claimed.pk).update(sent_at=timezone.now())
        return True
