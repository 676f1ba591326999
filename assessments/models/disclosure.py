"""What an agency discloses for each OIT item: an answer, an explanation, and numbered links."""

import re
from urllib.parse import urlsplit

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from assessments.content.staff_survey import REFUSAL, mentions_staff_survey
from assessments.models.agency import Agency
from assessments.models.conditions import refuse_in_fields
from assessments.models.framework import OITItem
from assessments.models.journal import Journal, TrackedQuerySet
from assessments.models.people import Division, refuse_foreign_division

SITE_PATH = re.compile(r"^/ita/\S*$")


def validate_link_target(value):
    """A full http(s) address, or a path of this portal beginning with /ita/. Never the staff-only survey."""
    if mentions_staff_survey(value):
        raise ValidationError(REFUSAL)
    if SITE_PATH.match(value):
        return
    try:
        parts = urlsplit(value)
        host, _port, user = parts.hostname, parts.port, parts.username
    except ValueError:
        host, user, parts = None, None, None
    if user is not None:
        raise ValidationError("ที่อยู่ต้องไม่มีชื่อผู้ใช้หรือรหัสผ่าน")
    if not host or parts.scheme.lower() not in ("http", "https") or re.search(r"[\s<>\"]", value):
        raise ValidationError("พิมพ์ที่อยู่เต็มที่ขึ้นต้นด้วย https:// หรือ http:// หรือที่อยู่ในระบบนี้ที่ขึ้นต้นด้วย /ita/")


class Disclosure(models.Model):
    """An agency's answer to one OIT item. No row, or an empty answer, reads “ยังไม่เปิดเผย”."""

    class Answer(models.TextChoices):
        YES = "yes", "มี"
        NO = "no", "ไม่มี"
        NONE_THIS_PERIOD = "none_this_period", "ไม่มีในรอบนี้"

    agency = models.ForeignKey(Agency, models.PROTECT, related_name="disclosures", verbose_name="หน่วยงาน")
    item = models.ForeignKey(OITItem, models.PROTECT, related_name="disclosures", verbose_name="ข้อ OIT")
    answer = models.CharField(
        "คำตอบ",
        max_length=20,
        choices=Answer,
        blank=True,
        default="",
        help_text="เว้นว่าง = ยังไม่เปิดเผย",
    )
    explanation = models.TextField(
        "คำอธิบาย",
        blank=True,
        default="",
        max_length=5000,
        help_text="เช่น เส้นทางคลิกจากหน้าแรก หรือเหตุที่ไม่มีข้อมูลในรอบนี้",
    )
    division = models.ForeignKey(
        Division,
        models.PROTECT,
        related_name="disclosures",
        verbose_name="ส่วนงานที่รับผิดชอบ",
        null=True,
        blank=True,
        help_text="ใช้ภายใน ไม่เผยแพร่",
    )
    carried_from_year = models.PositiveSmallIntegerField("ยกมาจากปี", null=True, blank=True, editable=False)
    check_for_year = models.PositiveSmallIntegerField(
        "คำอธิบายและส่วนงานต้องตรวจใหม่สำหรับปี", null=True, blank=True, editable=False
    )

    objects = TrackedQuerySet.as_manager()
    history = Journal()

    class Meta:
        verbose_name = verbose_name_plural = "การเปิดเผยรายข้อ"
        ordering = ["agency", "-item__year", "item__number"]
        constraints = [
            models.UniqueConstraint(
                fields=["agency", "item"],
                name="disclosure_one_per_item",
                violation_error_message="หน่วยงานนี้ตอบข้อนี้แล้ว",
            ),
            models.CheckConstraint(
                condition=Q(answer__in=["", "yes", "no", "none_this_period"]),
                name="disclosure_answer_is_known",
                violation_error_message="คำตอบต้องเป็น มี ไม่มี หรือ ไม่มีในรอบนี้",
            ),
            models.CheckConstraint(
                condition=Q(check_for_year__isnull=True) | Q(carried_from_year__isnull=False),
                name="disclosure_checked_when_carried",
                violation_error_message="ต้องตรวจใหม่เฉพาะข้อที่ยกมาจากปีก่อน",
            ),
        ]

    def __str__(self):
        return f"การเปิดเผย #{self.pk}" if self.pk else "การเปิดเผยใหม่"

    def clean(self):
        """Explanations are published too, so the staff-only survey link is refused there as well."""
        refuse_in_fields(self, ["explanation"])
        refuse_foreign_division(self, self.agency_id)


