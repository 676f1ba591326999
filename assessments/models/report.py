"""What citizens report about a page: never published, without personal data after a year.

It has no journal: a journal keeps every state for good, and what people tell us of themselves must go.
"""

import secrets

from django.core.validators import RegexValidator
from django.db import models
from django.db.models import Count, Q
from django.db.models.functions import Length

from assessments.models.agency import Agency
from assessments.models.conditions import starts_with

models.TextField.register_lookup(Length)

ALPHABET = "23456789abcdefghjkmnpqrstuvwxyz"  # nothing that reads like something else on paper
GROUPS, GROUP = 4, 4
LONGEST_TEXT = 4000


def new_reference():
    """A number nobody can guess: 16 signs out of 31 are 79 bits."""
    signs = [secrets.choice(ALPHABET) for _place in range(GROUPS * GROUP)]
    return "-".join("".join(signs[at : at + GROUP]) for at in range(0, len(signs), GROUP))


class ReportKind(models.TextChoices):
    """What a citizen wants to say about a page."""

    DEAD_LINK = "dead_link", "ลิงก์เปิดไม่ได้"
    OUTDATED = "outdated", "ข้อมูลไม่เป็นปัจจุบัน"
    WRONG = "wrong", "ข้อมูลไม่ถูกต้อง"
    SUGGESTION = "suggestion", "ข้อเสนอแนะ"


class ReportStatus(models.TextChoices):
    """How far a report has come; the citizen reads the same words."""

    RECEIVED = "received", "รับเรื่องแล้ว"
    ANSWERED = "answered", "ตอบแล้ว"
    CLOSED = "closed", "ปิดเรื่องแล้ว"


class Joined(models.TextChoices):
    """Why a message stands under another one instead of in the queue."""

    NO = "", "เรื่องของตนเอง"
    SAME = "same", "ข้อความซ้ำกับเรื่องนี้"
    MORE = "more", "ข้อความเพิ่มเติมของเรื่องนี้"
    FLOOD = "flood", "ส่งถี่จากที่เดียวกัน"


class CitizenReportQuerySet(models.QuerySet):
    def queue(self):
        """What staff look at: one row a case or flood, those that wait first."""
        return self.filter(part_of=None)

    def with_messages(self):
        """Add how many messages stand under each row: `same_total`, `more_total`, `flood_total`."""
        counts = {
            f"{kind}_total": Count("parts", filter=Q(parts__joined=kind))
            for kind in (Joined.SAME, Joined.MORE, Joined.FLOOD)
        }
        return self.annotate(**counts)

    def to_scrub(self, *, before):
        """Those received earlier than `before` that still hold what a person wrote."""
        return self.filter(received_at__lt=before, scrubbed_at=None)


