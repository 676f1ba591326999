"""What holds for every public page: who may see it, what it costs, and that reading changes nothing."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from assessments.record.publish import withdraw
from tests.support.factories import make_agency, publish_content, publish_many_years, publish_pakchong
from tests.support.public_pages import PUBLIC_PAGES, only_reading

pytestmark = pytest.mark.django_db
MOST_QUERIES = 3
ELSEWHERE = {"name": "องค์การบริหารส่วนตำบลอื่น", "district": "จอมบึง", "province": "ราชบุรี"}
EVERY_PAGE = pytest.mark.parametrize("address", [address for address, _page in PUBLIC_PAGES.values()])
RECORDED = [(address, page) for address, page in PUBLIC_PAGES.values() if page]


@EVERY_PAGE
@pytest.mark.parametrize("method", ["get", "head"])
def test_reading_sends_selects_only_and_sets_no_cookie(client, address, method):
    publish_pakchong()

    with only_reading():
        response = getattr(client, method)(address)

    assert response.status_code in (200, 302)
    assert not response.cookies
    assert "Cookie" not in response.headers.get("Vary", "")
    assert method == "get" or not response.content


@EVERY_PAGE
@pytest.mark.parametrize("method", ["post", "put", "patch", "delete", "options"])
def test_other_methods_are_refused(client, address, method):
    publish_pakchong()

    with only_reading():
        response = getattr(client, method)(address)

    assert response.status_code == 405
    assert {name.strip() for name in response.headers["Allow"].split(",")} == {"GET", "HEAD"}


@EVERY_PAGE
def test_host_that_is_nobodys_gets_404_once_there_are_several_agencies(client, settings, address):
    settings.ALLOWED_HOSTS = [".example"]
    publish_pakchong(hosts=["pakchong.example"])
    make_agency("other", **ELSEWHERE, hosts=["other.example"])

    assert client.get(address, headers={"host": "pakchong.example:8000"}).status_code in (200, 302)
    assert client.get(address, headers={"host": "PAKCHONG.example"}).status_code in (200, 302)
    stranger = client.get(address, headers={"host": "stranger.example"})
    assert stranger.status_code == 404
    assert "ปากช่อง" not in stranger.text


@pytest.mark.parametrize(("address", "of_page"), RECORDED)
def test_other_agency_has_none_of_these_pages(client, settings, address, of_page):
    settings.ALLOWED_HOSTS = [".example"]
    publish_pakchong(hosts=["pakchong.example"])
    make_agency("other", **ELSEWHERE, hosts=["other.example"])

    response = client.get(address, headers={"host": "other.example"})

    assert response.status_code == 404
    assert "ปากช่อง" not in response.text


@pytest.mark.parametrize(("address", "of_page"), RECORDED)
def test_unpublished_page_is_404(client, address, of_page):
    make_agency()

    assert client.get(address).status_code == 404


@pytest.mark.parametrize(("address", "of_page"), RECORDED)
def test_unknown_year_is_404(client, address, of_page):
    publish_pakchong()

    for year_be in ("2599", "1999", "99", "3105", "๒๕๖๓"):
        other = address.replace("2563", year_be).replace("2564", year_be)
        assert client.get(other).status_code == 404, other


@pytest.mark.parametrize(("address", "of_page"), RECORDED)
def test_withdrawn_page_is_410_with_the_reason_and_without_its_content(client, address, of_page):
    agency = publish_pakchong()
    record = agency.publications.get(page=of_page)
    withdraw(record, reason="มีชื่อผู้ร้องเรียน <นาย ก>", by="somsri", role="ปลัด อบต.")

    with only_reading():
        response = client.get(address)

    assert response.status_code == 410
    assert "มีชื่อผู้ร้องเรียน &lt;นาย ก&gt;" in response.text
    assert record.sha256 in response.text
    for secret in ("55.62", "๕๕.๖๒", "83.68", "๘๓.๖๘", "การยืม-คืน", "somsri"):
        assert secret not in response.text
    assert 'content="noindex"' in response.text


def test_every_page_costs_the_same_few_queries_with_1_and_with_50_years(client):
    agency = publish_pakchong()

    def costs():
        counts = {}
        for address, _page in PUBLIC_PAGES.values():
            with CaptureQueriesContext(
                connection,
            ) as queries:
                assert client.get(address).status_code in (200, 302)
            counts[address] = len(queries)
        return counts

    one_year = costs()
    publish_many_years(agency, 49)

    assert costs() == one_year
    assert not {at: n for at, n in one_year.items() if n > MOST_QUERIES}


def test_page_costs_the_same_under_any_host_and_one_query_when_it_is_kept(
    settings, django_assert_num_queries
):
    settings.ALLOWED_HOSTS = ["pakchong.example", "testserver"]
    publish_pakchong(hosts=["pakchong.example"])

    for host in settings.ALLOWED_HOSTS:
        client = Client(headers={"host": host})
        for queries in (2, 1, 1):
            with django_assert_num_queries(queries):
                client.get("/ita/2564/measures/")


def marked_up(value):
    """Content in which every text that people write carries markup."""
    if isinstance(value, dict):
        codes = {
            "schema",
            "slug",
            "kind",
            "code",
            "number",
            "instrument",
            "address",
            "url",
            "state",
            "answer",
        }
        plain = codes | {"sub_indicator", "score_state", "since", "changed", "data_period", "scheme", "label"}
        return {key: each if key in plain else marked_up(each) for key, each in value.items()}
    if isinstance(value, list):
        return [marked_up(each) for each in value]
    return f"{value}<evil x='1'>" if isinstance(value, str) else value


@EVERY_PAGE
def test_text_of_staff_is_never_read_as_markup(client, address):
    agency = publish_pakchong(name="<evil>", district="<evil>")
    for record in list(agency.publications.order_by("sequence")):
        content = marked_up(record.data())
        publish_content(agency, record.year_be, record.page, content, note="<evil>")

    response = client.get(address)

    assert response.status_code in (200, 302)
    if response.headers["Content-Type"].startswith("text/html"):
        assert "<evil" not in response.text
        assert address.endswith("/1/") or "&lt;evil" in response.text
