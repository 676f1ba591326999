"""Thai numerals, Buddhist-era dates and the clean-up of Thai text.

Pure rules. Stored data keeps ASCII digits and C.E. dates; conversion happens on the way in and out.
"""

import re
import unicodedata
from datetime import date, datetime, time, timedelta, timezone
from decimal import Decimal

BANGKOK = timezone(timedelta(hours=7), "Asia/Bangkok")  # Thailand has had no daylight saving time since 1920
BUDDHIST_ERA_OFFSET = 543
FIRST_BUDDHIST_YEAR = 2400  # a year from here on is Buddhist era: C.E. 1857
FIRST_YEAR_BE, LAST_YEAR_BE = 2500, 2699

MONTHS = ("มกราคม กุมภาพันธ์ มีนาคม เมษายน พฤษภาคม มิถุนายน กรกฎาคม สิงหาคม กันยายน ตุลาคม พฤศจิกายน ธันวาคม").split()
MONTHS_SHORT = "ม.ค. ก.พ. มี.ค. เม.ย. พ.ค. มิ.ย. ก.ค. ส.ค. ก.ย. ต.ค. พ.ย. ธ.ค.".split()

TO_THAI = str.maketrans("0123456789", "๐๑๒๓๔๕๖๗๘๙")
TO_ASCII = str.maketrans("๐๑๒๓๔๕๖๗๘๙", "0123456789")

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

_YEAR = re.compile(r"(?:พ\.?\s?ศ\.?\s?)?([0-9][0-9oO]{3})")
_ISO_DATE = re.compile(r"([0-9]{4})-([0-9]{1,2})-([0-9]{1,2})")
_DAY_FIRST = re.compile(r"([0-9]{1,2})/([0-9]{1,2})/([0-9]{4})")
_NAMED_MONTH = re.compile(r"([0-9]{1,2}) ?([ก-๙.]+) ?(?:พ\.ศ\. ?)?([0-9]{4})")
_MONTH_NUMBERS = {name: number for names in (MONTHS, MONTHS_SHORT) for number, name in enumerate(names, 1)}
_NUMBER = re.compile(r"[0-9]+(?:\.[0-9]+)?")


def ascii_digits(text):
    """The text with Thai digits written as 0-9."""
    return text.translate(TO_ASCII)


def thai_digits(value):
    """A str, int or Decimal as text with Thai digits; a Decimal keeps the places it has."""
    text = format(value, "f") if isinstance(value, Decimal) else str(value)
    return text.translate(TO_THAI)


def invisible_in(text):
    """Whether the text holds a sign that takes no room: zero-width blank, soft hyphen, direction mark."""
    return _ZERO_WIDTH.search(text) is not None


def normalise(text):
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


def _in_order(match):
    return "".join(sorted(match.group(), key=unicodedata.combining))


def _tones_first(match):
    """น ำ ้ is typed in the wrong order: the tone mark belongs before sara am."""
    run = match.group()
    return run.replace("\u0e33", "") + "\u0e33" * run.count("\u0e33")


def thai_date(value):
    """A date as "๑๒ มีนาคม ๒๕๖๔"."""
    return _written(value, MONTHS)


def thai_date_short(value):
    """A date as "๑๒ มี.ค. ๒๕๖๔"."""
    return _written(value, MONTHS_SHORT)


def thai_datetime(value):
    """A moment as "๑๒ มีนาคม ๒๕๖๔ ๐๙:๑๐ น." on the clock of Bangkok; ValueError without a time zone."""
    if value.tzinfo is None:
        raise ValueError("เวลาต้องระบุเขตเวลา")
    moment = bangkok(value)
    return f"{thai_date(moment)} {thai_digits(f'{moment:%H:%M}')} น."


def thai_datetime_short(value):
    """A moment as "๑๒ มี.ค. ๒๕๖๔ ๐๙:๑๐ น." on the clock of Bangkok."""
    moment = bangkok(value)
    return f"{thai_date_short(moment)} {thai_digits(f'{moment:%H:%M}')} น."


def fiscal_year_be(value):
    """The fiscal year (B.E.) a date lies in: 1 October 2020 - 30 September 2021 is 2564."""
    day = bangkok(value)
    return day.year + BUDDHIST_ERA_OFFSET + (day.month >= 10)


def bangkok(value):
    """An aware datetime on the clock of Bangkok; any other date unchanged."""
    aware = isinstance(value, datetime) and value.tzinfo is not None
    return value.astimezone(BANGKOK) if aware else value


def _written(value: date, months):
    day = bangkok(value)
    return thai_digits(f"{day.day} {months[day.month - 1]} {day.year + BUDDHIST_ERA_OFFSET}")


