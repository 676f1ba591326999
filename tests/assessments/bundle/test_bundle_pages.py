"""A rendered page becomes a file: which links stay inside the bundle and which lead online."""

import pytest
from lxml import html

from assessments.bundle.offline_pages import standalone

PLACES = {"/ita/2564/oit/": "oit.html", "/ita/2564/oit/o42/": "oit/o42.html"}
BASE = "https://www.example.go.th/ita/2564/oit/o42/"


def changed(markup, place="oit/o42.html"):
    """The page's body as it stands in the file, as text."""
    page = f"<!DOCTYPE html><html><head></head><body><main>{markup}</main></body></html>"
    text = standalone(page, place=place, base=BASE, places=PLACES).decode()
    assert text.startswith("<!DOCTYPE html>")
    return text.partition("<main>")[2].partition("</main>")[0]


@pytest.mark.parametrize(
    ("link", "becomes"),
    [
        ("/ita/2564/oit/", "../oit.html"),
        ("/ita/2564/oit/#o42", "../oit.html#o42"),
        ("/ita/2564/oit/o42/", "o42.html"),
        ("../", "../oit.html"),
        ("https://www.example.go.th/ita/2564/oit/", "../oit.html"),
        ("#main", "#main"),
    ],
)
def test_link_to_a_page_of_the_bundle_is_relative(link, becomes):
    assert changed(f'<a href="{link}">อ่าน</a>') == f'<a href="{becomes}">อ่าน</a>'


@pytest.mark.parametrize(
    ("link", "becomes"),
    [
        ("/ita/2563/", "https://www.example.go.th/ita/2563/"),
        ("history/", f"{BASE}history/"),
        ("/ita/2564/oit/?as_of=2021-04-30", "https://www.example.go.th/ita/2564/oit/?as_of=2021-04-30"),
        ("https://other.example/ita/2564/oit/", "https://other.example/ita/2564/oit/"),
        ("http://www.example.go.th/ita/2564/oit/", "http://www.example.go.th/ita/2564/oit/"),
        ("mailto:ita@example.go.th", "mailto:ita@example.go.th"),
    ],
)
def test_every_other_link_is_absolute_and_says_so(link, becomes):
    link = html.fromstring(changed(f'<a href="{link}">อ่าน</a>'))

    assert link.get("href") == becomes
    assert link.text_content() == "อ่าน\u00a0↗ (เปิดจากเว็บไซต์ ต้องต่ออินเทอร์เน็ต)"
    assert link.find("span[@aria-hidden='true']").text == "\u00a0↗"


def test_mark_stands_in_the_last_line_of_a_link_of_several():
    link = html.fromstring(changed('<a href="/ita/"><b>หน่วยงาน</b> <span>ITA</span></a>'))

    assert [child.tag for child in link] == ["b", "span"]
    assert link[1].text_content().startswith("ITA\u00a0↗")


def test_forms_ask_the_website():
    assert changed('<form action="/ita/2564/oit/o42/"></form>').startswith('<form action="o42.html"')
    assert 'action="https://www.example.go.th/ita/2563/"' in changed('<form action="/ita/2563/"></form>')


def test_marks_where_a_line_may_break_stay_as_they_are_however_many():
    text = "ก/<wbr>" * 400 + "ข"

    assert changed(f"<p>{text}</p>") == f"<p>{text}</p>"


def test_text_that_looks_like_markup_stays_text():
    assert changed("<p>&lt;script&gt; &amp; &quot;ก&quot;</p>") == '<p>&lt;script&gt; &amp; "ก"</p>'


def test_data_set_that_a_page_tells_keeps_its_address_online():
    assert 'href="https://www.example.go.th/ita/2564/oit/"' in changed(
        '<link itemprop="url" href="/ita/2564/oit/">'
    )
