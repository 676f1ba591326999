"""Is a pack fit to be loaded? Its JSON Schema (pack.schema.json) and the rules that a schema cannot say.

Pure: no database. A pack with any fault is refused whole.
"""

import json
import unicodedata
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Any, cast

from jsonschema import Draft202012Validator
from jsonschema.exceptions import ValidationError

from assessments.scoring.content_types import Pack
from assessments.scoring.rules import borders_confirmed, exact

PACK_SCHEMA = Path(__file__).parent / "pack.schema.json"

TYPE_NAMES = {
    "object": "อ็อบเจกต์",
    "array": "รายการ",
    "string": "ข้อความ",
    "number": "ตัวเลข",
    "integer": "จำนวนเต็ม",
    "null": "null",
}


@dataclass(frozen=True)
class Fault:
    """One reason to refuse a pack: JSON path from $ and a Thai sentence."""

    path: str
    reason: str

    def __str__(self) -> str:
        return f"{self.path}: {self.reason}"


@cache
def schema_validator() -> Draft202012Validator:
    """The validator of pack.schema.json."""
    return Draft202012Validator(json.loads(PACK_SCHEMA.read_text(encoding="utf-8")))


def pack_faults(pack: object, concepts: Collection[str]) -> list[Fault]:
    """Every Fault of a pack (a dict as read from JSON), empty when it is fit; `concepts` are the known slugs.

    Numbers may be int, Decimal or float. The rules are looked at only when the schema finds nothing.
    """
    wanted = schema_validator().schema["properties"]["schema"]["const"]
    if not isinstance(pack, dict) or pack.get("schema") != wanted:
        return [Fault("$", f"ไม่ใช่ชุดข้อมูลรายปี (ต้องมี schema เป็น {wanted})")]
    errors = sorted(
        schema_validator().iter_errors(pack), key=lambda error: [str(part) for part in error.path]
    )
    if errors:
        return list(dict.fromkeys(_schema_fault(error) for error in errors))
    faults = [fault for path, value in _leaves(pack, "$") for fault in _leaf_faults(path, value)]
    if faults:
        return faults
    rules = (_instruments, _indicators, _sub_indicators, _items, _borders, _bands, _sources)
    fit = cast("Pack", pack)  # its schema says so
    return [fault for rule in rules for fault in rule(fit)] + list(_concepts(fit, concepts))


def _schema_fault(error: ValidationError) -> Fault:
    rule, wanted = error.validator, error.validator_value
    path = error.json_path
    if rule == "required":
        missing = [name for name in wanted if name not in error.instance]
        return Fault(path, f"ขาดข้อมูล {', '.join(missing)}")
    if rule == "additionalProperties":
        unknown = sorted(set(error.instance) - set(error.schema.get("properties", {})))
        return Fault(path, f"มีข้อมูลที่ไม่รู้จัก {', '.join(unknown)}")
    if rule == "type":
        kinds = [wanted] if isinstance(wanted, str) else wanted
        return Fault(path, f"{_shown(error.instance)}ต้องเป็น{'หรือ '.join(TYPE_NAMES[kind] for kind in kinds)}")
    reasons = {
        "enum": f"{_shown(error.instance)}ต้องเป็นค่าใดค่าหนึ่งใน {', '.join(map(str, wanted))}"
        if rule == "enum"
        else "",
        "pattern": f"“{error.instance}” ผิดรูปแบบ {wanted}",
        "minimum": f"{error.instance} ต้องไม่น้อยกว่า {wanted}",
        "exclusiveMinimum": f"{error.instance} ต้องมากกว่า {wanted}",
        "maximum": f"{error.instance} ต้องไม่เกิน {wanted}",
        "minLength": "ต้องไม่ว่าง",
        "minItems": f"ต้องมีอย่างน้อย {wanted} รายการ",
        "uniqueItems": "มีค่าซ้ำกัน",
    }
    return Fault(path, reasons[rule])


def _shown(value: object) -> str:
    """A text or number in front of what is said of it; nothing for lists, objects and null."""
    return "" if value is None or isinstance(value, dict | list) else f"“{value}” "


