"""Made-up XLSX in the shapes that agencies publish; what they say stands in tests/data/documents."""

from datetime import date

from openpyxl import Workbook

from tests.support.documents import HEAD, saved


def excel(*rows, merged=(), formats=(), head=HEAD):
    """An XLSX with these rows under the usual lines; `formats` are (cell, number format)."""
    book = Workbook()
    book.active.title = "แผน"
    for row in [*([line] for line in head), *rows]:
        book.active.append(row)
    for area in merged:
        book.active.merge_cells(area)
    for cell, number_format in formats:
        book.active[cell].number_format = number_format
    return book


def dates_and_percentages():
    """Figures, percentages, dates as Excel keeps them, and an indicator over two rows."""
    columns = ["ตัวชี้วัด", "คะแนน", "มาตรการ", "ผู้รับผิดชอบ", "วันที่เริ่ม", "วันสิ้นสุด"]
    return saved(
        excel(
            columns,
            ["๑. การปฏิบัติหน้าที่", 83.68, "1) จัดทำคู่มือ", "สำนักปลัด", date(2020, 10, 1), date(2021, 3, 31)],
            [None, None, "2) เผยแพร่คู่มือ", "กองคลัง", date(2563, 10, 1), "ก.ย. 64"],
            ["๒. การใช้งบประมาณ", 0.7451, "- แผน\n- ผล", None, None, date(2021, 9, 30)],
            merged=["A5:A6", "B5:B6"],
            formats=[("B7", "0.00%")],
        )
    )


def several_sheets():
    """Two sheets that are read, one that is hidden, a header of two rows."""
    book = excel(
        ["ตัวชี้วัด", "คะแนน", None, "มาตรการ"],
        [None, "ปี ๒๕๖๒", "ปี ๒๕๖๓", None],
        ["๓. การใช้อำนาจ", 70, 77.92, "- ประกาศเกณฑ์"],
        merged=["A4:A5", "B4:C4", "D4:D5"],
    )
    second = book.create_sheet("OIT")
    for row in [
        ["ตัวชี้วัด", "คะแนน", "มาตรการ"],
        ["การเปิดเผยข้อมูล", 36.06, "* เปิดเผย"],
        ["การป้องกันการทุจริต", 6.25, "แผน"],
    ]:
        second.append(row)
    second.row_dimensions[3].hidden = True
    hidden = book.create_sheet("ร่าง")
    hidden.append(["๑. การปฏิบัติหน้าที่", 99, "ร่าง"])
    hidden.sheet_state = "hidden"
    return saved(book)


def cells_gone_wrong():
    """A score that became a date, a formula that failed, dates of the Christian era."""
    return saved(
        excel(
            ["ตัวชี้วัด", "คะแนน", "มาตรการ", "กำหนดแล้วเสร็จ"],
            ["๑. การปฏิบัติหน้าที่", date(2021, 8, 3), "จัดทำคู่มือ", "31/3/2021"],
            ["๒. การใช้งบประมาณ", "#DIV/0!", "เผยแพร่แผน", "31/3/2564"],
            ["๓. การใช้อำนาจ", True, "ประกาศเกณฑ์", None],
            ["๔. การใช้ทรัพย์สินของราชการ", 677.4, "ทะเบียนคุม", "๓๑ เม.ย. ๒๕๖๔"],
            ["๕. การแก้ไขปัญหาการทุจริต", 73.355, None, "ไม่มีมาตรการ"],
        )
    )


def decoy_columns():
    """Weights, ranks, targets and the number of agencies beside the score."""
    return saved(
        excel(
            ["ลำดับ", "เครื่องมือ", "ตัวชี้วัด", "เป้าหมาย (คะแนน)", "คะแนนที่ได้", "คะแนนถ่วงน้ำหนัก", "อันดับ", "มาตรการ"],
            [1, "IIT", "การปฏิบัติหน้าที่", 85, 83.68, 25.1, "7,000/8,299", "จัดทำคู่มือ"],
            [2, "IIT", "คุณภาพการดำเนินงาน", 85, 84.25, 25.28, 12, "ลดขั้นตอน"],
        )
    )


EXCEL = {
    "08-dates-and-percentages.xlsx": dates_and_percentages,
    "09-several-sheets.xlsx": several_sheets,
    "10-cells-gone-wrong.xlsx": cells_gone_wrong,
    "11-decoy-columns.xlsx": decoy_columns,
}
