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


def origin(response):
    assert "Access-Control-Allow-Credentials" not in response.headers
    return response.headers.get("Access-Control-Allow-Origin")


@pytest.mark.parametrize("address", DATA)
def test_data_is_open_rendered_kept_unchanged_and_by_head(client, address):
    rendered, kept = client.get(address), client.get(address)
    unchanged = client.get(address, headers={"If-None-Match": kept.headers["ETag"]})

    assert unchanged.status_code == 304
    for response in (rendered, kept, unchanged, client.head(address)):
        assert origin(response) == "*"
        assert "ETag" in response.headers["Access-Control-Expose-Headers"]


@pytest.mark.parametrize(
    ("address", "status"),
    [("/ita/2599/result.json", 404), ("/ita/nowhere.csv", 404), ("/ita/2563/result.json?as_of=soon", 400)],
)
def test_refusal_of_data_is_open_too(client, address, status):
    response = client.get(address)

    assert (response.status_code, origin(response)) == (status, "*")


def test_browser_that_asks_first_is_told_what_it_may(client):
    asking = {"Origin": "https://data.go.th", "Access-Control-Request-Method": "GET"}
    response = client.options("/ita/2564/oit.json", headers=asking)

    assert (response.status_code, response.content, origin(response)) == (204, b"", "*")
    assert response.headers["Access-Control-Allow-Methods"] == "GET, HEAD"
    assert client.options("/ita/2564/oit.json").status_code == 405


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "QUERY"])
def test_data_is_only_read_and_says_so_to_clients_that_know_no_forms(method):
    response = Client(enforce_csrf_checks=True).generic(method, "/ita/2564/oit.json")

    assert (response.status_code, response.headers["Allow"], origin(response)) == (405, "GET, HEAD", "*")


@pytest.mark.parametrize("address", CLOSED)
def test_page_and_desk_are_not_open(client, address):
    assert not is_data(address)
    for response in (client.get(address), client.get(address)):
        assert origin(response) is None
    asking = {"Origin": "https://elsewhere.example", "Access-Control-Request-Method": "GET"}
    assert origin(client.options(address, headers=asking)) is None
