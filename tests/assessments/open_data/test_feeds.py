"""feed.xml: what was published, newest first, as Atom (RFC 4287)."""

import html
from datetime import datetime

import pytest
from lxml import etree

from assessments.open_data import feeds
from assessments.record.publish import withdraw
from tests.support.factories import make_agency, publish_content, publish_pakchong
from tests.support.public_pages import only_reading
from tests.support.three_days import TOTALS, publish_on_three_days

pytestmark = pytest.mark.django_db
ALL, CHECKLIST = "/ita/feed.xml", "/ita/2564/oit/feed.xml"
BOTH = pytest.mark.parametrize("address", [ALL, CHECKLIST])


def read(client, address=ALL, **given):
    """The feed as (root without namespace, its entries as dicts of text, with their link)."""
    response = client.get(address, **given)
    assert response.status_code == 200
    root = etree.fromstring(response.content)
    assert root.tag == "{http://www.w3.org/2005/Atom}feed"
    for element in root.iter():
        element.tag = etree.QName(element).localname
    entries = [
        {child.tag: child.text for child in entry} | {"link": entry.find("link").get("href")}
        for entry in root.findall("entry")
    ]
    return root, entries


def publish_often(count, **agency_fields):
    agency = make_agency(**agency_fields)
    for turn in range(1, count + 1):
        content = {"schema": "test/1", "turn": turn}
        publish_content(agency, 2564, "oit", content, note=f"ครั้งที่ {turn}")
    return agency


@BOTH
def test_feed_has_what_atom_requires(client, address):
    publish_pakchong()

    with only_reading():
        root, entries = read(client, address)

    assert root.get("{http://www.w3.org/XML/1998/namespace}lang") == "th"
    assert root.findtext("title").endswith("– องค์การบริหารส่วนตำบลปากช่อง")
    assert root.find("link[@rel='self']").get("href") == f"http://testserver{address}"
    assert root.findtext("author/name") == "องค์การบริหารส่วนตำบลปากช่อง"
    assert root.findtext("id") == root.find("link[@rel='alternate']").get("href")
    assert root.findtext("updated") == max(entry["updated"] for entry in entries)
    for entry in entries:
        assert entry["id"].startswith("tag:testserver,20")
        assert datetime.fromisoformat(entry["updated"]).tzinfo
        assert entry["title"]
        assert client.get(entry["link"]).status_code == 200
    assert len({entry["id"] for entry in entries}) == len(entries) == (3 if address == ALL else 1)


def test_entries_are_newest_first_with_note_and_version(client, time_machine):
    rows = publish_on_three_days(time_machine)

    _root, entries = read(client)

    assert [html.unescape(entry["summary"]) for entry in entries] == [
        f"คะแนนรวม {total}" for total in TOTALS[::-1]
    ]
    assert entries[0]["title"] == "ผลการประเมิน ปีงบประมาณ ๒๕๖๓ ฉบับที่ ๓"
    assert entries[2]["link"] == "http://testserver/ita/2563/versions/1/"
    assert entries[2]["id"] == "tag:testserver,2021-03-12:/ita/2563/versions/1/"
    assert [datetime.fromisoformat(entry["updated"]) for entry in entries] == [
        row.published_at.replace(microsecond=0) for row in rows[::-1]
    ]


def test_checklist_feed_holds_only_that_checklist(client):
    publish_pakchong()

    _root, entries = read(client, CHECKLIST)

    assert [entry["link"] for entry in entries] == ["http://testserver/ita/2564/oit/versions/1/"]
    assert client.get("/ita/2563/oit/feed.xml").status_code == 404
    assert CHECKLIST in client.get("/ita/2564/oit/").text


@BOTH
def test_feed_is_bounded_and_costs_the_same_however_long_the_record(
    client, address, django_assert_num_queries
):
    publish_often(60)

    with django_assert_num_queries(4 if address == CHECKLIST else 3):  # site, state, (exists), entries
        _root, entries = read(client, address)

    assert len(entries) == feeds.NEWEST == 50
    assert html.unescape(entries[0]["summary"]) == "ครั้งที่ 60"
    assert html.unescape(entries[-1]["summary"]) == "ครั้งที่ 11"


@BOTH
def test_withdrawn_entry_keeps_its_id_and_says_why_instead_of_its_note(client, time_machine, address):
    time_machine.move_to("2021-03-12T10:00:00+07:00", tick=False)
    agency = publish_often(2)
    before = read(client, address)[1]
    time_machine.move_to("2021-04-30T10:00:00+07:00", tick=False)
    withdraw(agency.publications.get(number=1), reason="มีชื่อ <นาย ก>", by="somsri", role="ปลัด อบต.")

    after = read(client, address)[1]

    assert after[0] == before[0]
    assert after[1]["id"] == before[1]["id"]
    assert after[1]["title"].endswith("(ถอนแล้ว)")
    assert "ครั้งที่ 1" not in after[1]["summary"]
    assert html.unescape(after[1]["summary"]).endswith("เพราะ มีชื่อ <นาย ก>")
    assert after[1]["published"] == before[1]["published"] == "2021-03-12T03:00:00+00:00"
    assert after[1]["updated"] == "2021-04-30T03:00:00+00:00"
    assert "somsri" not in client.get(address).text


def test_note_is_text_even_for_readers_that_take_summaries_for_markup(client):
    publish_content(
        make_agency(), 2564, "oit", {"schema": "test/1"}, note="<img src=x onerror=alert(1)> & \x01"
    )

    _root, (entry,) = read(client)

    assert entry["summary"] == "&lt;img src=x onerror=alert(1)&gt; &amp;"


def test_agency_without_publications_has_an_empty_feed_that_stays_the_same(client):
    make_agency()

    root, entries = read(client)

    assert entries == []
    assert root.findtext("updated")
    assert client.get(ALL).content == client.get(ALL).content
    assert client.get(CHECKLIST).status_code == 404


def test_each_host_reads_its_own_agency(client, settings):
    settings.ALLOWED_HOSTS = [".example"]
    publish_often(2, hosts=["pakchong.example"])
    make_agency("other", name="อื่น", hosts=["other.example"])

    assert len(read(client, headers={"host": "pakchong.example"})[1]) == 2
    assert read(client, headers={"host": "other.example"})[1] == []
    assert client.get(ALL, headers={"host": "stranger.example"}).status_code == 404


@pytest.mark.parametrize("page", ["/ita/", "/ita/2563/", "/ita/2564/oit/o42/"])
def test_pages_name_the_feed(client, page):
    publish_pakchong()

    links = etree.HTML(client.get(page).text).xpath("//link[@type='application/atom+xml']/@href")

    assert links == [ALL]
