"""Names of local bodies as documents print them: found in a line, and compared however they are spelt."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from ita_portal.thai.text import normalise

SAO, PAO = "องค์การบริหารส่วนตำบล", "องค์การบริหารส่วนจังหวัด"
MUNICIPALITY = "เทศบาล"
_SPELLINGS = {
    SAO: r"องค์(?:การ|กร) ?บริหาร ?ส่วน ?ตำบล|(?<![ก-๎])อบต\b\.?|อบต\.|(?<![ก-๎])อ\. ?บ\. ?ต\.",
    PAO: r"องค์(?:การ|กร) ?บริหาร ?ส่วน ?จังหวัด|(?<![ก-๎])อบจ\b\.?|อบจ\.|(?<![ก-๎])อ\. ?บ\. ?จ\.",
    "เทศบาลนคร": r"เทศ(?:บาล|มนตรี) ?นคร|(?<![ก-๎])ทน\.",
    "เทศบาลเมือง": r"เทศ(?:บาล|มนตรี) ?เมือง|(?<![ก-๎])ทม\.",
    "เทศบาลตำบล": r"เทศ(?:บาล|มนตรี) ?ตำบล|(?<![ก-๎])ทต\.",
    MUNICIPALITY: r"เทศบาล(?! ?(?:นคร|เมือง|ตำบล))",
}
_KIND = "|".join(f"(?P<k{at}>{spelling})" for at, spelling in enumerate(_SPELLINGS.values()))
# What may be glued to a name: a place, or the words with which the sentence goes on.
_ENDS = (
    r"อำเภอ|จังหวัด|ประจำปี|ประจำ ?ปี|ปีงบประมาณ|พ\. ?ศ\.|ได้รับ|ได้เข้า|ได้จัด|ได้กำหนด|ได้ดำเนิน|ได้ร้อยละ|ได้คะแนน"
    r"|มีผล|มีคะแนน|ตามที่|ตามผล|ตามการ|จึงได้|จึงกำหนด|ขอประกาศ|เรื่อง|เพื่อ"
)
_WORD = r"[^\s(),:;/“”\"'\[\]–]"
_BODY = re.compile(rf"(?:{_KIND}) ?(?P<name>{_WORD}{{1,80}}?)(?={_ENDS}|(?!{_WORD})|$)")
# Bodies in general, laws about them and their associations are nobody's name; ในเมือง, ที่วัง, จะแนะ are.
_NO_NAME = re.compile(
    rf"(?:{_ENDS}|และ(?=.)|หรือ|ของ|แห่ง|ทุก|ทั่วไป|ทั้ง|ขนาด|ประเภท|สามัญ|ต้นแบบ|ฉบับ|ซึ่ง|โดย|เป็น|ไม่|จัด|ดำเนิน"
    r"|ใน(?:เขต|พื้นที่|จังหวัด|อำเภอ|การ|ประเทศ|สังกัด|ปี|ฐานะ|$)"
    r"|ที่(?:ได้|มี|ไม่|เข้า|อยู่|ถูก|จะ|ดี|เป็น|ต้อง|จัด|รับ|$)"
    r"|(?:ต้อง|จะ)(?:จัด|มี|ดำเนิน|เป็น|ได้|ปฏิบัติ|เปิดเผย|นำ|รายงาน|ประกาศ|ไม่|ให้|เผยแพร่|ต้อง|$)"
    r"|มี(?:การ|ผล|หน้าที่|คะแนน|อำนาจ|ความ|นโยบาย|มาตรการ|$)|[^ก-ฮเ-ไ])"
)
_NO_SELF = re.compile(
    r"(?:กับ|ณ|จาก|ถึง|เรียน|เช่น|ต้นแบบ|ต้นแบบของ|ตามแบบของ|ตามอย่าง|เลียนแบบ|อาทิ|สมาคม|สันนิบาต) ?$"
)
_LETTERS = re.compile(r"[^0-9a-z\u0e01-\u0e2e\u0e30-\u0e3a\u0e40-\u0e4e]")
# หนองบัว ใต้ is another body than หนองบัว, with the blank or without.
_PART_OF_NAME = frozenset("เหนือ ใต้ ใหม่ เก่า น้อย ใหญ่ กลาง ตะวันออก ตะวันตก นอก ใน".split())
_BEFORE = 20  # characters before a name that tell whether it is spoken to, or with
_THAI_DIGITS = str.maketrans("๐๑๒๓๔๕๖๗๘๙", "0123456789")
_LONGEST_FORMS = {"อยุธยา": "พระนครศรีอยุธยา", "กทม": "กรุงเทพมหานคร", "กรุงเทพ": "กรุงเทพมหานคร"}


@dataclass(frozen=True)
class Body:
    """A local body named in a line: its kind and name as the law spells them.

    `start` and `end` are where it stands in the line, `more` the words after it that may belong to the name.
    """

    kind: str
    name: str
    start: int = 0
    end: int = 0
    more: tuple[str, ...] = ()

    def __str__(self) -> str:
        return self.kind + self.name

    @property
    def keys(self) -> tuple[str, ...]:
        """Its name as letters, alone and with the blanks between it and the words after it taken for none."""
        glued = self.more[:1] if self.more and self.more[0] in _PART_OF_NAME else ()
        words = ("".join((self.name, *glued)), *self.more[len(glued) :])
        return tuple(letters_of("".join(words[:count])) for count in range(1, len(words) + 1))


def bodies_in(line: str) -> Iterator[Body]:
    """The bodies a normalised line names as its own: not those it speaks to, or with, or of in general."""
    for match in _BODY.finditer(line):
        kind = next(kind for at, kind in enumerate(_SPELLINGS) if match[f"k{at}"])
        before = max(0, match.start() - _BEFORE)
        if _NO_NAME.match(match["name"]) or _NO_SELF.search(line, before, match.start()):
            continue
        after = re.findall(rf" ({_WORD}+)", line[match.end() : match.end() + 60].split("(")[0])
        yield Body(kind, match["name"], match.start(), match.end(), tuple(after[:2]))


def body_of(name: str) -> Body:
    """An agency's official name as a Body; of no known kind it is its whole name."""
    line = normalise(name).replace("\n", " ")
    match = _BODY.match(line)
    if not match:
        return Body("", line, 0, len(line))
    kind = next(kind for at, kind in enumerate(_SPELLINGS) if match[f"k{at}"])
    return Body(kind, line[match.start("name") :], 0, len(line))