class DisclosureLink(models.Model):
    """Link no. `position` of a disclosure: an address elsewhere, or a document stored here.

    Its public address is the position, so that never moves. A document's files are its `versions`.
    """

    class Kind(models.TextChoices):
        ADDRESS = "address", "ลิงก์"
        DOCUMENT = "document", "เอกสารที่เก็บในระบบนี้"

    disclosure = models.ForeignKey(Disclosure, models.PROTECT, related_name="links", verbose_name="การเปิดเผย")
    position = models.PositiveSmallIntegerField("ลำดับ", help_text="เป็นส่วนหนึ่งของที่อยู่สาธารณะ เผยแพร่แล้วเปลี่ยนไม่ได้")
    kind = models.CharField("ชนิด", max_length=10, choices=Kind, default=Kind.ADDRESS, editable=False)
    label = models.CharField("ชื่อที่แสดง", max_length=300)
    url = models.CharField(
        "ที่อยู่",
        max_length=2000,
        blank=True,
        default="",
        validators=[validate_link_target],
        help_text="ที่อยู่เต็ม หรือที่อยู่ในระบบนี้ เช่น /ita/2564/measures/",
    )
    note = models.CharField("หมายเหตุ", max_length=300, blank=True, default="")
    page = models.PositiveIntegerField(
        "หน้าที่", null=True, blank=True, help_text="เลขหน้าที่มีข้อมูลของข้อนี้ ถ้าเอกสารยาว"
    )
    period_from = models.DateField("ข้อมูลตั้งแต่วันที่", null=True, blank=True)
    period_to = models.DateField(
        "ข้อมูลถึงวันที่", null=True, blank=True, help_text="ช่วงเวลาที่เอกสารครอบคลุม ใช้เทียบกับรอบที่ข้อนี้ต้องการ"
    )
    removed = models.BooleanField(
        "ถอนออกแล้ว", default=False, help_text="ลิงก์ที่เผยแพร่แล้วลบไม่ได้ ทำเครื่องหมายนี้แทน ที่อยู่เดิมจะบอกว่าถอนออกแล้ว"
    )
    check_for_year = models.PositiveSmallIntegerField(
        "ต้องตรวจใหม่สำหรับปี",
        null=True,
        blank=True,
        help_text="ลิงก์ที่ยกมาจากปีก่อน ตรวจแล้วให้ลบปีออก",
    )
    carried_from = models.ForeignKey(
        "self",
        models.SET_NULL,
        related_name="carried_to",
        verbose_name="ยกมาจากลิงก์",
        null=True,
        blank=True,
        editable=False,
    )
    created_at = models.DateTimeField("เพิ่มเมื่อ", default=timezone.now, editable=False)

    objects = TrackedQuerySet.as_manager()
    history = Journal()

    class Meta:
        verbose_name = verbose_name_plural = "ลิงก์"
        ordering = ["disclosure", "position"]
        constraints = [
            models.UniqueConstraint(
                fields=["disclosure", "position"],
                name="disclosurelink_position_once",
                violation_error_message="ลำดับนี้มีลิงก์แล้ว",
            ),
            models.CheckConstraint(
                condition=Q(position__gte=1),
                name="disclosurelink_position_from_1",
                violation_error_message="ลำดับเริ่มที่ 1",
            ),
            models.CheckConstraint(
                condition=(Q(kind="address") & ~Q(url="")) | Q(kind="document", url=""),
                name="disclosurelink_address_or_document",
                violation_error_message="พิมพ์ที่อยู่ของลิงก์ หรืออัปโหลดเอกสาร อย่างใดอย่างหนึ่ง",
            ),
            models.CheckConstraint(
                condition=Q(page__isnull=True) | Q(page__gte=1),
                name="disclosurelink_page_from_1",
                violation_error_message="เลขหน้าเริ่มที่ 1",
            ),
            models.CheckConstraint(
                condition=Q(period_from__isnull=True, period_to__isnull=True)
                | Q(period_from__isnull=False, period_to__gte=F("period_from")),
                name="disclosurelink_period_in_order",
                violation_error_message="ช่วงเวลาต้องมีทั้งวันเริ่มและวันสิ้นสุด และวันเริ่มต้องไม่หลังวันสิ้นสุด",
            ),
        ]

    def __str__(self):
        return f"{self.position}. {self.label}"

    @property
    def newest_version(self):
        """The DocumentVersion that stands at the address, or None. Costs no query when prefetched."""
        return max(self.versions.all(), key=lambda version: version.number, default=None)

    def clean(self):
        """A link without an address is refused in words: forms leave out `kind` and its constraint."""
        if self.kind == self.Kind.ADDRESS and not self.url:
            raise ValidationError({"url": "พิมพ์ที่อยู่ของลิงก์ เช่น https://www.example.go.th/plan.pdf"})
        refuse_in_fields(self, ["label", "note"])


class ShownRequirement(models.Model):
    """Staff looked and found one of the item's requirements shown in what is disclosed."""

    disclosure = models.ForeignKey(
        Disclosure, models.PROTECT, related_name="shown_requirements", verbose_name="การเปิดเผย"
    )
    requirement = models.CharField("องค์ประกอบ", max_length=500)
    ticked_at = models.DateTimeField("ตรวจเมื่อ", default=timezone.now, editable=False)
    ticked_by = models.CharField("ตรวจโดย", max_length=150)

    objects = TrackedQuerySet.as_manager()
    history = Journal()

    class Meta:
        verbose_name = verbose_name_plural = "องค์ประกอบที่ตรวจแล้ว"
        ordering = ["disclosure", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["disclosure", "requirement"], name="shownrequirement_once_per_disclosure"
            ),
        ]

    def __str__(self):
        return self.requirement
