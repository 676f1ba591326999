"""Files behind a link's stable address: stored once under their SHA-256, replaced by versions."""

from django.db import models
from django.db.models import Q
from django.utils import timezone

from assessments.models.disclosure import DisclosureLink


class StoredFile(models.Model):
    """The bytes of one file, kept under their hash for ever; what was noted of them when they came in.

    `pages` is None where a file has none or they could not be counted; `has_text` is None unless it is
    a PDF. `text` is what could be read (at most 200,000 characters) and is never published.
    """

    class Kind(models.TextChoices):
        PDF = "pdf", "PDF"
        DOCX = "docx", "Word (DOCX)"
        XLSX = "xlsx", "Excel (XLSX)"
        PPTX = "pptx", "PowerPoint (PPTX)"
        ODT = "odt", "OpenDocument (ODT)"
        ODS = "ods", "OpenDocument (ODS)"
        CSV = "csv", "CSV"
        JPG = "jpg", "ภาพ JPG"
        PNG = "png", "ภาพ PNG"

    sha256 = models.CharField("SHA-256", max_length=64, unique=True)
    kind = models.CharField("ชนิด", max_length=10, choices=Kind)
    size = models.PositiveBigIntegerField("ขนาด (ไบต์)")
    pages = models.PositiveIntegerField("จำนวนหน้า", null=True, blank=True)
    has_text = models.BooleanField("มีข้อความที่ค้นได้", null=True, blank=True)
    text = models.TextField("ข้อความที่อ่านได้", blank=True, default="")
    years_found = models.JSONField("ปี พ.ศ. ที่พบในข้อความ", default=list, blank=True)
    stored_at = models.DateTimeField("เก็บเมื่อ", default=timezone.now, editable=False)

    class Meta:
        verbose_name = verbose_name_plural = "ไฟล์ที่เก็บ"
        ordering = ["-stored_at"]
        default_permissions = ["view"]
        constraints = [
            models.CheckConstraint(
                condition=Q(kind__in=["pdf", "docx", "xlsx", "pptx", "odt", "ods", "csv", "jpg", "png"]),
                name="storedfile_kind_is_known",
                violation_error_message="ชนิดไฟล์นี้ไม่รับ",
            ),
            models.CheckConstraint(
                condition=Q(size__gt=0),
                name="storedfile_is_not_empty",
                violation_error_message="ไฟล์ว่าง",
            ),
        ]

    def __str__(self):
        return f"{self.get_kind_display()} {self.sha256[:12]}"


class DocumentVersion(models.Model):
    """File no. `number` behind a link of kind `document`. Rows are only added."""

    link = models.ForeignKey(DisclosureLink, models.PROTECT, related_name="versions", verbose_name="ลิงก์")
    number = models.PositiveSmallIntegerField("รุ่นที่")
    file = models.ForeignKey(StoredFile, models.PROTECT, related_name="versions", verbose_name="ไฟล์")
    name = models.CharField("ชื่อไฟล์", max_length=200)
    uploaded_at = models.DateTimeField("อัปโหลดเมื่อ", default=timezone.now, editable=False)
    uploaded_by = models.CharField("อัปโหลดโดย", max_length=150)

    class Meta:
        verbose_name = verbose_name_plural = "รุ่นของเอกสาร"
        ordering = ["link", "number"]
        default_permissions = ["view"]
        constraints = [
            models.UniqueConstraint(
                fields=["link", "number"],
                name="documentversion_number_once",
                violation_error_message="เอกสารนี้มีรุ่นที่นี้แล้ว",
            ),
            models.CheckConstraint(
                condition=Q(number__gte=1),
                name="documentversion_number_from_1",
                violation_error_message="รุ่นเริ่มที่ 1",
            ),
        ]

    def __str__(self):
        return f"{self.name} รุ่นที่ {self.number}"
