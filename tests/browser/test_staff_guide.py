"""The guide says what is on the screen: its way is walked on a fresh site, its pictures and buttons found."""

import pytest
from axe_playwright_python.sync_playwright import Axe

from assessments.dashboard.staff_guide import GUIDE, PICTURES
from docs.screenshots.take_guide import Tour, controls_of, pictures_of, walk
from tests.browser.live_site import start_live_site


@pytest.fixture
def fresh_site(chromium, tmp_path):
    """A site of its own: the way of the guide leaves rows that other tests should not meet."""
    folder = tmp_path / "site"
    folder.mkdir()
    site = start_live_site(folder)
    yield site
    site.stop()


def test_every_picture_is_taken_and_every_button_is_there(browser, fresh_site, tmp_path):
    text = GUIDE.read_text(encoding="utf-8")
    tour = Tour(browser, fresh_site, tmp_path)

    page = walk(tour)

    assert tour.taken == pictures_of(text) == {path.stem for path in PICTURES.glob("*.png")}
    assert all((tmp_path / f"{name}.png").stat().st_size > 2000 for name in tour.taken)
    assert len(controls_of(text)) > 40
    assert controls_of(text) - tour.controls == set()

    # The page that shows the guide in the admin.
    for width in (360, 1280):
        page.set_viewport_size({"width": width, "height": 900})
        page.goto("/ita/admin/guide/")
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        assert Axe().run(page).response["violations"] == []
    for picture in page.locator(".staff-guide img").all():
        picture.scroll_into_view_if_needed()
    page.wait_for_load_state("networkidle")
    empty = "[...document.querySelectorAll('.staff-guide img')].filter(each => !each.naturalWidth).length"
    assert page.evaluate(empty) == 0
    page.evaluate("scrollTo(0, 0)")
    page.screenshot(path=tmp_path / "guide-page.png", full_page=True)