def _leaves(value: object, path: str) -> Iterator[tuple[str, object]]:
    """(path, value) of every text and number in a JSON value."""
    if isinstance(value, dict):
        for name, inner in value.items():
            yield from _leaves(inner, f"{path}.{name}")
    elif isinstance(value, list):
        for index, inner in enumerate(value):
            yield from _leaves(inner, f"{path}[{index}]")
    else:
        yield path, value


def _leaf_faults(path: str, value: object) -> Iterator[Fault]:
    if isinstance(value, str):
        if not unicodedata.is_normalized("NFC", value):
            yield Fault(path, "ตัวอักษรไม่อยู่ในรูป NFC")
        if value != " ".join(value.split()):
            yield Fault(path, "มีช่องว่างเกิน (ต้น ท้าย หรือซ้ำกัน) หรือขึ้นบรรทัดใหม่")
    elif isinstance(value, float | Decimal):
        number = exact(value)
        if not number.is_finite() or number != round(number, 2):
            yield Fault(path, f"{value} ต้องเป็นตัวเลขที่มีทศนิยมไม่เกิน 2 ตำแหน่ง")


def _repeated(entries: Sequence[Mapping[str, Any]], key: str, place: str) -> Iterator[Fault]:
    """Faults for entries whose `key` stood earlier already."""
    seen: dict[object, int] = {}
    for index, entry in enumerate(entries):
        first = seen.setdefault(entry[key], index)
        if first != index:
            yield Fault(f"$.{place}[{index}].{key}", f"{entry[key]} ซ้ำกับ $.{place}[{first}]")


def _instruments(pack: Pack) -> Iterator[Fault]:
    yield from _repeated(pack["instruments"], "code", "instruments")
    total = sum(exact(entry["weight"]) for entry in pack["instruments"])
    if total != 100:
        yield Fault("$.instruments", f"น้ำหนักรวมกันได้ {total} ต้องได้ 100")
    used = {entry["instrument"] for entry in pack["indicators"]}
    for index, entry in enumerate(pack["instruments"]):
        if entry["code"] not in used:
            yield Fault(f"$.instruments[{index}]", f"ไม่มีตัวชี้วัดของ {entry['code']}")


def _indicators(pack: Pack) -> Iterator[Fault]:
    codes = {entry["code"] for entry in pack["instruments"]}
    for index, entry in enumerate(pack["indicators"]):
        if entry["number"] != index + 1:
            yield Fault(f"$.indicators[{index}].number", f"ต้องเป็น {index + 1} (เรียงจาก 1 ไม่ข้าม ไม่ซ้ำ)")
        if entry["instrument"] not in codes:
            yield Fault(f"$.indicators[{index}].instrument", f"ไม่มีเครื่องมือ {entry['instrument']} ในชุดข้อมูลนี้")


def _sub_indicators(pack: Pack) -> Iterator[Fault]:
    subs = pack["sub_indicators"]
    yield from _repeated(subs, "number", "sub_indicators")
    instruments = {entry["number"]: entry["instrument"] for entry in pack["indicators"]}
    for index, entry in enumerate(subs):
        path = f"$.sub_indicators[{index}]"
        if entry["indicator"] not in instruments:
            yield Fault(f"{path}.indicator", f"ไม่มีตัวชี้วัดที่ {entry['indicator']} ในชุดข้อมูลนี้")
        if entry["number"].partition(".")[0] != str(entry["indicator"]):
            yield Fault(f"{path}.number", f"{entry['number']} ไม่ใช่ตัวชี้วัดย่อยของตัวชี้วัดที่ {entry['indicator']}")
    for index, (before, after) in enumerate(pairwise(subs), start=1):
        if _order(before["number"]) > _order(after["number"]):
            yield Fault(f"$.sub_indicators[{index}].number", f"{after['number']} ต้องมาก่อน {before['number']}")
    if len({instruments.get(entry["indicator"]) for entry in subs}) > 1:
        yield Fault("$.sub_indicators", "ข้อ OIT ต้องอยู่ในเครื่องมือเดียว")


def _order(number: str) -> list[int]:
    return [int(part) for part in number.split(".")]


def _items(pack: Pack) -> Iterator[Fault]:
    items = pack["oit_items"]
    yield from _repeated(items, "code", "oit_items")
    for index, entry in enumerate(items):
        if entry["code"] != f"O{index + 1}":
            yield Fault(f"$.oit_items[{index}].code", f"{entry['code']} ผิดลำดับ ต้องเป็น O{index + 1}")
    announced = pack["oit_item_count"]
    if announced is not None and announced != len(items):
        yield Fault("$.oit_item_count", f"ประกาศ {announced} ข้อ แต่ในรายการมี {len(items)} ข้อ")


