"""Finding the differences between two contents of the same page, by the table of schemas.py."""

from collections.abc import Collection, Mapping

from assessments.content.differences.changes import Change, FieldChange, kind_of
from assessments.content.differences.schemas import SCHEMAS
from assessments.content.shapes import Content


def differences(old: Content | None, new: Content) -> tuple[Change, ...]:
    """The Changes from `old` (None: nothing was published before) to `new`, in reading order.

    Contents are published contents of one page as parsed Python, numbers as int or Decimal; their schema
    may have grown in between. () exactly when they are equal. ValueError for contents of different pages.
    """
    if old == new:
        return ()
    family = _family(new)
    if old is not None and _family(old) != family:
        raise ValueError(f"{old['schema']} and {new['schema']} are contents of different pages")
    schema = SCHEMAS.get(family)
    changes: list[Change] = []
    for part in schema.parts if schema else ():
        changes += part.changes(old, new)
    for derived in schema.derived if schema else ():
        changes += derived.changes(old, new, changes)
    return tuple(changes) or (_rest(old, new),)


def changed_keys(old: Content | None, new: Content) -> dict[str, list[str]]:
    """The keys of the Changes by kind: {"added": [...], "removed": [...], "changed": [...]}; JSON-able."""
    keys: dict[str, list[str]] = {"added": [], "removed": [], "changed": []}
    for change in differences(old, new):
        keys[change.kind].append(change.key)
    return keys


def touches_item(keys: Mapping[str, Collection[str]], code: str) -> bool:
    """True when `keys` (of changed_keys) say that OIT item `code` was added, removed or changed."""
    return any(code.upper() in keys.get(kind, ()) for kind in ("added", "removed", "changed"))


def _family(content: Content) -> str:
    return str(content["schema"]).partition("/")[0]


def _rest(old: Content | None, new: Content) -> Change:
    """What no part of the table explains: data that pages do not print, or a schema that has no entry."""
    schemas = [content["schema"] if content else "" for content in (old, new)]
    fields = (FieldChange("รูปแบบข้อมูล", *schemas),) if schemas[0] != schemas[1] else ()
    return Change(kind_of(old, new), "data", "ข้อมูลประกอบที่ไม่ได้พิมพ์บนหน้า", fields)
