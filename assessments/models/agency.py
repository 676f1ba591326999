"""The agencies that publish here and the hosts by which each is reached."""

from django.core.validators import RegexValidator
from django.db import models
from django.db.models import Q

from assessments.models.journal import Journal, TrackedQuerySet

LOCAL_GOVERNMENT = "local_government"

host_validator = RegexValidator(
    r"^(?=.{1,253}$)[a-z0-9]([a-z0-9-]*[a-z0-9])?(\.[a-z0-9]([a-z0-9-]*[a-z0-9])?)*$",
    "พิมพ์ชื่อโดเมนตัวเล็กอย่างเดียว เช่น www.pakchong.go.th ไม่ต้องมี https:// หมายเลขพอร์ต หรือเครื่องหมาย /",
)


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
        ]

    def __str__(self):
        return self.name

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
