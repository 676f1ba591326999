"""What the checker knows of every address an agency discloses: its state now and how it came about."""

from django.db import models
from django.db.models import Q
from django.utils import timezone

from assessments.models.agency import Agency
from assessments.models.document import DocumentVersion
from assessments.models.publication import Publication


class LinkState(models.TextChoices):
    """How an address stands, in the words staff and citizens read. `broken` needs three failures."""

    UNCHECKED = "unchecked", "ยังไม่ได้ตรวจ"
    OPENS = "opens", "เปิดได้"
    MOVED = "moved", "ย้ายที่อยู่ถาวร"
    NOT_FOUND = "not_found", "ไม่พบหน้า"
    SERVER_ERROR = "server_error", "เว็บไซต์ปลายทางขัดข้อง"
    NO_ANSWER = "no_answer", "ไม่ตอบ"
    CERTIFICATE = "certificate", "ใบรับรองความปลอดภัยไม่ถูกต้อง"
    NEEDS_LOGIN = "needs_login", "ต้องเข้าสู่ระบบหรือขอสิทธิ์"
    ROBOT_WALL = "robot_wall", "ตรวจอัตโนมัติไม่ได้"
    UNSAFE = "unsafe", "ไม่ตรวจเพื่อความปลอดภัย"
    LOOK = "look", "โปรดตรวจดู"


