"""The record: what each page said, since when, in an unbroken chain. The database refuses to change it."""

from django.db import models
from django.db.models import Case, Exists, F, OuterRef, Q, Value, When

from assessments.content.canonical_json import parse_content
from assessments.models.agency import Agency


class Page(models.TextChoices):
    """The pages an agency publishes for a fiscal year."""

    RESULT = "result", "ผลการประเมิน"
    MEASURES = "measures", "มาตรการส่งเสริมคุณธรรมและความโปร่งใส"
    PROGRESS = "progress", "ความก้าวหน้าของมาตรการ"
    OIT = "oit", "การเปิดเผยข้อมูลสาธารณะ (OIT)"
    HANDIN = "handin", "แบบ OIT ที่ส่งเข้าระบบ ITAS"


class Notice(models.TextChoices):
    """What stands in the chain beside pages: it has a content and a number, and no page of its own."""

    CLOCK = "clock", "คำชี้แจงเรื่องเวลา"
    WITHDRAWAL = "withdrawal", "การถอนฉบับที่เผยแพร่"


KINDS = [*Page.choices, *Notice.choices]


def content_where(wanted, path):
    """Contents are large, so a query takes them only for the pages that match `wanted` (a Q or None)."""
    nothing = Value("", output_field=models.TextField())
    if wanted is None:
        return nothing
    return Case(When(wanted, then=F(path)), default=nothing, output_field=models.TextField())


class PublicationQuerySet(models.QuerySet):
    def standing(self, agency, *, before):
        """The record of every page of an agency as it stood just before a moment, newest year first."""
        later = self.model.objects.filter(
            agency=agency,
            year_be=OuterRef("year_be"),
            page=OuterRef("page"),
            number__gt=OuterRef("number"),
            published_at__lt=before,
        )
        standing = self.filter(~Exists(later), agency=agency, published_at__lt=before)
        return standing.defer("content").order_by("-year_be", "page")

    def with_content_of(self, wanted):
        """Add `content_text`: the content of the pages that match `wanted` (a Q), "" for the others."""
        return self.annotate(content_text=content_where(wanted, "content"))

    def states(self, agency, year_be, page):
        """Every published state of one page without its content, oldest first."""
        rows = self.filter(agency=agency, year_be=year_be, page=page)
        return rows.defer("content").order_by("number")


class Publication(models.Model):
    """One immutable state of one page. Written by `record/publish.py` only.

    `summary` and `changed_keys` are drawn from the content for lists and may be computed again.
    `content` is canonical JSON (RFC 8785) and `sha256` its hash; `record_sha256` binds the content's
    hash to agency, page, number, time and note and to `previous`, the record hash of the agency's
    record before this one. It binds `details_sha256` too (record/details_hash.py), which older records
    lack, as they lack `salt` and `changed_sha256`. Guards in the database refuse UPDATE and DELETE; the one
    change they let through is a withdrawal, which empties the content and keeps everything else.
    """

    agency = models.ForeignKey(Agency, models.PROTECT, related_name="publications", verbose_name="หน่วยงาน")
    year_be = models.PositiveSmallIntegerField("ปีงบประมาณ พ.ศ.")
    page = models.CharField("หน้า", max_length=20, choices=KINDS)
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
    summary = models.JSONField("ตัวเลขย่อ", default=dict, blank=True)
    changed_keys = models.JSONField("ส่วนที่เปลี่ยนจากฉบับก่อน", default=dict, blank=True)
    salt = models.CharField("เกลือของรายละเอียด", max_length=32, blank=True, default="", editable=False)
    changed_sha256 = models.CharField("ลายนิ้วมือของส่วนที่เปลี่ยน", max_length=64, blank=True, default="")
    details_sha256 = models.CharField("ลายนิ้วมือของรายละเอียด", max_length=64, blank=True, default="")
    withdrawn_at = models.DateTimeField("ถอนเมื่อ", null=True, blank=True)
    withdrawn_by = models.CharField("ถอนโดย", max_length=150, blank=True, default="")
    withdrawn_reason = models.CharField("เหตุที่ถอน", max_length=500, blank=True, default="")

    objects = PublicationQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "บันทึกการเผยแพร่"
        ordering = ["agency", "-sequence"]
        default_permissions = ["view"]
        indexes = [
            models.Index(
                fields=["agency", "-withdrawn_at"],
                condition=Q(withdrawn_at__isnull=False),
                name="publication_withdrawals",
            )
        ]
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
            models.CheckConstraint(
                condition=Q(salt="", changed_sha256="", details_sha256="")
                | (~Q(salt="") & ~Q(changed_sha256="") & ~Q(details_sha256="")),
                name="publication_details_bound_or_old",
            ),
        ]

    def __str__(self):
        return f"{self.get_page_display()} {self.year_be} ฉบับที่ {self.number}"

    def data(self):
        """The content as Python objects, numbers as Decimal; None once withdrawn."""
        return parse_content(self.content) if self.content else None


class PublishedPageQuerySet(models.QuerySet):
    def of(self, agency):
        """Every published page of one agency with its current record, newest year first."""
        return (
            self.filter(agency=agency)
            .select_related("current")
            .defer("current__content")
            .order_by("-year_be", "page")
        )

    def with_content_of(self, wanted):
        """Add `content_text`: the content of the pages that match `wanted` (a Q), "" for the others."""
        return self.annotate(content_text=content_where(wanted, "current__content"))


class PublishedPage(models.Model):
    """Where each page stands now. An index over the record; `record/publish.py` keeps it in step."""

    agency = models.ForeignKey(Agency, models.PROTECT, related_name="published_pages", verbose_name="หน่วยงาน")
    year_be = models.PositiveSmallIntegerField("ปีงบประมาณ พ.ศ.")
    page = models.CharField("หน้า", max_length=20, choices=KINDS)
    current = models.OneToOneField(
        Publication, models.PROTECT, related_name="current_of", verbose_name="ฉบับปัจจุบัน"
    )

    objects = PublishedPageQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "หน้าที่เผยแพร่"
        ordering = ["agency", "-year_be", "page"]
        constraints = [
            models.UniqueConstraint(fields=["agency", "year_be", "page"], name="publishedpage_once")
        ]

    def __str__(self):
        return f"{self.get_page_display()} {self.year_be}"
