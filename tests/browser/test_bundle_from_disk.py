"""Somebody downloads the bundle of a year from the running site, unpacks it and reads it from disk."""

import io
import subprocess
import sys
import zipfile
from urllib.request import urlopen

import pytest


@pytest.fixture(scope="module")
def folder(live_site, tmp_path_factory):
    """The unpacked bundle; the site itself serves hashed static files, as in production."""
    folder = tmp_path_factory.mktemp("bundle")
    with urlopen(f"{live_site.url}/ita/2564/bundle.zip", timeout=60) as response:
        zipfile.ZipFile(io.BytesIO(response.read())).extractall(folder)
    return folder


def test_script_of_the_downloaded_bundle_says_all_is_well(folder):
    command = [sys.executable, "-I", "-S", str(folder / "verify.py")]

    assert subprocess.run(command, capture_output=True, timeout=60).returncode == 0


def test_reader_goes_from_the_index_to_an_item_and_on_and_all_is_styled(folder, sized_page):
    asked = []
    sized_page.on("request", lambda request: asked.append(request.url))
    sized_page.goto((folder / "index.html").as_uri())
    sized_page.locator("main").get_by_role("link", name="O42").click()

    assert sized_page.url == (folder / "oit/o42.html").as_uri()
    assert sized_page.locator("h1").inner_text().endswith("มาตรการส่งเสริมคุณธรรมและความโปร่งใสภายในหน่วยงาน")
    sheet = sized_page.locator(".masthead")
    assert sheet.evaluate("each => getComputedStyle(each).backgroundColor") != "rgba(0, 0, 0, 0)"
    fonts = sized_page.evaluate("document.fonts.ready.then(all => [...all].map(each => each.status))")
    assert set(fonts) == {"loaded"}
    assert "สำเนาจากแฟ้มรวม" in sized_page.locator(".notice").inner_text()
    assert not sized_page.evaluate(
        "document.documentElement.scrollWidth > document.documentElement.clientWidth"
    )

    sized_page.get_by_role("link", name="มาตรการส่งเสริมคุณธรรมและความโปร่งใส ประจำปี").first.click()
    assert sized_page.url == (folder / "measures.html").as_uri()
    assert "๕๕.๖๒" in sized_page.locator("main").inner_text()
    assert asked
    assert [address for address in asked if not address.startswith(folder.as_uri())] == []
