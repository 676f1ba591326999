"""Made-up measures documents of an agency that does not exist, as DOCX, XLSX, HTML and CSV bytes."""

import io
import zipfile
from html import escape

from openpyxl import Workbook

TITLE = "มาตรการส่งเสริมคุณธรรมและความโปร่งใส ประจำปีงบประมาณ พ.ศ. ๒๕๖๔ (ตัวอย่างสมมติ)"
HEAD = [TITLE, "องค์การบริหารส่วนตำบลสมมติ อำเภอทดลอง จังหวัดตัวอย่าง", "ผลการประเมินปี ๒๕๖๓ ได้ร้อยละ ๕๕.๖๒ ระดับ D"]
COLUMNS = ["ตัวชี้วัด", "คะแนน", "แนวทางการแก้ไขปรับปรุง"]
W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
TYPES = (
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Override '
    'PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.'
    'wordprocessingml.document.main+xml"/></Types>'
)


def p(text, properties="", run=""):
    """A Word paragraph."""
    content = f'<w:rPr>{run}</w:rPr><w:t xml:space="preserve">{escape(text)}</w:t>'
    return f"<w:p><w:pPr>{properties}</w:pPr><w:r>{content}</w:r></w:p>"


def item(text):
    """A Word paragraph with an automatic list mark."""
    return p(text, '<w:numPr><w:numId w:val="1"/></w:numPr>')


def tc(content, properties=""):
    """A Word cell of a text or of paragraphs."""
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{content if content.startswith('<w:') else p(content)}</w:tc>"


def tbl(*rows):
    """A Word table; each row is a list of texts or cells."""
    cells = ("".join(each if each.startswith("<w:tc") else tc(each) for each in row) for row in rows)
    return "<w:tbl>" + "".join(f"<w:tr>{row}</w:tr>" for row in cells) + "</w:tbl>"


def docx(*body, head=HEAD):
    """A DOCX of the usual lines at the top and these pieces."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("[Content_Types].xml", TYPES)
        content = "".join(map(p, head)) + "".join(body)
        archive.writestr("word/document.xml", f"<w:document {W}><w:body>{content}</w:body></w:document>")
    return out.getvalue()


def xlsx(*rows, merged=(), edit=None):
    """An XLSX of the usual lines at the top and these rows; `edit(sheet)` may change it."""
    book = Workbook()
    sheet = book.active
    sheet.title = "แผน"
    for row in [*([line] for line in HEAD), COLUMNS, *rows]:
        sheet.append(row)
    for area in merged:
        sheet.merge_cells(area)
    if edit:
        edit(sheet)
    return saved(book)


def saved(book):
    """The bytes of a workbook."""
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def page(table, head=HEAD):
    """An HTML page of the usual lines at the top and this table."""
    return f"<html><body>{''.join(f'<p>{line}</p>' for line in head)}{table}</body></html>".encode()


def table(*rows, columns=COLUMNS):
    """An HTML table; each row is a string of its cells."""
    top = "".join(f"<th>{each}</th>" for each in columns)
    return f"<table><tr>{top}</tr>{''.join(f'<tr>{row}</tr>' for row in rows)}</table>"


def td(*cells):
    """Cells of an HTML row."""
    return "".join(f"<td>{cell}</td>" for cell in cells)
