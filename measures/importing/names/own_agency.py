"""Whose document it is by its own words: where it names its agency, and where that is another than ours.

Only places that speak of the document itself count: its title and cover, the head and foot of its pages,
its signature; the first sentence about the result only where all of them are silent. What its text
mentions beside (laws, other offices) counts nowhere.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from ita_portal.thai.text import normalise
from measures.importing.lines import Line, Lines
from measures.importing.names.bodies import Body, bodies_in, body_of, same_body, same_place

TITLE, COVER, SIGNATURE, TEXT = "ชื่อเอกสาร", "หัวเอกสาร", "ท้ายเอกสารที่ลงนาม", "ข้อความนำ (ไม่ใช่ชื่อเรื่องหรือลายมือชื่อ)"
LONGEST_COVER_LINE = 160
LAST_LINES = 20
_PLACE_NAME = r"[^\s(),:;/“”\"']+?"
_END = r"(?=[\s(),:;/“”\"']|$|อำเภอ|จังหวัด|ประจำปี|ปีงบประมาณ)"
_WHERE = re.compile(
    r"[\s,()]*(?:(?:ตำบล|ต\.|แขวง) ?" + _PLACE_NAME + _END + r"[\s,]*)?"
    r"(?:(?:อำเภอ|อ\.|เขต) ?(?P<district>" + _PLACE_NAME + _END + r"))?[\s,]*"
    r"(?:(?:จังหวัด|จ\.) ?(?P<province>" + _PLACE_NAME + _END + r"))?"
)
_DISTRICT = re.compile(r"(?:อำเภอ|(?<![ก-๎])อ\.|(?<![ก-๎])เขต) ?(" + _PLACE_NAME + ")" + _END)
_PROVINCE = re.compile(r"(?:จังหวัด|(?<![ก-๎])จ\.) ?(" + _PLACE_NAME + ")" + _END)
_SPEAKS = re.compile(
    r"ได้รับ|ได้เข้า|ได้จัด|ได้กำหนด|ได้ดำเนิน|ได้ร้อยละ|ได้คะแนน|ผลคะแนน|การประเมินคุณธรรม.{0,80}ของหน่วยงาน|ดังนั้น|พบว่า"
    r"|เนื่องจาก|อาศัยอำนาจ|เห็นควร"
)
_ADDRESSED = re.compile(r"(?:เรียน|ถึง|อ้างถึง|อ้างอิง|ที่มา|ตามหนังสือ|ตามที่|สิ่งที่ส่งมาด้วย|พระราชบัญญัติ|พ\.ร\.บ\.|ระเบียบ)")
# What stands before the body that was assessed.
_SUBJECT = ("ของ", "ที่", "โดย", "หน่วยงาน", "หน่วยงาน:", "หน่วยงาน :", "แล้ว", "ประเมิน", "คะแนน")
_SIGNS = re.compile(
    r"(?:\(? ?ลง(?:ชื่อ|นาม)[\s.…_)]*)?(?:ผู้(?:จัดทำ|รายงาน|รับรอง|อนุมัติ|เห็นชอบ)[\s:]*|ตำแหน่ง[\s:]*|ว่าที่ ?)?"
    r"(?:รักษาราชการแทน ?|ปฏิบัติหน้าที่ ?|\(?รก\. ?)?(?:รอง)?(?:นายก|ปลัด|ผู้อำนวยการ|หัวหน้า|ประกาศ ณ|สำนักงาน|ที่ทำการ)"
)
_OTHER_BODY = re.compile(
    r"(?P<name>(?:โรงพยาบาล|รพ\.สต\.|สถานีตำรวจ|สภ\.|โรงเรียน|วิทยาลัย|มหาวิทยาลัย)" + _PLACE_NAME + ")" + _END
)


@dataclass(frozen=True)
class Owner:
    """The agency that a document is to be imported for."""

    name: str
    district: str = ""
    province: str = ""

    def __str__(self) -> str:
        return _said(self.name, self.district, self.province)


@dataclass(frozen=True)
class Naming:
    """One place in which a document names its agency; `body` is None where it names only a place.

    `where` is the kind of place and `place` what people call the line.
    """

    where: str
    place: str
    body: Body | None
    district: str = ""
    province: str = ""

    def __str__(self) -> str:
        return _said(str(self.body or ""), self.district, self.province)

    def is_named(self, owner: Owner) -> bool:
        """Whether this is the owner's name, wherever it stands; True of a place alone."""
        return self.body is None or same_body(self.body, body_of(owner.name))

    def is_of(self, owner: Owner) -> bool:
        """Whether this may be the owner's name and place."""
        return (
            self.is_named(owner)
            and same_place(self.district, owner.district)
            and same_place(self.province, owner.province)
        )


