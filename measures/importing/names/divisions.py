"""Names of divisions in the column of who is responsible: found, and compared however they are spelt."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from ita_portal.thai.text import normalise
from measures.importing.names.bodies import letters_of

LONGEST_NAME = 200
LONGEST_TEXT = 1000  # more is no name, and no pattern reads it
_POSITION = re.compile(
    r"^(?:[-–•*] ?|[0-9๐-๙]+[.)] ?)?(?:ว่าที่ ?)?(?:รักษา(?:ราชการแทน|การ) ?|รก\. ?)?(?:รอง ?)?"
    r"(?:หัวหน้า|ผู้อำนวยการ|ผอ\. ?|เจ้าหน้าที่|พนักงาน|บุคลากร(?:ใน|ของ)?)?(?= ?(?:สำนัก|กอง|หน่วย|ฝ่าย|ส่วน)) ?"
)
_DIVISION = re.compile(
    r"(?:สำนัก(?:งาน)? ?ปลัด|สำนัก(?!งาน)|กอง(?!ทุน|อาสา|ร้อย|กำลัง)|(?:หน่วย(?:งาน)?|งาน)?ตรวจสอบภายใน|ฝ่าย"
    r"|ส่วน(?:การ|โยธา|สวัสดิการ|สาธารณสุข|ส่งเสริม))"
)
# Divisions in general are nobody's name.
_GENERAL = re.compile(r"ทุก|ที่เกี่ยวข้อง|เจ้าของเรื่อง|ต่าง ?ๆ|ผู้บริหาร|^(?:สำนัก|กอง|ฝ่าย)(?: ?[/,] ?(?:สำนัก|กอง|ฝ่าย))*$")
_SEVERAL = re.compile(
    r" ?[/,;\n•] ?| ?(?:และ|กับ|ร่วมกับ) ?(?=สำนัก|กอง|หน่วย|ฝ่าย|หัวหน้า|ผู้อำนวยการ|ผอ\.)"
    r"| +(?=สำนัก|กอง|หน่วยตรวจสอบ|ฝ่าย)"
)
_BRACKETS = re.compile(r" ?\([^)]*\)")
# The body behind its division's name: สำนักปลัด อบต., กองคลังเทศบาลตำบล…
_OF_BODY = re.compile(r"(?:ของ)?(?:องค์การบริหารส่วน(?:ตำบล|จังหวัด)|อบต|อบจ|เทศบาล(?:นคร|เมือง|ตำบล)?).*$")
_SHORT = {"สป": "สำนักปลัด", "กค": "กองคลัง", "กช": "กองช่าง", "ตสน": "ตรวจสอบภายใน", "นตภ": "ตรวจสอบภายใน"}
_GOES_ON = ("และ", "ศาสนา", "สังคม", "วัฒนธรรม")


@dataclass(frozen=True)
class NamedDivision:
    """A division as a document names it; `whole` when the text says nothing beside it (no position)."""

    name: str
    whole: bool

    @property
    def key(self) -> str:
        """The same for all spellings of the name."""
        return division_key(self.name)


def division_in(responsible: str) -> NamedDivision | None:
    """The one division that is named as responsible; None for persons, for several, for all of them."""
    if len(responsible) > LONGEST_TEXT:
        return None
    text = normalise(responsible)
    if _GENERAL.search(text):
        return None
    if short := _SHORT.get(letters_of(text)):
        return NamedDivision(short, whole=True)
    bare = _BRACKETS.sub("", text)
    found: dict[str, NamedDivision] = {}
    for part in filter(None, _SEVERAL.split(bare)):
        name = _POSITION.sub("", part).strip()
        if _DIVISION.match(name) and len(name) <= LONGEST_NAME:
            named = NamedDivision(name, whole=name == text)
            found.setdefault(named.key, named)
    return next(iter(found.values())) if len(found) == 1 else None


def division_key(name: str) -> str:
    """What all spellings of a division's name have in common."""
    letters = letters_of(name)
    letters = _SHORT.get(letters, letters).replace("สำนักงานปลัด", "สำนักปลัด")
    letters = re.sub(r"^(?:หน่วย(?:งาน)?|งาน)ตรวจสอบ", "ตรวจสอบ", letters)
    letters = re.sub(r"^(กอง|สำนัก|ส่วน|ฝ่าย)การ", r"\1", letters)
    return _OF_BODY.sub("", letters) or letters


def match_division(name: str, names: Iterable[str]) -> str | None:
    """The one of `names` that `name` spells or abbreviates; None when none or several may be."""
    key = division_key(name)
    keys = {each: division_key(each) for each in names}
    same = [each for each, other in keys.items() if other == key]
    if not same:
        same = [each for each, other in keys.items() if _abbreviates(key, other, "ฯ" in name)]
        same += [each for each, other in keys.items() if _abbreviates(other, key, "ฯ" in each)]
    return same[0] if len(same) == 1 else None


def _abbreviates(short: str, long: str, says_so: bool) -> bool:
    rest = long.removeprefix(short)
    return bool(short) and rest != long and (says_so or rest.startswith(_GOES_ON))
