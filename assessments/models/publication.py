"""The record: what each page said, since when, in an unbroken chain. The database refuses to change it."""

from django.db import models
from django.db.models import Case, F, Q, Value, When

from assessments.canonical import parse_content
from assessments.models.agency import Agency


class Page(models.TextChoices):
    """The pages an agency publishes for a fiscal year."""

    RESULT = "result", "ผลการประเมิน"
    MEASURES = "measures", "มาตรการส่งเสริมคุณธรรมและความโปร่งใส"
    PROGRESS = "progress", "ความก้าวหน้าของมาตรการ"
    OIT = "oit", "การเปิดเผยข้อมูลสาธารณะ (OIT)"


class Publication(models.Model):
    """One immutable state of one page. Written by `publishing.py` only.

    `content` is canonical JSON (RFC 8785) and `sha256` its hash; `record_sha256` binds the content's
    hash to agency, page, number, time and note and to `previous`, the record hash of the agency's
    record before this one. Guards in the database refuse UPDATE and DELETE; the one change they let
    through is a withdrawal, which empties the content and keeps everything else.
    """

    agency = models.ForeignKey(Agency, models.PROTECT, related_name="publications", verbose_name="หน่วยงาน")
    year_be = models.PositiveSmallIntegerField("ปีงบประมาณ พ.ศ.")
    page = models.CharField("หน้า", max_length=20, choices=Page)
    number = models.PositiveIntegerField("ฉบับที่")
    sequence = models.PositiveIntegerField("ลำดับในบันทึกของหน่วยงาน")
    schema = models.CharField("รูปแบบเนื้อหา", max_length=40)
    content = models.TextField("เนื้อหา", blank=True)
    sha256 = models.CharField("ลายนิ้วมือของเนื้อหา", max_length=64)
    previous = models.CharField("ลายนิ้วมือของบันทึกก่อนหน้า", max_length=64, blank=True, default="")
    record_sha256 = models.CharField("ลายนิ้วมือของบันทึก", max_length=64, unique=True)
    published_at = models.DateTimeField("เผยแพร่เมื่อ")
    published_by = models.CharField("เผยแพร่โดย", max_length=150)
    published_by_role = models.CharField("ในฐานะ", max_length=100)
    note = models.CharField("สิ่งที่เปลี่ยน", max_length=500)
    withdrawn_at = models.DateTimeField("ถอนเมื่อ", null=True, blank=True)
    withdrawn_by = models.CharField("ถอนโดย", max_length=150, blank=True, default="")
    withdrawn_reason = models.CharField("เหตุที่ถอน", max_length=500, blank=True, default="")

    class Meta:
        verbose_name = verbose_name_plural = "บันทึกการเผยแพร่"
        ordering = ["agency", "-sequence"]
        default_permissions = ["view"]
        permissions = [("publish_page", "เผยแพร่หน้า"), ("withdraw_page", "ถอนหน้าที่เผยแพร่")]
        constraints = [
            models.UniqueConstraint(
                fields=["agency", "year_be", "page", "number"], name="publication_number_once_per_page"
            ),
            models.UniqueConstraint(
                fields=["agency", "sequence"], name="publication_sequence_once_per_agency"
            ),
            models.CheckConstraint(
                condition=Q(number__gte=1, sequence__gte=1), name="publication_counts_from_1"
            ),
            models.CheckConstraint(condition=~Q(note=""), name="publication_has_a_note"),
            models.CheckConstraint(
                condition=(
                    Q(withdrawn_at__isnull=True, withdrawn_by="", withdrawn_reason="") & ~Q(content="")
                )
                | (Q(withdrawn_at__isnull=False, content="") & ~Q(withdrawn_by="") & ~Q(withdrawn_reason="")),
                name="publication_content_or_withdrawal",
            ),
        ]

    def __str__(self):
        return f"{self.get_page_display()} {self.year_be} ฉบับที่ {self.number}"

    def data(self):
        """The content as Python objects, numbers as Decimal; None once withdrawn."""
        return parse_content(self.content) if self.content else None


class PublishedPageQuerySet(models.QuerySet):
    def of(self, agency, *, content_of=None):
        """Every published page of one agency, newest year first, each with its current record.

        Contents are large, so they come only for the pages that match `content_of` (a Q), as
        `content_text`; it is "" for the others.
        """
        text = Value("", output_field=models.TextField())
        if content_of is not None:
            wanted = When(content_of, then=F("current__content"))
            text = Case(wanted, default=text, output_field=models.TextField())
        return (
            self.filter(agency=agency)
            .select_related("current")
            .defer("current__content")
            .annotate(content_text=text)
            .order_by("-year_be", "page")
        )


class PublishedPage(models.Model):
    """Where each page stands now: its current record and a few figures of it.

    An index over the record for lists and menus; `publishing.py` keeps it in step.
    """

    agency = models.ForeignKey(Agency, models.PROTECT, related_name="published_pages", verbose_name="หน่วยงาน")
    year_be = models.PositiveSmallIntegerField("ปีงบประมาณ พ.ศ.")
    page = models.CharField("หน้า", max_length=20, choices=Page)
    current = models.OneToOneField(
        Publication, models.PROTECT, related_name="current_of", verbose_name="ฉบับปัจจุบัน"
    )
    summary = models.JSONField("ตัวเลขย่อ", default=dict, blank=True)

    objects = PublishedPageQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "หน้าที่เผยแพร่"
        ordering = ["agency", "-year_be", "page"]
        constraints = [
            models.UniqueConstraint(fields=["agency", "year_be", "page"], name="publishedpage_once")
        ]

    def __str__(self):
        return f"{self.get_page_display()} {self.year_be}"
