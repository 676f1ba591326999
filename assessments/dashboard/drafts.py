"""How the desk's drafts of an agency's year stand to what is published."""

from dataclasses import dataclass

from django.urls import reverse

from assessments.dashboard.figures import Figure, not_applicable
from assessments.record.publishable import publishable_pages
from ita_portal.thai.digits import thai_digits


@dataclass(frozen=True)
class Draft:
    """How the desk's draft of one page stands to what is published."""

    page: str
    words: str
    differs: bool
    address: str


def drafts(scope):
    """The Draft of each page that has a desk row, in the order of Page."""
    rows = ((page, page.row_of(scope.agency, scope.year)) for page in publishable_pages())
    return [_draft(page, row) for page, row in rows if row is not None]


def _draft(page, row):
    latest = page.latest(row)
    differs = False
    if latest is None:
        words = "ยังไม่เคยเผยแพร่"
    elif latest.withdrawn_at:
        words = "ฉบับล่าสุดถูกถอนแล้ว"
    else:
        _content, differs = page.draft(row)
        words = f"ต่างจากฉบับที่ {thai_digits(latest.number)} ที่เผยแพร่" if differs else "ตรงกับที่เผยแพร่"
    address = reverse(f"admin:{row._meta.app_label}_{row._meta.model_name}_change", args=[row.pk])
    return Draft(page.page.label, words, differs, address)


def drafts_figure(found):
    """The Figure of the drafts that differ from what is published."""
    label = "ร่างที่ต่างจากที่เผยแพร่"
    links = tuple((f"{each.page}: {each.words}", each.address) for each in found)
    if not found:
        return not_applicable("drafts", label, "ปีนี้ยังไม่มีร่างของหน้าใด")
    if all(each.words == "ยังไม่เคยเผยแพร่" for each in found):
        return not_applicable("drafts", label, "ปีนี้ยังไม่มีหน้าใดเผยแพร่", links=links)
    differing = sum(each.differs for each in found)
    return Figure("drafts", label, differing, "หน้า", of=len(found), links=links)
