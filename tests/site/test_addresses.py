"""The portal's addresses are frozen, and each answers as it should: see frozen_addresses.py for the list."""

import pytest
from django.db import transaction
from django.urls import get_resolver, reverse

from assessments.exports.formats import TYPES
from tests.support.factories import make_disclosure, publish_checklist, publish_pakchong
from tests.support.frozen_addresses import FROZEN
from tests.support.public_addresses import addresses
from tests.support.public_pages import only_reading

pytestmark = pytest.mark.django_db

HTML, JSON = "text/html; charset=utf-8", "application/json; charset=utf-8"
DOCX, XLSX = TYPES["docx"], TYPES["xlsx"]
ATOM, TEXT = "application/atom+xml; charset=utf-8", "text/plain; charset=utf-8"
ANSWERS = [
    ("/", 302, "/ita/"),
    ("/ita", 301, "/ita/"),
    ("/ita/", 200, HTML),
    ("/ita/healthz", 200, "application/json"),
    ("/ita/chain.json", 200, JSON),
    ("/ita/chain.json?before=2", 200, JSON),
    ("/ita/chain.json?before=x", 400, HTML),
    ("/ita/packs/2564.json", 200, JSON),
    ("/ita/packs/2599.json", 404, HTML),
    ("/ita/2563/", 200, HTML),
    ("/ita/2563", 301, "/ita/2563/"),
    ("/ita/2563/result.json", 200, JSON),
    ("/ita/2563/oit/", 404, HTML),
    ("/ita/2563/oit.json", 404, HTML),
    ("/ita/2563/measures/", 404, HTML),
    ("/ita/2562/", 404, HTML),
    ("/ita/2562/result.json", 404, HTML),
    ("/ita/2564/", 200, HTML),
    ("/ita/2564/result.json", 404, HTML),
    ("/ita/2564/measures/", 200, HTML),
    ("/ita/2564/measures", 301, "/ita/2564/measures/"),
    ("/ita/2564/measures.json", 200, JSON),
    ("/ita/2564/oit/", 200, HTML),
    ("/ita/2564/oit", 301, "/ita/2564/oit/"),
    ("/ita/2564/oit.json", 200, JSON),
    ("/ita/2564/oit.csv", 200, "text/csv; charset=utf-8"),
    ("/ita/2564/oit.xlsx", 200, XLSX),
    ("/ita/2563/result.csv", 200, "text/csv; charset=utf-8"),
    ("/ita/2563/result.xlsx", 200, XLSX),
    ("/ita/2563/result.docx", 200, DOCX),
    ("/ita/2562/result.pdf", 404, HTML),
    ("/ita/2563/versions/1/result.csv", 200, "text/csv; charset=utf-8"),
    ("/ita/2564/measures.docx", 200, DOCX),
    ("/ita/2564/measures/versions/1/measures.xlsx", 200, XLSX),
    ("/ita/2564/measures/versions/2/measures.pdf", 404, HTML),
    ("/ita/2564/oit/versions/1/oit.csv", 200, "text/csv; charset=utf-8"),
    ("/ita/2564/oit/o42/", 200, HTML),
    ("/ita/2564/oit/o42", 301, "/ita/2564/oit/o42/"),
    ("/ita/2564/oit/O42", 301, "/ita/2564/oit/o42/"),
    ("/ita/2564/oit/o.42/", 301, "/ita/2564/oit/o42/"),
    ("/ita/2564/oit/o042/", 301, "/ita/2564/oit/o42/"),
    ("/ita/2564/oit/o44/", 404, HTML),
    ("/ita/2564/oit/o42/1/", 302, "/ita/2564/measures/"),
    ("/ita/2564/oit/o42/1", 301, "/ita/2564/oit/o42/1/"),
    ("/ita/2564/oit/O42/1/", 301, "/ita/2564/oit/o42/1/"),
    ("/ita/2564/oit/o42/2/", 404, HTML),
    ("/ita/2565/oit/o1/1/", 410, HTML),
    ("/ita/2565/oit/o1/2/", 302, "https://www.pakchong.go.th/2"),
    ("/ita/2563/history/", 200, HTML),
    ("/ita/2563/versions/1/", 200, HTML),
    ("/ita/2563/versions/1/result.json", 200, JSON),
    ("/ita/2563/versions/2/", 404, HTML),
    ("/ita/2563/timemap/link", 200, "application/link-format"),
    ("/ita/2563/timemap/json", 200, JSON),
    ("/ita/2564/measures/history/", 200, HTML),
    ("/ita/2564/oit/history/", 200, HTML),
    ("/ita/2564/oit/o42/history/", 200, HTML),
    ("/ita/2564/oit/o42/versions/1/", 200, HTML),
    ("/ita/2564/oit/o42/timemap/link", 200, "application/link-format"),
    ("/ita/2564/bundle.zip", 200, "application/zip"),
    ("/ita/2562/bundle.zip", 404, HTML),
    ("/ita/2564/bundle.zip?as_of=2021-04-30", 400, HTML),
    ("/ita/feed.xml", 200, ATOM),
    ("/ita/2564/oit/feed.xml", 200, ATOM),
    ("/ita/2563/oit/feed.xml", 404, HTML),
    ("/ita/sitemap.xml", 200, "application/xml; charset=utf-8"),
    ("/robots.txt", 200, TEXT),
    ("/ita/report/privacy/", 200, HTML),
    ("/ita/report/2222-2222-2222-2222/", 404, HTML),
    ("/ita/report/O42/", 404, HTML),
    ("/ita/2564/eit/", 404, HTML),
    ("/ita/25640/", 404, HTML),
    ("/ita/๒๕๖๔/", 404, HTML),
    ("/ita/3105/", 404, HTML),
    ("/ita/nowhere/", 404, HTML),
]