class CheckedHost(models.Model):
    """One web server that links lead to. Who holds its claim is the only one who may ask it anything."""

    host = models.CharField("เครื่องปลายทาง", max_length=255, unique=True)
    claimed_by = models.CharField("ผู้ตรวจที่จองไว้", max_length=64, blank=True, default="")
    claimed_until = models.DateTimeField("จองถึง", null=True, blank=True)
    not_before = models.DateTimeField("ขอให้เว้นถึง", null=True, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "เครื่องปลายทางของลิงก์"
        ordering = ["host"]
        default_permissions = ["view"]
        constraints = [
            models.CheckConstraint(
                condition=Q(claimed_until__isnull=True, claimed_by="")
                | (Q(claimed_until__isnull=False) & ~Q(claimed_by="")),
                name="checkedhost_claimed_by_whom_and_until",
            ),
        ]

    def __str__(self):
        return self.host


class LinkTarget(models.Model):
    """One http(s) address of one agency, checked once however many items lead to it.

    `state` is what the last check found; `broken` only after three failures in a row over at least a
    day. A person's look (`confirmed_*`) stands beside what the machine found and is ended by no machine.
    """

    agency = models.ForeignKey(Agency, models.PROTECT, related_name="link_targets", verbose_name="หน่วยงาน")
    host = models.ForeignKey(CheckedHost, models.PROTECT, related_name="targets", verbose_name="เครื่องปลายทาง")
    url = models.TextField("ที่อยู่", max_length=2000)
    url_sha256 = models.CharField("ลายนิ้วมือของที่อยู่", max_length=64, editable=False)
    state = models.CharField("สถานะ", max_length=20, choices=LinkState, default=LinkState.UNCHECKED)
    state_since = models.DateTimeField("เป็นเช่นนี้ตั้งแต่", null=True, blank=True)
    broken = models.BooleanField("เสีย", default=False)
    failures = models.PositiveSmallIntegerField("ล้มเหลวติดกันกี่ครั้ง", default=0)
    first_failure_at = models.DateTimeField("เริ่มล้มเหลวเมื่อ", null=True, blank=True)
    last_checked_at = models.DateTimeField("ตรวจล่าสุด", null=True, blank=True)
    last_opened_at = models.DateTimeField("เปิดได้ล่าสุด", null=True, blank=True)
    next_check_at = models.DateTimeField("ตรวจครั้งต่อไป", default=timezone.now)
    moved_to = models.TextField("ย้ายไปที่", blank=True, default="")
    content_type = models.CharField("ชนิดไฟล์ปลายทาง", max_length=100, blank=True, default="")
    size = models.PositiveBigIntegerField("ขนาดปลายทาง (ไบต์)", null=True, blank=True)
    etag = models.CharField(max_length=300, blank=True, default="", editable=False)
    last_modified = models.CharField(max_length=100, blank=True, default="", editable=False)
    confirmed_at = models.DateTimeField("คนเปิดดูแล้วเมื่อ", null=True, blank=True)
    confirmed_by = models.CharField("คนเปิดดูคือ", max_length=150, blank=True, default="")

    class Meta:
        verbose_name = verbose_name_plural = "สถานะลิงก์"
        ordering = ["agency", "pk"]
        default_permissions = ["view", "change"]
        indexes = [models.Index(fields=["host", "next_check_at"], name="linktarget_due")]
        constraints = [
            models.UniqueConstraint(fields=["agency", "url_sha256"], name="linktarget_once_per_agency"),
            models.CheckConstraint(
                condition=Q(confirmed_at__isnull=True, confirmed_by="")
                | (Q(confirmed_at__isnull=False) & ~Q(confirmed_by="")),
                name="linktarget_confirmed_by_whom_and_when",
            ),
            models.CheckConstraint(
                condition=Q(broken=False) | Q(failures__gte=3, first_failure_at__isnull=False),
                name="linktarget_broken_after_three_failures",
            ),
            models.CheckConstraint(
                condition=Q(last_checked_at__isnull=True, state="unchecked")
                | (Q(last_checked_at__isnull=False) & ~Q(state="unchecked")),
                name="linktarget_state_once_checked",
            ),
        ]

    def __str__(self):
        return self.url


class LinkCheck(models.Model):
    """One check of one address. Rows are only added; unchanged ones are thinned after 90 days."""

    target = models.ForeignKey(LinkTarget, models.PROTECT, related_name="checks", verbose_name="ลิงก์")
    claim = models.CharField("ในการจอง", max_length=64, editable=False)
    checked_at = models.DateTimeField("ตรวจเมื่อ")
    state = models.CharField("สถานะ", max_length=20, choices=LinkState)
    broken = models.BooleanField("เสีย", default=False)
    changed = models.BooleanField("เปลี่ยนจากครั้งก่อน", default=False)
    http_status = models.PositiveSmallIntegerField("รหัส HTTP", null=True, blank=True)
    final_url = models.TextField("ไปถึงที่", blank=True, default="")
    detail = models.CharField("รายละเอียด", max_length=300, blank=True, default="")
    milliseconds = models.PositiveIntegerField("ใช้เวลา (มิลลิวินาที)", default=0)

    class Meta:
        verbose_name = verbose_name_plural = "ผลตรวจลิงก์"
        ordering = ["-checked_at", "-pk"]
        default_permissions = ["view"]
        indexes = [models.Index(fields=["target", "-checked_at"], name="linkcheck_of_target")]
        constraints = [
            models.UniqueConstraint(fields=["target", "claim"], name="linkcheck_once_per_claim"),
        ]

    def __str__(self):
        return f"{self.get_state_display()} #{self.target_id}"


class PublishedLink(models.Model):
    """An index over the record: which address or which document a published checklist leads to, and where.

    Written by `publishing` together with the record; a document may be served while a publication that
    has it is not withdrawn.
    """

    publication = models.ForeignKey(
        Publication, models.PROTECT, related_name="published_links", verbose_name="ฉบับที่เผยแพร่"
    )
    code = models.CharField("ข้อ", max_length=10)
    position = models.PositiveSmallIntegerField("ลำดับ")
    target = models.ForeignKey(
        LinkTarget,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="published_links",
        verbose_name="ลิงก์ปลายทาง",
    )
    version = models.ForeignKey(
        DocumentVersion,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="published_links",
        verbose_name="รุ่นของเอกสาร",
    )

    class Meta:
        verbose_name = verbose_name_plural = "ลิงก์ที่เผยแพร่"
        ordering = ["publication", "pk"]
        default_permissions = ["view"]
        constraints = [
            models.UniqueConstraint(
                fields=["publication", "code", "position"], name="publishedlink_once_per_position"
            ),
            models.CheckConstraint(
                condition=Q(target__isnull=True) | Q(version__isnull=True),
                name="publishedlink_address_or_document",
            ),
        ]

    def __str__(self):
        return f"{self.code}/{self.position}"
