"""The agencies that publish here and the hosts by which each is reached."""

import ipaddress

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.db import models
from django.db.models import Q

from assessments.linkcheck.addresses import Refused, address_of
from assessments.models.conditions import origin_condition
from assessments.models.journal import Journal, TrackedQuerySet

LOCAL_GOVERNMENT = "local_government"

host_validator = RegexValidator(
    r"^(?=.{1,253}$)[a-z0-9]([a-z0-9-]*[a-z0-9])?(\.[a-z0-9]([a-z0-9-]*[a-z0-9])?)*$",
    "พิมพ์ชื่อโดเมนตัวเล็กอย่างเดียว เช่น www.pakchong.go.th ไม่ต้องมี https:// หมายเลขพอร์ต หรือเครื่องหมาย /",
)
LONGEST_ORIGIN = 270  # a host has at most 253 characters
ORIGIN_EXAMPLE = "พิมพ์ https:// และโดเมนเท่านั้น เช่น https://www.pakchong.go.th"


def is_loopback(host):
    """True for this machine's own names."""
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def validate_origin(text):
    """ValidationError unless `text` is https://host of a public host, as it stands in the address bar.

    In local mode (ITA_LOCAL=1) loopback may be http and have a port.
    """
    try:
        address = address_of(text, ports=range(1, 65536), allow_local=settings.LOCAL)
    except Refused as refusal:
        raise ValidationError(f"{refusal} {ORIGIN_EXAMPLE}") from None
    local = settings.LOCAL and is_loopback(address.host)
    if address.url != f"{text}/" or not (local or text == f"https://{address.host}"):
        raise ValidationError(ORIGIN_EXAMPLE)


class Agency(models.Model):
    """One local government body that is assessed and publishes here."""

    class Kind(models.TextChoices):
        SAO = "sao", "องค์การบริหารส่วนตำบล"
        SUBDISTRICT_MUNICIPALITY = "subdistrict_municipality", "เทศบาลตำบล"
        TOWN_MUNICIPALITY = "town_municipality", "เทศบาลเมือง"
        CITY_MUNICIPALITY = "city_municipality", "เทศบาลนคร"
        PAO = "pao", "องค์การบริหารส่วนจังหวัด"

    name = models.CharField("ชื่อทางการ", max_length=200, help_text="เช่น องค์การบริหารส่วนตำบลปากช่อง")
    slug = models.SlugField(
        "ชื่อย่อในระบบ",
        max_length=60,
        unique=True,
        help_text="ตัวอักษรอังกฤษ ใช้ในคำสั่งและในบันทึกการเผยแพร่ เช่น pakchong",
    )
    kind = models.CharField("ประเภท", max_length=30, choices=Kind, default=Kind.SAO)
    district = models.CharField("อำเภอ", max_length=100, blank=True, default="")
    province = models.CharField("จังหวัด", max_length=100, blank=True, default="")

    two_person_rule = models.BooleanField(
        "ต้องมีสองคนจึงเผยแพร่ได้",
        default=False,
        help_text="ผู้ที่แก้ไขเนื้อหาหลังการเผยแพร่ครั้งก่อน จะเผยแพร่หน้านั้นเองไม่ได้ ต้องให้ผู้อนุมัติอีกคนทำ",
    )

    public_origin = models.CharField(
        "ที่อยู่สาธารณะ",
        max_length=LONGEST_ORIGIN,
        blank=True,
        default="",
        validators=[validate_origin],
        help_text="ที่ประชาชนใช้เปิดหน้า /ita/ เช่น https://www.pakchong.go.th ที่อยู่ที่ส่งเข้า ITAS และเผยแพร่ขึ้นต้นด้วยที่อยู่นี้",
    )
    id_origin = models.CharField(
        "ต้นทางของรหัสประจำรายการ",
        max_length=LONGEST_ORIGIN,
        blank=True,
        default="",
        validators=[validate_origin],
        help_text="รหัสของรายการในฟีด ปฏิทิน และชุดข้อมูล คงเดิมแม้ย้ายโดเมน ระบบกำหนดให้เมื่อตั้งที่อยู่สาธารณะครั้งแรก",
    )

    objects = TrackedQuerySet.as_manager()
    history = Journal()

    class Meta:
        verbose_name = verbose_name_plural = "หน่วยงาน"
        ordering = ["province", "district", "name"]
        constraints = [
            models.UniqueConstraint(
                fields=["name", "district", "province"],
                name="agency_one_per_place",
                violation_error_message="มีหน่วยงานชื่อนี้ในอำเภอและจังหวัดนี้อยู่แล้ว",
            ),
            models.CheckConstraint(
                condition=~Q(name=""),
                name="agency_has_a_name",
                violation_error_message="หน่วยงานต้องมีชื่อ",
            ),
            models.CheckConstraint(
                condition=origin_condition("public_origin"),
                name="agency_origin_is_https",
                violation_error_message="ที่อยู่สาธารณะต้องเป็น https:// และโดเมนเท่านั้น",
            ),
            models.CheckConstraint(
                condition=origin_condition("id_origin"),
                name="agency_id_origin_is_https",
                violation_error_message="ต้นทางของรหัสต้องเป็น https:// และโดเมนเท่านั้น",
            ),
            models.CheckConstraint(
                condition=Q(public_origin="") | ~Q(id_origin=""),
                name="agency_ids_have_an_origin",
                violation_error_message="เมื่อมีที่อยู่สาธารณะ ต้องมีต้นทางของรหัสด้วย",
            ),
        ]

    def __str__(self):
        return self.name

    def save(self, *args, **given):
        self.settle_id_origin()
        super().save(*args, **given)

    def clean(self):
        super().clean()
        self.settle_id_origin()

    @property
    def site_address(self):
        """Where its pages begin, in full: …/ita/. The deployment's while it has no public origin."""
        return f"{self.public_origin}/ita/" if self.public_origin else settings.SITE_ADDRESS

    def settle_id_origin(self):
        """Ids follow the public origin until something was published under them, then stay."""
        if self.public_origin and not (self.id_origin and self.pk and self.publications.exists()):
            self.id_origin = self.public_origin

    @property
    def applies_to(self):
        """Whose packs are valid here; every kind so far is local government."""
        return LOCAL_GOVERNMENT


