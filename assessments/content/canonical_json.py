"""Canonical JSON (RFC 8785, JCS) and its SHA-256: the same content gives the same bytes everywhere."""

import hashlib
import json
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import TypeAlias

from assessments.content.shapes import Content

Json: TypeAlias = "bool | int | float | str | list[Json] | dict[str, Json] | None"


def _plain(value: object) -> Json:
    """`value` with every Decimal and date as json.dumps can write it; TypeError for what has no place."""
    if value is None or isinstance(value, str | int):
        return value
    if isinstance(value, Decimal):
        return _number(value)
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, list | tuple):
        return [_plain(each) for each in value]
    if isinstance(value, dict) and all(isinstance(key, str) for key in value):
        return {key: _plain(each) for key, each in value.items()}
    raise TypeError(f"{type(value).__name__} has no place in published content")


def _number(value: Decimal) -> int | float:
    if value == value.to_integral_value():
        return int(value)
    number = float(value)
    if "e" in repr(number) or Decimal(repr(number)) != value:
        raise ValueError(f"{value} cannot be written in the shortest form without loss")
    return number


def refuse_impure(value: object, path: str = "") -> None:
    """TypeError naming the place ("items[3].links[0].period.from") unless `value` is pure JSON.

    Pure are None, bool, int, Decimal, str, list, and dict with text keys: what reading the canonical text
    gives back, so that two contents are equal exactly when their texts are. A date or a tuple would be
    written like a text or a list and never equal one.
    """
    if isinstance(value, list):
        for place, each in enumerate(value):
            refuse_impure(each, f"{path}[{place}]")
    elif isinstance(value, dict):
        for key, each in value.items():
            if not isinstance(key, str):
                raise TypeError(f"{path or 'content'}: key {key!r} is no text")
            refuse_impure(each, f"{path}.{key}" if path else key)
    elif value is not None and not isinstance(value, str | int | Decimal):
        raise TypeError(f"{path or 'content'}: {type(value).__name__} is no JSON value")


def date_text(day: date | None) -> str | None:
    """A date (or a moment) as ISO text, None as None: how contents hold it."""
    return day.isoformat() if day else None


def canonical_json(data: object) -> str:
    """`data` as canonical JSON text: sorted ASCII keys, no blanks, numbers in their shortest form.

    Numbers are int or Decimal of at most 15 digits (a float would hide where it came from);
    dates become ISO text. TypeError for anything else, ValueError for a number JSON would change.
    """
    return json.dumps(
        _plain(data), ensure_ascii=False, allow_nan=False, sort_keys=True, separators=(",", ":")
    )


def parse_content(text: str) -> Content:
    """Canonical JSON text as Python objects, numbers with a fraction as Decimal."""
    content: Content = json.loads(text, parse_float=Decimal)
    return content


def sha256_hex(text: str) -> str:
    """SHA-256 of the UTF-8 bytes of `text`, as 64 lower-case hex digits."""
    return hashlib.sha256(text.encode()).hexdigest()


def utc_text(moment: datetime) -> str:
    """An aware datetime as fixed-width UTC text, e.g. 2021-03-12T02:10:00.000000Z."""
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")
