"""sitemap.xml and robots.txt: what search engines may find, and since when it is as it is."""

import re
from datetime import datetime

import pytest
from lxml import etree

from assessments.models import Publication
from assessments.open_data import feeds
from assessments.record.publish import withdraw
from tests.support.factories import make_agency, publish_content, publish_pakchong
from tests.support.public_pages import only_reading

pytestmark = pytest.mark.django_db
ADDRESS = "/ita/sitemap.xml"
SITEMAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
PAGES = [
    "/ita/",
    "/ita/data/",
    "/ita/2563/",
    "/ita/2564/",
    "/ita/2564/measures/",
    "/ita/2564/oit/",
    "/ita/2564/oit/o42/",
]


def read(client):
    """{path: when it changed} of the sitemap."""
    root = etree.fromstring(client.get(ADDRESS).content)
    assert root.tag == f"{SITEMAP}urlset"
    entries = {}
    for entry in root:
        address, moment = entry.findtext(f"{SITEMAP}loc"), entry.findtext(f"{SITEMAP}lastmod")
        assert address.startswith("http://testserver/")
        entries[address.removeprefix("http://testserver")] = datetime.fromisoformat(moment)
    assert len(entries) == len(root)
    return entries


def test_live_pages_and_answered_items_are_listed_and_answer(client):
    publish_pakchong()

    with only_reading():
        entries = read(client)

    assert sorted(entries) == sorted(PAGES)
    assert {client.get(path).status_code for path in entries} == {200}


def test_date_is_that_of_the_publication_that_stands(client, time_machine):
    time_machine.move_to("2021-03-12T02:10:00Z", tick=False)
    agency = publish_pakchong()
    time_machine.move_to("2021-04-30T03:00:00Z", tick=False)
    checklist = agency.publications.get(page="oit").data()
    publish_content(agency, 2564, "oit", checklist | {"sub_indicators": []})

    entries = read(client)

    later, earlier = (
        datetime.fromisoformat("2021-04-30T03:00:00Z"),
        datetime.fromisoformat("2021-03-12T02:10:00Z"),
    )
    changed = {path for path, moment in entries.items() if moment == later}
    assert changed == {"/ita/", "/ita/data/", "/ita/2564/", "/ita/2564/oit/", "/ita/2564/oit/o42/"}
    unchanged = {moment.replace(microsecond=0) for path, moment in entries.items() if path not in changed}
    assert unchanged == {earlier}


@pytest.mark.parametrize(
    ("page", "gone"),
    [
        ("oit", {"/ita/2564/oit/", "/ita/2564/oit/o42/"}),
        ("measures", {"/ita/2564/measures/"}),
        ("result", {"/ita/2563/"}),
    ],
)
def test_withdrawn_pages_are_not_listed(client, page, gone):
    publish_pakchong()
    withdraw(Publication.objects.get(page=page), reason="มีข้อมูลส่วนบุคคล", by="somsri")

    assert set(PAGES) - set(read(client)) == gone


def test_a_year_whose_result_is_withdrawn_is_not_listed_though_its_checklist_is(client):
    agency = publish_pakchong()
    checklist = agency.publications.get(page="oit").data()
    publish_content(agency, 2563, "oit", checklist | {"fiscal_year": 2563})
    withdraw(agency.publications.get(page="result"), reason="มีข้อมูลส่วนบุคคล", by="somsri")

    listed = read(client)

    assert "/ita/2563/" not in listed
    assert {"/ita/2563/oit/", "/ita/2563/oit/o42/"} <= set(listed)


def test_sitemap_ends_where_the_protocol_does(client, monkeypatch):
    assert feeds.MOST_ADDRESSES == 50_000
    publish_pakchong()
    monkeypatch.setattr(feeds, "MOST_ADDRESSES", 4)

    assert len(read(client)) == 4


def test_agency_without_publications_has_an_empty_sitemap(client):
    make_agency()

    assert read(client) == {}


def test_sitemap_costs_one_query_beyond_the_site(client, django_assert_num_queries):
    publish_pakchong()

    with django_assert_num_queries(2):
        client.get(ADDRESS)


def may_read(rules, path):
    """Does robots.txt (RFC 9309: * is anything) let a crawler read this path?"""
    closed = [line.removeprefix("Disallow: ") for line in rules.splitlines() if line.startswith("Disallow")]
    patterns = ["".join(".*" if sign == "*" else re.escape(sign) for sign in each) for each in closed]
    return not any(re.match(pattern, path) for pattern in patterns)


def test_robots_may_read_all_but_the_desk_and_earlier_states(client):
    publish_pakchong()

    response = client.get("/robots.txt")

    assert response.headers["Content-Type"] == "text/plain; charset=utf-8"
    rules = response.text
    assert rules.startswith("User-agent: *\n")
    assert "Sitemap: http://testserver/ita/sitemap.xml\n" in rules
    for path in [*PAGES, ADDRESS, "/ita/2563/result.json", "/ita/2564/oit/history/", "/ita/static/x.css"]:
        assert may_read(rules, path), path
    for path in (
        "/ita/admin/login/",
        "/ita/2563/versions/1/",
        "/ita/2564/oit/o42/versions/3/",
        "/ita/2564/oit/?as_of=2021-04-30",
        "/ita/2564/oit/?x=1&as_of=2021-04-30",
    ):
        assert not may_read(rules, path), path


def test_poster_is_listed_when_its_link_is_published_and_reports_never_are(client, rich_agency):
    listed = read(client)

    assert "/ita/2564/eit/" in listed
    assert not [path for path in listed if "/report/" in path or "/search/" in path]
    assert {client.get(path).status_code for path in listed} == {200}
