"""A walk over our own public pages as an anonymous visitor: how many clicks from /ita/ to each address.

In process and without cookies, session or network: the views themselves answer, and links are read from
the rendered pages.
"""

import re
from urllib.parse import urljoin, urlsplit

from django.http import Http404
from lxml import html

from assessments.public.internal_request import PageMissing, answer, internal_request

START = "/ita/"
MOST_PAGES = 120
_PASSED_OVER = re.compile(r"/(?:versions|history|differences|timemap|admin)/")


def clicks_from_start(agency, origin, year_be):
    """{site path or full address: fewest clicks from /ita/} of what the pages of a year lead to.

    Breadth first over pages of /ita/ and of the year, at most MOST_PAGES of them; an address that only
    leads on (the stable address of a link) is counted but not opened. A page that does not open for an
    anonymous visitor counts only by the links that lead to it.
    """
    clicks, waiting, opened = {START: 0}, [START], 0
    pages = re.compile(rf"/ita/(?:{year_be}/(?:oit/(?:o[0-9]+/)?|measures/(?:progress/)?)?)?")
    while waiting and opened < MOST_PAGES:
        path = waiting.pop(0)
        opened += 1
        for target in _links_of(agency, origin, path):
            if target in clicks or _PASSED_OVER.search(target):
                continue
            clicks[target] = clicks[path] + 1
            if pages.fullmatch(target):
                waiting.append(target)
    return clicks


def _links_of(agency, origin, path):
    """Where the links of a page lead, in its order: site paths of our own, full addresses of others."""
    try:
        markup = answer(internal_request(agency, origin, path))
    except (Http404, PageMissing):
        return []
    document = html.document_fromstring(markup.decode())
    targets = []
    for link in document.iter("a"):
        address = urljoin(origin + path, link.get("href", ""))
        parts = urlsplit(address)
        targets.append(parts.path if address.startswith(f"{origin}/") else address.partition("#")[0])
    return targets
