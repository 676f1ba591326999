"""Citizens read the real pages on a phone and at a desk: nothing is cut off, nobody is shut out."""

import json
from decimal import Decimal
from pathlib import Path

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


def test_nothing_on_a_public_page_breaks_the_security_policy(page):
    faults = []
    page.on("console", lambda message: faults.append(message.text) if message.type == "error" else None)
    for address in PAGES[:-1]:
        page.goto(address)
    assert faults == []
