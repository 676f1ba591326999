"""/ita/chain.json: the newest records of the chain, page by page, without any content."""

import json

import pytest

from assessments.content.canonical_json import canonical_json
from assessments.models import Publication
from assessments.public import chain as views_chain
from assessments.record.publish import withdraw
from assessments.record.verification.earlier_log import read_log
from tests.support.factories import make_agency, publish_content
from tests.support.public_pages import only_reading
from tests.support.tampering import PAGES, publish_five

pytestmark = pytest.mark.django_db
ADDRESS = "/ita/chain.json"


@pytest.fixture
def agency(db):
    return publish_five()


def sequences(response):
    return [record["sequence"] for record in response.json()["records"]]


def test_log_is_that_of_the_export_without_its_time(client, agency, django_assert_num_queries):
    withdraw(Publication.objects.get(sequence=2), reason="มีข้อมูลส่วนบุคคล", by="somsri", role="ปลัด อบต.")

    with only_reading(), django_assert_num_queries(3):  # the site, its newest change, the log
        response = client.get(ADDRESS)

    data, newest = response.json(), agency.publications.latest("sequence")
    assert response.text == canonical_json(data)
    assert (data["schema"], data["agency"], data["earlier"]) == ("chain/1", "pakchong", None)
    assert data["head"]["record_sha256"] == newest.record_sha256
    assert sequences(response) == [1, 2, 3, 4, 5, 6]
    withdrawal = (2564, "withdrawal")
    assert [(record["fiscal_year"], record["page"]) for record in data["records"]] == [*PAGES, withdrawal]
    assert [notice["content"]["record"]["sequence"] for notice in data["notices"]] == [2]
    assert data["records"][1]["withdrawn"]["reason"] == "มีข้อมูลส่วนบุคคล"
    assert read_log(response.content).tip == data["head"]
    assert "การเปิดเผยข้อมูล" not in response.text
    assert "somsri" not in response.text


def test_agency_without_publications_has_an_empty_chain(client):
    make_agency()

    data = client.get(ADDRESS).json()

    assert (data["head"], data["records"], data["earlier"]) == (None, [], None)


def test_earlier_records_come_page_by_page_with_the_same_head(client, agency, monkeypatch):
    monkeypatch.setattr(views_chain, "NEWEST", 2)
    address, seen, heads = ADDRESS, [], []
    while address:
        response = client.get(address)
        seen.append(sequences(response))
        heads.append(response.json()["head"]["sequence"])
        address = response.json()["earlier"]

    assert seen == [[4, 5], [2, 3], [1]]
    assert heads == [5, 5, 5]
    assert views_chain.NEWEST == 2
    assert sequences(client.get(f"{ADDRESS}?before=1")) == []
    assert read_log(client.get(f"{ADDRESS}?before=4").content).records[-1]["sequence"] == 3


def test_no_page_is_longer_than_a_thousand():
    assert views_chain.NEWEST == 1000


@pytest.mark.parametrize(
    "before", ["", "0", "-1", "x", "1.5", "๑๐", "1e3", "9999999999", "1 OR 1=1", "\u0000"]
)
def test_nonsense_place_gets_400_that_says_what_one_looks_like(client, agency, before):
    with only_reading():
        response = client.get(ADDRESS, {"before": before})

    assert response.status_code == 400
    assert "?before=1001" in response.text


def test_each_host_reads_the_chain_of_its_own_agency(client, settings, agency):
    settings.ALLOWED_HOSTS = [".example"]
    agency.hosts.create(host="pakchong.example")
    other = make_agency("other", name="อื่น", hosts=["other.example"])
    publish_content(other, 2563, "result", {"schema": "test/1"}, note="ของอื่น")

    def read(host):
        return client.get(ADDRESS, headers={"host": host})

    assert read("other.example").json()["agency"] == "other"
    assert sequences(read("other.example")) == [1]
    assert sequences(read("pakchong.example")) == [1, 2, 3, 4, 5]
    assert read("stranger.example").status_code == 404


def test_as_of_a_day_the_chain_ends_with_that_day(client, time_machine):
    agency = make_agency()
    for day, turn in (("2021-03-12", 1), ("2021-04-30", 2), ("2021-05-01", 3)):
        time_machine.move_to(f"{day}T10:00:00Z", tick=False)
        publish_content(agency, 2563, "result", {"schema": "test/1", "turn": turn})

    data = client.get(ADDRESS, {"as_of": "2021-04-30"}).json()
    earlier = client.get(ADDRESS, {"as_of": "2021-04-30", "before": "2"}).json()

    assert data["head"]["sequence"] == data["records"][-1]["sequence"] == 2
    assert (earlier["head"]["sequence"], [record["sequence"] for record in earlier["records"]]) == (2, [1])
    assert client.get(ADDRESS, {"as_of": "2021-03-11"}).json()["head"] is None


def test_reader_who_has_it_gets_304_until_something_is_published_or_withdrawn(
    client, agency, django_assert_num_queries
):
    def again(response):
        return client.get(ADDRESS, headers={"if-none-match": response.headers["ETag"]})

    first = client.get(ADDRESS)
    with django_assert_num_queries(1):  # the site; the log is kept
        unchanged = again(first)
    assert (unchanged.status_code, unchanged.content) == (304, b"")
    since = first.headers["Last-Modified"]
    assert client.get(ADDRESS, headers={"if-modified-since": since}).status_code == 304

    withdraw(Publication.objects.get(sequence=1), reason="มีข้อมูลส่วนบุคคล", by="somsri", role="ปลัด อบต.")
    second = again(first)
    assert second.status_code == 200
    publish_content(agency, 2563, "result", {"schema": "test/1", "turn": 6})
    assert again(second).status_code == 200


def test_bytes_do_not_change_between_two_readings(client, agency):
    assert client.get(ADDRESS).content == client.get(ADDRESS).content
    assert json.loads(client.get(ADDRESS).content)["head"]["sequence"] == 5
