"""Every public page that is HTML, in each state worth looking at; tests/support/rich_agency.py fills them.

tests/site/test_every_page.py fails when a frozen pattern is missing here.
"""

from dataclasses import dataclass

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
    PublicPage("/ita/2564/measures/differences/1/2/", unlisted=PAST),
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