def same_body(printed: Body, official: Body) -> bool:
    """Whether a printed name is that of the official body. A municipality may be printed without its rank."""
    kinds = {printed.kind, official.kind}
    ranks = MUNICIPALITY in kinds and all(kind.startswith(MUNICIPALITY) for kind in kinds)
    return (len(kinds) == 1 or ranks) and letters_of(official.name) in printed.keys


def same_name(first: str, second: str) -> bool:
    """Whether two names of agencies are spellings of one."""
    return same_body(body_of(first), body_of(second))


def same_place(printed: str, official: str) -> bool:
    """Whether two names of districts, or of provinces, may be one; what is not named contradicts nothing."""
    first, second = _place_key(printed), _place_key(official)
    if not first or not second or first == second:
        return True
    shorter, longer = sorted((first, second), key=len)
    return longer.startswith(shorter) and ("ฯ" in printed + official or shorter == "เมือง")


def letters_of(text: str) -> str:
    """What remains of a name when blanks, signs and the kind of digits do not count."""
    return _LETTERS.sub("", normalise(text).translate(_THAI_DIGITS).lower())


def _place_key(name: str) -> str:
    key = letters_of(re.sub(r"^(?:อำเภอ|อ\.|เขต|จังหวัด|จ\.)", "", normalise(name).strip()))
    return _LONGEST_FORMS.get(key, key)
