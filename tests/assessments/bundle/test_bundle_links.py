"""Pages of a bundle open from disk: each link leads to a file, or says that it leads online."""

import posixpath
from urllib.parse import urljoin, urlsplit

import pytest
from lxml import html

from assessments.bundle.build import build_bundle
from tests.support.unpacked import ORIGIN, files_of, publish_a_lively_year

pytestmark = pytest.mark.django_db


@pytest.fixture
def files(db):
    return files_of(build_bundle(publish_a_lively_year(), 2564, ORIGIN))


@pytest.fixture
def pages(files):
    """{file: parsed page} of all HTML in the bundle."""
    found = {name: html.fromstring(data.decode()) for name, data in files.items() if name.endswith(".html")}
    assert len(found) == 6
    return found


def links_of(page):
    """(element, link) of all links of a page."""
    for element in page.iter():
        for name in ("href", "src", "action"):
            if element.get(name) is not None:
                yield element, element.get(name)


def test_relative_links_lead_to_a_file_and_a_place_in_it(files, pages):
    checked = 0
    for name, page in pages.items():
        for _element, link in links_of(page):
            if urlsplit(link).scheme:
                continue
            checked += 1
            target, _, fragment = link.partition("#")
            assert not target.startswith("/"), (name, link)
            found = posixpath.normpath(posixpath.join(posixpath.dirname(name), target)) if target else name
            assert found in files, (name, link)
            assert not fragment or pages[found].xpath("//*[@id=$id]", id=fragment), (name, link)
    assert checked > 50


def test_other_links_are_absolute_and_say_so(pages):
    checked = 0
    for name, page in pages.items():
        for element, link in links_of(page):
            if urlsplit(link).scheme:
                checked += 1
                assert link.startswith(f"{ORIGIN}/ita/"), (name, link)
                assert element.tag == "link" or "↗" in element.text_content(), (name, link)
    assert checked > 50


def test_links_within_the_year_stay_within_the_bundle(pages):
    item = pages["oit/o42.html"]
    links = item.xpath("//a/@href")

    for expected in (
        "../oit.html",
        "../result.html",
        "../index.html",
        "../measures.html",
        "../data/oit.json",
    ):
        assert expected in links
    assert item.xpath("//link[@rel='canonical']/@href") == [f"{ORIGIN}/ita/2564/oit/o42/"]
    assert item.xpath("//link[@rel='stylesheet']/@href") == ["../static/css/portal.css"]
    assert f"{ORIGIN}/ita/2564/oit/o41/" in links
    assert "oit/o1.html" in pages["oit.html"].xpath("//a/@href")


def test_style_finds_its_fonts(files):
    style = files["static/css/portal.css"].decode()
    for font in ("sarabun-400.woff2", "sarabun-700.woff2"):
        assert f'url("../fonts/{font}")' in style
        assert urljoin("static/css/portal.css", f"../fonts/{font}") in files


def test_poster_of_the_rich_agency_opens_from_disk_with_its_code(rich_agency):
    files = files_of(build_bundle(rich_agency, 2564, ORIGIN))
    poster = html.fromstring(files["eit.html"].decode())

    assert poster.xpath("//main//img/@src") == ["eit-qr.svg"]
    assert files["eit-qr.svg"].startswith(b"<?xml")
    assert b'href="eit.html"' in files["oit.html"]
    assert not [name for name in files if "report" in name]
