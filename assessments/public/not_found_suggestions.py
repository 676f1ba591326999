"""What a reader of a wrong address probably wanted: the nearest published year, the item in it. Pure."""

import re
from dataclasses import dataclass

from django.urls import reverse

from assessments.models import Page
from assessments.record.paths import page_path
from ita_portal.thai.dates import BUDDHIST_ERA_OFFSET
from ita_portal.thai.digits import ascii_digits, thai_digits

ADDRESS = re.compile(r"/ita/([0-9]{2,4})(?:/(.*))?$")
ITEM = re.compile(r"oit/o?\.?0*([1-9][0-9]{0,2})(?:/|$)", re.IGNORECASE)
# The first that fits what stands behind the year; the year's own page fits everything.
SECTIONS = (
    (Page.PROGRESS, re.compile(r"(measures/)?progress")),
    (Page.MEASURES, re.compile(r"measure")),
    (Page.OIT, re.compile(r"oit")),
    (Page.RESULT, re.compile(r"")),
)


@dataclass(frozen=True)
class Suggestion:
    """A page that exists, and its name for people."""

    name: str
    address: str


def meant_year(typed):
    """The Buddhist-era year that a number stands for: 64, 2021 and 3107 are 2564."""
    if typed < 100:
        return typed + 2500
    if typed < 2400:
        return typed + BUDDHIST_ERA_OFFSET
    return typed - BUDDHIST_ERA_OFFSET if typed >= 3000 else typed


def suggestions(path, pages):
    """The Proposals for an address that was not found; `pages` are the live (year, page) pairs."""
    match = ADDRESS.fullmatch(ascii_digits(path))
    if match is None or not pages:
        return []
    year_be, rest = meant_year(int(match[1])), (match[2] or "").lower()
    page = next(page for page, words in SECTIONS if words.match(rest))
    nearest = _nearest(year_be, [year for year, each in pages if each == page])
    found = []
    if nearest and page != Page.RESULT:
        found.append(Suggestion(f"{page.label} ปีงบประมาณ {thai_digits(nearest)}", page_path(nearest, page)))
    item = ITEM.match(rest)
    if item:
        question = f"{reverse('assessments:search_list')}?q=O{item[1]}"
        found.insert(0, Suggestion(f"ข้อ O{item[1]} ของทุกปีที่เผยแพร่", question))
    year = _nearest(year_be, [year for year, _page in pages])
    return [*found, Suggestion(f"หน้าของปีงบประมาณ {thai_digits(year)}", page_path(year, Page.RESULT))]


def _nearest(year_be, years):
    """The year that lies closest, the newer of two; None of none."""
    return min(years, key=lambda year: (abs(year - year_be), -year), default=None)
