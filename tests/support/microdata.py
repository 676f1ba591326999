"""Microdata of a page, read as programs read it."""

from assessments.models import Page

# address of a page on the site of whole_site.py -> the page whose data set it tells
DATASETS = {
    "/ita/2563/": Page.RESULT,
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
