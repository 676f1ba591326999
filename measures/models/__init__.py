"""What the agency promises to do about its result: the plan of a year, its actions, where it came from."""

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from assessments.files.storage import path_of
from assessments.models import (
    Agency,
    Division,
    FiscalYear,
    Indicator,
    Instrument,
    Journal,
    StoredFile,
    TrackedQuerySet,
)
from assessments.models.conditions import refuse_in_fields
from assessments.models.disclosure import validate_link_target
from assessments.models.people import refuse_foreign_division


class MeasuresPlan(models.Model):
    """The measures of one fiscal year, resting on the result of an earlier one."""

    agency = models.ForeignKey(Agency, models.PROTECT, related_name="plans", verbose_name="หน่วยงาน")
    year = models.ForeignKey(
        FiscalYear, models.PROTECT, related_name="plans", verbose_name="มาตรการของปีงบประมาณ"
    )
    result_year = models.ForeignKey(
        FiscalYear,
        models.PROTECT,
        related_name="plans_resting_on",
        verbose_name="จากผลการประเมินของปี",
        help_text="โดยปกติคือปีก่อนหน้า",
    )
    title = models.CharField("ชื่อเอกสาร", max_length=300)
    introduction = models.TextField("บทนำ", blank=True, default="")
    is_final = models.BooleanField(
        "ฉบับสมบูรณ์", default=False, help_text="ฉบับสมบูรณ์ต้องมีผู้รับผิดชอบ กำหนดเวลา และการติดตามครบทุกมาตรการ"
    )
    incomplete_reason = models.TextField(
        "เหตุที่เผยแพร่ฉบับสมบูรณ์ทั้งที่ยังไม่ครบ", blank=True, default="", help_text="ประชาชนเห็นเหตุผลนี้"
    )

    objects = TrackedQuerySet.as_manager()
    history = Journal()

    class Meta:
        verbose_name = verbose_name_plural = "แผนมาตรการ"
        ordering = ["agency", "-year__year_be"]
        constraints = [
            models.UniqueConstraint(
                fields=["agency", "year"],
                name="measuresplan_one_per_year",
                violation_error_message="หน่วยงานนี้มีแผนมาตรการของปีนี้แล้ว",
            ),
            models.CheckConstraint(
                condition=~Q(year=F("result_year")),
                name="measuresplan_two_years",
                violation_error_message="ปีของมาตรการและปีของผลการประเมินต้องเป็นคนละปี",
            ),
        ]

    def __str__(self):
        return self.title

    def clean(self):
        """The result comes before the measures; the database has a guard for it too."""
        if self.year_id and self.result_year_id and self.result_year.year_be >= self.year.year_be:
            raise ValidationError({"result_year": "ปีของผลการประเมินต้องมาก่อนปีของมาตรการ"})
        refuse_in_fields(self, ["title", "introduction", "incomplete_reason"])


class PlanProgress(MeasuresPlan):
    """The same plan, seen as what became of its measures (a page and an admin screen of its own)."""

    class Meta:
        proxy = True
        verbose_name = verbose_name_plural = "ความก้าวหน้าของแผน"


class InstrumentAnalysis(models.Model):
    """What the plan says about one instrument before its measures."""

    plan = models.ForeignKey(MeasuresPlan, models.CASCADE, related_name="analyses", verbose_name="แผนมาตรการ")
    instrument = models.ForeignKey(
        Instrument, models.PROTECT, related_name="analyses", verbose_name="เครื่องมือ"
    )
    text = models.TextField("บทวิเคราะห์")

    objects = TrackedQuerySet.as_manager()
    history = Journal()

    class Meta:
        verbose_name = verbose_name_plural = "บทวิเคราะห์รายเครื่องมือ"
        ordering = ["plan", "instrument__position"]
        constraints = [
            models.UniqueConstraint(
                fields=["plan", "instrument"],
                name="instrumentanalysis_one_per_instrument",
                violation_error_message="เครื่องมือนี้มีบทวิเคราะห์แล้ว",
            )
        ]

    def __str__(self):
        return f"บทวิเคราะห์ #{self.pk}" if self.pk else "บทวิเคราะห์ใหม่"

    def clean(self):
        """An instrument of another year is refused in words here, in the database by a guard."""
        if self.plan_id and self.instrument_id and self.instrument.year_id != self.plan.result_year_id:
            raise ValidationError({"instrument": "เครื่องมือนี้เป็นของปีอื่น"})
        refuse_in_fields(self, ["text"])


