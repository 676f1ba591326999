"""The code of an OIT item as people print it -> "O42"."""

import re

from ita_portal.thai.digits import ascii_digits
from ita_portal.thai.text import normalise

_CODE = re.compile(
    r"(?:ข้อ(?:ที่)?\s*)?\(?(?:OIT[\s.\-]*|O[\s.\-]*)0?([1-9][0-9]?)\)?(?![0-9])"
    r"|(?:ข้อ(?:ที่)?\s*)\(?0?([1-9][0-9]?)\)?(?![0-9])"
    r"|0([1-9][0-9])(?![0-9.])",
    re.IGNORECASE,
)


def item_code(text: str) -> tuple[str, str] | None:
    """(code, what follows it) of a text that begins with a code of the year's list, or None.

    O42, o.42, OIT 42, ข้อ ๔๒, ๐๔๒ and 042 are all O42; MOIT and EB lists of hospitals are not.
    """
    line = normalise(text).replace("\n", " ")
    match = _CODE.match(ascii_digits(line))
    if not match:
        return None
    rest = line[match.end() :].lstrip(" .:-–)")
    return f"O{int(next(filter(None, match.groups())))}", rest