def parse_year_be(text):
    """A typed Buddhist-era year as int: ๒๕๖๔, 2564, "พ.ศ. ๒๕๖๔", also with a letter o for the zero.

    Raises ValueError with a Thai sentence; it names the year that was probably meant (3105, 2021).
    """
    typed = normalise(text)
    match = _YEAR.fullmatch(ascii_digits(typed))
    if not match:
        raise ValueError(f"“{clipped(typed)}” ไม่ใช่ปี พ.ศ. ๔ หลัก เช่น ๒๕๖๔")
    year = int(re.sub("[oO]", "0", match[1]))
    if FIRST_YEAR_BE <= year <= LAST_YEAR_BE:
        return year
    problem = f"ปี “{typed}” ไม่ใช่ปี พ.ศ. ที่ใช้ได้"
    if FIRST_YEAR_BE <= year - BUDDHIST_ERA_OFFSET <= LAST_YEAR_BE:
        likely = thai_digits(year - BUDDHIST_ERA_OFFSET)
        raise ValueError(f"{problem} น่าจะบวก ๕๔๓ ซ้ำสองครั้ง หมายถึง พ.ศ. {likely} หรือไม่")
    if FIRST_YEAR_BE <= year + BUDDHIST_ERA_OFFSET <= LAST_YEAR_BE:
        likely = thai_digits(year + BUDDHIST_ERA_OFFSET)
        raise ValueError(f"{problem} น่าจะเป็นปี ค.ศ. หมายถึง พ.ศ. {likely} หรือไม่")
    limits = f"{thai_digits(FIRST_YEAR_BE)}–{thai_digits(LAST_YEAR_BE)}"
    raise ValueError(f"{problem} ต้องอยู่ในช่วง พ.ศ. {limits}")


def parse_score(text):
    """A printed score as Decimal with two places, 0.00-100.00: ๘๓.๖๘, "83.68 คะแนน", "ร้อยละ ๕๕.๖๒".

    Raises ValueError with a Thai sentence for anything else.
    """
    typed = normalise(text)
    figure = ascii_digits(typed).removeprefix("ร้อยละ").removesuffix("คะแนน").strip()
    shown = f"“{clipped(typed)}”"
    if not figure:
        raise ValueError("ไม่มีคะแนน")
    if not _NUMBER.fullmatch(figure):
        raise ValueError(f"คะแนน {shown} ไม่ใช่ตัวเลข ต้องเขียนเช่น ๘๓.๖๘")
    places = figure.partition(".")[2]
    if len(places) > 2:
        raise ValueError(f"คะแนน {shown} มีทศนิยมเกิน ๒ ตำแหน่ง")
    if Decimal(figure) > 100:
        raise ValueError(f"คะแนน {shown} ต้องอยู่ระหว่าง ๐ ถึง ๑๐๐")
    return Decimal(figure).quantize(Decimal("0.01"))


def clipped(text, length=60):
    """The text, cut with … so that a message stays readable."""
    return text if len(text) <= length else text[: length - 1].rstrip() + "…"


def protected_runs(text):
    """The text as (segment, keep_together) pairs that join to it again; kept: KEPT_WORDS, years, ranges."""
    pieces = _KEPT.split(text)
    return tuple((piece, index % 2 == 1) for index, piece in enumerate(pieces) if piece)


def parse_date(text):
    """A calendar date from 2021-04-30, ๒๕๖๔-๐๔-๓๐, 30/4/2564 or 30 เม.ย. 2564; years from 2400 are B.E.

    Raises ValueError with a Thai sentence that says what a date looks like.
    """
    written = normalise(ascii_digits(text)).strip()
    match = _ISO_DATE.fullmatch(written)
    parts = match.groups() if match else None
    if parts is None and (match := _DAY_FIRST.fullmatch(written)):
        parts = match.groups()[::-1]
    if parts is None and (match := _NAMED_MONTH.fullmatch(written)):
        day, name, year = match.groups()
        if name in _MONTH_NUMBERS:
            parts = (year, _MONTH_NUMBERS[name], day)
    try:
        year, month, day = (int(part) for part in parts)
        return date(year - BUDDHIST_ERA_OFFSET if year >= FIRST_BUDDHIST_YEAR else year, month, day)
    except (TypeError, ValueError):
        examples = "2021-04-30, ๒๕๖๔-๐๔-๓๐, 30/4/2564 หรือ 30 เม.ย. 2564"
        raise ValueError(f"“{clipped(text)}” ไม่ใช่วันที่ เขียนวันที่แบบ {examples}") from None


def parse_buddhist_date(text):
    """A date that staff typed, always in the Buddhist era: 31/3/2564, ๓๑/๓/๒๕๖๔, 31 มี.ค. 2564, 2564-03-31.

    Raises ValueError with a Thai sentence; a year like 3105 or 2021 is refused with the one that was meant.
    """
    year = re.search(r"[0-9]{4}", ascii_digits(text))
    if year:
        parse_year_be(year[0])
    return parse_date(text)


def typed_date(value):
    """A date as it is typed: 31/3/2564, digits as on the keyboard."""
    return f"{value.day}/{value.month}/{value.year + BUDDHIST_ERA_OFFSET}"


def bangkok_midnight(day):
    """The first moment of a date in Bangkok, as an aware datetime."""
    return datetime.combine(day, time.min, BANGKOK)
