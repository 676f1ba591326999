"""The IIT survey is for the agency's own staff: its address must stand nowhere in what is published.

Pure: finds the address in any spelling that still leads there, and says in Thai where it stands.
"""

import html
import re
import unicodedata
from urllib.parse import unquote

from django.core.exceptions import ValidationError

REFUSAL = "ลิงก์แบบวัด IIT เป็นของบุคลากรภายในเท่านั้น ห้ามเผยแพร่ (เผยแพร่ได้เฉพาะลิงก์ EIT)"
MOST_DECODINGS = 4

_INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u2060-\u2064\ufeff\t\r\n]")
_STEP_UP = re.compile(r"/[^/\s]+/\.\.(?=/)")
_ADDRESS = re.compile(r"itas\.nacc\.go\.th\.?(:\d*)?/go/iit(?![a-z0-9_])")
_QUICK = re.compile("(?i)(?:nacc|%|&#|[\uff00-\uffef\u3002])")

FIELD_NAMES = {
    "label": "ชื่อที่แสดง",
    "url": "ที่อยู่",
    "note": "หมายเหตุ",
    "name": "ชื่อไฟล์",
    "explanation": "คำอธิบาย",
    "title": "ชื่อเอกสาร",
    "introduction": "บทนำ",
    "analysis": "บทวิเคราะห์",
    "text": "ข้อความมาตรการ",
    "weak_point": "จุดอ่อนที่แก้",
    "responsible": "ผู้รับผิดชอบ",
    "steps": "ขั้นตอน",
    "monitoring": "การกำกับติดตาม",
    "source": "แหล่งที่มา",
    "requirements": "องค์ประกอบ",
}


def mentions_staff_survey(text):
    """True when `text` holds the staff survey's address, also encoded or in upper case."""
    if not _QUICK.search(text):
        return False
    for _turn in range(MOST_DECODINGS):
        if _ADDRESS.search(_plain(text)):
            return True
        decoded = unquote(html.unescape(text))
        if decoded == text:
            return False
        text = decoded
    return bool(_ADDRESS.search(_plain(text)))


def _plain(text):
    """The text as a browser would read an address in it: one case, one kind of slash, no detours."""
    text = _INVISIBLE.sub("", unicodedata.normalize("NFKC", text)).lower()
    text = text.replace("\\", "/").replace("\u3002", ".")
    text = re.sub(r"/(?:\.?/)+", "/", text)
    return _STEP_UP.sub("", text)


def refuse_in_fields(row, names):
    """ValidationError for the fields of a model row that hold the staff survey's address."""
    wrong = [name for name in names if mentions_staff_survey(getattr(row, name) or "")]
    if wrong:
        raise ValidationError({name: REFUSAL for name in wrong})


def staff_survey_place(content):
    """Where a published content holds the address, in Thai ("ข้อ O12 ลิงก์ลำดับ 1 ชื่อที่แสดง"); "" nowhere."""
    return _place(content, ())


def _place(value, above):
    if isinstance(value, str):
        return (" ".join(above) or "เนื้อหา") if mentions_staff_survey(value) else ""
    if isinstance(value, dict):
        named = (*above, *_row_name(value))
        found = (_place(part, (*named, *_field_name(key))) for key, part in value.items())
    elif isinstance(value, list | tuple):
        found = (_place(part, above) for part in value)
    else:
        return ""
    return next((place for place in found if place), "")


def _row_name(row):
    if "position" in row:
        return (f"ลิงก์ลำดับ {row['position']}",)
    if "order" in row:
        return (f"ตัวชี้วัดที่ {row.get('indicator')} มาตรการลำดับ {row['order']}",)
    if "answer" in row:
        return (f"ข้อ {row['code']}",)
    return (row["code"],) if "analysis" in row else ()


def _field_name(key):
    return (FIELD_NAMES[key],) if key in FIELD_NAMES else ()
