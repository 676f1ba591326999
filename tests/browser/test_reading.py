"""Citizens read the real pages on a phone and at a desk: nothing is cut off, nobody is shut out."""

import json
from decimal import Decimal
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe

DOCUMENT = json.loads((Path(__file__).parents[1] / "data/pakchong-measures-2564.json").read_text("utf-8"))
PAGES = [
    "/ita/",
    "/ita/2563/",
    "/ita/2564/",
    "/ita/2564/measures/",
    "/ita/2564/oit/",
    "/ita/2564/oit/o42/",
    "/ita/report/?about=/ita/2564/oit/o42/",
    "/ita/report/privacy/",
    "/ita/2599/",
]
THAI = str.maketrans("0123456789", "๐๑๒๓๔๕๖๗๘๙")


def violations(page):
    """What axe finds, as readable lines."""
    return [f"{found['id']}: {found['nodes'][0]['html']}" for found in Axe().run(page).response["violations"]]


def too_wide(page):
    return page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth")


@pytest.mark.parametrize("address", PAGES)
def test_page_fits_and_axe_finds_nothing(sized_page, address):
    sized_page.goto(address)

    assert not too_wide(sized_page)
    assert violations(sized_page) == []


@pytest.mark.parametrize("address", PAGES)
def test_page_fits_at_320_px_and_in_the_dark(page, address):
    page.set_viewport_size({"width": 320, "height": 700})
    page.emulate_media(color_scheme="dark")
    page.goto(address)

    assert not too_wide(page)
    assert violations(page) == []


def test_report_says_what_the_document_says(sized_page):
    sized_page.goto("/ita/2564/measures/")
    text = sized_page.locator("main").inner_text()

    assert "๕๕.๖๒" in text
    for row in DOCUMENT["indicators"]:
        assert f"{Decimal(row['score']):.2f}".translate(THAI) in text
        for action in row["actions"]:
            assert action in text


def test_page_is_complete_without_javascript(browser, live_site):
    context = browser.new_context(java_script_enabled=False, base_url=live_site.url)
    page = context.new_page()
    page.goto("/ita/2564/oit/")
    assert page.locator("main a[href='/ita/2564/oit/o42/']").first.is_visible()
    context.close()


def test_first_tab_stop_skips_to_the_content(page):
    page.goto("/ita/2564/measures/")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.getAttribute('href')").startswith("#")
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.closest('main') !== null")


def test_nothing_on_a_public_page_breaks_the_security_policy(page):
    faults = []
    page.on("console", lambda message: faults.append(message.text) if message.type == "error" else None)
    for address in PAGES[:-1]:
        page.goto(address)
    assert faults == []
