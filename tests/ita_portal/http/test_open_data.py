"""Scripts of other websites may read data, whatever the answer is; pages and the desk stay closed."""

import pytest
from django.test import Client

from ita_portal.http.cors import is_data

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("example")]
DATA = [
    "/ita/2563/result.json",
    "/ita/2563/result.csv",
    "/ita/2564/measures.xlsx",
    "/ita/2564/oit/versions/1/oit.json",
    "/ita/chain.json",
    "/ita/packs/2564.json",
    "/ita/feed.xml",
    "/ita/2564/oit/feed.xml",
    "/ita/2564/oit/timemap/json",
    "/ita/data/schemas/oit-1.json",
]
CLOSED = [
    "/ita/",
    "/ita/2563/",
    "/ita/2564/oit/",
    "/ita/admin/login/",
    "/ita/admin/x.json",
    "/ita/sitemap.xml",
]
ELSEWHERE = {"Origin": "https://data.go.th"}


def origin(response):
    assert "Access-Control-Allow-Credentials" not in response.headers
    return response.headers.get("Access-Control-Allow-Origin")


@pytest.mark.parametrize("address", DATA)
def test_data_is_open_rendered_kept_unchanged_and_by_head(client, address):
    rendered, kept = client.get(address, headers=ELSEWHERE), client.get(address, headers=ELSEWHERE)
    unchanged = client.get(address, headers=ELSEWHERE | {"If-None-Match": kept.headers["ETag"]})

    assert unchanged.status_code == 304
    for response in (rendered, kept, unchanged, client.head(address, headers=ELSEWHERE)):
        assert origin(response) == "*"
        assert "origin" in response.headers["Vary"]
        assert "ETag" in response.headers["Access-Control-Expose-Headers"]


@pytest.mark.parametrize(
    ("address", "status"),
    [("/ita/2599/result.json", 404), ("/ita/nowhere.csv", 404), ("/ita/2563/result.json?as_of=soon", 400)],
)
def test_refusal_of_data_is_open_too(client, address, status):
    response = client.get(address, headers=ELSEWHERE)

    assert (response.status_code, origin(response)) == (status, "*")


def test_browser_that_asks_first_is_told_what_it_may(client):
    asking = ELSEWHERE | {"Access-Control-Request-Method": "GET"}
    response = client.options("/ita/2564/oit.json", headers=asking)

    assert (response.status_code, response.content, origin(response)) == (200, b"", "*")
    assert response.headers["Access-Control-Allow-Methods"] == "GET, HEAD"
    assert "If-None-Match" in response.headers["Access-Control-Allow-Headers"]
    assert client.options("/ita/2564/oit.json").status_code == 405


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "QUERY"])
def test_data_is_only_read_and_says_so_to_clients_that_know_no_forms(method):
    response = Client(enforce_csrf_checks=True).generic(method, "/ita/2564/oit.json", headers=ELSEWHERE)

    assert (response.status_code, response.headers["Allow"], origin(response)) == (405, "GET, HEAD", "*")


@pytest.mark.parametrize("address", CLOSED)
def test_page_and_desk_are_not_open(client, address):
    assert not is_data(address)
    for response in (client.get(address, headers=ELSEWHERE), client.get(address, headers=ELSEWHERE)):
        assert origin(response) is None
        assert "origin" not in response.headers.get("Vary", "")
    asking = ELSEWHERE | {"Access-Control-Request-Method": "GET"}
    assert origin(client.options(address, headers=asking)) is None


def test_kept_answer_is_the_same_for_readers_with_and_without_a_website_of_their_own(client):
    address = "/ita/2563/result.json"
    asked = [client.get(address, headers=headers) for headers in (ELSEWHERE, {}, ELSEWHERE)]

    assert [origin(response) for response in asked] == ["*", None, "*"]
    assert {response.headers["Vary"] for response in asked} == {"Accept-Datetime, Accept-Encoding, origin"}
    assert not any(response.cookies for response in asked)
