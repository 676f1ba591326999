"""The table: of which parts a content of each schema consists, how they are named and how they read.

Another schema is another entry of SCHEMAS; a later version of a schema only adds rows to its entry.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from assessments.content import wording as words
from assessments.content.differences.changes import Change, FieldChange, kind_of
from assessments.content.differences.pairing import Pair, by_key, by_text, placed_actions
from assessments.content.shapes import Content, Row
from ita_portal.thai.digits import thai_digits


@dataclass(frozen=True)
class Field:
    """One thing of a row: its Thai name, the keys that hold it, and how their values read."""

    name: str
    keys: str
    shown: Callable[..., str] = words.text

    def changes(self, old: Row | None, new: Row | None) -> Iterator[FieldChange]:
        """The FieldChange between two rows (None: no row), when there is one to read."""
        values = [None if row is None else [row.get(key) for key in self.keys.split()] for row in (old, new)]
        if values[0] == values[1]:
            return
        texts = ["" if each is None else self.shown(*each) for each in values]
        if texts[0] == texts[1]:  # they read alike and are not: 2564 and ๒๕๖๔
            texts = [" ".join(words.text(value) for value in each or ()) for each in values]
        if texts[0] != texts[1]:
            yield FieldChange(self.name, *texts)


@dataclass(frozen=True)
class Each:
    """The rows of a list within a row, each a thing of its own: the links of an item by position."""

    name: str
    within: str
    key: str
    shown: Callable[[Row], str]

    def changes(self, old: Row | None, new: Row | None) -> Iterator[FieldChange]:
        before, after = (row.get(self.within) or () if row else () for row in (old, new))
        for one, other, _moves in by_key(before, after, key=lambda row: row[self.key]):
            texts = [self.shown(row) if row else "" for row in (one, other)]
            if texts[0] != texts[1]:
                yield FieldChange(self.name, *texts)


def _fields(fields: Iterable[Field | Each], old: Row | None, new: Row | None) -> tuple[FieldChange, ...]:
    return tuple(change for field in fields for change in field.changes(old, new))


@dataclass(frozen=True)
class One:
    """A part that a page has once; `within` names its object, "" is the content itself.

    It was added when none of its texts stood before. `follows` names the parts it is computed from: when
    one of them changed, this one says nothing of its own.
    """

    key: str
    label: str
    fields: tuple[Field, ...]
    within: str = ""
    follows: tuple[str, ...] = ()

    def changes(
        self, old: Content | None, new: Content | None, found: Iterable[Change] = ()
    ) -> Iterator[Change]:
        if {change.key.partition(" ")[0] for change in found} & set(self.follows):
            return
        fields = _fields(self.fields, *(self._row(content) for content in (old, new)))
        if fields:
            stood, stands = (any(_fields(self.fields, None, self._row(each))) for each in (old, new))
            yield Change(kind_of(stood, stands), self.key, self.label, fields)

    def _row(self, content: Content | None) -> Row | None:
        row: Row | None = content.get(self.within) if content and self.within else content
        return row


def _list(name: str, holding: str | None = None) -> Callable[[Content], list[Row]]:
    """The rows of the content's list `name`; with `holding` only those where this key holds something."""
    return lambda content: [row for row in content.get(name) or () if not holding or row.get(holding)]


@dataclass(frozen=True)
class Many:
    """A list of rows, each with a key and a label of its own."""

    rows: Callable[[Content], list[Row]]
    key: Callable[[Row], str]
    label: Callable[[Row], str]
    fields: tuple[Field | Each, ...]
    pairs: Callable[..., list[Pair]] = by_key

    def changes(self, old: Content | None, new: Content | None) -> Iterator[Change]:
        rows = (self.rows(content) if content else [] for content in (old, new))
        for one, other, moves in self.pairs(*rows, key=self.key):
            row = other or one or {}
            fields = moves + _fields(self.fields, one, other)
            if fields or one is None or other is None:
                yield Change(kind_of(one, other), self.key(row), self.label(row), fields)


@dataclass(frozen=True)
class Gathered:
    """A derived thing of many rows: one Change for all rows that did not change otherwise."""

    key: str
    label: str
    rows: Callable[[Content], list[Row]]
    row_key: Callable[[Row], str]
    field: Field

    def changes(
        self, old: Content | None, new: Content | None, found: Iterable[Change] = ()
    ) -> Iterator[Change]:
        known = {change.key for change in found}
        before, after = (self.rows(content) if content else [] for content in (old, new))
        fields: list[FieldChange] = []
        for one, other, _moves in by_key(before, after, key=self.row_key):
            if one and other and self.row_key(other) not in known:
                name = f"{self.field.name} {self.row_key(other)}"
                fields += (FieldChange(name, each.old, each.new) for each in self.field.changes(one, other))
        if fields:
            yield Change("changed", self.key, self.label, tuple(fields))


@dataclass(frozen=True)
class Schema:
    """The parts of a content in reading order, and those that follow from them."""

    parts: tuple[One | Many, ...]
    derived: tuple[One | Gathered, ...] = ()