@pytest.fixture(scope="module")
def published(django_db_setup, django_db_blocker):
    """The real example, and a checklist of 2565 whose first link was taken away; for the whole module."""
    with django_db_blocker.unblock(), transaction.atomic():
        agency = publish_pakchong()
        links = [("เก่า", "https://www.pakchong.go.th/1"), ("ใหม่", "https://www.pakchong.go.th/2")]
        disclosure = make_disclosure(agency, "O1", 2565, links=links)
        disclosure.links.filter(position=1).update(removed=True)
        publish_checklist(agency, 2565)
        yield
        transaction.set_rollback(True)


def test_words_of_the_admin_stay_where_they_were():
    assert reverse("admin:jsi18n") == "/ita/admin/jsi18n/"


def test_no_address_changed_or_went():
    assert not sorted(FROZEN - set(addresses(get_resolver())))


def test_every_new_address_is_listed_here():
    assert not sorted(set(addresses(get_resolver())) - FROZEN)


@pytest.mark.usefixtures("published")
@pytest.mark.parametrize(("address", "status", "expected"), ANSWERS)
def test_address_answers_as_promised(client, address, status, expected):
    with only_reading():
        response = client.get(address)

    assert response.status_code == status
    if status in (301, 302):
        assert response.headers["Location"] == expected
    else:
        assert response.headers["Content-Type"] == expected
    assert not response.cookies


@pytest.mark.usefixtures("published")
@pytest.mark.parametrize(("address", "status", "expected"), ANSWERS)
def test_address_answers_head_alike_and_refuses_post(client, address, status, expected):
    with only_reading():
        head = client.head(address)
        post = client.post(address)

    assert head.status_code == status
    assert not head.content
    assert post.status_code in (404, 405) if status == 404 else post.status_code in (301, 302, 405)
    assert not post.cookies


@pytest.mark.usefixtures("published")
@pytest.mark.parametrize("address", [address for address, _status, _expected in ANSWERS])
def test_every_answer_carries_the_security_headers(client, address):
    headers = client.get(address).headers

    policy = headers["Content-Security-Policy"]
    assert "default-src 'self'" in policy
    assert "unsafe" not in policy
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert "frame-ancestors 'none'" in policy


@pytest.mark.parametrize("address", ["/ita/2563/", "/ita/2564/oit/o42/1/", "/ita/2564/measures.json"])
def test_page_is_reached_by_a_redirect_to_https_in_production(client, settings, address):
    settings.SECURE_SSL_REDIRECT = True

    response = client.get(address)

    assert (response.status_code, response.headers["Location"]) == (301, f"https://testserver{address}")
