"""An agency's assessment of one year and its indicator scores, exactly as announced."""

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator, RegexValidator
from django.db import models
from django.db.models import Q
from django.db.models.signals import post_save
from django.dispatch import receiver

from assessments.models.agency import Agency
from assessments.models.conditions import refuse_in_fields, starts_with
from assessments.models.framework import FiscalYear, Indicator
from assessments.models.journal import Journal, TrackedQuerySet
from ita_portal.thai.digits import thai_digits

SCORE_VALIDATORS = [
    MinValueValidator(0, "คะแนนต้องไม่ต่ำกว่า 0"),
    MaxValueValidator(100, "คะแนนต้องไม่เกิน 100"),
]
EIT_START = "https://itas.nacc.go.th/go/eit/"
eit_validator = RegexValidator(
    r"^https://itas\.nacc\.go\.th/go/eit/[A-Za-z0-9_-]{1,60}\Z",
    f"ใส่ได้เฉพาะลิงก์แบบวัด EIT ของ ป.ป.ช. รูปแบบ {EIT_START} ตามด้วยรหัสของหน่วยงาน",
)


class ScoreState(models.TextChoices):
    """Zero is a number; these are the other three things a score can be, and the number itself."""

    ANNOUNCED = "announced", "ประกาศแล้ว (มีตัวเลข)"
    MISSING = "missing", "ประกาศแล้ว แต่ไม่มีตัวเลขนี้"
    NOT_ANNOUNCED = "not_announced", "ยังไม่ประกาศ"
    NOT_APPLICABLE = "not_applicable", "ไม่ใช้กับหน่วยงานนี้"


def number_iff_announced(field, state):
    """The condition that `field` holds a number exactly when `state` says it was announced."""
    announced = Q(**{state: ScoreState.ANNOUNCED, f"{field}__isnull": False})
    return announced | (~Q(**{state: ScoreState.ANNOUNCED}) & Q(**{f"{field}__isnull": True}))


class Assessment(models.Model):
    """One agency in one fiscal year: the announced total and level, stored as printed."""

    agency = models.ForeignKey(Agency, models.PROTECT, related_name="assessments", verbose_name="หน่วยงาน")
    year = models.ForeignKey(FiscalYear, models.PROTECT, related_name="assessments", verbose_name="ปีงบประมาณ")
    total_state = models.CharField(
        "สถานะของคะแนนรวม", max_length=20, choices=ScoreState, default=ScoreState.NOT_ANNOUNCED
    )
    announced_total = models.DecimalField(
        "คะแนนรวมที่ประกาศ",
        max_digits=5,
        decimal_places=2,
        null=True,
        blank=True,
        validators=SCORE_VALIDATORS,
        help_text="ตามประกาศ ไม่คำนวณเอง เว้นว่างเมื่อยังไม่มีตัวเลข",
    )
    announced_level = models.CharField(
        "ระดับที่ประกาศ", max_length=60, blank=True, default="", help_text="ตามที่พิมพ์ในประกาศ เช่น D หรือ ผ่านดี"
    )
    announced_on = models.DateField("วันที่ประกาศ", null=True, blank=True)
    source_label = models.CharField("แหล่งที่มา", max_length=300, blank=True, default="")
    source_url = models.URLField("ที่อยู่ของแหล่งที่มา", max_length=2000, blank=True, default="")
    eit_url = models.CharField(
        "ลิงก์แบบวัด EIT ของปีนี้",
        max_length=200,
        blank=True,
        default="",
        validators=[eit_validator],
        help_text=f"เช่น {EIT_START}abc123 เมื่อเผยแพร่แบบรายการแล้ว มีหน้าโปสเตอร์พร้อมคิวอาร์โค้ด ห้ามใส่ลิงก์ IIT",
    )

    objects = TrackedQuerySet.as_manager()
    history = Journal()

    class Meta:
        verbose_name = verbose_name_plural = "ผลการประเมิน"
        ordering = ["agency", "-year__year_be"]
        constraints = [
            models.UniqueConstraint(
                fields=["agency", "year"],
                name="assessment_one_per_year",
                violation_error_message="หน่วยงานนี้มีผลการประเมินของปีนี้แล้ว",
            ),
            models.CheckConstraint(
                condition=Q(announced_total__isnull=True)
                | Q(announced_total__gte=0, announced_total__lte=100),
                name="assessment_total_0_to_100",
                violation_error_message="คะแนนรวมต้องอยู่ระหว่าง 0 ถึง 100",
            ),
            models.CheckConstraint(
                condition=Q(total_state__in=ScoreState.values),
                name="assessment_total_state_is_known",
                violation_error_message="สถานะของคะแนนรวมไม่ถูกต้อง",
            ),
            models.CheckConstraint(
                condition=number_iff_announced("announced_total", "total_state"),
                name="assessment_total_iff_announced",
                violation_error_message="ใส่คะแนนรวมเมื่อสถานะเป็น “ประกาศแล้ว (มีตัวเลข)” เท่านั้น",
            ),
            models.CheckConstraint(
                condition=~Q(total_state=ScoreState.NOT_ANNOUNCED)
                | Q(announced_level="", announced_on__isnull=True),
                name="assessment_nothing_before_announcement",
                violation_error_message="ปีที่ยังไม่ประกาศผลต้องไม่มีระดับและวันที่ประกาศ",
            ),
            models.CheckConstraint(
                condition=Q(eit_url="") | Q(starts_with("eit_url", EIT_START)),
                name="assessment_eit_link_only",
                violation_error_message="ใส่ได้เฉพาะลิงก์แบบวัด EIT ของ ป.ป.ช.",
            ),
        ]

    def __str__(self):
        return f"ผลการประเมิน #{self.pk}" if self.pk else "ผลการประเมินใหม่"

    def clean(self):
        """The source is published, so it must not be the staff-only survey."""
        refuse_in_fields(self, ["source_label", "source_url", "eit_url"])


