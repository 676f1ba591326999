"""Which column of a table holds the indicator, its score and the measures, from the names at its top."""

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from ita_portal.thai.digits import ascii_digits, thai_digits
from ita_portal.thai.text import clipped, normalise

COLUMNS = ("ตัวชี้วัด", "คะแนน", "แนวทางการแก้ไขปรับปรุง")
LONGEST_NAME = 200
_ACTION = re.compile("แนวทาง|มาตรการ|วิธีการ|การดำเนินการ|ปรับปรุง")
_SURELY_ACTION = re.compile("แนวทาง|มาตรการ")
_WEAKNESS = re.compile("จุดอ่อน|ปัญหา|ประเด็น|ข้อบกพร่อง")
# What else a document says of a measure: field, words in the name of its column. The first that fits counts.
_DETAILS = (
    ("responsible", re.compile("รับผิดชอบ")),
    ("start_on", re.compile("เริ่ม")),
    ("due_on", re.compile("แล้วเสร็จ|สิ้นสุด|กำหนดเสร็จ|ครบกำหนด|ภายในวันที่")),
    ("period", re.compile("ระยะเวลา|ห้วงเวลา|ช่วงเวลา|กำหนดเวลา|ไตรมาส|ปฏิทิน")),
    ("monitoring", re.compile("ติดตาม|กำกับ|รายงานผล")),
    ("weak_point", _WEAKNESS),
    ("steps", re.compile("ขั้นตอน|วิธีการ|วิธีดำเนิน")),
)
DATE_COLUMNS = ("start_on", "due_on", "period")
_RESULT = re.compile("ผลการดำเนิน|ผลการปฏิบัติ|ผลที่ได้|สถานะ|ความก้าวหน้า")
_NO_ACTION = re.compile("รับผิดชอบ|ระยะเวลา|เริ่ม|เสร็จ|สิ้นสุด|กำกับ|ติดตาม|รายงาน|ผลการดำเนิน|งบประมาณ")
_SCORE = re.compile("คะแนน|ร้อยละ")
_DECOY = re.compile("ถ่วง|น้ำหนัก|เต็ม|เพิ่ม|ลด|ต่าง|เปลี่ยน|เป้า|อันดับ|ระดับ|ปีก่อน|ปีที่แล้ว|ปีที่ผ่านมา|ประเทศ|จังหวัด|อำเภอ")
_NUMBER = re.compile(r"(?:ที่|ลำดับ|ลำดับที่|ข้อ|ข้อที่|no\.?|#)", re.IGNORECASE)
_INSTRUMENT = re.compile("เครื่องมือ|แบบวัด|แบบสำรวจ")
_YEAR = re.compile(r"(?:ปี ?(?:งบประมาณ ?)?)?(?:พ\. ?ศ\. ?)?(25[0-9]{2})")
_FULL_MARK = re.compile(r"\((?:[^()]*(?:เต็ม|100)[^()]*)\)")


@dataclass(frozen=True)
class Columns:
    """Places (from 0) of the columns of one table, None for what it does not have.

    `width` is the number of columns. `details` are the columns that say more of a measure, each as (field of
    an action or "period", place). `unread` are places of columns that nobody reads. `problems` are Thai
    sentences about this header, each with the place of a column.
    """

    width: int
    indicator: int
    score: int | None
    action: int | None
    instrument: int | None = None
    details: tuple[tuple[str, int], ...] = ()
    unread: tuple[int, ...] = ()
    problems: tuple[tuple[int, str], ...] = ()


def read_columns(cells: Sequence[str], result_year: int | None, *, real_table: bool) -> Columns | None:
    """The Columns that these cells name, or None when they are no names of columns.

    In a text the first two columns must be indicator and score, as tabs stand in prose too.
    """
    if len(cells) < 2 or any(len(cell) > LONGEST_NAME for cell in cells):
        return None
    names = [normalise(cell).replace("\n", " ") for cell in cells]
    if any(re.fullmatch(r"[0-9๐-๙., ]+", name) for name in names):
        return None
    indicators = [at for at, name in enumerate(names) if COLUMNS[0] in name and not _has_figure(name)]
    scores = [at for at, name in enumerate(names) if _SCORE.search(name) and at not in indicators]
    if not indicators:
        return None
    if real_table:
        if not scores and not any(_ACTION.search(name) for name in names):
            return None
    elif indicators[0] != 0 or 1 not in scores or _has_figure(names[1]):
        return None
    return _columns(names, indicators[0], scores, result_year)


