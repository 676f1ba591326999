"""An uploaded table, CSV or XLSX, as rows of texts. Pure."""

import codecs
import csv
import io

from assessments.files.errors import Refused
from assessments.files.xlsx import (
    MOST_COLUMNS,
    MOST_ROWS,
    TOO_MANY_COLUMNS,
    TOO_MANY_ROWS,
    plain_text,
    read_xlsx,
)

MOST_BYTES = 5 * 1024 * 1024
EMPTY = "ไฟล์ว่างเปล่า"
TOO_LARGE = "ไฟล์ใหญ่เกิน 5 MB ให้เก็บไว้เฉพาะตาราง"
OLD_EXCEL = "ไฟล์นี้เป็น Excel รุ่นเก่า (.xls) หรือตั้งรหัสผ่านไว้ ให้บันทึกเป็น .xlsx ที่ไม่มีรหัสผ่าน หรือ CSV"
NOT_A_TABLE = "ไฟล์นี้ไม่ใช่ตาราง CSV หรือ XLSX ให้บันทึกจากโปรแกรมตารางคำนวณใหม่"
OPEN_QUOTE = 'เครื่องหมายคำพูด (") ในไฟล์ CSV เปิดแล้วไม่ปิด หรืออยู่ผิดที่ ใกล้แถวที่ {row}'
SEPARATORS = ",;\t"


def read_table(data):
    """The rows of a CSV or XLSX (bytes) as lists of stripped texts, from row 1 on. Raises Refused."""
    if not data:
        raise Refused(EMPTY)
    if len(data) > MOST_BYTES:
        raise Refused(TOO_LARGE)
    if data.startswith(b"PK\x03\x04"):
        return read_xlsx(data)
    if data.startswith(b"\xd0\xcf\x11\xe0"):
        raise Refused(OLD_EXCEL)
    return _csv_rows(_decoded(data))


def _decoded(data):
    """The text of a CSV as Excel and others write it: UTF-8, UTF-16, or the code page of Thai Windows."""
    utf16 = data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))
    for encoding in ("utf-16",) if utf16 else ("utf-8-sig", "cp874"):
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\0" not in text:
            return text
    raise Refused(NOT_A_TABLE)


def _csv_rows(text):
    first = text.lstrip("\r\n").partition("\n")[0]
    separator = max(SEPARATORS, key=first.count)
    rows = []
    try:
        for row in csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True):
            if len(rows) >= MOST_ROWS:
                raise Refused(TOO_MANY_ROWS)
            if len(row) > MOST_COLUMNS:
                raise Refused(TOO_MANY_COLUMNS)
            rows.append([plain_text(cell).strip() for cell in row])
    except csv.Error as error:
        raise Refused(OPEN_QUOTE.format(row=len(rows) + 1)) from error
    return rows
