"""The real site, started once, and a real Chromium to read it with."""

import os
import shutil

import pytest

from tests.browser.live_site import start_live_site

PHONE, DESKTOP = 360, 1280


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items):
    """Everything in this folder needs the browser, and one worker so that the site starts once."""
    for item in items:
        if item.path.is_relative_to(os.path.dirname(__file__)):
            item.add_marker(pytest.mark.browser)
            item.add_marker(pytest.mark.xdist_group("browser"))


@pytest.fixture(scope="session")
def chromium():
    """Path of Debian's Chromium; without it the tests that need it are skipped."""
    path = shutil.which("chromium")
    if path is None:
        pytest.skip("Chromium is not installed (Debian: apt-get install chromium)")
    return path


@pytest.fixture(scope="session")
def live_site(chromium, tmp_path_factory):
    """The portal behind gunicorn on a fresh database with the example; see tests/browser/live_site.py."""
    site = start_live_site(tmp_path_factory.mktemp("site"))
    yield site
    site.stop()


@pytest.fixture(scope="module")
def rich_site(live_site, tmp_path_factory):
    """Another portal, with the example and the agency that has all a page may show."""
    site = start_live_site(tmp_path_factory.mktemp("rich"), build=live_site.environment["ITA_BUILD_DIR"])
    try:
        site.manage("shell", "--verbosity=0", "-c", "from tests.support.rich_agency import build; build()")
        yield site
    finally:
        site.stop()


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args, chromium):
    """Debian's Chromium, silent: it may reach this machine and nothing else."""
    return {
        **browser_type_launch_args,
        "executable_path": chromium,
        "args": [
            "--no-sandbox",
            "--disable-gpu",
            "--disable-background-networking",
            "--disable-component-update",
            "--disable-sync",
            "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1, EXCLUDE localhost",
        ],
    }


@pytest.fixture(scope="session")
def browser_context_args(browser_context_args, live_site):
    """A Thai reader; `page.goto("/ita/")` opens the live site."""
    return {
        **browser_context_args,
        "base_url": live_site.url,
        "locale": "th-TH",
        "timezone_id": "Asia/Bangkok",
        "viewport": {"width": DESKTOP, "height": 900},
    }


@pytest.fixture(params=[PHONE, DESKTOP], ids=["360px", "1280px"])
def sized_page(page, request):
    """A page at the width of a phone, and again at that of a desk."""
    page.set_viewport_size({"width": request.param, "height": 900})
    return page
