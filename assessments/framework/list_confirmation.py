"""A year's list of items is published only after a named person compared it with the handbook."""

from django.utils import timezone

from ita_portal.thai.digits import thai_digits


def confirm_list(year, *, by):
    """Note that the person named `by` compared the year's list of items with the handbook."""
    year.list_confirmed_at, year.list_confirmed_by = timezone.now(), by
    year.save(update_fields=["list_confirmed_at", "list_confirmed_by"])


def unconfirmed_list_refusal(year):
    """Why the checklist of this year may not be published yet, in Thai; "" when it may."""
    if year.list_is_confirmed:
        return ""
    return (
        f"รายการข้อ OIT ของปี {thai_digits(year.year_be)} ยังไม่ยืนยัน "
        "ต้องมีผู้ตรวจรายการกับคู่มือและกดยืนยันที่หน้าปีงบประมาณก่อนจึงเผยแพร่ได้"
    )
