"""Every public page in a browser: by keyboard, narrow, enlarged, over a slow line, without scripts."""

import re
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe

from tests.support.public_addresses import EXAMPLE_HOST, PAGES

SCRIPTS = Path(__file__).parent
LAYOUT_FAULTS = (SCRIPTS / "layout_faults.js").read_text("utf-8")
KEYBOARD_STOPS = (SCRIPTS / "keyboard_stops.js").read_text("utf-8")
HEAVIEST = 100_000
SLOW_LINE = {"offline": False, "latency": 150, "downloadThroughput": 200_000, "uploadThroughput": 90_000}
SETTLED = "document.fonts.ready.then(() => new Promise(done => setTimeout(done, 150)))"
COLOURS = {"runOnly": ["color-contrast", "link-in-text-block"]}
NOTE_SHIFTS = """window.shifts = [];
new PerformanceObserver(list => window.shifts.push(...list.getEntries().map(entry => entry.value)))
    .observe({type: "layout-shift", buffered: true})"""
# One page for each template: what holds for these holds for their other states, whose parts are the same.
OTHER_STATE = re.compile("/versions/|(measures|progress|oit|handin)/(history|differences)/|as_of=2")
EACH_TEMPLATE = [page for page in PAGES if page.host != EXAMPLE_HOST and not OTHER_STATE.search(page.address)]


@pytest.fixture
def walk(rich_site, page):
    """Opens each page in turn and asks something of it: {name: faults} where there are any."""

    def open_each(pages, ask):
        found = {}
        for each in pages:
            page.goto(rich_site.url.replace(EXAMPLE_HOST, each.host) + each.address)
            if faults := ask(page):
                found[each.name] = faults
        return found

    return open_each


def violations(page, options=None):
    """What axe finds, as readable lines."""
    found = Axe().run(page, options=options).response["violations"]
    return [f"{each['id']}: {node['html']}" for each in found for node in each["nodes"][:3]]


def test_axe_finds_nothing(page, walk):
    page.set_viewport_size({"width": 360, "height": 900})

    assert walk(PAGES, violations) == {}


@pytest.mark.parametrize(
    "look", [{"color_scheme": "dark"}, {"forced_colors": "active"}], ids=["dark", "forced"]
)
def test_axe_can_tell_all_words_from_their_ground(page, walk, look):
    page.emulate_media(**look)

    assert walk(EACH_TEMPLATE, lambda page: violations(page, COLOURS)) == {}


def test_nothing_is_lost_on_a_narrow_screen_or_in_large_letters(page, walk):
    """320 px are 1280 px at a zoom of 400 %; letters of 200 % are the reader's own setting, not a zoom."""
    session = page.context.new_cdp_session(page)

    def faults(page):
        found = []
        for width, letters in ((320, 16), (640, 16), (640, 32), (1280, 32)):
            session.send("Page.setFontSizes", {"fontSizes": {"standard": letters}})
            page.set_viewport_size({"width": width, "height": 900})
            page.evaluate("document.querySelectorAll('details').forEach(each => { each.open = true })")
            found += [f"{width} px, {letters} px letters: {fault}" for fault in page.evaluate(LAYOUT_FAULTS)]
        session.send("Page.setFontSizes", {"fontSizes": {"standard": 16}})
        return found

    assert walk(PAGES, faults) == {}


def test_keyboard_alone_reaches_everything_in_order(walk):
    def faults(page):
        found = []
        stops = page.evaluate(KEYBOARD_STOPS)
        for place in range(stops):
            page.keyboard.press("Tab")
            standing = page.evaluate("standing()")
            if standing is None or standing["place"] != place:
                return [*found, f"stop {place} of {stops} is not reached: {standing}"]
            found += [f"{standing['name']} {fault}" for fault in standing["faults"]]
        page.keyboard.press("Tab")
        after = page.evaluate("standing()")  # a browser without a frame goes round to the first
        return found if not after or after["place"] == 0 else [*found, "the focus does not leave the page"]

    assert walk(EACH_TEMPLATE, faults) == {}


def test_skip_link_leads_past_the_masthead_on_every_page(walk):
    def faults(page):
        for key in ("Tab", "Enter", "Tab"):
            page.keyboard.press(key)
        passed = "main.compareDocumentPosition(document.activeElement) & Node.DOCUMENT_POSITION_PRECEDING"
        return page.evaluate(f"document.activeElement === document.body || Boolean({passed})")

    assert walk(EACH_TEMPLATE, faults) == {}


def test_page_says_the_same_without_scripts(browser, walk):
    """Pages without any script need no second look."""
    context = browser.new_context(java_script_enabled=False)
    bare = context.new_page()

    def missing(page):
        if page.locator("script").count() == 0:
            return False
        bare.goto(page.url)
        return page.locator("body").inner_text() != bare.locator("body").inner_text()

    assert walk(EACH_TEMPLATE, missing) == {}
    context.close()


def test_nothing_moves_and_little_travels_over_a_slow_line(browser, rich_site):
    found = {}
    for each in EACH_TEMPLATE:
        context = browser.new_context(viewport={"width": 360, "height": 740})  # nothing is kept from before
        page = context.new_page()
        page.add_init_script(NOTE_SHIFTS)
        session = context.new_cdp_session(page)
        session.send("Network.enable")
        session.send("Network.emulateNetworkConditions", SLOW_LINE)
        arrived = []
        session.on("Network.loadingFinished", lambda event: arrived.append(event["encodedDataLength"]))  # noqa: B023
        page.goto(rich_site.url.replace(EXAMPLE_HOST, each.host) + each.address)
        page.evaluate(SETTLED)
        shifts = page.evaluate("shifts")
        if shifts or not 10_000 < sum(arrived) < HEAVIEST:
            found[each.name] = (shifts, sum(arrived))
        context.close()

    assert found == {}
