"""What a document says: its pages, text and the years in it. The reading is done by a process of its own."""

import json
import logging
import re
import subprocess
import sys
from dataclasses import dataclass, field
from pathlib import Path

from assessments.files.errors import Refused
from ita_portal.thai.dates import BUDDHIST_ERA_OFFSET
from ita_portal.thai.digits import ascii_digits
from ita_portal.thai.text import normalise

READER = Path(__file__).with_name("extract_worker.py")
MOST_SECONDS = 20
MOST_CHARACTERS = 200_000
DAMAGED_PDF = "เปิดอ่าน PDF นี้ไม่ได้ อาจเสียหาย ให้เปิดไฟล์ต้นฉบับแล้วบันทึกเป็น PDF ใหม่"
REFUSALS = {
    "javascript": "PDF นี้มีสคริปต์ (JavaScript) ที่ทำงานเองได้ จึงไม่รับ ให้สั่งพิมพ์เป็น PDF ใหม่",
    "launch": "PDF นี้มีคำสั่งให้เปิดโปรแกรมอื่น (Launch) จึงไม่รับ ให้สั่งพิมพ์เป็น PDF ใหม่",
    "attachment": "PDF นี้มีไฟล์อื่นแนบอยู่ข้างใน จึงไม่รับ ให้อัปโหลดไฟล์ที่แนบแยกต่างหาก แล้วสั่งพิมพ์เป็น PDF ใหม่",
    "password": "PDF นี้ตั้งรหัสผ่านไว้ ประชาชนเปิดไม่ได้ ให้เอารหัสผ่านออกแล้วบันทึกใหม่",
    "damaged": DAMAGED_PDF,
}
FIRST_YEAR, LAST_YEAR = 2540, 2599
_YEAR = re.compile(
    r"(?<![0-9])(?<![0-9]\.)(25[4-9][0-9]|199[7-9]|20[0-5][0-9])(?![0-9])(?!\.[0-9])(?!,[0-9]{3}\b)"
)
logger = logging.getLogger(__name__)


@dataclass(frozen=True)
class Reading:
    """`pages` and `has_text` are None where unknown; `years_found` are Buddhist-era years, oldest first.

    In the text of a PDF a form feed stands between its pages.
    """

    pages: int | None = None
    has_text: bool | None = None
    text: str = ""
    years_found: list[int] = field(default_factory=list)


def years_in(text):
    """The years of 2540-2599 named in a text, as written in Thai or ASCII digits, B.E. or C.E., in order."""
    years = {int(year) for year in _YEAR.findall(ascii_digits(text))}
    buddhist = {year if year >= FIRST_YEAR else year + BUDDHIST_ERA_OFFSET for year in years}
    return sorted(year for year in buddhist if FIRST_YEAR <= year <= LAST_YEAR)


def read_document(path, kind):
    """A Reading of the file at `path`. Raises Refused for a PDF that is active, locked or unreadable.

    An Office file whose text cannot be read is still taken: it is then noted without text and pages.
    """
    if kind in ("jpg", "png"):
        return Reading()
    command = [sys.executable, "-I", str(READER), kind, str(path), str(MOST_CHARACTERS)]
    try:
        done = subprocess.run(command, capture_output=True, timeout=MOST_SECONDS, check=True)  # noqa: S603 - our own program
        found = json.loads(done.stdout)
    except (subprocess.SubprocessError, ValueError) as error:
        logger.warning("reading a document (%s) failed: %s", kind, error)
        if kind == "pdf":
            raise Refused(DAMAGED_PDF) from error
        return Reading()
    if found["refusal"]:
        raise Refused(REFUSALS[found["refusal"]])
    pages = found["text"].split("\f") if kind == "pdf" else [found["text"]]
    text = "\f".join(map(normalise, pages))[:MOST_CHARACTERS]
    return Reading(found["pages"], found["has_text"], text, years_in(text))
