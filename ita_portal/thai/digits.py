"""Thai numerals: stored data keeps ASCII digits, conversion happens on the way in and out."""

import re
from decimal import Decimal

from ita_portal.thai.text import clipped, normalise

TO_THAI = str.maketrans("0123456789", "๐๑๒๓๔๕๖๗๘๙")
TO_ASCII = str.maketrans("๐๑๒๓๔๕๖๗๘๙", "0123456789")
_NUMBER = re.compile(r"[0-9]+(?:\.[0-9]+)?")


def ascii_digits(text: str) -> str:
    """The text with Thai digits written as 0-9."""
    return text.translate(TO_ASCII)


def thai_digits(value: str | int | Decimal) -> str:
    """A str, int or Decimal as text with Thai digits; a Decimal keeps the places it has."""
    text = format(value, "f") if isinstance(value, Decimal) else str(value)
    return text.translate(TO_THAI)


def parse_score(text: str) -> Decimal:
    """A printed score as Decimal with two places, 0.00-100.00: ๘๓.๖๘, "83.68 คะแนน", "ร้อยละ ๕๕.๖๒".

    Raises ValueError with a Thai sentence for anything else.
    """
    typed = normalise(text)
    figure = ascii_digits(typed).removeprefix("ร้อยละ").removesuffix("คะแนน").strip()
    shown = f"“{clipped(typed)}”"
    if not figure:
        raise ValueError("ไม่มีคะแนน")
    if not _NUMBER.fullmatch(figure):
        raise ValueError(f"คะแนน {shown} ไม่ใช่ตัวเลข ต้องเขียนเช่น ๘๓.๖๘")
    places = figure.partition(".")[2]
    if len(places) > 2:
        raise ValueError(f"คะแนน {shown} มีทศนิยมเกิน ๒ ตำแหน่ง")
    if Decimal(figure) > 100:
        raise ValueError(f"คะแนน {shown} ต้องอยู่ระหว่าง ๐ ถึง ๑๐๐")
    return Decimal(figure).quantize(Decimal("0.01"))