class RemediationAction(models.Model):
    """One measure against one indicator's weakness. What is not known is left empty and said so."""

    class Status(models.TextChoices):
        NOT_STARTED = "not_started", "ยังไม่เริ่ม"
        DOING = "doing", "กำลังดำเนินการ"
        DONE = "done", "แล้วเสร็จ"
        DROPPED = "dropped", "ยกเลิก"

    plan = models.ForeignKey(MeasuresPlan, models.CASCADE, related_name="actions", verbose_name="แผนมาตรการ")
    indicator = models.ForeignKey(Indicator, models.PROTECT, related_name="actions", verbose_name="ตัวชี้วัด")
    order = models.PositiveSmallIntegerField("ลำดับ")
    text = models.TextField("มาตรการ")
    weak_point = models.TextField("จุดอ่อนที่แก้", blank=True, default="")
    division = models.ForeignKey(
        Division,
        models.PROTECT,
        related_name="actions",
        verbose_name="ส่วนงานที่รับผิดชอบ",
        null=True,
        blank=True,
    )
    responsible = models.CharField(
        "ผู้รับผิดชอบ", max_length=200, blank=True, default="", help_text="ชื่อตำแหน่ง เช่น หัวหน้าสำนักปลัด"
    )
    steps = models.TextField("ขั้นตอนหรือวิธีดำเนินการ", blank=True, default="")
    start_on = models.DateField("เริ่มวันที่", null=True, blank=True)
    due_on = models.DateField("กำหนดแล้วเสร็จ", null=True, blank=True)
    monitoring = models.TextField("การกำกับติดตามและรายงานผล", blank=True, default="")
    status = models.CharField(
        "สถานะ", max_length=20, choices=Status, blank=True, default="", help_text="เว้นว่าง = ยังไม่ระบุ"
    )
    dropped_reason = models.TextField(
        "เหตุที่ยกเลิก", blank=True, default="", help_text="ต้องเขียนเมื่อสถานะเป็น ยกเลิก ประชาชนเห็นเหตุผลนี้"
    )
    carried_from = models.ForeignKey(
        "self",
        models.PROTECT,
        related_name="carried_to",
        verbose_name="ยกมาจากมาตรการปีก่อน",
        null=True,
        blank=True,
        editable=False,
    )
    source_text = models.TextField("ข้อความตามเอกสาร", blank=True, default="", editable=False)

    objects = TrackedQuerySet.as_manager()
    history = Journal()

    class Meta:
        verbose_name = verbose_name_plural = "มาตรการแก้ไข"
        ordering = ["plan", "indicator__number", "order"]
        constraints = [
            models.UniqueConstraint(
                fields=["plan", "indicator", "order"],
                name="remediationaction_order_once",
                violation_error_message="ตัวชี้วัดนี้มีมาตรการลำดับนี้แล้ว",
            ),
            models.CheckConstraint(
                condition=Q(order__gte=1),
                name="remediationaction_order_from_1",
                violation_error_message="ลำดับเริ่มที่ 1",
            ),
            models.CheckConstraint(
                condition=~Q(text=""),
                name="remediationaction_has_text",
                violation_error_message="มาตรการต้องมีข้อความ",
            ),
            models.CheckConstraint(
                condition=Q(start_on__isnull=True) | Q(due_on__isnull=True) | Q(due_on__gte=F("start_on")),
                name="remediationaction_due_after_start",
                violation_error_message="กำหนดแล้วเสร็จต้องไม่มาก่อนวันเริ่ม",
            ),
            models.CheckConstraint(
                condition=Q(status__in=["", "not_started", "doing", "done", "dropped"]),
                name="remediationaction_status_is_known",
                violation_error_message="สถานะไม่ถูกต้อง",
            ),
            models.CheckConstraint(
                condition=~Q(status="dropped") | ~Q(dropped_reason=""),
                name="remediationaction_dropped_says_why",
                violation_error_message="มาตรการที่ยกเลิกต้องบอกเหตุที่ยกเลิก",
            ),
        ]

    def __str__(self):
        return self.text if len(self.text) <= 80 else f"{self.text[:79]}…"

    def clean(self):
        """An indicator of another year is refused in words here, in the database by a guard."""
        if self.plan_id and self.indicator_id and self.indicator.year_id != self.plan.result_year_id:
            raise ValidationError({"indicator": "ตัวชี้วัดนี้เป็นของปีอื่น"})
        refuse_foreign_division(self, self.plan.agency_id if self.plan_id else None)
        refuse_in_fields(self, ["text", "weak_point", "responsible", "steps", "monitoring", "dropped_reason"])


class ProgressEntry(models.Model):
    """What was done about one measure on one day, told by the people responsible."""

    action = models.ForeignKey(
        RemediationAction, models.PROTECT, related_name="progress", verbose_name="มาตรการ"
    )
    happened_on = models.DateField("วันที่ดำเนินการ")
    text = models.TextField("สิ่งที่ดำเนินการและผล", max_length=5000)
    entered_at = models.DateTimeField("บันทึกเมื่อ", default=timezone.now, editable=False)
    entered_by = models.CharField("บันทึกโดย", max_length=150, editable=False)

    objects = TrackedQuerySet.as_manager()
    history = Journal()

    class Meta:
        verbose_name = verbose_name_plural = "ความก้าวหน้าของมาตรการ"
        ordering = ["action", "happened_on", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(text=""),
                name="progressentry_has_text",
                violation_error_message="กรุณาเขียนว่าได้ดำเนินการอะไร",
            ),
        ]

    def __str__(self):
        return self.text if len(self.text) <= 80 else f"{self.text[:79]}…"

    def clean(self):
        """What has not happened yet is no progress."""
        if self.happened_on and self.happened_on > timezone.localdate():
            raise ValidationError({"happened_on": "วันที่ดำเนินการต้องไม่เป็นวันในอนาคต"})
        refuse_in_fields(self, ["text"])


