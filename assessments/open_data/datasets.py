"""What each kind of page is as a data set: the words that catalogues and machines read. Pure.

What only the agency can say (a licence, an e-mail, a purpose) is not made up: it stays without a value.
"""

from dataclasses import dataclass
from datetime import date

from assessments.exports.formats import CSV, JSON, XLSX
from assessments.framework.data_periods import fiscal_year_period
from assessments.models import Page
from assessments.record.paths import page_path
from ita_portal.thai.digits import thai_digits

NO_LICENCE = "ยังไม่ระบุสัญญาอนุญาต"
KEYWORDS = ("ITA", "OIT", "คุณธรรมและความโปร่งใส")
OPEN_FORMS = (CSV, JSON, XLSX)
YEARLY, HALF_YEARLY = "ปี", "ครึ่งปี"
DESCRIPTIONS = {
    Page.RESULT: "คะแนนรวม ระดับ และคะแนนรายตัวชี้วัดของการประเมินคุณธรรมและความโปร่งใส (ITA) ตามที่ประกาศ",
    Page.MEASURES: "มาตรการส่งเสริมคุณธรรมและความโปร่งใสที่ตอบผลการประเมินของปีก่อน ทีละมาตรการ ตามตัวชี้วัด",
    Page.PROGRESS: "ผลการดำเนินการตามมาตรการส่งเสริมคุณธรรมและความโปร่งใส ทีละมาตรการและทีละครั้งที่รายงาน พร้อมหลักฐาน",
    Page.OIT: "คำตอบ คำอธิบาย และลิงก์ของทุกข้อในแบบวัดการเปิดเผยข้อมูลสาธารณะ (OIT) พร้อมวันที่เริ่มเปิดเผยและวันที่เปลี่ยนล่าสุด",
    Page.HANDIN: "แบบวัดการเปิดเผยข้อมูลสาธารณะ (OIT) ทุกข้อตามที่ส่งเข้าระบบ ITAS พร้อมลายนิ้วมือเอกสารและผลตรวจลิงก์",
}
ANNOUNCED_BY = "ผลการประเมินที่สำนักงาน ป.ป.ช. ประกาศ"


@dataclass(frozen=True)
class Dataset:
    """One kind of page of an agency in one fiscal year."""

    agency: str
    year_be: int
    page: Page
    place: str

    @property
    def title(self):
        """มาตรการส่งเสริมคุณธรรมและความโปร่งใส ปีงบประมาณ ๒๕๖๔ และชื่อหน่วยงาน"""
        return f"{self.page.label} ปีงบประมาณ {thai_digits(self.year_be)} {self.agency}"

    @property
    def description(self):
        """What is in it."""
        return f"{DESCRIPTIONS[self.page]} ปีงบประมาณ {thai_digits(self.year_be)} ของ{self.agency}"

    @property
    def path(self):
        """The page that shows it."""
        return page_path(self.year_be, self.page)

    @property
    def period(self) -> tuple[date, date]:
        """First and last day of the fiscal year."""
        return fiscal_year_period(self.year_be)

    @property
    def temporal(self):
        """The period as schema.org wants it: 2020-10-01/2021-09-30"""
        first, last = self.period
        return f"{first.isoformat()}/{last.isoformat()}"

    @property
    def source(self):
        """Where the figures come from."""
        return ANNOUNCED_BY if self.page == Page.RESULT else self.agency


def frequency(page):
    """How often there is a new data set of a kind: results once a year, progress for each half."""
    return HALF_YEARLY if page == Page.PROGRESS else YEARLY


def place_of(agency):
    """Where the agency is, as people write it; "" when it has not said."""
    parts = (("อำเภอ", agency.district), ("จังหวัด", agency.province))
    return " ".join(f"{kind}{name}" for kind, name in parts if name)


def dataset_of(agency, year_be, page):
    """The Dataset of a page of an Agency."""
    return Dataset(agency.name, year_be, Page(page), place_of(agency))


def catalogue_fields(agency):
    """[(name, value or "")] of what data.go.th asks of a data set, where one value holds for all of ours.

    The names and values are those of the form of its catalogue system (CKAN, ckanext-thai_gdc); "" is what
    the agency itself has to say. Title and description are each data set's own.
    """
    whole = "จังหวัด" if agency.kind == agency.Kind.PAO else "เทศบาล/อบต."
    place = place_of(agency)
    return [
        ("ประเภทชุดข้อมูล", ""),
        ("องค์กร", agency.name),
        ("ชื่อผู้ติดต่อ", ""),
        ("อีเมลผู้ติดต่อ", ""),
        ("คำสำคัญ", ", ".join(KEYWORDS)),
        ("วัตถุประสงค์", ""),
        ("หน่วยความถี่ของการปรับปรุงข้อมูล", f"{YEARLY} (ความก้าวหน้าของมาตรการ: {HALF_YEARLY})"),
        ("ขอบเขตเชิงภูมิศาสตร์หรือเชิงพื้นที่", f"{whole} {place}".strip()),
        ("แหล่งที่มา", f"{ANNOUNCED_BY} ชุดข้อมูลอื่นจัดทำโดย{agency.name}"),
        ("รูปแบบการเก็บข้อมูล", ", ".join(form.upper() for form in OPEN_FORMS)),
        ("หมวดหมู่ข้อมูลตามธรรมาภิบาลข้อมูลภาครัฐ", "ข้อมูลสาธารณะ"),
        ("สัญญาอนุญาตให้ใช้ข้อมูล", ""),
    ]
