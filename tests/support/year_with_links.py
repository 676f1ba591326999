"""Two made-up years, and an agency whose first one has every kind of link that a checklist can have.

The items move: O1 keeps its number, O2 becomes O3, O6 is dropped, O7 is new.
"""

from datetime import date

from django.core.files.uploadedfile import SimpleUploadedFile

from assessments.files.storage import add_document, add_version
from assessments.framework.list_confirmation import confirm_list
from assessments.models import (
    Disclosure,
    DisclosureLink,
    Division,
    FiscalYear,
    Indicator,
    Instrument,
    OITItem,
)

OLD, NEW = 2580, 2581
HALF, STANDING, BEFORE = "first_6_months_of_current_fy", "standing", "previous_fy"
ITEMS = {
    OLD: {"O1": ("made_up_a", HALF), "O2": ("made_up_b", BEFORE), "O6": ("made_up_dropped", STANDING)},
    NEW: {"O1": ("made_up_a", HALF), "O3": ("made_up_b", BEFORE), "O7": ("made_up_new", STANDING)},
}
EVIDENCE = f"/ita/{OLD}/measures/progress/evidence/1/"


def make_years():
    """(old, new) FiscalYears with the items of ITEMS."""
    return tuple(_make_year(year_be) for year_be in (OLD, NEW))


def _make_year(year_be):
    year = FiscalYear.objects.create(year_be=year_be)
    confirm_list(year, by="สมศรี")
    oit = Instrument.objects.create(year=year, code="OIT", name="OIT", weight=100, position=1)
    Indicator.objects.create(year=year, instrument=oit, number=1, name="ตัวชี้วัดสมมติ")
    for code, (concept, data_period) in ITEMS[year_be].items():
        OITItem.objects.create(
            year=year,
            code=code,
            number=int(code[1:]),
            title=f"เรื่อง {concept}",
            concept=concept,
            data_period=data_period,
        )
    return year


def uploaded(text):
    """A file as somebody sends it."""
    return SimpleUploadedFile("แผน.csv", text.encode())


def fill(agency):
    """{code: Disclosure} of the old year: links of every kind, an explanation and a division."""
    office = Division.objects.create(agency=agency, name="กองคลัง")
    rows = {
        item.code: Disclosure.objects.create(
            agency=agency, item=item, answer="yes", explanation=f"หน้าแรก > {item.code}", division=office
        )
        for item in OITItem.objects.filter(year__year_be=OLD)
    }
    first = rows["O1"]
    DisclosureLink.objects.create(
        disclosure=first,
        position=1,
        label="เว็บไซต์หลัก",
        url="https://www.example.go.th/plan",
        note="แถบซ้าย",
        page=3,
        period_from=date(2036, 10, 1),
        period_to=date(2037, 3, 31),
    )
    add_version(add_document(first, uploaded("เก่า,1"), by="สมศรี").link, uploaded("ใหม่,2"), by="สมศักดิ์")
    for position, url in enumerate(
        (f"/ita/{OLD}/measures/", f"/ita/{OLD}/measures/progress/", EVIDENCE), start=3
    ):
        DisclosureLink.objects.create(disclosure=first, position=position, label=f"หน้า {position}", url=url)
    DisclosureLink.objects.create(
        disclosure=first, position=6, label="ถอน", url="https://www.example.go.th/gone", removed=True
    )
    removed = add_document(first, uploaded("ถอน,3"), by="สมศรี").link
    removed.removed = True
    removed.save()
    DisclosureLink.objects.create(disclosure=first, position=8, label="ยังไม่มีไฟล์", kind="document")
    DisclosureLink.objects.create(disclosure=first, position=9, label="ซ้ำ", url=f"/ita/{OLD}/measures/")
    DisclosureLink.objects.create(
        disclosure=rows["O2"],
        position=1,
        label="รายงานทั้งปี",
        url="https://www.example.go.th/year",
        period_from=date(2035, 10, 1),
        period_to=date(2036, 9, 30),
    )
    add_document(rows["O6"], uploaded("ยกเลิก,4"), by="สมศรี")
    return rows