class ProgressEvidence(models.Model):
    """Evidence no. `number` of a plan's progress: an address, or a file kept here under its SHA-256."""

    entry = models.ForeignKey(
        ProgressEntry, models.PROTECT, related_name="evidence", verbose_name="ความก้าวหน้า"
    )
    plan = models.ForeignKey(
        MeasuresPlan, models.PROTECT, related_name="evidence", verbose_name="แผนมาตรการ", editable=False
    )
    number = models.PositiveSmallIntegerField(
        "ลำดับ", editable=False, help_text="เป็นส่วนหนึ่งของที่อยู่สาธารณะ ไม่เปลี่ยน"
    )
    label = models.CharField("ชื่อที่แสดง", max_length=300)
    url = models.CharField("ที่อยู่", max_length=2000, blank=True, default="", validators=[validate_link_target])
    file = models.ForeignKey(
        StoredFile,
        models.PROTECT,
        related_name="evidence",
        verbose_name="เอกสารที่เก็บในระบบนี้",
        null=True,
        blank=True,
        editable=False,
    )
    file_name = models.CharField("ชื่อไฟล์", max_length=255, blank=True, default="", editable=False)

    objects = TrackedQuerySet.as_manager()
    history = Journal()

    class Meta:
        verbose_name = verbose_name_plural = "หลักฐานความก้าวหน้า"
        ordering = ["plan", "number"]
        constraints = [
            models.UniqueConstraint(
                fields=["plan", "number"],
                name="progressevidence_number_once",
                violation_error_message="แผนนี้มีหลักฐานลำดับนี้แล้ว",
            ),
            models.CheckConstraint(
                condition=Q(number__gte=1),
                name="progressevidence_number_from_1",
                violation_error_message="ลำดับเริ่มที่ 1",
            ),
            models.CheckConstraint(
                condition=(Q(file__isnull=True, file_name="") & ~Q(url=""))
                | (Q(file__isnull=False, url="") & ~Q(file_name="")),
                name="progressevidence_address_or_file",
                violation_error_message="ใส่ที่อยู่ของหลักฐาน หรืออัปโหลดเอกสาร อย่างใดอย่างหนึ่ง",
            ),
        ]

    def __str__(self):
        return f"{self.number}. {self.label}"

    def clean(self):
        """Labels are published too."""
        refuse_in_fields(self, ["label"])


class SourceDocument(models.Model):
    """A document a plan was read from: its bytes, its text as found, and what the reading warned about.

    The bytes are a StoredFile where its kind may be one (DOCX, XLSX, CSV), else they stand in `original`.
    Both are empty for documents that were read before bytes were kept.
    """

    plan = models.ForeignKey(MeasuresPlan, models.CASCADE, related_name="sources", verbose_name="แผนมาตรการ")
    file_name = models.CharField("ชื่อไฟล์", max_length=255)
    sha256 = models.CharField("ลายนิ้วมือ", max_length=64)
    text = models.TextField("ข้อความตามต้นฉบับ")
    notices = models.JSONField(
        "ข้อสังเกตจากการอ่าน", default=list, blank=True, help_text="รายการของ code, lines, message"
    )
    file = models.ForeignKey(
        StoredFile, models.PROTECT, null=True, blank=True, related_name="sources", verbose_name="ไฟล์ต้นฉบับ"
    )
    original = models.BinaryField("ไบต์ของต้นฉบับ", null=True, blank=True)
    imported_at = models.DateTimeField("นำเข้าเมื่อ", default=timezone.now)
    imported_by = models.CharField("นำเข้าโดย", max_length=150)

    class Meta:
        verbose_name = verbose_name_plural = "เอกสารต้นฉบับ"
        ordering = ["plan", "-imported_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["plan", "sha256"],
                name="sourcedocument_once_per_plan",
                violation_error_message="เอกสารฉบับนี้นำเข้าแล้ว",
            ),
            models.CheckConstraint(
                condition=Q(file__isnull=True) | Q(original__isnull=True),
                name="sourcedocument_bytes_once",
                violation_error_message="ต้นฉบับเก็บได้ที่เดียว เป็นไฟล์ที่เก็บหรือเก็บไว้กับรายการนี้",
            ),
        ]

    def __str__(self):
        return self.file_name

    def read_original(self):
        """The very bytes of the document, or None when they were not kept. OSError when its file is gone."""
        if self.file_id:
            return path_of(self.file.sha256).read_bytes()
        return None if self.original is None else bytes(self.original)
