"""Search in what an agency published: OIT items, measures, their progress, documents. Pure: no database.

Thai has no blanks between words, so a term is found anywhere inside the text. Text and query are made
alike first (spelling, digits, case), and an item is found however its code is typed: O42, o.42, ข้อ ๔๒.
"""

import re
from dataclasses import dataclass
from itertools import groupby

from assessments.models import Page
from assessments.record.paths import page_path
from ita_portal.thai.digits import ascii_digits
from ita_portal.thai.text import clipped, normalise

LONGEST_QUERY, SHORTEST_TERM, MOST_FOUND = 100, 2, 60
ITEM, MEASURE, PROGRESS, DOCUMENT = "item", "measure", "progress", "document"
KINDS = {
    ITEM: "ข้อ OIT",
    MEASURE: "มาตรการ",
    PROGRESS: "ความก้าวหน้า",
    DOCUMENT: "ลิงก์และเอกสาร",
}
SEARCHED = (Page.OIT, Page.MEASURES, Page.PROGRESS)
CODE = re.compile(r"(?<![a-z0-9])(?:ข้อ *(?:ที่ *)?o?|oit *|o)\.? *0*([1-9][0-9]{0,2})(?![0-9])")


@dataclass(frozen=True)
class SearchEntry:
    """One thing that can be found, with the address of exactly it; `text` is what is searched."""

    kind: str
    year_be: int
    code: str
    title: str
    detail: str
    address: str
    text: str

    @property
    def kind_name(self):
        """What it is, for people."""
        return KINDS[self.kind]


def alike(text):
    """The text as it is compared: one spelling, Arabic digits, small letters, single blanks."""
    return " ".join(ascii_digits(normalise(text)).casefold().split())


@dataclass(frozen=True)
class SearchQuery:
    """What a reader typed: codes of items, and terms that must all be in the text."""

    codes: tuple
    terms: tuple

    @classmethod
    def parse(cls, typed):
        """The SearchQuery in a typed text."""
        text = alike(typed)
        codes = tuple(f"O{number}" for number in CODE.findall(text))
        return cls(codes, tuple(CODE.sub(" ", text).split()))

    @property
    def is_too_short(self):
        """True when it would find nearly everything: no code, and no term of two signs or a number."""
        usable = any(len(term) >= SHORTEST_TERM or term.isdecimal() for term in self.terms)
        return not self.codes and not usable

    def finds(self, entry):
        """Whether a SearchEntry has the code, and every term somewhere; a number only as a whole number."""
        if self.codes and entry.code not in self.codes:
            return False
        return all(_has(entry.text, term) for term in self.terms)

    def rank(self, entry):
        """Order within a year: the item of a bare number first, then items, measures, progress, documents."""
        is_named = any(entry.code == f"O{term}" for term in self.terms)
        return (not is_named, list(KINDS).index(entry.kind))


def _has(text, term):
    if term.isdecimal():
        return re.search(rf"(?<![0-9]){re.escape(term)}(?![0-9])", text) is not None
    return term in text


def _entry(kind, year_be, code, title, details, address):
    details = [each for each in details if each]
    text = alike("\n".join([str(year_be), code, title, *details]))
    return SearchEntry(kind, year_be, code, title, clipped(details[0], 200) if details else "", address, text)


def has_all(item, typed):
    """Whether an item of a checklist, with its links and documents, has all that was typed."""
    names = [
        name
        for link in item["links"]
        if not link["removed"]
        for name in (link["label"], link.get("document", {}).get("name", ""))
    ]
    details = [item["explanation"], *(item["requirements"] or []), *names]
    return SearchQuery.parse(typed).finds(_entry(ITEM, 0, item["code"], item["title"], details, ""))


def checklist_entries(checklist):
    """The items of a published checklist, and the links and documents of each that still lead somewhere."""
    year_be = checklist["fiscal_year"]
    for item in checklist["items"]:
        code, number = item["code"], item["code"][1:]
        details = [item["explanation"], *(item["requirements"] or [])]
        yield _entry(ITEM, year_be, code, item["title"], details, page_path(year_be, Page.OIT, number))
        for link in item["links"]:
            if link["removed"]:
                continue
            name = link.get("document", {}).get("name", "")
            title = link["label"] or name or item["title"]
            details = [link.get("note", ""), name if name != title else ""]
            yield _entry(DOCUMENT, year_be, code, title, details, link["address"])


def measure_entries(plan):
    """The measures of a published plan."""
    year_be = plan["fiscal_year"]
    names = {row["number"]: row["name"] for row in plan["indicators"]}
    for action in plan["actions"]:
        number = action["indicator"]
        details = [f"ตัวชี้วัดที่ {number} {names.get(number, '')}"]
        details += [action.get(key) or "" for key in ("division", "responsible", "weak_point", "steps")]
        address = f"{page_path(year_be, Page.MEASURES)}#action-{number}-{action['order']}"
        yield _entry(MEASURE, year_be, "", action["text"], details, address)


def progress_entries(progress):
    """What was told of each measure, and the evidence of it."""
    year_be = progress["fiscal_year"]
    for action in progress["actions"]:
        if not action["entries"]:
            continue
        place = f"{page_path(year_be, Page.PROGRESS)}#action-{action['indicator']}-{action['order']}"
        told = [entry["text"] for entry in action["entries"]]
        yield _entry(PROGRESS, year_be, "", action["text"], told, place)
        for each in (each for entry in action["entries"] for each in entry["evidence"]):
            name = (each["document"] or {}).get("name", "")
            title = each["label"] or name or action["text"]
            yield _entry(DOCUMENT, year_be, "", title, [name if name != title else ""], each["address"])


ENTRIES = {
    Page.OIT: checklist_entries,
    Page.MEASURES: measure_entries,
    Page.PROGRESS: progress_entries,
}


def found(query, contents):
    """(years, number found): `years` are (year, [SearchEntry]), newest first, at most MOST_FOUND in all.

    `contents` are (Page, published content) pairs.
    """
    entries = (entry for page, content in contents for entry in ENTRIES[page](content))
    hits = [entry for entry in entries if query.finds(entry)]
    hits.sort(key=lambda entry: (-entry.year_be, query.rank(entry)))
    shown = groupby(hits[:MOST_FOUND], key=lambda entry: entry.year_be)
    return [(year_be, list(rows)) for year_be, rows in shown], len(hits)
