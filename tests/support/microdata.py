"""Microdata of a page, read as programs read it."""

from assessments.models import Page
from tests.support.rich_agency import RESULTS

# address of a page of the rich agency -> the page whose data set it tells
DATASETS = {f"/ita/{year_be}/": Page.RESULT for year_be in RESULTS} | {
    "/ita/2564/measures/": Page.MEASURES,
    "/ita/2564/measures/progress/": Page.PROGRESS,
    "/ita/2564/oit/": Page.OIT,
    "/ita/2564/oit/handin/": Page.HANDIN,
}


def properties(item):
    """{name: values} of a microdata item, without those of the items within it."""
    found = {}
    for each in item.xpath(".//*[@itemprop]"):
        (owner,) = each.xpath("ancestor::*[@itemscope][1]")
        if owner is item:
            value = each.get("content") or each.get("href") or each.get("datetime") or each.text_content()
            if each.get("itemscope") is not None:
                value = properties(each)
            found.setdefault(each.get("itemprop"), []).append(value)
    return found
