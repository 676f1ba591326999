"""RFC 7089: TimeGates, Mementos, timemaps, and a real client that negotiates with them."""

import random
from datetime import UTC, datetime, timedelta

import pytest
from django.utils import timezone
from memento_client import MementoClient

from assessments.open_data.memento import state_at
from tests.support.factories import make_agency, make_assessment, publish_content, publish_result
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
    for query in ("", f"?as_of={timezone.localdate()}"):
        for _again in range(2):  # the second time a page may come from those that are kept
            assert client.get(f"/ita/2563/{query}").status_code == 200
            refused = client.get(f"/ita/2563/{query}", headers={"accept-datetime": "yesterday"})
            assert refused.status_code == 400


def versions_at(moments, time_machine):
    """Versions of the result of 2563, one published at each of the moments."""
    time_machine.move_to(moments[0], tick=False)
    agency = make_agency()
    content = publish_result(make_assessment(agency)).data()
    for number, moment in enumerate(moments[1:], start=2):
        time_machine.move_to(moment, tick=False)
        publish_content(agency, 2563, "result", content | {"pass_mark": number}, note="ฉบับใหม่")


def led_to(client, address, form=""):
    """The address to which a page leads for the datetime that one of its versions announces."""
    announced = client.get(f"{address}{form}")["Memento-Datetime"]
    return client.get(f"/ita/2563/{form}", headers={"Accept-Datetime": announced})["Location"]


@pytest.mark.parametrize("form", ["", "result.json", "result.csv"])
def test_announced_datetime_of_every_version_leads_back_to_it(client, time_machine, form):
    dice = random.Random(7089)
    start = datetime(2021, 3, 12, 3, tzinfo=UTC)
    seconds = sorted(dice.sample(range(200), 12))
    versions_at(
        [start + timedelta(seconds=each, microseconds=dice.randrange(10**6)) for each in seconds],
        time_machine,
    )

    for number in range(1, 13):
        address = f"/ita/2563/versions/{number}/"
        assert led_to(client, address, form) == f"http://testserver{address}{form}"


def test_of_two_versions_of_one_second_the_later_is_given(client, time_machine):
    second = datetime(2021, 3, 12, 3, tzinfo=UTC)
    offsets = (100, 999_999, 1_000_000)
    versions_at([second + timedelta(microseconds=each) for each in offsets], time_machine)

    for number, given in ((1, 2), (2, 2), (3, 3)):
        found = led_to(client, f"/ita/2563/versions/{number}/")
        assert found == f"http://testserver/ita/2563/versions/{given}/"


def test_a_second_before_a_version_announces_itself_it_does_not_stand_yet():
    second = datetime(2021, 3, 12, 3, tzinfo=UTC)
    states = [(1, second), (2, second + timedelta(seconds=5, microseconds=1))]

    assert [state_at(second + timedelta(seconds=each), states) for each in (-1, 0, 4, 5, 6)] == [
        1,
        1,
        1,
        2,
        2,
    ]
