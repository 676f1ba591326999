"""The guide says what is on the screen: its way is walked on a fresh site, its pictures and buttons found."""

import pytest

from docs.screenshots.take_guide import Tour, controls_of, pictures_of, walk
from ita_portal.guide import GUIDE, PICTURES
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

    walk(tour)

    assert tour.taken == pictures_of(text) == {path.stem for path in PICTURES.glob("*.png")}
    assert all((tmp_path / f"{name}.png").stat().st_size > 2000 for name in tour.taken)
    assert len(controls_of(text)) > 40
    assert controls_of(text) - tour.controls == set()
