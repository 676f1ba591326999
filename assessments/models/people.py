"""Who may do what on the desk of which agency: memberships with a role, and the divisions of an agency."""

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from assessments.models.agency import Agency
from assessments.models.journal import Journal, TrackedQuerySet


class Division(models.Model):
    """A division of an agency (สำนักปลัด, กองคลัง …), answerable for items and measures."""

    agency = models.ForeignKey(Agency, models.PROTECT, related_name="divisions", verbose_name="หน่วยงาน")
    name = models.CharField("ชื่อส่วนงาน", max_length=200, help_text="เช่น สำนักปลัด กองคลัง กองช่าง")
    position = models.PositiveSmallIntegerField("ลำดับ", default=0)

    objects = TrackedQuerySet.as_manager()
    history = Journal()

    class Meta:
        verbose_name = verbose_name_plural = "ส่วนงาน"
        ordering = ["agency", "position", "name"]
        constraints = [
            models.UniqueConstraint(
                fields=["agency", "name"],
                name="division_once_per_agency",
                violation_error_message="หน่วยงานนี้มีส่วนงานชื่อนี้แล้ว",
            ),
            models.CheckConstraint(
                condition=~Q(name=""),
                name="division_has_a_name",
                violation_error_message="ส่วนงานต้องมีชื่อ",
            ),
        ]

    def __str__(self):
        return self.name


def refuse_foreign_division(row, agency_id):
    """ValidationError when the division of `row` is another agency's; the database has a guard for it too."""
    if row.division_id and agency_id and row.division.agency_id != agency_id:
        raise ValidationError({"division": "ส่วนงานนี้เป็นของหน่วยงานอื่น"})


class Role(models.TextChoices):
    """What somebody is on the desk of an agency; `assessments.permissions.roles` says what each may do."""

    EDITOR = "editor", "ผู้กรอกข้อมูล"
    APPROVER = "approver", "ผู้อนุมัติ"
    AUDITOR = "auditor", "ผู้ตรวจภายใน"
    ADMIN = "admin", "ผู้ดูแลระบบ"


