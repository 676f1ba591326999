"""A year's official framework: instruments, indicators, OIT items, rating bands. Loaded from packs."""

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q, Value
from django.db.models.functions import Cast, Concat

from assessments.models.agency import LOCAL_GOVERNMENT
from assessments.models.journal import Journal, TrackedQuerySet
from ita_portal.thai.digits import thai_digits

FIRST_YEAR_BE, LAST_YEAR_BE = 2556, 2656


class Confidence(models.TextChoices):
    """How sure the pack is; everything but `verified` is shown to staff as unconfirmed."""

    VERIFIED = "verified", "ยืนยันจากแหล่งที่ระบุ"
    VERIFIED_PARTLY = "verified_partly", "ยืนยันบางส่วน"
    FROM_MEMORY = "from_memory", "ยังไม่ยืนยัน (จากความจำ)"
    UNCERTAIN = "uncertain", "ยังไม่ยืนยัน (ข้อมูลไม่แน่ชัด)"
    NOT_FOUND = "not_found", "ไม่พบข้อมูล"


class PackRow(models.Model):
    """A row that a pack brought; `pack_values` are its fields as last loaded.

    Comparing them with the row tells what staff changed, so that a later load keeps it.
    """

    pack_values = models.JSONField("ค่าที่มากับชุดข้อมูล", default=dict, blank=True, editable=False)

    class Meta:
        abstract = True


class FiscalYear(PackRow):
    """One year of the assessment for one kind of agency, named in the Buddhist era."""

    class Scheme(models.TextChoices):
        LETTERS = "letters", "ตัวอักษร AA–F"
        WORDS = "words", "ถ้อยคำ ผ่านดีเยี่ยม–ต้องปรับปรุงโดยด่วน"

    year_be = models.PositiveSmallIntegerField(
        "ปีงบประมาณ พ.ศ.",
        validators=[MinValueValidator(FIRST_YEAR_BE), MaxValueValidator(LAST_YEAR_BE)],
    )
    applies_to = models.CharField(
        "ใช้กับ",
        max_length=40,
        default=LOCAL_GOVERNMENT,
        choices=[(LOCAL_GOVERNMENT, "องค์กรปกครองส่วนท้องถิ่น")],
    )
    rating_scheme = models.CharField("ระบบระดับผล", max_length=20, choices=Scheme, default=Scheme.LETTERS)
    pass_mark = models.DecimalField("เกณฑ์เป้าหมาย", max_digits=5, decimal_places=2, null=True, blank=True)
    oit_item_count = models.PositiveSmallIntegerField("จำนวนข้อ OIT ตามประกาศ", null=True, blank=True)
    calendar = models.JSONField("ปฏิทินการประเมิน", default=list, blank=True)
    confidence = models.JSONField("ความเชื่อมั่นของแต่ละรายการ", default=dict, blank=True)
    sources = models.JSONField("แหล่งที่มา", default=list, blank=True)
    list_confirmed_at = models.DateTimeField("ตรวจกับคู่มือแล้วเมื่อ", null=True, blank=True, editable=False)
    list_confirmed_by = models.CharField(
        "ตรวจกับคู่มือแล้วโดย", max_length=200, blank=True, default="", editable=False
    )

    objects = TrackedQuerySet.as_manager()
    history = Journal()

    class Meta:
        verbose_name = verbose_name_plural = "ปีงบประมาณ"
        ordering = ["-year_be"]
        constraints = [
            models.UniqueConstraint(
                fields=["year_be", "applies_to"],
                name="fiscalyear_once",
                violation_error_message="มีปีงบประมาณนี้อยู่แล้ว",
            ),
            models.CheckConstraint(
                condition=Q(year_be__gte=FIRST_YEAR_BE, year_be__lte=LAST_YEAR_BE),
                name="fiscalyear_is_buddhist_era",
                violation_error_message="ปีงบประมาณต้องเป็นพุทธศักราช เช่น 2564",
            ),
            models.CheckConstraint(
                condition=Q(list_confirmed_at__isnull=True, list_confirmed_by="")
                | (Q(list_confirmed_at__isnull=False) & ~Q(list_confirmed_by="")),
                name="fiscalyear_confirmed_by_whom_and_when",
                violation_error_message="การยืนยันรายการต้องมีทั้งชื่อผู้ตรวจและเวลา",
            ),
        ]

    def __str__(self):
        return f"ปีงบประมาณ {thai_digits(self.year_be)}"

    @property
    def list_is_verified(self):
        """True when the pack read both the list of items and its borders in a source."""
        return all(
            self.confidence.get(part) == Confidence.VERIFIED for part in ("oit_items", "sub_indicators")
        )

    @property
    def list_is_confirmed(self):
        """True when the list may be published: verified by its source, or checked by a named person."""
        return self.list_is_verified or self.list_confirmed_at is not None


