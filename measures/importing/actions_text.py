"""One cell of the table -> the actions written in it, each as clean text with its source beside it."""

import re
from dataclasses import dataclass, field

from ita_portal.thai.dates import MONTHS, MONTHS_SHORT
from ita_portal.thai.digits import ascii_digits
from ita_portal.thai.text import normalise
from measures.importing.details import Details
from measures.importing.html_text import blocks

BLANK = "[\\s\u00ad\u200b-\u200f\u2060\ufeff]"
# Marks that stand in prose too (e-service, เมนู > ข่าว) and marks that only ever open a list item.
DASHES = "-\u2010\u2011\u2012\u2013\u2014\u2212"
SOFT_MARKS = DASHES + ">*→·"
HARD_MARKS = "★☆▶►▸➤➢•●○◦■□▪▫◆◇❖✓✔‣⁃\uf0a7\uf0b7\uf0d8\uf0fc"

_MARK = re.compile(f"[{re.escape(SOFT_MARKS + HARD_MARKS)}]+|[๐o](?={BLANK})|๐(?=[ก-ฮเ-ไ])")
_NUMBER = re.compile(r"\([0-9๐-๙]{1,2}\)|[0-9๐-๙]{1,2}(?:\.(?![0-9๐-๙])|\))")
_START = re.compile(f"{BLANK}*(?:(?:{_MARK.pattern}|{_NUMBER.pattern}){BLANK}*)+")
_BRACKETED = re.compile(r"\([^()]*\)")
_SOFT = f"(?:[{re.escape(SOFT_MARKS)}]|[๐o](?={BLANK}))"
_SOFT_FIRST = re.compile(f"{BLANK}*({_SOFT})")
_SOFT_INSIDE = re.compile(f"(?<={BLANK}){_SOFT}(?={BLANK}*[^\\s{re.escape(SOFT_MARKS)}])")
_HARD_INSIDE = re.compile(f"[{re.escape(HARD_MARKS)}]+(?={BLANK}*[^\\s{re.escape(HARD_MARKS)}])")
_NUMBER_FIRST = re.compile(f"{BLANK}*(?:{_NUMBER.pattern})")
_NUMBER_INSIDE = re.compile(f"(?<={BLANK})(?:{_NUMBER.pattern})(?={BLANK}*\\S)")
_END_OF_SPAN = re.compile(f"(?:[0-9๐-๙]|น\\.|{'|'.join(map(re.escape, MONTHS + MONTHS_SHORT))}){BLANK}*$")
_START_OF_SPAN = re.compile(f"{BLANK}*(?:[0-9๐-๙]|{'|'.join(map(re.escape, MONTHS + MONTHS_SHORT))})")
_LOOK_AROUND = 20


@dataclass(frozen=True)
class ActionText:
    """An action: its clean text in one line, the piece of the document it was read from, and its place there.

    `details` is what other columns of its row say of it; `typed` names those of them that staff corrected.
    """

    text: str
    source: str
    line: int = 0
    place: str = ""
    details: Details = field(default_factory=Details)
    typed: frozenset[str] = frozenset()


def read_actions(cell: str) -> tuple[ActionText, ...]:
    """The actions of one cell in their order, as a tuple; empty where no word stands.

    Raises markup.MarkupError for HTML that cannot be read in full.
    """
    actions: list[ActionText] = []
    for block in blocks(cell):
        pieces = _pieces(block.text, block.is_item)
        for piece in pieces:
            text = without_mark(piece)
            if text:
                source = block.source if len(pieces) == 1 else piece
                actions.append(ActionText(text, source.strip()))
    return tuple(actions)


def without_mark(text: str) -> str:
    """The text in one line, without list marks or list number at its start."""
    line = " ".join(normalise(text).split("\n"))
    match = _START.match(line)
    return normalise(line[match.end() :]) if match else line


def _pieces(text: str, is_item: bool) -> list[str]:
    """The text cut where a list mark stands; a line without one goes on with the line before it."""
    lines = re.split("\r\n|[\n\r\x0b\x0c\x85\u2028\u2029]", text)
    joined = [lines[0]]
    for line in lines[1:]:
        if _START.match(line):
            joined.append(line)
        else:
            joined[-1] += "\n" + line
    pieces: list[str] = []
    for line in joined:
        cuts = [0, *(_numbers(line) or _marks(line, is_item))]
        pieces += [line[start:end] for start, end in zip(cuts, [*cuts[1:], len(line)], strict=True)]
    return [piece for piece in pieces if piece.strip()]


def _numbers(line: str) -> list[int]:
    """Where "๒.", "๓." … stand when the line begins with the number before them."""
    first = _NUMBER_FIRST.match(line)
    if not first:
        return []
    places, number = [], _value(first)
    for match in _NUMBER_INSIDE.finditer(line, first.end()):
        if _value(match) == number + 1:
            places.append(match.start())
            number += 1
    return places


def _marks(line: str, is_item: bool) -> list[int]:
    """Where list marks stand inside the line; what is in brackets stays whole."""
    opened = _SOFT_FIRST.match(line)
    opener = opened[1] if opened and not is_item else ""
    begin = opened.end() if opened else 0
    outside = _BRACKETED.sub(lambda match: "x" * len(match.group()), line)
    hard = {match.start() for match in _HARD_INSIDE.finditer(outside, begin)}
    soft = {match.start() for match in _SOFT_INSIDE.finditer(outside, begin)}
    return sorted(hard | {place for place in soft if _is_bullet(line, place, opener)})


def _is_bullet(line: str, place: int, opener: str) -> bool:
    """Whether a mark behind a blank opens an item, and is not a span (๑ - ๓) or a dash in prose (ก - ข)."""
    before, after = line[max(0, place - _LOOK_AROUND) : place], line[place + 1 : place + 1 + _LOOK_AROUND]
    if _END_OF_SPAN.search(before) and _START_OF_SPAN.match(after):
        return False
    if re.match(BLANK, after):
        return line[place] == opener
    if re.search("[A-Za-z]$", before.rstrip()) and re.match("[A-Za-z]", after):
        return False
    return line[place] in DASHES + opener


def _value(match: re.Match[str]) -> int:
    return int(re.sub("[^0-9]", "", ascii_digits(match.group())))


def paragraphs_without_mark(cell: str) -> bool:
    """Whether a cell has several paragraphs or lines and none of them begins as a list item does."""
    found = [block for block in blocks(cell) if block.text.strip()]
    lines = [line for block in found for line in block.text.split("\n") if line.strip()]
    return len(lines) > 1 and not any(block.is_item for block in found) and not any(map(_START.match, lines))