def namings_of(source: Lines, above: Sequence[Line], title: int | None, last_row: int) -> tuple[Naming, ...]:
    """Every Naming of a document.

    `above` are the lines above its first table, `title` the number of its title's line, `last_row` that of
    the last row of its tables.
    """
    found: list[Naming] = []
    text: list[Line] = []
    for line in above:
        spoken = _is_text(line) and line.number != title
        if spoken or text:
            text.append(line)
        if line.number == title:
            found += _in(TITLE, line.place_of(), line.text)
        elif not text:
            found += _in(COVER, line.place_of(), line.text)
    for where, margin in source.margins:
        found += _in(where, "", margin)
    found += _signatures(source.lines, last_row)
    if not any(each.body for each in found):
        found += _first_in_text(text)
    return tuple(_with_places(found))


def _with_places(namings: Sequence[Naming]) -> list[Naming]:
    """The same, a district or province on a line of its own given to the body that stands before it."""
    found: list[Naming] = []
    for each in namings:
        before = found[-1] if found else None
        if before and before.body and not each.body and before.where == each.where:
            if not (before.district and each.district) and not (before.province and each.province):
                found[-1] = replace(
                    before,
                    district=before.district or each.district,
                    province=before.province or each.province,
                )
                continue
        found.append(each)
    return found


def other_agency(namings: Iterable[Naming], owner: Owner) -> tuple[str, ...]:
    """Where a document names another agency, district or province than the owner's, a Thai sentence each.

    Title and cover begin with whose they are; head, foot and signatures count as the owner's when anything in
    them is. Where the owner's name is put elsewhere it is another body: many differ by their district alone.
    """
    by_where: dict[str, list[Naming]] = {}
    for each in namings:
        by_where.setdefault(each.where, []).append(each)
    found = (_contrary(each, owner) for each in by_where.values())
    return tuple(f"{_found_at(each)} เขียนว่า “{each}” แต่กำลังนำเข้าให้ “{owner}”" for each in found if each)


def _contrary(namings: list[Naming], owner: Owner) -> Naming | None:
    """What of one kind of place speaks for another agency than the owner; None when it is the owner's."""
    telling = [each for each in namings if each.body] or namings
    ours = [each for each in telling if each.is_named(owner)]
    if not ours or (telling[0].where in (TITLE, COVER) and telling[0] is not ours[0]):
        return telling[0]
    return next((each for each in ours if not each.is_of(owner)), None)


def _found_at(naming: Naming) -> str:
    return f"{naming.where} ({naming.place})" if naming.place else naming.where


def _said(name: str, district: str, province: str) -> str:
    places = [f"อำเภอ{district}" if district else "", f"จังหวัด{province}" if province else ""]
    return " ".join(each for each in (name, *places) if each)


def _is_text(line: Line) -> bool:
    text = normalise(line.text)
    return len(text) > LONGEST_COVER_LINE or bool(_SPEAKS.search(text) or _ADDRESSED.match(text))


def _in(where: str, place: str, text: str) -> Iterator[Naming]:
    """What a title, a line of the cover or a margin names: bodies with the place after them, or a place."""
    for line in normalise(text).split("\n"):
        found = list(bodies_in(line))
        yield from (_naming(where, place, line, body) for body in found)
        if found:
            continue
        if other := _OTHER_BODY.match(line):
            body = Body("", other["name"], 0, other.end())
            yield _naming(where, place, line, body)
        elif (alone := _WHERE.fullmatch(line)) and (alone["district"] or alone["province"]):
            yield Naming(where, place, None, alone["district"] or "", alone["province"] or "")


def _naming(where: str, place: str, line: str, body: Body) -> Naming:
    rest = line[body.end : body.end + LONGEST_COVER_LINE]
    district, province = _DISTRICT.search(rest), _PROVINCE.search(rest)
    return Naming(where, place, body, district[1] if district else "", province[1] if province else "")


def _signatures(lines: Sequence[Line], last_row: int) -> Iterator[Naming]:
    """What the last lines below the tables say of whoever signs."""
    for line in lines[-LAST_LINES:]:
        if line.number <= last_row:
            continue
        for cell in line.cells or line.text.split("\t"):
            for part in normalise(cell).split("\n"):
                signs = _SIGNS.match(part)
                if signs and len(part) <= LONGEST_COVER_LINE:
                    yield from (_naming(SIGNATURE, line.place_of(), part, body) for body in bodies_in(part))


def _first_in_text(lines: Sequence[Line]) -> Iterator[Naming]:
    """The first body that the text above the tables names as the one that was assessed or that begins it."""
    for line in lines:
        text = normalise(line.text).replace("\n", " ")
        if _ADDRESSED.match(text):
            continue
        for body in bodies_in(text):
            before = text[: body.start].rstrip()
            if not before or before.endswith(_SUBJECT):
                yield _naming(TEXT, line.place_of(), text, body)
                return
