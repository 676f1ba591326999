"""Every public address of the rich agency (tests/support/rich_agency.py): its pages, data, files, redirects.

PAGES has each page that is HTML in each state worth looking at; `data_addresses` has the template of every
address of data. tests/site/test_public_addresses.py fails when a frozen pattern is missing.
"""

import re
from dataclasses import dataclass

from django.urls import URLPattern, get_resolver

EXAMPLE_HOST, RICH_HOST = "127.0.0.1", "localhost"
REFERENCE = "k7qf-2m9x-4hjb-w3tz"


@dataclass(frozen=True)
class PublicPage:
    """Where a page is, on which agency's host, how it answers, and why search engines must not list it."""

    address: str
    host: str = RICH_HOST
    status: int = 200
    unlisted: str = ""

    @property
    def name(self):
        """As tables and test ids call it."""
        return self.address if self.host == RICH_HOST else f"{self.address} (example)"


PAST, FREE_TEXT = "a past state", "what readers type"
PAGES = [
    *(
        PublicPage(path, EXAMPLE_HOST)
        for path in ("/ita/", "/ita/2563/", "/ita/2564/measures/", "/ita/2564/oit/")
    ),
    PublicPage("/ita/2564/", EXAMPLE_HOST),
    PublicPage("/ita/2563/?as_of=2019-01-01", EXAMPLE_HOST, status=404),
    PublicPage("/ita/"),
    PublicPage("/ita/2568/"),
    PublicPage("/ita/2563/"),
    PublicPage("/ita/2563/versions/1/", unlisted=PAST),
    PublicPage("/ita/2563/?as_of=2025-09-01", unlisted=PAST),
    PublicPage("/ita/2563/history/"),
    PublicPage("/ita/2563/differences/1/2/", unlisted=PAST),
    PublicPage("/ita/2564/measures/"),
    PublicPage("/ita/2564/measures/versions/1/", unlisted=PAST),
    PublicPage("/ita/2564/measures/history/"),
    PublicPage("/ita/2564/measures/versions/2/", status=410),
    PublicPage("/ita/2564/measures/differences/1/3/", unlisted=PAST),
    PublicPage("/ita/2565/measures/", status=410),
    PublicPage("/ita/2564/measures/progress/"),
    PublicPage("/ita/2564/measures/progress/versions/1/", unlisted=PAST),
    PublicPage("/ita/2564/measures/progress/history/"),
    PublicPage("/ita/2564/measures/progress/differences/1/2/", unlisted=PAST),
    PublicPage("/ita/2564/oit/"),
    PublicPage("/ita/2564/oit/?answer=no&q=คู่มือ", unlisted=FREE_TEXT),
    PublicPage("/ita/2564/oit/versions/1/", unlisted=PAST),
    PublicPage("/ita/2564/oit/history/"),
    PublicPage("/ita/2564/oit/differences/1/2/", unlisted=PAST),
    PublicPage("/ita/2564/oit/block/"),
    PublicPage("/ita/2564/oit/o2/"),
    PublicPage("/ita/2564/oit/o42/"),
    PublicPage("/ita/2564/oit/o2/versions/1/", unlisted=PAST),
    PublicPage("/ita/2564/oit/o2/history/"),
    PublicPage("/ita/2564/oit/o7/2/", status=410),
    PublicPage("/ita/2564/oit/handin/"),
    PublicPage("/ita/2564/oit/handin/versions/1/", unlisted=PAST),
    PublicPage("/ita/2564/oit/handin/history/"),
    PublicPage("/ita/2564/oit/handin/differences/1/2/", unlisted=PAST),
    PublicPage("/ita/2564/eit/"),
    PublicPage("/ita/search/", unlisted=FREE_TEXT),
    PublicPage("/ita/search/?q=ผู้บริหาร", unlisted=FREE_TEXT),
    PublicPage("/ita/search/?q=ไม่มีคำนี้แน่นอน", unlisted=FREE_TEXT),
    PublicPage("/ita/data/"),
    PublicPage("/ita/report/?about=/ita/2564/oit/o42/", unlisted="a form about one page"),
    PublicPage("/ita/report/privacy/"),
    PublicPage(f"/ita/report/{REFERENCE}/", unlisted="one person's matter"),
    PublicPage("/ita/2563/?as_of=never", status=400),
    PublicPage("/ita/2599/", status=404),
]

PLACES = {"item:number": "item", "year_be:year_be": "year_be", "str:form": "form"}
GIVES_A_FILE = {  # no page though it ends in /
    "ita/<year_be:year_be>/oit/<item:number>/<int:position>/",
    "ita/<year_be:year_be>/oit/<item:number>/<int:position>/versions/<int:edition>/",
    "ita/<year_be:year_be>/measures/progress/evidence/<int:number>/",
}
NO_DATA = {  # no page though it does not end in /
    "",
    "robots.txt",
    "ita/healthz",
    "ita/<year_be:year_be>/oit/<item:number>",
    "ita/<year_be:year_be>/oit/<item:number>/<int:position>",
}


def template(pattern):
    """An address as Django writes it, as OpenAPI does."""

    def place(found):
        return f"{{{PLACES.get(found[1]) or found[1].partition(':')[2]}}}"

    return "/" + re.sub("<([^>]+)>", place, pattern)


def addresses(resolver, prefix=""):
    """Every pattern of the portal as one string, without the admin's and those of packages."""
    for entry in resolver.url_patterns:
        address = prefix + str(entry.pattern)
        if isinstance(entry, URLPattern):
            yield address
        elif entry.app_name != "admin":
            yield from addresses(entry, address)


def is_page(pattern):
    """Does an address answer with a page?"""
    return pattern.endswith("/") and pattern not in GIVES_A_FILE and not pattern.startswith("ita/admin/")


def data_addresses():
    """The templates of every address that gives data."""
    for pattern in addresses(get_resolver()):
        if pattern in NO_DATA or pattern.startswith("ita/admin/") or is_page(pattern):
            continue
        path = template(pattern)
        yield from (path.replace("{form}", form) for form in ("json", "link")) if "{form}" in path else [path]


def addressed(path):
    """A template of `data_addresses` filled in with what the rich agency has published."""
    in_2564 = any(part in path for part in ("/oit", "/handin", "/measures", "/progress", "/bundle", "/eit"))
    of_document = "{edition}" in path or path.endswith(
        ("{position}/", "{position}/timemap/json", "{position}/timemap/link")
    )
    position = 2 if of_document else 1
    version = 3 if "/measures/versions/" in path else 1
    places = {"year_be": 2564 if in_2564 else 2563, "item": "o2", "position": position, "edition": 1}
    return path.format(**places, version=version, number=1, name="oit-1")