def _columns(names: list[str], indicator: int, scores: list[int], result_year: int | None) -> Columns:
    problems: list[tuple[int, str]] = []
    score = _score_column(names, scores, result_year, problems)
    actions = [at for at, name in enumerate(names) if at not in (indicator, *scores) and _is_action(name)]
    actions.sort(key=lambda at: not _SURELY_ACTION.search(names[at]))
    action = actions[0] if actions else None
    if action is None:
        problems.append((indicator, "ตารางนี้ไม่มีคอลัมน์มาตรการหรือแนวทางการแก้ไข จึงไม่ได้อ่านมาตรการจากตารางนี้"))
    instruments = [at for at, name in enumerate(names) if _INSTRUMENT.search(name) and at != indicator]
    known: set[int | None] = {indicator, *scores, action, *instruments}
    details = _details(names, known)
    known = {indicator, score, action, *instruments, *(at for _field, at in details)}
    known |= {at for at, name in enumerate(names) if _NUMBER.fullmatch(name)}
    unread = tuple(at for at, name in enumerate(names) if name and at not in known)
    instrument = instruments[0] if instruments else None
    return Columns(len(names), indicator, score, action, instrument, details, unread, tuple(problems))


def _is_action(name: str) -> bool:
    """Whether a column holds measures: "แนวทางแก้ไขปัญหา" does, "ปัญหาที่ต้องปรับปรุง" does not."""
    named = _SURELY_ACTION.search(name) or (_ACTION.search(name) and not _WEAKNESS.search(name))
    return bool(named) and not _NO_ACTION.search(name)


def _details(names: list[str], taken: Collection[int | None]) -> tuple[tuple[str, int], ...]:
    """(field, place) of each column that says more of a measure; what could be two of them is left unread."""
    found: dict[str, int] = {}
    for at, name in enumerate(names):
        fields = [field for field, words in _DETAILS if words.search(name)]
        mixed = "responsible" in fields and len(fields) > 1
        if at not in taken and fields and not mixed and not _RESULT.search(name):
            found.setdefault(fields[0], at)
    return tuple(found.items())


def _score_column(
    names: list[str], scores: list[int], result_year: int | None, problems: list[tuple[int, str]]
) -> int | None:
    """The one column with the scores of the result year; None, with the reason added, when unclear."""
    if not scores:
        problems.append((0, "ตารางนี้ไม่มีคอลัมน์คะแนน จึงไม่ได้อ่านคะแนนจากตารางนี้"))
        return None
    years = {at: {int(year) for year in _YEAR.findall(ascii_digits(names[at]))} for at in scores}
    foreign = [at for at in scores if result_year and years[at] and years[at] != {result_year}]
    left = [at for at in scores if at not in foreign]
    dated = [at for at in left if years[at]]
    plain = [at for at in dated or left if not _DECOY.search(_FULL_MARK.sub("", names[at]))]
    if len(plain) == 1:
        return plain[0]
    listed = ", ".join(f"“{clipped(names[at])}”" for at in plain or left or foreign)
    if result_year and foreign and not left:
        message = f"คอลัมน์คะแนน {listed} ไม่ใช่ของปี {thai_digits(result_year)} จึงไม่ได้อ่านคะแนนจากตารางนี้"
    else:
        message = f"ไม่แน่ใจว่าคอลัมน์ใดเป็นคะแนนของตัวชี้วัด ({listed}) จึงไม่ได้อ่านคะแนนจากตารางนี้"
    problems.append(((plain or left or foreign)[0], message))
    return None


def _has_figure(name: str) -> bool:
    """Whether digits stand in a name beside a year and the full mark of 100."""
    rest = _YEAR.sub("", ascii_digits(_FULL_MARK.sub("", ascii_digits(name))))
    return bool(re.search("[0-9]", rest))