class Instrument(PackRow):
    """IIT, EIT or OIT of one year with its weight in percent."""

    year = models.ForeignKey(FiscalYear, models.PROTECT, related_name="instruments", verbose_name="ปี")
    code = models.CharField("รหัส", max_length=10)
    name = models.CharField("ชื่อ", max_length=200)
    weight = models.DecimalField("น้ำหนัก (ร้อยละ)", max_digits=5, decimal_places=2)
    position = models.PositiveSmallIntegerField("ลำดับ")
    aliases = models.JSONField("ชื่ออื่นที่พบในเอกสาร", default=list, blank=True)

    objects = TrackedQuerySet.as_manager()
    history = Journal()

    class Meta:
        verbose_name = verbose_name_plural = "เครื่องมือประเมิน"
        ordering = ["-year", "position"]
        constraints = [
            models.UniqueConstraint(
                fields=["year", "code"],
                name="instrument_once_per_year",
                violation_error_message="ปีนี้มีเครื่องมือรหัสนี้แล้ว",
            ),
            models.UniqueConstraint(
                fields=["year", "position"],
                name="instrument_position_once_per_year",
                violation_error_message="ปีนี้มีเครื่องมือลำดับนี้แล้ว",
            ),
            models.CheckConstraint(
                condition=Q(weight__gt=0, weight__lte=100),
                name="instrument_weight_0_to_100",
                violation_error_message="น้ำหนักต้องมากกว่า 0 และไม่เกิน 100",
            ),
        ]

    def __str__(self):
        return f"{self.code} {self.name}"


class Indicator(PackRow):
    """One of a year's indicators, by its official number."""

    year = models.ForeignKey(FiscalYear, models.PROTECT, related_name="indicators", verbose_name="ปี")
    instrument = models.ForeignKey(
        Instrument, models.PROTECT, related_name="indicators", verbose_name="เครื่องมือ"
    )
    number = models.PositiveSmallIntegerField("ตัวชี้วัดที่")
    name = models.CharField("ชื่อ", max_length=200)
    aliases = models.JSONField("ชื่ออื่นที่พบในเอกสาร", default=list, blank=True)

    objects = TrackedQuerySet.as_manager()
    history = Journal()

    class Meta:
        verbose_name = verbose_name_plural = "ตัวชี้วัด"
        ordering = ["-year", "number"]
        constraints = [
            models.UniqueConstraint(
                fields=["year", "number"],
                name="indicator_once_per_year",
                violation_error_message="ปีนี้มีตัวชี้วัดหมายเลขนี้แล้ว",
            ),
            models.CheckConstraint(
                condition=Q(number__gte=1),
                name="indicator_number_from_1",
                violation_error_message="หมายเลขตัวชี้วัดเริ่มที่ 1",
            ),
        ]

    def __str__(self):
        return f"{thai_digits(self.number)}. {self.name}"

    def clean(self):
        """An instrument of another year would leave its own year without a total."""
        if self.instrument_id and self.instrument.year_id != self.year_id:
            raise ValidationError({"instrument": "เลือกเครื่องมือของปีเดียวกับตัวชี้วัด"})


class SubIndicator(PackRow):
    """A group of OIT items such as 9.1."""

    indicator = models.ForeignKey(
        Indicator, models.PROTECT, related_name="sub_indicators", verbose_name="ตัวชี้วัด"
    )
    number = models.CharField("ตัวชี้วัดย่อยที่", max_length=10)
    position = models.PositiveSmallIntegerField("ลำดับ")
    name = models.CharField("ชื่อ", max_length=200)
    item_count = models.PositiveSmallIntegerField("จำนวนข้อตามประกาศ", null=True, blank=True)

    objects = TrackedQuerySet.as_manager()
    history = Journal()

    class Meta:
        verbose_name = verbose_name_plural = "ตัวชี้วัดย่อย"
        ordering = ["-indicator__year", "position"]
        constraints = [
            models.UniqueConstraint(
                fields=["indicator", "number"],
                name="subindicator_once_per_indicator",
                violation_error_message="มีตัวชี้วัดย่อยหมายเลขนี้แล้ว",
            )
        ]

    def __str__(self):
        return f"{thai_digits(self.number)} {self.name}"


