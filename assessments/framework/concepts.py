"""Concepts: what an OIT item is about, whatever its code. They carry an item from one year to the next.

`concepts.json` names every concept and says where it went when a later year merged it into another; the codes
of a year come from its items. Pure: no database.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TypeAlias, TypedDict

CONCEPTS = Path(__file__).parent / "concepts.json"

KEPT, RENUMBERED, MERGED, SPLIT, NEW, DROPPED = "kept", "renumbered", "merged", "split", "new", "dropped"


CodedItem: TypeAlias = tuple[str, str]  # code of an item, slug of its concept or ""


class Merging(TypedDict):
    """Into which concept another one went, from which fiscal year (B.E.) on, and how sure that is."""

    concept: str
    from_year: int
    confidence: str
    basis: str


class ConceptEntry(TypedDict):
    """A concept as concepts.json has it."""

    slug: str
    name: str
    merged_into: Merging | None


@dataclass(frozen=True)
class Concept:
    """One concept; from fiscal year `from_year` (B.E.) on it is part of the concept `merged_into`, if any.

    `confidence` and `basis` (Thai) say how sure that merging is and where it is seen.
    """

    slug: str
    name: str
    merged_into: str = ""
    from_year: int | None = None
    confidence: str = ""
    basis: str = ""


@dataclass(frozen=True)
class Change:
    """What became of items between two years: one of the six kinds, old codes, new codes, basis in Thai."""

    kind: str
    old: tuple[str, ...]
    new: tuple[str, ...]
    basis: tuple[str, ...] = ()


def load_concepts(path: Path = CONCEPTS) -> dict[str, Concept]:
    """{slug: Concept} of concepts.json, in its order."""
    entries = json.loads(Path(path).read_text(encoding="utf-8"))["concepts"]
    return {entry["slug"]: _concept(entry) for entry in entries}


def _concept(entry: ConceptEntry) -> Concept:
    merged = entry["merged_into"]
    if merged is None:
        return Concept(entry["slug"], entry["name"])
    return Concept(
        entry["slug"],
        entry["name"],
        merged["concept"],
        merged["from_year"],
        merged["confidence"],
        merged["basis"],
    )


def item_changes(
    old_year: int,
    old_items: Sequence[CodedItem],
    new_year: int,
    new_items: Sequence[CodedItem],
    concepts: Mapping[str, Concept],
) -> list[Change]:
    """Every item of both years in one Change each, in the order of the new year, dropped items last.

    Years are B.E. and may be in either order; items are (code, concept slug) pairs in their order.
    `kept` is the same code, `renumbered` another one; an item without a concept is always new or dropped.
    """
    forward = old_year <= new_year
    early, late = (old_items, new_items) if forward else (new_items, old_items)
    late_slugs = {slug for _, slug in late if slug}
    groups: dict[str | tuple[str, str], tuple[dict[str, list[str]], list[str]]] = {}

    def group(side: str, code: str, slug: str, key: str) -> list[str]:
        codes, reasons = groups.setdefault(key or (side, code), ({"early": [], "late": []}, []))
        codes[side].append(code)
        return reasons

    for code, slug in late:
        group("late", code, slug, slug)
    for code, slug in early:
        years = min(old_year, new_year), max(old_year, new_year)
        target, reasons = _later_concept(slug, late_slugs, *years, concepts)
        group("early", code, slug, target).extend(reasons)

    old_side, new_side = ("early", "late") if forward else ("late", "early")
    changes = [
        Change(
            _kind(codes[old_side], codes[new_side]),
            tuple(codes[old_side]),
            tuple(codes[new_side]),
            tuple(why),
        )
        for codes, why in groups.values()
    ]
    return sorted(changes, key=lambda change: _place(change, new_items, old_items))


def _later_concept(
    slug: str, late_slugs: set[str], early_year: int, late_year: int, concepts: Mapping[str, Concept]
) -> tuple[str, list[str]]:
    """(slug of the later year's concept that this one is or is part of, "" when none; why)."""
    reasons: list[str] = []
    seen: set[str] = set()
    while slug and slug not in late_slugs:
        concept = concepts.get(slug)
        seen.add(slug)
        if concept is None or not concept.merged_into or concept.merged_into in seen:
            return "", []
        if concept.from_year is None or not early_year < concept.from_year <= late_year:
            return "", []
        reasons.append(concept.basis)
        slug = concept.merged_into
    return slug, reasons


def _kind(old: list[str], new: list[str]) -> str:
    if not old:
        return NEW
    if not new:
        return DROPPED
    if len(old) > 1:
        return MERGED
    if len(new) > 1:
        return SPLIT
    return KEPT if old == new else RENUMBERED


def _place(
    change: Change, new_items: Sequence[CodedItem], old_items: Sequence[CodedItem]
) -> tuple[bool, int]:
    codes, items = (change.new, new_items) if change.new else (change.old, old_items)
    return (not change.new, min(index for index, (code, _) in enumerate(items) if code in codes))
