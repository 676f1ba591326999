"""The score in a cell, when other figures stand beside it."""

import re
from decimal import Decimal

from ita_portal.thai.digits import parse_score, thai_digits
from ita_portal.thai.text import clipped, normalise

_DECOYS = re.compile(
    r"\(\s*[-+–−▲▼↑↓][^()]*\)"  # (+1.52)
    r"|\s[+▲▼↑↓]\s*[0-9๐-๙.]+"  # +1.52
    r"|\(?\s*(?:/|จาก|เต็ม)\s*(?:คะแนนเต็ม\s*)?(?:100|๑๐๐)(?:[.](?:00|๐๐))?(?:\s*คะแนน)?\s*\)?(?![0-9๐-๙.])"
    r"|\(?อันดับ(?:ที่)?\s*[0-9๐-๙,]+(?:\s*จาก\s*[0-9๐-๙,]+)?\)?"
    r"|\(?\s*(?:ระดับ\s*)?(?<![A-Za-z])(?:AA|[A-F])(?![A-Za-z])\s*\)?"
)


def read_score(text: str) -> tuple[Decimal, str]:
    """(score as Decimal, Thai sentence when something beside it was left out, else "").

    Raises ValueError with a Thai sentence when it is not certain which figure is the score.
    """
    try:
        return parse_score(text.strip().removesuffix("%")), ""
    except ValueError as error:
        rest = normalise(_DECOYS.sub(" ", normalise(text)))
        if rest == normalise(text) or not rest:
            raise
        try:
            score = parse_score(rest.removesuffix("%"))
        except ValueError:
            raise error from None
    return score, f"ในช่องคะแนนเขียนว่า “{clipped(normalise(text))}” จึงอ่านเป็นคะแนน {thai_digits(score)}"
