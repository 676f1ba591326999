"""Canonical JSON (RFC 8785, JCS) and its SHA-256: the same content gives the same bytes everywhere."""

import hashlib
import json
from datetime import UTC, date
from decimal import Decimal


def _plain(value):
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() else float(value)
    if isinstance(value, date):
        return value.isoformat()
    raise TypeError(f"{type(value).__name__} has no place in published content")


def canonical_json(data):
    """`data` as canonical JSON text: sorted ASCII keys, no blanks, numbers in their shortest form.

    Numbers are int or Decimal of at most 15 digits (a float would hide where it came from);
    dates become ISO text. TypeError for anything else.
    """
    return json.dumps(
        data, default=_plain, ensure_ascii=False, allow_nan=False, sort_keys=True, separators=(",", ":")
    )


def parse_content(text):
    """Canonical JSON text as Python objects, numbers with a fraction as Decimal."""
    return json.loads(text, parse_float=Decimal)


def sha256_hex(text):
    """SHA-256 of the UTF-8 bytes of `text`, as 64 lower-case hex digits."""
    return hashlib.sha256(text.encode()).hexdigest()


def utc_text(moment):
    """An aware datetime as fixed-width UTC text, e.g. 2021-03-12T02:10:00.000000Z."""
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")
