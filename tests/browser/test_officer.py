"""An officer publishes the report of an empty agency in the admin alone, with fewer than sixty clicks."""

import pytest

from tests.browser.live_site import start_live_site
from tests.browser.officer import SCENE, Officer


@pytest.fixture(scope="module")
def empty_site(chromium, tmp_path_factory):
    """A site of its own, because the scene changes what every host serves."""
    site = start_live_site(tmp_path_factory.mktemp("officer"))
    site.manage("shell", "-c", SCENE)
    yield site
    site.stop()


def test_from_an_empty_agency_to_the_published_report(browser, empty_site):
    context = browser.new_context(base_url=empty_site.url, locale="th-TH")
    page = context.new_page()
    officer = Officer(page)
    officer.whole_way()
    assert officer.clicks < 60

    page.goto("/ita/2564/measures/")
    text = page.inner_text("main")
    assert "ฉบับสมบูรณ์" in text
    assert text.count("๓๑\u00a0มีนาคม\u00a0๒๕๖๔") == 25
    assert "กองคลัง" in text
    page.goto("/ita/2563/")
    assert "๕๕.๖๒" in page.inner_text("main")
    context.close()
