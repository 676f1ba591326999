"""The IIT survey is for the agency's own staff: its address must stand nowhere in what is published.

Pure: finds the address in any spelling that still leads there, and says in Thai where it stands.
"""

import html
import re
import unicodedata
from urllib.parse import unquote

from assessments.content.places import texts_in
from assessments.content.shapes import Content

REFUSAL = "ลิงก์แบบวัด IIT เป็นของบุคลากรภายในเท่านั้น ห้ามเผยแพร่ (เผยแพร่ได้เฉพาะลิงก์ EIT)"
MOST_DECODINGS = 4

_INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u2060-\u2064\ufeff\t\r\n]")
_STEP_UP = re.compile(r"/[^/\s]+/\.\.(?=/)")
_ADDRESS = re.compile(r"itas\.nacc\.go\.th\.?(:\d*)?/go/iit(?![a-z0-9_])")
_QUICK = re.compile("(?i)(?:nacc|%|&#|[\uff00-\uffef\u3002])")


def mentions_staff_survey(text: str) -> bool:
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


def _plain(text: str) -> str:
    """The text as a browser would read an address in it: one case, one kind of slash, no detours."""
    text = _INVISIBLE.sub("", unicodedata.normalize("NFKC", text)).lower()
    text = text.replace("\\", "/").replace("\u3002", ".")
    text = re.sub(r"/(?:\.?/)+", "/", text)
    return _STEP_UP.sub("", text)


def staff_survey_place(content: Content) -> str:
    """Where a published content holds the address, in Thai ("ข้อ O12 ลิงก์ลำดับ 1 ชื่อที่แสดง"); "" nowhere."""
    return next((place for place, _key, text in texts_in(content) if mentions_staff_survey(text)), "")
