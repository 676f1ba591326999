"""Made-up DOCX in the shapes that agencies publish; what they say stands in tests/data/documents."""

from tests.support.documents import COLUMNS, HEAD, docx, item, p, tbl, tc

DOWN, ON = '<w:vMerge w:val="restart"/>', "<w:vMerge/>"
FULL = ["ที่", "ตัวชี้วัด", "คะแนน", "มาตรการ", "ขั้นตอน/วิธีการ", "ผู้รับผิดชอบ", "ระยะเวลา", "การกำกับติดตาม"]
IIT, OIT = "แบบวัดการรับรู้ของผู้มีส่วนได้เสียภายใน (IIT)", "แบบวัดการเปิดเผยข้อมูลสาธารณะ(OIT)"
SARA_AM = "\u0e4d\u0e32"


def wide(text, columns):
    """A Word cell over several columns."""
    return tc(text, f'<w:gridSpan w:val="{columns}"/>')


def every_column():
    """Who, how, when and how it is watched, each in a column of its own."""
    steps = tc(item("ร่างคู่มือ") + item("เสนอผู้บริหาร"))
    first = ["๑", "การปฏิบัติหน้าที่", "๘๓.๖๘", "จัดทำคู่มือการให้บริการ", steps, "สำนักปลัด", "ต.ค. 63 – ก.ย. 64"]
    two = tc(item("เผยแพร่แผนจัดซื้อจัดจ้าง") + item("รายงานการใช้จ่าย"))
    both = tc(item("กองคลัง") + item("สำนักปลัด"))
    second = ["๒", "การใช้งบประมาณ", "๗๔.๕๑", two, "", both, "ไตรมาส ๒ ปี ๒๕๖๔", ""]
    third = [
        "๓",
        "การใช้อำนาจ",
        "๗๗.๙๒",
        "ประกาศเกณฑ์การประเมิน",
        "",
        "สำนักปลัด",
        "ตลอดปีงบประมาณ",
        "ประชุมประจำเดือน",
    ]
    return docx(tbl(FULL, [*first, "รายงานทุกไตรมาส"], second, third))


def merged_cells():
    """An indicator over three rows, instruments as rows over the whole width."""
    columns = [*COLUMNS, "ผู้รับผิดชอบ", "กำหนดแล้วเสร็จ"]
    return docx(
        tbl(
            columns,
            [wide("แบบวัด IIT การรับรู้ของผู้มีส่วนได้ส่วนเสียภายใน (IIT)", 5)],
            [tc("๑. การปฏิบัติหน้าที่", DOWN), tc("๘๓.๖๘", DOWN), "- จัดทำคู่มือ", tc("สำนักปลัด", DOWN), "31/3/2564"],
            [tc("", ON), tc("", ON), "- เผยแพร่คู่มือ", tc("", ON), "๓๐ เม.ย. ๒๕๖๔"],
            [tc("", ON), tc("", ON), "- ประเมินผล", "กองคลัง", ""],
            [wide("แบบวัดการรับรู้ของผู้มีส่วนได้ส่วนเสียภายนอก (EIT)", 5)],
            ["๖. คุณภาพการดำเนินงาน", "๘๔.๒๕", "ปรับปรุงจุดบริการ", "กองช่าง", "ภายใน ก.ย. 64"],
        )
    )


def eit_headed_iit():
    """The section of the EIT headed IIT, numbering that restarts, split sara am, doubled tones."""
    return docx(
        p(IIT),
        p("บุคลากรเห็นว่าการใช้งบประมาณยังไม่โปร่งใส"),
        tbl(COLUMNS, ["๑. การปฏิบัติหน้้าที่", "๘๓.๖๘", tc(item(f"จัดท{SARA_AM}คู่มือ") + item("ยืม-คืนพัสดุ"))]),
        p(IIT),
        tbl(
            COLUMNS,
            [f"๑. คุณภาพการด{SARA_AM}เนินงาน", "๘๔.๒๕", "-ลดขั้นตอน -อบรมเจ้าหน้าที่"],
            ["๒. ประสิทธิภาพการสื่อสาร", "๘๑.๖๖", "★ปรับปรุงเว็บไซต์"],
        ),
        p(OIT),
        tbl(COLUMNS, ["๑. การเปิดเผยข้อมูล", "๓๖.๐๖", "เผยแพร่ข้อมูลให้ครบทุกข้อ"]),
    )