class CitizenReport(models.Model):
    """One message of a citizen about one page. Name and contact are hers to give."""

    agency = models.ForeignKey(Agency, models.PROTECT, related_name="reports", verbose_name="หน่วยงาน")
    reference = models.CharField("เลขที่อ้างอิง", max_length=19, unique=True, default=new_reference)
    about = models.CharField("เกี่ยวกับหน้า", max_length=300)
    kind = models.CharField("เรื่อง", max_length=20, choices=ReportKind)
    text = models.TextField("ข้อความ", max_length=LONGEST_TEXT, blank=True, default="")
    name = models.CharField("ชื่อผู้แจ้ง", max_length=100, blank=True, default="")
    contact = models.CharField("ติดต่อกลับ", max_length=200, blank=True, default="")
    text_sha256 = models.CharField("ลายนิ้วมือของข้อความ", max_length=64, blank=True, default="")
    received_at = models.DateTimeField("รับเมื่อ")
    part_of = models.ForeignKey(
        "self", models.PROTECT, related_name="parts", null=True, blank=True, verbose_name="อยู่ใต้เรื่อง"
    )
    joined = models.CharField("เหตุที่อยู่ใต้เรื่องอื่น", max_length=10, choices=Joined, blank=True, default="")
    status = models.CharField("สถานะ", max_length=10, choices=ReportStatus, default=ReportStatus.RECEIVED)
    answer = models.TextField(
        "คำตอบของหน่วยงาน",
        max_length=LONGEST_TEXT,
        blank=True,
        default="",
        help_text="แสดงเฉพาะที่หน้าเลขที่อ้างอิงของผู้แจ้ง อย่าใส่ชื่อหรือข้อมูลส่วนบุคคลของผู้แจ้ง",
    )
    answered_at = models.DateTimeField("ตอบเมื่อ", null=True, blank=True)
    answered_by = models.CharField("ตอบโดย", max_length=150, blank=True, default="")
    closed_at = models.DateTimeField("ปิดเมื่อ", null=True, blank=True)
    closed_by = models.CharField("ปิดโดย", max_length=150, blank=True, default="")
    scrubbed_at = models.DateTimeField("ลบข้อมูลส่วนบุคคลเมื่อ", null=True, blank=True)

    objects = CitizenReportQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "เรื่องที่ประชาชนแจ้ง"
        ordering = ["-received_at", "-pk"]
        indexes = [
            models.Index(fields=["agency", "status", "-received_at"], name="citizenreport_queue"),
            models.Index(fields=["agency", "text_sha256"], name="citizenreport_same_text"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=starts_with("about", "/ita/"),
                name="citizenreport_about_own_page",
                violation_error_message="แจ้งได้เฉพาะเรื่องของหน้าในระบบนี้",
            ),
            models.CheckConstraint(
                condition=Q(kind__in=ReportKind.values),
                name="citizenreport_kind_is_known",
                violation_error_message="เลือกเรื่องที่จะแจ้ง",
            ),
            models.CheckConstraint(
                condition=Q(status__in=ReportStatus.values),
                name="citizenreport_status_is_known",
                violation_error_message="สถานะไม่ถูกต้อง",
            ),
            models.CheckConstraint(
                condition=~Q(text="") | Q(scrubbed_at__isnull=False),
                name="citizenreport_says_something",
                violation_error_message="ข้อความต้องไม่ว่าง",
            ),
            models.CheckConstraint(
                condition=Q(text__length__lte=LONGEST_TEXT, answer__length__lte=LONGEST_TEXT),
                name="citizenreport_text_fits",
                violation_error_message="ข้อความและคำตอบยาวได้ไม่เกิน ๔,๐๐๐ ตัวอักษร",
            ),
            models.CheckConstraint(
                condition=Q(part_of__isnull=True, joined=Joined.NO)
                | Q(part_of__isnull=False, joined__in=[Joined.SAME, Joined.MORE, Joined.FLOOD]),
                name="citizenreport_joined_with_reason",
                violation_error_message="ข้อความที่อยู่ใต้เรื่องอื่นต้องบอกเหตุ และเรื่องของตนเองต้องไม่มี",
            ),
            models.CheckConstraint(
                condition=Q(answer="", answered_at__isnull=True, answered_by="")
                | (~Q(answer="") & Q(answered_at__isnull=False) & ~Q(answered_by="")),
                name="citizenreport_answer_is_signed",
                violation_error_message="คำตอบต้องมีผู้ตอบและเวลา",
            ),
            models.CheckConstraint(
                condition=~Q(status=ReportStatus.ANSWERED) | ~Q(answer=""),
                name="citizenreport_answered_with_answer",
                violation_error_message="เขียนคำตอบก่อน แล้วจึงเปลี่ยนสถานะเป็น “ตอบแล้ว”",
            ),
            models.CheckConstraint(
                condition=(Q(status=ReportStatus.CLOSED, closed_at__isnull=False) & ~Q(closed_by=""))
                | (~Q(status=ReportStatus.CLOSED) & Q(closed_at__isnull=True, closed_by="")),
                name="citizenreport_closing_is_signed",
                violation_error_message="การปิดเรื่องต้องมีผู้ปิดและเวลา",
            ),
            models.CheckConstraint(
                condition=Q(scrubbed_at__isnull=True) | Q(name="", contact="", text_sha256=""),
                name="citizenreport_scrubbed_is_clean",
                violation_error_message="เรื่องที่ลบข้อมูลส่วนบุคคลแล้วต้องไม่มีชื่อและช่องทางติดต่อ",
            ),
        ]

    def __str__(self):
        return f"เรื่องที่แจ้ง {self.reference}"


class SenderHour(models.Model):
    """How many messages came from one address within one hour; it holds no address.

    `sender` is a keyed hash of address and day, and goes when the day is over (assessments.reports).
    """

    agency = models.ForeignKey(Agency, models.CASCADE, related_name="sender_hours", verbose_name="หน่วยงาน")
    sender = models.CharField(
        "ที่มา (รหัสของวัน)", max_length=64, validators=[RegexValidator(r"^[0-9a-f]{64}\Z", "รหัสไม่ถูกต้อง")]
    )
    hour = models.DateTimeField("ชั่วโมงที่เริ่ม")
    messages = models.PositiveIntegerField("จำนวนข้อความ", default=0)
    queued = models.PositiveIntegerField("จำนวนที่เข้าคิวเอง", default=0)
    pile = models.ForeignKey(
        CitizenReport, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name="กองข้อความส่งถี่"
    )

    class Meta:
        verbose_name = verbose_name_plural = "จำนวนข้อความต่อชั่วโมง"
        ordering = ["-hour", "-messages"]
        constraints = [
            models.UniqueConstraint(
                fields=["agency", "sender", "hour"],
                name="senderhour_once",
                violation_error_message="มีจำนวนของชั่วโมงนี้แล้ว",
            ),
            models.CheckConstraint(
                condition=Q(queued__lte=models.F("messages")),
                name="senderhour_queued_within_messages",
                violation_error_message="ข้อความที่เข้าคิวต้องไม่เกินข้อความที่รับ",
            ),
        ]

    def __str__(self):
        return f"{self.messages} ข้อความในหนึ่งชั่วโมง"