class Checklist(Assessment):
    """The same agency and year, seen as its OIT checklist (an admin screen of its own)."""

    class Meta:
        proxy = True
        verbose_name = verbose_name_plural = "แบบรายการเปิดเผยข้อมูล OIT"


@receiver(post_save, sender=Checklist)
def _write_journal(instance, created, **_given):
    """A proxy sends its signals in its own name, which the journal of the model does not hear."""
    Assessment.history.bulk_history_create([instance], update=not created)


class IndicatorScore(models.Model):
    """One indicator's score for one agency, as officially announced."""

    assessment = models.ForeignKey(
        Assessment, models.PROTECT, related_name="scores", verbose_name="ผลการประเมิน"
    )
    indicator = models.ForeignKey(Indicator, models.PROTECT, related_name="scores", verbose_name="ตัวชี้วัด")
    state = models.CharField("สถานะ", max_length=20, choices=ScoreState, default=ScoreState.ANNOUNCED)
    value = models.DecimalField(
        "คะแนน",
        max_digits=5,
        decimal_places=2,
        null=True,
        blank=True,
        validators=SCORE_VALIDATORS,
        help_text="0.00–100.00 ตามประกาศ",
    )

    objects = TrackedQuerySet.as_manager()
    history = Journal()

    class Meta:
        verbose_name = verbose_name_plural = "คะแนนตัวชี้วัด"
        ordering = ["assessment", "indicator__number"]
        constraints = [
            models.UniqueConstraint(
                fields=["assessment", "indicator"],
                name="indicatorscore_one_per_indicator",
                violation_error_message="ตัวชี้วัดนี้มีคะแนนแล้ว",
            ),
            models.CheckConstraint(
                condition=Q(value__isnull=True) | Q(value__gte=0, value__lte=100),
                name="indicatorscore_value_0_to_100",
                violation_error_message="คะแนนต้องอยู่ระหว่าง 0 ถึง 100",
            ),
            models.CheckConstraint(
                condition=Q(state__in=ScoreState.values),
                name="indicatorscore_state_is_known",
                violation_error_message="สถานะของคะแนนไม่ถูกต้อง",
            ),
            models.CheckConstraint(
                condition=number_iff_announced("value", "state"),
                name="indicatorscore_value_iff_announced",
                violation_error_message="ใส่คะแนนเมื่อสถานะเป็น “ประกาศแล้ว (มีตัวเลข)” เท่านั้น และสถานะนี้ต้องมีคะแนน",
            ),
        ]

    def __str__(self):
        return f"{thai_digits(self.value) if self.value is not None else '–'} (ตัวชี้วัด #{self.indicator_id})"

    def clean(self):
        """An indicator of another year is refused here in words, in the database by a guard."""
        if self.assessment_id and self.indicator_id and self.indicator.year_id != self.assessment.year_id:
            raise ValidationError({"indicator": "ตัวชี้วัดนี้เป็นของปีอื่น"})