class Membership(models.Model):
    """A person's role in one agency; with `divisions` only for what those divisions answer for."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="memberships", verbose_name="ผู้ใช้"
    )
    agency = models.ForeignKey(Agency, models.PROTECT, related_name="memberships", verbose_name="หน่วยงาน")
    role = models.CharField("บทบาท", max_length=20, choices=Role)
    divisions = models.ManyToManyField(
        Division,
        blank=True,
        related_name="memberships",
        verbose_name="เฉพาะส่วนงาน",
        help_text="เว้นว่าง = ทุกส่วนงาน เลือกแล้วจะเห็นและแก้ได้เฉพาะข้อและมาตรการของส่วนงานนั้น (ใช้กับผู้กรอกข้อมูลเท่านั้น)",
    )

    objects = TrackedQuerySet.as_manager()
    history = Journal(m2m_fields=[divisions])

    class Meta:
        verbose_name = verbose_name_plural = "บทบาทในหน่วยงาน"
        ordering = ["agency", "user"]
        constraints = [
            models.UniqueConstraint(
                fields=["user", "agency"],
                name="membership_one_role_per_agency",
                violation_error_message="ผู้ใช้นี้มีบทบาทในหน่วยงานนี้แล้ว",
            ),
            models.CheckConstraint(
                condition=Q(role__in=["editor", "approver", "auditor", "admin"]),
                name="membership_role_is_known",
                violation_error_message="บทบาทไม่ถูกต้อง",
            ),
        ]

    def __str__(self):
        return self.get_role_display()


class ItemVerdict(models.Model):
    """What the internal auditor would say of an OIT item, looking at it as an assessor does."""

    class Verdict(models.TextChoices):
        PASS = "pass", "ผ่าน"
        FAIL = "fail", "ไม่ผ่าน"
        UNCLEAR = "unclear", "ยังไม่แน่ใจ"

    disclosure = models.OneToOneField(
        "assessments.Disclosure", models.PROTECT, related_name="verdict", verbose_name="การเปิดเผย"
    )
    verdict = models.CharField("ความเห็น", max_length=10, choices=Verdict)
    reason = models.TextField(
        "เหตุผล", blank=True, default="", max_length=2000, help_text="ไม่ผ่านหรือยังไม่แน่ใจ ต้องบอกว่าขาดอะไร"
    )
    given_at = models.DateTimeField("ให้ความเห็นเมื่อ", editable=False)
    given_by = models.CharField("ให้ความเห็นโดย", max_length=150, editable=False)

    objects = TrackedQuerySet.as_manager()
    history = Journal()

    class Meta:
        verbose_name = verbose_name_plural = "ความเห็นผู้ตรวจภายใน"
        ordering = ["disclosure"]
        constraints = [
            models.CheckConstraint(
                condition=Q(verdict__in=["pass", "fail", "unclear"]),
                name="itemverdict_is_known",
                violation_error_message="ความเห็นต้องเป็น ผ่าน ไม่ผ่าน หรือ ยังไม่แน่ใจ",
            ),
            models.CheckConstraint(
                condition=Q(verdict="pass") | ~Q(reason=""),
                name="itemverdict_says_why",
                violation_error_message="ไม่ผ่านหรือยังไม่แน่ใจ ต้องเขียนเหตุผลว่าขาดอะไร",
            ),
        ]

    def __str__(self):
        return self.get_verdict_display()


class SentDigest(models.Model):
    """One daily e-mail to one person, so that a command run twice sends once."""

    username = models.CharField("ผู้รับ", max_length=150)
    sent_on = models.DateField("ของวันที่")
    sent_at = models.DateTimeField("ส่งเมื่อ", null=True, blank=True)
    lines = models.PositiveSmallIntegerField("จำนวนเรื่อง", default=0)

    class Meta:
        verbose_name = verbose_name_plural = "อีเมลเตือนที่ส่งแล้ว"
        ordering = ["-sent_on", "username"]
        constraints = [
            models.UniqueConstraint(
                fields=["username", "sent_on"],
                name="sentdigest_once_a_day",
                violation_error_message="ส่งอีเมลของวันนี้ให้ผู้นี้แล้ว",
            )
        ]

    def __str__(self):
        return f"{self.username} {self.sent_on}"


class RequestKind(models.TextChoices):
    """What is asked for."""

    ROLE = "role", "เปลี่ยนบทบาท"
    PASSWORD = "password", "ตั้งรหัสผ่านใหม่"
    EMAIL = "email", "เปลี่ยนอีเมล"
    SWITCH_ON = "switch_on", "เปิดบัญชีที่ปิดไว้"


class Decision(models.TextChoices):
    """How a request ended; "" while it waits."""

    CONFIRMED = "confirmed", "ยืนยันแล้ว"
    REFUSED = "refused", "ไม่ยืนยัน"
    EXPIRED = "expired", "หมดอายุ"


class AccountRequestQuerySet(models.QuerySet):
    def waiting(self, now):
        """Not decided and not yet expired."""
        return self.filter(decision="", expires_at__gt=now)

    def overdue(self, now):
        """Not decided although its time is over."""
        return self.filter(decision="", expires_at__lte=now)


class AccountRequest(models.Model):
    """What one person asks about an account that may publish or manage, and what a second one said.

    `waiting_for` is the account's id until the decision, so that one request about it waits at a time.
    `seen` is the account as it was when somebody asked: a request is about that account, not about what it
    was made into meanwhile. `password` is a hash made of two halves: the asker was shown the first, which is
    kept nowhere; `second_half` waits for whoever confirms. Both are erased with the decision.
    """

    account = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="requests_about", verbose_name="บัญชี"
    )
    agency = models.ForeignKey(
        Agency, models.PROTECT, related_name="account_requests", verbose_name="หน่วยงาน"
    )
    kind = models.CharField("ขอ", max_length=20, choices=RequestKind)
    role = models.CharField("บทบาทใหม่", max_length=20, choices=Role, blank=True, default="")
    email = models.EmailField("อีเมลใหม่", blank=True, default="")
    reason = models.CharField("เหตุผล", max_length=500)
    asker = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="requests_made", verbose_name="ผู้ขอ"
    )
    asked_at = models.DateTimeField("ขอเมื่อ", default=timezone.now, editable=False)
    expires_at = models.DateTimeField("หมดอายุเมื่อ")
    seen = models.JSONField("บัญชีเมื่อขอ", editable=False)
    waiting_for = models.IntegerField(null=True, blank=True, unique=True, editable=False)
    password = models.CharField(max_length=128, blank=True, default="", editable=False)
    second_half = models.CharField(max_length=40, blank=True, default="", editable=False)
    decision = models.CharField("ผล", max_length=20, choices=Decision, blank=True, default="")
    decided_at = models.DateTimeField("ตัดสินเมื่อ", null=True, blank=True)
    decided_by = models.CharField("ตัดสินโดย", max_length=150, blank=True, default="")
    decided_reason = models.CharField("เหตุผลที่ตัดสิน", max_length=500, blank=True, default="")

    objects = AccountRequestQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "คำขอเรื่องบัญชีผู้อนุมัติและผู้ดูแลระบบ"
        ordering = ["decision", "-asked_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(kind__in=["role", "password", "email", "switch_on"]),
                name="accountrequest_kind_is_known",
                violation_error_message="ไม่รู้จักคำขอนี้",
            ),
            models.CheckConstraint(
                condition=(Q(kind="role") & Q(role__in=["editor", "approver", "auditor", "admin"]))
                | (~Q(kind="role") & Q(role="")),
                name="accountrequest_role_where_asked",
                violation_error_message="ต้องบอกบทบาทใหม่",
            ),
            models.CheckConstraint(
                condition=(Q(kind="email") & ~Q(email="")) | (~Q(kind="email") & Q(email="")),
                name="accountrequest_email_where_asked",
                violation_error_message="ต้องบอกอีเมลใหม่",
            ),
            models.CheckConstraint(
                condition=~Q(reason=""),
                name="accountrequest_says_why",
                violation_error_message="ต้องบอกเหตุผล",
            ),
            models.CheckConstraint(
                condition=(
                    Q(decision="", decided_at=None, decided_by="", decided_reason="")
                    & Q(waiting_for__isnull=False, waiting_for=F("account"))
                )
                | (
                    Q(decision__in=["confirmed", "refused", "expired"], decided_at__isnull=False)
                    & ~Q(decided_reason="")
                    & Q(waiting_for=None)
                    & Q(password="", second_half="")
                ),
                name="accountrequest_decided_wholly",
                violation_error_message="คำตัดสินต้องมีเวลาและเหตุผล",
            ),
        ]

    def __str__(self):
        return f"คำขอที่ {self.pk}: {self.get_kind_display()}"