class OITItem(PackRow):
    """One thing to disclose in one year. Codes change meaning between years; `concept` continues."""

    class DataPeriod(models.TextChoices):
        CURRENT = "current_fy", "ข้อมูลของปีที่ประเมิน"
        PREVIOUS = "previous_fy", "ข้อมูลของปีก่อน"
        FIRST_HALF = "first_6_months_of_current_fy", "รอบ 6 เดือนแรกของปีที่ประเมิน"
        STANDING = "standing", "ข้อมูลปัจจุบัน ไม่จำกัดรอบปี"

    year = models.ForeignKey(FiscalYear, models.PROTECT, related_name="oit_items", verbose_name="ปี")
    sub_indicator = models.ForeignKey(
        SubIndicator,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="items",
        verbose_name="ตัวชี้วัดย่อย",
    )
    code = models.CharField("รหัสข้อ", max_length=10)
    number = models.PositiveSmallIntegerField("ลำดับข้อ")
    concept = models.SlugField("เรื่อง (ใช้เชื่อมข้ามปี)", max_length=60, blank=True, default="")
    group = models.CharField("กลุ่ม", max_length=200, blank=True, default="")
    title = models.CharField("ชื่อข้อ", max_length=300)
    data_period = models.CharField(
        "รอบของข้อมูล", max_length=40, choices=DataPeriod, default=DataPeriod.CURRENT
    )
    requirements = models.JSONField("องค์ประกอบที่ต้องแสดง", default=list, blank=True)
    requirements_confidence = models.CharField(
        "ความเชื่อมั่นขององค์ประกอบ",
        max_length=20,
        choices=Confidence,
        default=Confidence.UNCERTAIN,
    )
    note = models.CharField("หมายเหตุสำหรับ อปท.", max_length=500, blank=True, default="")

    objects = TrackedQuerySet.as_manager()
    history = Journal()

    class Meta:
        verbose_name = verbose_name_plural = "ข้อ OIT"
        ordering = ["-year", "number"]
        constraints = [
            models.UniqueConstraint(
                fields=["year", "code"],
                name="oititem_code_once_per_year",
                violation_error_message="ปีนี้มีข้อรหัสนี้แล้ว",
            ),
            models.UniqueConstraint(
                fields=["year", "number"],
                name="oititem_number_once_per_year",
                violation_error_message="ปีนี้มีข้อลำดับนี้แล้ว",
            ),
            models.CheckConstraint(
                condition=Q(code=Concat(Value("O"), Cast("number", models.CharField()))),
                name="oititem_code_is_its_number",
                violation_error_message="รหัสข้อต้องเป็นตัว O ตามด้วยลำดับข้อ เช่น O42",
            ),
        ]

    def __str__(self):
        return f"{self.code} {self.title}"

    def clean(self):
        """A sub-indicator of another year would leave the item without a value."""
        if self.sub_indicator_id and self.sub_indicator.indicator.year_id != self.year_id:
            raise ValidationError({"sub_indicator": "เลือกตัวชี้วัดย่อยของปีเดียวกับข้อ"})


class RatingBand(PackRow):
    """One level of a year's scale. In the scheme of words a level also asks a minimum of each instrument."""

    year = models.ForeignKey(FiscalYear, models.PROTECT, related_name="rating_bands", verbose_name="ปี")
    label = models.CharField("ระดับ", max_length=60)
    name = models.CharField("ชื่อเต็ม", max_length=100)
    precedence = models.PositiveSmallIntegerField("ลำดับจากสูงไปต่ำ")
    min_score = models.DecimalField("คะแนนต่ำสุด", max_digits=5, decimal_places=2)
    max_score = models.DecimalField("คะแนนสูงสุด", max_digits=5, decimal_places=2)
    each_instrument_min = models.DecimalField(
        "ทุกเครื่องมือต้องได้อย่างน้อย", max_digits=5, decimal_places=2, null=True, blank=True
    )
    condition = models.CharField("เงื่อนไข", max_length=300, blank=True, default="")
    meaning = models.CharField("ความหมาย", max_length=500, blank=True, default="")

    objects = TrackedQuerySet.as_manager()
    history = Journal()

    class Meta:
        verbose_name = verbose_name_plural = "ระดับผลการประเมิน"
        ordering = ["-year", "precedence"]
        constraints = [
            models.UniqueConstraint(
                fields=["year", "label"],
                name="ratingband_label_once_per_year",
                violation_error_message="ปีนี้มีระดับนี้แล้ว",
            ),
            models.UniqueConstraint(
                fields=["year", "precedence"],
                name="ratingband_precedence_once_per_year",
                violation_error_message="ปีนี้มีระดับลำดับนี้แล้ว",
            ),
            models.CheckConstraint(
                condition=Q(min_score__gte=0, max_score__lte=100, min_score__lte=F("max_score")),
                name="ratingband_within_0_to_100",
                violation_error_message="ช่วงคะแนนต้องอยู่ระหว่าง 0 ถึง 100 และต่ำสุดไม่เกินสูงสุด",
            ),
        ]

    def __str__(self):
        return self.name
