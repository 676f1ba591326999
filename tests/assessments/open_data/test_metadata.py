"""What search engines and programs read of every public page: title, description, canonical, og, Dataset."""

import re
from collections import Counter

import pytest
from django.test import Client
from lxml import html

from tests.support.microdata import DATASETS, properties
from tests.support.public_addresses import PAGES, RICH_HOST
from tests.support.rich_agency import NAME
from tests.support.shown_rows import text_of

pytestmark = pytest.mark.django_db
PATHS = dict.fromkeys(
    page.address.partition("?")[0] for page in PAGES if page.host == RICH_HOST and page.status == 200
)
OG = {"og:title", "og:description", "og:type", "og:locale", "og:site_name", "og:url"}
ERRORS = [
    ("/ita/2599/", 404),
    ("/ita/2564/measures/versions/2/", 410),
    ("/ita/2564/oit/?as_of=x", 400),
    ("/ita/2564/oit/?as_of=2560-01-01", 404),
]


@pytest.fixture(scope="module")
def pages(rich_agency):
    """{address: (the answer, its parsed page)} of the rich agency's pages, their filters aside."""
    answers = {path: Client().get(path) for path in PATHS}
    return {path: (answer, html.document_fromstring(answer.text)) for path, answer in answers.items()}


def one(document, path):
    """The one thing an XPath finds in a page."""
    (found,) = document.xpath(path)
    return found


def test_fonts_are_asked_for_together_with_the_page(pages):
    _answer, document = pages["/ita/"]

    fonts = [f"/ita/static/fonts/sarabun-{weight}.woff2" for weight in (400, 700)]
    assert document.xpath("//link[@rel='preload'][@as='font'][@crossorigin]/@href") == fonts


def is_found(answer):
    return "noindex" not in answer.text.partition("</head>")[0] + answer.headers.get("X-Robots-Tag", "")


def test_every_page_answers_in_thai_with_one_heading(pages):
    for path, (answer, document) in pages.items():
        assert answer.status_code == 200, path
        assert one(document, "/html/@lang") == "th", path
        assert len(document.xpath("//h1")) == 1, path
        assert one(document, "//meta[@name='viewport']/@content"), path


def test_no_two_addresses_have_one_title(pages):
    titles = Counter(one(document, "/html/head/title").text for _answer, document in pages.values())

    assert [title for title, count in titles.items() if count > 1] == []
    assert all(NAME in title for title in titles)


@pytest.mark.usefixtures("rich_agency")
def test_title_is_escaped_once(client):
    document = html.document_fromstring(client.get("/ita/search/", {"q": '<b>"ก&ข'}).text)

    title = 'ค้นหา “<b>"ก&ข”'
    assert one(document, "/html/head/title").text == f"{title} – {NAME}"
    assert one(document, "//meta[@property='og:title']/@content") == title


def test_description_is_there_and_its_own(pages):
    told = {
        path: one(document, "//meta[@name='description']/@content")
        for path, (_answer, document) in pages.items()
    }
    found = Counter(told[path] for path, (answer, _document) in pages.items() if is_found(answer))

    assert [text for text, count in found.items() if count > 1] == []
    assert {path: len(text) for path, text in told.items() if not 50 <= len(text) <= 160} == {}
    assert not [text for text in told.values() if re.search(r"\s{2}|^\s|\s$|[{}<]", text)]


def test_canonical_is_absolute_and_leads_to_the_page_itself(pages):
    for path, (answer, document) in pages.items():
        found = document.xpath("//link[@rel='canonical']/@href")
        if not found:
            assert not is_found(answer), path
            continue
        assert found[0].startswith("http://testserver/ita/"), path
        target = found[0].removeprefix("http://testserver")
        assert target in pages, path
        assert target == path or not is_found(answer), path


def test_open_graph_is_whole(pages):
    for path, (_answer, document) in pages.items():
        told = {each.get("property"): each.get("content") for each in document.xpath("//meta[@property]")}
        assert told.keys() >= OG, path
        assert all(told.values()), path
        assert one(document, "/html/head/title").text.startswith(told["og:title"]), path
        assert told["og:url"] in (
            f"http://testserver{path}",
            *document.xpath("//link[@rel='canonical']/@href"),
        )
        assert told["og:description"] == one(document, "//meta[@name='description']/@content")
        assert told["og:locale"] == "th_TH", path


def test_foot_tells_the_organisation_and_nothing_is_told_by_a_script(pages):
    for path, (_answer, document) in pages.items():
        owner = one(
            document, "//footer/div[last()]//*[@itemtype='https://schema.org/GovernmentOrganization']"
        )
        told = properties(owner)
        assert told["name"] == [NAME], path
        assert "นครราชสีมา" in told["address"][0]
        assert not document.xpath("//script[not(@src)]"), path


def test_icon_has_a_fallback_and_the_catalogue_is_linked(pages):
    for path, (_answer, document) in pages.items():
        icons = document.xpath("//link[@rel='icon']/@href")
        assert [icon.rpartition(".")[2] for icon in icons] == ["ico", "svg"], path
        linked = document.xpath("//link[@rel='alternate'][@type='application/ld+json']/@href")
        assert linked == ["/ita/data/catalog.jsonld"], path


def test_paper_has_one_code_that_leads_to_the_page(pages):
    """A poster has the code of the survey alone; the page of a report is nobody else's matter."""
    for path, (_answer, document) in pages.items():
        codes = document.xpath("//*[@class='printed']//*[name()='svg'][@aria-label]")
        said = [text_of(each) for each in document.xpath("//*[@class='printed']/p")]
        if path.startswith(("/ita/report/", "/ita/2564/eit/")) and path != "/ita/report/privacy/":
            assert (codes, said) == ([], []), path
            continue
        assert len(codes) == 1, path
        live = re.sub("versions/[0-9]+/", "", path)
        assert said[0].startswith(f"พิมพ์จาก http://testserver{live}"), path


def test_only_pages_that_show_a_data_set_tell_one(pages):
    """A version tells its own files; an item, a history and a poster are no data sets of their own."""
    telling = {
        path
        for path, (_answer, document) in pages.items()
        if document.xpath("//*[@itemtype='https://schema.org/Dataset']")
    }
    versions = {path for path in pages if "/versions/" in path and "/o2/" not in path}

    assert telling == (set(DATASETS) & set(pages)) | {"/ita/data/"} | versions


@pytest.mark.usefixtures("rich_agency")
@pytest.mark.parametrize(("path", "status"), ERRORS)
def test_page_of_an_error_is_not_found_by_searching_and_has_its_heading(client, path, status):
    answer = client.get(path)
    document = html.document_fromstring(answer.text)

    assert answer.status_code == status
    assert not is_found(answer)
    assert one(document, "/html/@lang") == "th"
    assert len(document.xpath("//h1")) == 1
    assert one(document, "/html/head/title").text
