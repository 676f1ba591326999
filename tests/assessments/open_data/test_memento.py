"""RFC 7089: TimeGates, Mementos, timemaps, and a real client that negotiates with them."""

from datetime import UTC, datetime

import pytest
from memento_client import MementoClient

from tests.support.three_days import publish_on_three_days

pytestmark = pytest.mark.django_db


@pytest.fixture
def three_days(time_machine):
    return publish_on_three_days(time_machine)


def test_live_page_names_its_timegate_and_timemap(client, three_days):
    page = client.get("/ita/2563/")
    assert '<http://testserver/ita/2563/>; rel="original timegate"' in page["Link"]
    assert '<http://testserver/ita/2563/timemap/link>; rel="timemap"' in page["Link"]
    assert "Memento-Datetime" not in page


def test_version_is_a_memento_with_neighbours(client, three_days):
    page = client.get("/ita/2563/versions/2/")
    assert page["Memento-Datetime"] == "Fri, 30 Apr 2021 03:00:00 GMT"
    for number, relation in ((1, "first prev"), (2, ""), (3, "last next")):
        relations = f"{relation} memento".strip()
        assert f'<http://testserver/ita/2563/versions/{number}/>; rel="{relations}"' in page["Link"]
    assert "Accept-Datetime" not in page.get("Vary", "")


def test_before_the_first_state_the_first_is_given(client, three_days):
    page = client.get("/ita/2563/", headers={"Accept-Datetime": "Mon, 01 Jan 2018 00:00:00 GMT"})
    assert page["Location"].endswith("/versions/1/")


def test_timemaps_list_every_state(client, three_days):
    link = client.get("/ita/2563/timemap/link")
    assert link["Content-Type"] == "application/link-format"
    assert link.text.count("datetime=") == 3
    assert 'from="Fri, 12 Mar 2021 03:00:00 GMT"' in link.text
    document = client.get("/ita/2563/timemap/json").json()
    assert [row["datetime"] for row in document["mementos"]["list"]] == [
        "2021-03-12T03:00:00Z",
        "2021-04-30T03:00:00Z",
        "2021-07-19T03:00:00Z",
    ]
    assert client.get("/ita/2563/timemap/xml").status_code == 404
    assert client.get("/ita/2562/timemap/link").status_code == 404


@pytest.mark.django_db(transaction=True)
def test_a_real_client_finds_the_state_of_a_day(live_server, time_machine):
    publish_on_three_days(time_machine)
    time_machine.move_to("2026-11-23T03:00:00Z")
    original = f"{live_server.url}/ita/2563/"
    client = MementoClient(timegate_uri="", check_native_timegate=False)

    info = client.get_memento_info(original, datetime(2021, 5, 1))  # noqa: DTZ001 (the client wants it naive)

    assert info["original_uri"] == original
    assert info["mementos"]["closest"]["uri"] == [f"{original}versions/2/"]
    moments = {name: info["mementos"][name]["datetime"].date().isoformat() for name in ("first", "last")}
    assert moments == {"first": "2021-03-12", "last": "2021-07-19"}
    assert datetime.now(UTC).year == 2026


def test_unreadable_moment_is_refused_whatever_else_is_asked_for(client, three_days):
    for query in ("", "?as_of=2590-01-31"):
        for _again in range(2):  # the second time a page may come from those that are kept
            assert client.get(f"/ita/2563/{query}").status_code == 200
            refused = client.get(f"/ita/2563/{query}", headers={"accept-datetime": "yesterday"})
            assert refused.status_code == 400
