"""The official names of the result year 2563, as the import gets them from the database."""

import json

from assessments.framework.pack_loader import PACKS
from measures.importing.official_names import IndicatorName, InstrumentName, ItemName, YearFramework

INSTRUMENTS = (
    InstrumentName("IIT", "แบบวัดการรับรู้ของผู้มีส่วนได้ส่วนเสียภายใน"),
    InstrumentName("EIT", "แบบวัดการรับรู้ของผู้มีส่วนได้ส่วนเสียภายนอก"),
    InstrumentName("OIT", "แบบวัดการเปิดเผยข้อมูลสาธารณะ", ("แบบตรวจการเปิดเผยข้อมูลสาธารณะ",)),
)
INDICATORS = (
    IndicatorName(1, "IIT", "การปฏิบัติหน้าที่"),
    IndicatorName(2, "IIT", "การใช้งบประมาณ"),
    IndicatorName(3, "IIT", "การใช้อำนาจ"),
    IndicatorName(4, "IIT", "การใช้ทรัพย์สินของทางราชการ", ("การใช้ทรัพย์สินของราชการ",)),
    IndicatorName(5, "IIT", "การแก้ไขปัญหาการทุจริต"),
    IndicatorName(6, "EIT", "คุณภาพการดำเนินงาน"),
    IndicatorName(7, "EIT", "ประสิทธิภาพการสื่อสาร"),
    IndicatorName(8, "EIT", "การปรับปรุงระบบการทำงาน", ("การปรับปรุงการทำงาน",)),
    IndicatorName(9, "OIT", "การเปิดเผยข้อมูล"),
    IndicatorName(10, "OIT", "การป้องกันการทุจริต"),
)
FRAMEWORK_2563 = YearFramework(2563, INSTRUMENTS, INDICATORS)


ITEMS_2563 = tuple(
    ItemName(item["code"], int(item["sub_indicator"].split(".")[0]), item["title"])
    for item in json.loads((PACKS / "2563.json").read_text("utf-8"))["oit_items"]
)


def names_with_items(year_be):
    """The same names, with the OIT items of 2563."""
    return YearFramework(2563, INSTRUMENTS, INDICATORS, ITEMS_2563) if year_be == 2563 else None


def names_of(year_be):
    """Names exist for 2563 only."""
    return FRAMEWORK_2563 if year_be == 2563 else None