def both_years_in_the_title():
    """One title names both years; the header is two rows high and names both again."""
    title = "มาตรการส่งเสริมคุณธรรม ปี ๒๕๖๔ ตามผลการประเมิน ITA ปี ๒๕๖๓ (ตัวอย่างสมมติ) ได้ร้อยละ ๕๕.๖๒ ระดับ D"
    return docx(
        tbl(
            [tc("ตัวชี้วัด", DOWN), wide("คะแนน", 3), tc("แนวทางการพัฒนา", DOWN)],
            [tc("", ON), "ปี ๒๕๖๒", "ปี ๒๕๖๓", "เพิ่ม/ลด", tc("", ON)],
            ["๔. การใช้ทรัพย์สินของราชการ", "๗๐.๐๐", "๖๗.๗๔", "-๒.๒๖", "จัดทำระบบยืม-คืน"],
            ["๕. การแก้ไขปัญหาการทุจริต", "๗๐.๐๐", "๗๓.๓๖", "+๓.๓๖", "ประกาศเจตนารมณ์ - ทุกส่วนราชการ"],
        ),
        head=[title, HEAD[1]],
    )


def prose_only():
    """No table: every indicator in a paragraph."""
    return docx(
        p("ตัวชี้วัดที่ ๑ การปฏิบัติหน้าที่ ได้ ๘๓.๖๘ คะแนน ควรจัดทำคู่มือการให้บริการ"),
        p("ตัวชี้วัดที่ ๒ การใช้งบประมาณ ๗๔.๕๑ ควรเผยแพร่รายงาน"),
        item("อบรมเจ้าหน้าที่ทุกปี"),
        p("- รายงานผู้บริหารทุกไตรมาส"),
    )


def item_codes():
    """Rows of OIT items in every spelling; those of another list are not ours."""
    columns = ["ข้อตามตัวชี้วัด", "คะแนน", "แนวทางการแก้ไขปรับปรุง"]
    codes = "O1 โครงสร้าง|o2|O.12|OIT13|OIT 42|ข้อ ๔๓|029|MOIT 3|1. โครงสร้าง|O5 โครงสร้าง".split("|")
    return docx(tbl(columns, *([code, "๐", f"- แก้ {n}"] for n, code in enumerate(codes, 1))))


def what_stands_aside():
    """A text box, a table in a cell, deleted and struck text, a score over two indicators."""
    box = "<w:p><w:r><w:pict><w:txbxContent>" + p("ด่วนที่สุด") + "</w:txbxContent></w:pict></w:r></w:p>"
    deleted = "<w:p><w:del><w:r><w:delText>- เลิกแล้ว</w:delText></w:r></w:del></w:p>"
    return docx(
        box,
        tbl(
            COLUMNS,
            ["๑. การปฏิบัติหน้าที่", tc("๘๓.๖๘", DOWN), tc(p("- ก") + deleted + p("- ข", run="<w:strike/>"))],
            ["๒. การใช้งบประมาณ", tc("", ON), tc(p("- ค") + tbl(["ตารางซ้อน"]) + p(""))],
            ["๓. การใช้อำนาจ", "๗๗.๙๒", tc("- ง")],
        ),
        p("ขอแสดงความนับถือ"),
    )


WORD = {
    "01-every-column.docx": every_column,
    "02-merged-cells.docx": merged_cells,
    "03-eit-headed-iit.docx": eit_headed_iit,
    "04-both-years-in-the-title.docx": both_years_in_the_title,
    "05-prose-only.docx": prose_only,
    "06-item-codes.docx": item_codes,
    "07-what-stands-aside.docx": what_stands_aside,
}