class PortalHost(models.Model):
    """A host name under which this portal serves one agency."""

    agency = models.ForeignKey(Agency, models.CASCADE, related_name="hosts", verbose_name="หน่วยงาน")
    host = models.CharField(
        "โดเมนของระบบนี้",
        max_length=253,
        unique=True,
        validators=[host_validator],
        help_text="โดเมนที่ประชาชนใช้เปิดหน้า /ita/ ของหน่วยงานนี้",
    )

    class Meta:
        verbose_name = verbose_name_plural = "โดเมนที่ให้บริการหน้า ITA"
        ordering = ["host"]

    def __str__(self):
        return self.host


def agencies_without_host():
    """Agencies (a queryset) that no host is given to; beside another agency their pages open nowhere."""
    return Agency.objects.filter(hosts=None).order_by("pk")


class WebsiteHost(models.Model):
    """A host that counts as the agency's main website, where OIT wants its data."""

    agency = models.ForeignKey(Agency, models.CASCADE, related_name="website_hosts", verbose_name="หน่วยงาน")
    host = models.CharField(
        "โดเมนเว็บไซต์หลัก",
        max_length=253,
        validators=[host_validator],
        help_text="ข้อมูล OIT ต้องอยู่บนเว็บไซต์หลักของหน่วยงาน",
    )

    class Meta:
        verbose_name = verbose_name_plural = "โดเมนเว็บไซต์หลักของหน่วยงาน"
        ordering = ["host"]
        constraints = [
            models.UniqueConstraint(
                fields=["agency", "host"],
                name="websitehost_once_per_agency",
                violation_error_message="โดเมนนี้มีอยู่แล้ว",
            )
        ]

    def __str__(self):
        return self.host
