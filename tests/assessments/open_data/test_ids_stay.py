"""Ids in feeds, catalogues and calendars stay when the agency gets another host; addresses go with it."""

import json
import re

import pytest
from django.urls import reverse
from icalendar import Calendar
from lxml import etree

from tests.support.factories import make_agency, make_plan, make_year, publish_pakchong
from tests.support.people import make_user

pytestmark = pytest.mark.django_db
OLD, NEW = "https://www.tambon.example", "https://new.tambon.example"
FEEDS = pytest.mark.parametrize("address", ["/ita/feed.xml", "/ita/2564/oit/feed.xml"])
ATOM = "{http://www.w3.org/2005/Atom}"
MEANT_TO_BE_OPENED = (
    "dcat:accessURL",
    "dcat:downloadURL",
    "dcat:landingPage",
    "vcard:hasURL",
    "foaf:homepage",
)


@pytest.fixture(autouse=True)
def any_host(settings):
    """Every host is answered to."""
    settings.ALLOWED_HOSTS = ["*"]


def moved(agency, origin):
    """The agency is read under this origin from now on."""
    agency.public_origin = origin
    agency.save()


def read(client, address, host="inner.test"):
    return client.get(address, headers={"host": host}, secure=True).content


def feed(client, address, host="inner.test"):
    """(ids, addresses) of a feed."""
    root = etree.fromstring(read(client, address, host))
    return [each.text for each in root.iter(f"{ATOM}id")], [
        each.get("href") for each in root.iter(f"{ATOM}link")
    ]


@FEEDS
def test_a_feed_keeps_its_ids(client, address):
    agency = publish_pakchong()
    moved(agency, OLD)
    ids, addresses = feed(client, address)
    assert all(each.startswith(OLD) for each in addresses)

    moved(agency, NEW)

    kept, now = feed(client, address)
    assert kept == ids
    assert now == [each.replace(OLD, NEW) for each in addresses]


@FEEDS
def test_a_feed_that_is_published_already_goes_on_with_its_ids(client, address):
    """Before the origin was a field, ids had the host at which the feed was read."""
    agency = publish_pakchong()
    before = feed(client, address, host="www.tambon.example")

    moved(agency, OLD)

    assert feed(client, address) == before


def nodes(described, name=""):
    """(the property that holds it, its id) of every node of a JSON-LD document."""
    if isinstance(described, list):
        for each in described:
            yield from nodes(each, name)
    elif isinstance(described, dict):
        if "@id" in described:
            yield name, described["@id"]
        for key, value in described.items():
            yield from nodes(value, key)


def test_a_catalogue_keeps_its_ids_and_leads_to_where_it_is_read(client):
    agency = publish_pakchong()
    moved(agency, OLD)
    before = list(nodes(json.loads(read(client, "/ita/data/catalog.jsonld"))))
    moved(agency, NEW)
    after = list(nodes(json.loads(read(client, "/ita/data/catalog.jsonld"))))

    opened = {*MEANT_TO_BE_OPENED, "dcat:endpointURL", "dcat:endpointDescription", "dct:conformsTo"}
    assert {name for name, _id in before} >= {*MEANT_TO_BE_OPENED, "dcat:distribution", "dct:publisher"}
    for (name, old), (_name, new) in zip(before, after, strict=True):
        assert new == (old.replace(OLD, NEW) if name in opened else old), name


def test_other_data_moves_as_a_whole(client):
    agency = publish_pakchong()
    moved(agency, OLD)
    before = {
        path: read(client, path).decode() for path in ("/ita/data/datapackage.json", "/ita/sitemap.xml")
    }
    moved(agency, NEW)

    for path, text in before.items():
        assert OLD in text
        assert read(client, path).decode() == text.replace(OLD, NEW)


def calendar(client):
    """[(UID, address)] of the calendar's events."""
    response = client.get(reverse("admin:calendar"), headers={"host": "inner.test"})
    return [
        (str(each["uid"]), str(each["url"])) for each in Calendar.from_ical(response.content).walk("VEVENT")
    ]


def test_a_calendar_keeps_its_uids(client, time_machine):
    time_machine.move_to("2021-03-01T09:00+07:00")
    agency = make_agency()
    make_year(2564)
    make_plan(agency)
    client.force_login(make_user(role="editor", agency=agency))
    uids = re.compile(r"step-.*@127\.0\.0\.1")  # the deployment's, while the agency has none
    assert all(uids.fullmatch(uid) for uid, _address in calendar(client))

    moved(agency, OLD)
    before = calendar(client)
    assert all(uid.endswith("@www.tambon.example") for uid, _address in before)
    assert all(address.startswith(f"{OLD}/ita/admin/") for _uid, address in before)

    type(agency).objects.update(public_origin=NEW)

    assert calendar(client) == [(uid, address.replace(OLD, NEW)) for uid, address in before]