def _borders(pack: Pack) -> Iterator[Fault]:
    confirmed = borders_confirmed(pack["confidence"])
    counts = dict.fromkeys((entry["number"] for entry in pack["sub_indicators"]), 0)
    for index, item in enumerate(pack["oit_items"]):
        path, sub = f"$.oit_items[{index}].sub_indicator", item["sub_indicator"]
        if sub in counts:
            counts[sub] += 1
        elif sub is not None:
            yield Fault(path, f"ไม่มีตัวชี้วัดย่อย {sub} ในชุดข้อมูลนี้")
        elif confirmed:
            yield Fault(path, f"{item['code']} ต้องอยู่ในตัวชี้วัดย่อย เพราะปีนี้ยืนยันตัวชี้วัดย่อยแล้ว")
    if confirmed and not counts:
        yield Fault("$.sub_indicators", "ว่าง ทั้งที่ระบุว่ายืนยันตัวชี้วัดย่อยแล้ว")
    for index, entry in enumerate(pack["sub_indicators"]):
        announced, found = entry["item_count"], counts[entry["number"]]
        path = f"$.sub_indicators[{index}].item_count"
        if announced is None and confirmed:
            yield Fault(path, "ต้องระบุจำนวนข้อ เพราะปีนี้ยืนยันตัวชี้วัดย่อยแล้ว")
        elif announced is not None and announced != found:
            yield Fault(path, f"{entry['number']} ประกาศ {announced} ข้อ แต่ในรายการมี {found} ข้อ")


def _bands(pack: Pack) -> Iterator[Fault]:
    """Every total in steps of 0.01 is in exactly one level of those that ask for the total alone."""
    bands = pack["rating_bands"]
    yield from _repeated(bands, "label", "rating_bands")
    for index, entry in enumerate(bands):
        if exact(entry["min"]) > exact(entry["max"]):
            yield Fault(f"$.rating_bands[{index}]", f"ต่ำสุด {entry['min']} มากกว่าสูงสุด {entry['max']}")
    for index, (before, after) in enumerate(pairwise(bands), start=1):
        if exact(before["min"]) < exact(after["min"]):
            yield Fault(
                f"$.rating_bands[{index}]", f"{after['label']} ต้องมาก่อน {before['label']} (เรียงจากสูงไปต่ำ)"
            )
    plain = [entry for entry in bands if entry["each_instrument_min"] is None]
    uncovered = 0  # the lowest total, in hundredths, that no level below has
    for entry in sorted(plain, key=lambda entry: exact(entry["min"])):
        low, high = int(exact(entry["min"]) * 100), int(exact(entry["max"]) * 100)
        if low > uncovered:
            yield Fault("$.rating_bands", f"คะแนน {_range(uncovered, low - 1)} ไม่อยู่ในระดับใด")
        elif low < uncovered:
            yield Fault("$.rating_bands", f"คะแนน {_range(low, min(high, uncovered - 1))} อยู่ในสองระดับ")
        uncovered = max(uncovered, high + 1)
    if uncovered <= 10000:
        yield Fault("$.rating_bands", f"คะแนน {_range(uncovered, 10000)} ไม่อยู่ในระดับใด")


def _range(low: int, high: int) -> str:
    return f"{low / 100:.2f}" if low == high else f"{low / 100:.2f}–{high / 100:.2f}"


def _sources(pack: Pack) -> Iterator[Fault]:
    yield from _repeated(pack["sources"], "id", "sources")
    for index, step in enumerate(pack["calendar"]):
        if step["from"] and step["to"] and step["from"] > step["to"]:
            yield Fault(f"$.calendar[{index}]", f"เริ่ม {step['from']} หลังสิ้นสุด {step['to']}")


def _concepts(pack: Pack, concepts: Collection[str]) -> Iterator[Fault]:
    for index, entry in enumerate(pack["oit_items"]):
        if entry["concept"] not in concepts:
            yield Fault(f"$.oit_items[{index}].concept", f"ไม่รู้จักเรื่อง {entry['concept']} (ดู concepts.json)")
