"""The list that tests, browsers and audits walk has every frozen address that answers with a page."""

from django.urls import resolve

from tests.support.frozen_addresses import FROZEN
from tests.support.public_addresses import PAGES, is_page


def test_every_page_is_walked():
    walked = {resolve(page.address.partition("?")[0]).route for page in PAGES}

    assert {pattern for pattern in FROZEN if is_page(pattern)} - walked == set()


def test_no_two_pages_have_one_name():
    assert len({page.name for page in PAGES}) == len(PAGES)
