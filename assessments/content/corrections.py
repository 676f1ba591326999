"""Dates that earlier records stated wrongly, told from the records alone, and the note that puts them right.

Until November 2569 an item with a data period never compared equal to its earlier record, so publishing
dated it anew although nothing of it had changed. The records stay as they are; the next one says so. Pure.
"""

from collections.abc import Iterator, Sequence
from typing import TypeAlias

from assessments.content.shapes import Content, Row

State: TypeAlias = tuple[int, Content]  # the number of a record and its content
COMPARED = ("answer", "explanation", "links")
EXPLANATION = (
    "ฉบับนี้ลงวันที่เปลี่ยนล่าสุดของข้อเหล่านี้ใหม่ทั้งที่ไม่มีอะไรเปลี่ยน "
    "เพราะระบบเทียบช่วงเวลาของข้อมูลกับฉบับก่อนไม่ถูกต้อง ฉบับเดิมไม่ถูกแก้ วันที่ที่ถูกต้องอยู่ในคำแก้ไขนี้"
)


def _walk(states: Sequence[State]) -> Iterator[tuple[int, str, str | None, str | None]]:
    """(number, code, the date stated, the right date) of every item of `states`, oldest first.

    `states` are (number, content) of a checklist's records, without those that lost their content. What
    follows a gap is taken as it is: nobody can tell what stood there.
    """
    before: dict[str, tuple[Row, str | None]] = {}
    last: int | None = None
    for number, content in states:
        if last is None or number != last + 1:
            before = {}
        now: dict[str, tuple[Row, str | None]] = {}
        for row in content["items"]:
            row_before, right = before.get(row["code"], (None, None))
            same = row_before is not None and all(row[key] == row_before[key] for key in COMPARED)
            now[row["code"]] = row, right if same else row["changed"]
            yield number, row["code"], row["changed"], now[row["code"]][1]
        before, last = now, number


def right_dates(states: Sequence[State]) -> dict[str, str | None]:
    """{code: the day of the last real change} of the newest of `states` (see _walk)."""
    newest = states[-1][0] if states else None
    return {code: right for number, code, _stated, right in _walk(states) if number == newest}


def corrections_of(states: Sequence[State], previous: Content | None) -> list[Row]:
    """The `corrections` of the content that follows `states`: those of `previous` and what is new.

    One entry for each version that stated a wrong date, oldest first; a version is told of once.
    """
    noted = list((previous or {}).get("corrections", ()))
    known = {entry["version"] for entry in noted}
    wrong: dict[int, list[Row]] = {}
    for number, code, stated, right in _walk(states):
        if stated != right and number not in known:
            wrong.setdefault(number, []).append({"code": code, "stated": stated, "correct": right})
    noted += [
        {"version": number, "field": "changed", "explanation": EXPLANATION, "items": items}
        for number, items in wrong.items()
    ]
    return sorted(noted, key=lambda entry: entry["version"])
