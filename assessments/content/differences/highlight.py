"""Which words of a text differ from another version of it, for Thai that has no blanks between words.

Texts are compared by cluster: a Thai base with its vowels and tones, a number, a Latin word, or one sign.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from difflib import SequenceMatcher
from itertools import groupby
from operator import itemgetter
from typing import TypeAlias

Pieces: TypeAlias = tuple[tuple[str, bool], ...]  # (text, whether it differs)
Run: TypeAlias = tuple[int, int, int]  # where it starts in the old text and in the new, how many clusters

SHORTEST_KEPT = 3  # clusters: what stayed the same in a shorter run is marked too, so that no confetti comes
SHORTEST_END = 2  # the same at the beginning and at the end of a text
MOST_PLACES = 12  # three clusters that stand in more places tell nothing about which place became which
MOST_DIFFERING = 0.6  # of the shorter text; beyond it two texts have nothing worth pointing at

_CLUSTER = re.compile(
    "[0-9๐-๙]+(?:[.,:][0-9๐-๙]+)*"  # a number, also 83.68 and 09:10
    "|[A-Za-z]+"
    "|[\u0e40-\u0e44]*.",  # leading vowels belong to the base behind them
    re.DOTALL,
)


def clusters(text: str) -> list[str]:
    """The text cut where a mark may begin or end; none but the first starts with a combining sign."""
    found: list[str] = []
    for cluster in _CLUSTER.findall(text):
        if found and _leans(cluster[0]):
            found[-1] += cluster
        else:
            found.append(cluster)
    return found


def marked(old_text: str, new_text: str) -> tuple[Pieces, Pieces]:
    """Both texts in pieces (text, differs) that join to them again: ((…), (…)).

    Pieces alternate; an empty text has none. Time grows with length, also for texts that repeat themselves.
    """
    old, new = clusters(old_text), clusters(new_text)
    kept = _kept_runs(old, new)
    shorter = min(len(old), len(new))
    if old != new and sum(size for _, _, size in kept) < shorter * (1 - MOST_DIFFERING):
        kept = []
    return (
        _pieces(old, [(start, size) for start, _, size in kept]),
        _pieces(new, [(start, size) for _, start, size in kept]),
    )


def _leans(sign: str) -> bool:
    """True for what hangs on the sign before it: marks of any script, joiners, Thai vowels behind a base."""
    return unicodedata.category(sign)[0] == "M" or sign in "\u200c\u200d\u0e30\u0e32\u0e33\u0e45"


def _kept_runs(old: list[str], new: list[str]) -> list[Run]:
    """Runs of clusters that both texts have, in order: (start in old, start in new, size)."""
    head = _common(zip(old, new, strict=False))
    tail = min(_common(zip(reversed(old), reversed(new), strict=False)), min(len(old), len(new)) - head)
    ends = len(old) - tail, len(new) - tail
    middle = _matches(old[head : ends[0]], new[head : ends[1]])
    shortest = 1 if old == new else SHORTEST_END
    runs = [(0, 0, head)] if head >= shortest else []
    runs += ((head + i, head + j, size) for i, j, size in middle)
    return [*runs, (*ends, tail)] if tail >= shortest else runs


def _common(pairs: Iterable[tuple[str, str]]) -> int:
    """How many pairs from the first on are two of the same."""
    count = 0
    for one, other in pairs:
        if one != other:
            break
        count += 1
    return count


def _matches(old: list[str], new: list[str]) -> Iterator[Run]:
    """Common runs of two texts that differ at both ends.

    They are looked for by three clusters at once: single Thai letters stand everywhere, and a run
    shorter than three would not be kept anyway.
    """
    numbers: dict[tuple[str, ...], int] = {}
    matcher = SequenceMatcher(None, _triples(old, numbers), _triples(new, numbers), autojunk=False)
    places_of: dict[int, list[int]] = matcher.b2j  # type: ignore[attr-defined]  # documented, not in typeshed
    for triple, places in list(places_of.items()):
        if len(places) > MOST_PLACES:
            del places_of[triple]
    old_end = new_end = 0
    for start, other, size in matcher.get_matching_blocks():
        clipped = max(0, old_end - start, new_end - other)  # runs of triples may share two clusters
        start, other, size = start + clipped, other + clipped, size and size + SHORTEST_KEPT - 1 - clipped
        if size >= SHORTEST_KEPT:
            yield start, other, size
            old_end, new_end = start + size, other + size


def _triples(parts: list[str], numbers: dict[tuple[str, ...], int]) -> list[int]:
    """Every three neighbours as one number, the same for the same three: numbers compare fast."""
    triples = zip(*(parts[shift:] for shift in range(SHORTEST_KEPT)), strict=False)
    return [numbers.setdefault(triple, len(numbers)) for triple in triples]


def _pieces(parts: list[str], kept: Iterable[tuple[int, int]]) -> Pieces:
    """The clusters joined to pieces (text, differs); `kept` are the runs (start, size) that do not."""
    differs = [True] * len(parts)
    for start, size in kept:
        differs[start : start + size] = [False] * size
    runs = groupby(zip(parts, differs, strict=True), key=itemgetter(1))
    return tuple(("".join(part for part, _ in run), mark) for mark, run in runs)