def _standing(since: str | None, changed: str | None) -> str:
    """The two dates of an OIT answer in one text."""
    parts = (("ตอบตั้งแต่", since), ("เปลี่ยนล่าสุด", changed))
    return " ".join(f"{name} {words.day(value)}" for name, value in parts if value)


AGENCY = One(
    "agency",
    "หน่วยงาน",
    (
        Field("ชื่อ", "name"),
        Field("ประเภท", "kind_name"),
        Field("อำเภอ", "district"),
        Field("จังหวัด", "province"),
    ),
    within="agency",
)
ANNOUNCED = One(
    "announced",
    "ผลที่ประกาศ",
    (
        Field("คะแนนรวม", "total state", words.total),
        Field("ระดับ", "level"),
        Field("วันที่ประกาศ", "announced_on", words.day),
        Field("ที่มา", "source", words.source),
    ),
    within="announced",
)
BANDS = Many(
    lambda content: (content.get("scale") or {}).get("bands") or [],
    key=lambda band: f"band {band['label']}",
    label=lambda band: f"เกณฑ์ของระดับ {band['label']}",
    fields=(
        Field("ชื่อ", "name"),
        Field("คะแนนต่ำสุด", "min", words.digits),
        Field("คะแนนสูงสุด", "max", words.digits),
        Field("เงื่อนไข", "condition", words.digits),
        Field("ความหมาย", "meaning", words.digits),
    ),
)
INSTRUMENTS = Many(
    _list("instruments"),
    key=lambda instrument: f"instrument {instrument['code']}",
    label=lambda instrument: f"เครื่องมือ {instrument['code']} {instrument['name']}",
    fields=(Field("ชื่อ", "name"), Field("น้ำหนักในคะแนนรวม", "weight", words.percent)),
)
INDICATORS = Many(
    _list("indicators"),
    key=lambda indicator: f"indicator {indicator['number']}",
    label=lambda indicator: f"ตัวชี้วัดที่ {thai_digits(indicator['number'])} {indicator['name']}",
    fields=(
        Field("คะแนน", "score score_state", words.score),
        Field("ชื่อ", "name"),
        Field("เครื่องมือ", "instrument"),
    ),
)
COMPUTED = One(
    "computed",
    "ผลคำนวณ",
    (
        Field("คะแนนรวมที่คำนวณได้", "total", words.points),
        Field("ระดับที่คำนวณได้", "level"),
        Field("เหตุผลของระดับ", "level_reason"),
        Field("คะแนนตามน้ำหนัก", "parts", words.figures),
        Field("ค่าเฉลี่ยของเครื่องมือ", "means", words.figures),
        Field("คะแนนที่ยังไม่ได้", "lost", words.figures),
        Field("คะแนนที่ยังไม่ได้ รายตัวชี้วัด", "indicator_losses", words.figures),
        Field("ส่วนที่ต่างจากประกาศ", "differences", words.lines),
    ),
    within="computed",
    follows=("announced", "indicator", "instrument", "band"),
)
RESULT = Schema(
    parts=(
        AGENCY,
        ANNOUNCED,
        INDICATORS,
        INSTRUMENTS,
        One("scheme", "ระบบระดับผล", (Field("ระบบ", "scheme", words.chosen(words.SCHEMES)),), within="scale"),
        BANDS,
        One("pass mark", "เกณฑ์เป้าหมาย", (Field("คะแนน", "pass_mark", words.points),)),
        One(
            "list",
            "รายการ OIT ที่ใช้คิดคะแนน",
            (
                Field("จำนวนข้อ", "items", words.digits),
                Field("จำนวนข้อรายตัวชี้วัดย่อย", "borders", words.counts),
            ),
            within="oit_list",
        ),
    ),
    derived=(COMPUTED,),
)
MEASURES = Schema(
    parts=(
        AGENCY,
        One("title", "ชื่อเอกสาร", (Field("ข้อความ", "title"),)),
        One(
            "edition",
            "ความสมบูรณ์ของฉบับ",
            (
                Field("ฉบับ", "edition", words.chosen(words.EDITIONS)),
                Field("เหตุที่ยังไม่ครบ", "incomplete_reason"),
            ),
        ),
        One("introduction", "บทนำ", (Field("ข้อความ", "introduction"),)),
        One("result year", "ปีของผลการประเมินที่วิเคราะห์", (Field("ปี", "result_year", words.digits),)),
        ANNOUNCED,
        INSTRUMENTS,
        Many(
            _list("instruments", holding="analysis"),
            key=lambda instrument: f"analysis {instrument['code']}",
            label=lambda instrument: f"บทวิเคราะห์ {instrument['code']} {instrument['name']}",
            fields=(Field("ข้อความ", "analysis"),),
        ),
        INDICATORS,
        Many(
            placed_actions,
            key=lambda action: f"action {action['indicator']}.{action['order']}",
            label=lambda action: (
                f"มาตรการที่ {thai_digits(action['place'])} ของตัวชี้วัดที่ {thai_digits(action['indicator'])}"
            ),
            fields=(
                Field("มาตรการ", "text"),
                Field("จุดที่ต้องพัฒนา", "weak_point"),
                Field("ส่วนงาน", "division"),
                Field("ผู้รับผิดชอบ", "responsible"),
                Field("ขั้นตอน", "steps"),
                Field("วันเริ่ม", "start_on", words.day),
                Field("กำหนดแล้วเสร็จ", "due_on", words.day),
                Field("การกำกับติดตาม", "monitoring"),
                Field("สถานะ", "status", words.chosen(words.STATUSES)),
                Field("เหตุที่ยกเลิก", "dropped_reason"),
            ),
            pairs=by_text,
        ),
    )
)
EIT = One("eit", "แบบวัด EIT", (Field("ลิงก์", "eit_url"),))
CHECKLIST = Schema(
    parts=(
        AGENCY,
        EIT,
        Many(
            _list("corrections"),
            key=lambda each: f"correction {each['version']}",
            label=lambda each: f"คำแก้ไขวันที่ของฉบับที่ {thai_digits(each['version'])}",
            fields=(
                Field("คำอธิบาย", "explanation", words.digits),
                Each("วันที่เปลี่ยนล่าสุด", "items", "code", words.corrected_date),
            ),
        ),
        Many(
            _list("sub_indicators"),
            key=lambda sub: f"sub {sub['number']}",
            label=lambda sub: f"ตัวชี้วัดย่อย {thai_digits(sub['number'])} {sub['name']}",
            fields=(Field("ชื่อ", "name"), Field("ตัวชี้วัด", "indicator", words.digits)),
        ),
        Many(
            _list("items"),
            key=lambda item: item["code"],
            label=lambda item: f"ข้อ {item['code']} {thai_digits(item['title'])}",
            fields=(
                Field("คำตอบ", "answer", words.chosen(words.ANSWERS)),
                Field("คำอธิบาย", "explanation"),
                Each("ลิงก์", "links", "position", words.numbered_link),
                Field("ชื่อข้อ", "title", words.digits),
                Field("ตัวชี้วัดย่อย", "sub_indicator", words.digits),
                Field("หมวด", "group"),
                Field("สิ่งที่ต้องมี", "requirements", words.lines),
                Field("การตรวจเทียบกับคู่มือ", "requirements_confidence", words.chosen(words.CONFIDENCES)),
                Field("หมายเหตุ", "note", words.digits),
                Field("ช่วงเวลาของข้อมูล", "data_period", words.chosen(words.PERIODS)),
            ),
        ),
    ),
    derived=(
        Gathered(
            "dates",
            "วันที่ของคำตอบ",
            _list("items"),
            row_key=lambda item: item["code"],
            field=Field("ข้อ", "since changed", _standing),
        ),
    ),
)
HANDIN = Schema(
    parts=(
        AGENCY,
        One("checklist", "แบบรายการที่ส่ง", (Field("ฉบับที่", "number", words.digits),), within="checklist"),
        One(
            "confirmed by",
            "ผู้รับรอง",
            (Field("ชื่อ", "name"), Field("ตำแหน่ง", "position")),
            within="confirmed_by",
        ),
        One("unopened", "ที่อยู่ที่เปิดไม่ได้เมื่อส่ง", (Field("เหตุผลที่ส่ง", "reason"),), within="unopened"),
        Many(
            _list("items"),
            key=lambda item: item["code"],
            label=lambda item: f"ข้อ {item['code']} {thai_digits(item['title'])}",
            fields=(
                Field("คำตอบ", "answer", words.chosen(words.ANSWERS)),
                Field("คำอธิบาย", "explanation"),
                Each("ลิงก์", "links", "position", words.handed_in_link),
                Field("ชื่อข้อ", "title", words.digits),
            ),
        ),
    ),
)
PROGRESS = Schema(
    parts=(
        AGENCY,
        One("title", "ชื่อเอกสาร", (Field("ข้อความ", "title"),)),
        One("result year", "ปีของผลการประเมินที่วิเคราะห์", (Field("ปี", "result_year", words.digits),)),
        INDICATORS,
        Many(
            placed_actions,
            key=lambda action: f"action {action['indicator']}.{action['order']}",
            label=lambda action: (
                f"มาตรการที่ {thai_digits(action['place'])} ของตัวชี้วัดที่ {thai_digits(action['indicator'])}"
            ),
            fields=(
                Field("ความก้าวหน้า", "standing", words.chosen(words.STANDINGS)),
                Each("รายงานผล", "entries", "id", words.progress_entry),
                Field("มาตรการ", "text"),
                Field("ส่วนงาน", "division"),
                Field("ผู้รับผิดชอบ", "responsible"),
                Field("วันเริ่ม", "start_on", words.day),
                Field("กำหนดแล้วเสร็จ", "due_on", words.day),
                Field("สถานะ", "status", words.chosen(words.STATUSES)),
                Field("เหตุที่ยกเลิก", "dropped_reason"),
            ),
            pairs=by_text,
        ),
    ),
    derived=(One("judged on", "วันที่พิจารณาสถานะ", (Field("วันที่", "judged_on", words.day),)),),
)
SCHEMAS = {
    "result": RESULT,
    "measures": MEASURES,
    "progress": PROGRESS,
    "oit": CHECKLIST,
    "handin": HANDIN,
}
