"""The clean-up of Thai text: one spelling for what looks the same, and words that stay on one line."""

import re
import unicodedata

# Words that the dictionary of browsers (ICU) splits where a reader would not: งบ|ประมาณ, ช่อง|ทางการ.
KEPT_WORDS = (
    "ปีงบประมาณ งบประมาณ ที่ผ่านมา เจ้าหน้าที่ ผู้บริหาร ผู้รับผิดชอบ ผู้รับบริการ หน่วยงานภาครัฐ หน่วยงาน ตัวชี้วัด ช่องทาง "
    "รายละเอียด ร้อยละ ขั้นตอน ระยะเวลา เผยแพร่ เปิดเผย ตรวจสอบ มีส่วนร่วม e-service "
    "ความโปร่งใส ภาครัฐ เครื่องมือ จัดซื้อจัดจ้าง ผลประเมิน ปฏิบัติงาน ผลการประเมิน ส่งเสริม ส่วนได้ส่วนเสีย ลายนิ้วมือ"
).split()
_KEPT = re.compile(
    "("
    + "|".join(map(re.escape, sorted(KEPT_WORDS, key=len, reverse=True)))
    + r"|พ\.ศ\. ?[0-9๐-๙]{4}|[0-9๐-๙.]{1,9}–[0-9๐-๙.]{1,9}"
    + ")"
)
_TONES = "\u0e48-\u0e4b"
_ZERO_WIDTH = re.compile("[\u00ad\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff]")
_LINE_BREAK = re.compile("\r\n|[\r\x0b\x0c\x85\u2028\u2029]")
_CONTROL = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x9f\ud800-\udfff]")
_REORDERED = re.compile("[\u0e38-\u0e3a\u0e48-\u0e4b]{2,}")  # the Thai marks that have an order in Unicode
_SPLIT_SARA_AM = re.compile(f"\u0e4d([{_TONES}]{{0,3}})\u0e32")
_AFTER_SARA_AM = re.compile(f"\u0e33[\u0e33{_TONES}]+")
_DOUBLED_TONE = re.compile(f"([{_TONES}])\\1+")
_BLANKS = re.compile(r"[^\S\n]+")
_BLANK_AT_BREAK = re.compile(r" ?\n ?")


def invisible_in(text: str) -> bool:
    """Whether the text holds a sign that takes no room: zero-width blank, soft hyphen, direction mark."""
    return _ZERO_WIDTH.search(text) is not None


def normalise(text: str) -> str:
    """The same Thai text, spelt with the characters it should have.

    Marks in canonical order, sara am as one character behind its tone mark, แ instead of เเ, no doubled
    tone marks, no invisible characters, one blank where there were several. Line breaks stay, as \\n.
    Normalising twice changes nothing more, and time grows with length only (NFC of the whole does not).
    """
    text = _ZERO_WIDTH.sub("", text)
    text = _LINE_BREAK.sub("\n", text)
    text = _CONTROL.sub(" ", text)
    text = _DOUBLED_TONE.sub(r"\1", _REORDERED.sub(_in_order, text))
    text = _SPLIT_SARA_AM.sub("\\1\u0e33", text)
    text = _AFTER_SARA_AM.sub(_tones_first, text)
    text = _DOUBLED_TONE.sub(r"\1", _REORDERED.sub(_in_order, text))
    text = text.replace("\u0e40\u0e40", "\u0e41")
    return _BLANK_AT_BREAK.sub("\n", _BLANKS.sub(" ", text)).strip()


def _in_order(match: re.Match[str]) -> str:
    return "".join(sorted(match.group(), key=unicodedata.combining))


def _tones_first(match: re.Match[str]) -> str:
    """น ำ ้ is typed in the wrong order: the tone mark belongs before sara am."""
    run = match.group()
    return run.replace("\u0e33", "") + "\u0e33" * run.count("\u0e33")


def clipped(text: str, length: int = 60) -> str:
    """The text, cut with … so that a message stays readable."""
    return text if len(text) <= length else text[: length - 1].rstrip() + "…"


def protected_runs(text: str) -> tuple[tuple[str, bool], ...]:
    """The text as (segment, keep_together) pairs that join to it again; kept: KEPT_WORDS, years, ranges."""
    pieces = _KEPT.split(text)
    return tuple((piece, index % 2 == 1) for index, piece in enumerate(pieces) if piece)
