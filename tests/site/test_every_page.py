"""The list that browsers and audits walk has every frozen address that answers with a page."""

import re

from django.urls import resolve

from tests.support.every_page import PAGES
from tests.support.frozen_addresses import FROZEN

# Files, machines' lists, redirects, and the page of withdrawn bytes, which has the template of removed links.
NO_PAGE = re.compile(
    r"^$|\.(json|jsonld|xml|csv|xlsx|pdf|docx|zip|svg|html|txt)$|healthz|admin|timemap|evidence"
    r"|<int:position>|<item:number>$"
)


def test_every_page_is_walked():
    walked = {resolve(page.address.partition("?")[0]).route for page in PAGES}

    assert {pattern for pattern in FROZEN if not NO_PAGE.search(pattern)} - walked == set()


def test_no_two_pages_have_one_name():
    assert len({page.name for page in PAGES}) == len(PAGES)
