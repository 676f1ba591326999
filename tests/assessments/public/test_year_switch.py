"""The year switcher: the same page of another year where it is published, every year however many."""

import re

import pytest

from assessments.record.publish import withdraw
from tests.support.factories import publish_many_years, publish_pakchong

pytestmark = pytest.mark.django_db


@pytest.fixture
def agency():
    agency = publish_pakchong()
    publish_many_years(agency, 2)
    return agency


def switch(client, address):
    """{year as shown: address} of the switcher, and the year it says one is in."""
    menu = client.get(address).text.partition('<nav class="years"')[2].partition("</nav>")[0]
    links = re.findall(r'<a href="([^"]+)"( aria-current="true")?>(.{4})</a>', menu)
    return {year: to for to, _current, year in links}, {year for _to, current, year in links if current}


def test_it_stays_on_the_same_page_where_that_year_has_it(client, agency):
    years, current = switch(client, "/ita/2562/oit/")

    assert years == {
        "๒๕๖๔": "/ita/2564/oit/",
        "๒๕๖๓": "/ita/2563/",
        "๒๕๖๒": "/ita/2562/oit/",
        "๒๕๖๑": "/ita/2561/oit/",
    }
    assert current == {"๒๕๖๒"}


def test_items_lead_to_the_checklist_because_codes_change_their_meaning(client, agency):
    years, _current = switch(client, "/ita/2564/oit/o42/")

    assert years["๒๕๖๒"] == "/ita/2562/oit/"


def test_withdrawn_page_is_not_led_to(client, agency):
    withdraw(
        agency.publications.get(page="measures", year_be=2562),
        reason="ประกาศผิด",
        by="somsri",
        role="ปลัด อบต.",
    )

    years, _current = switch(client, "/ita/2564/measures/")

    assert years["๒๕๖๒"] == "/ita/2562/"
    assert years["๒๕๖๑"] == "/ita/2561/measures/"


def test_home_and_search_lead_to_the_years(client, agency):
    for address in ("/ita/", "/ita/search/?q=O42"):
        years, current = switch(client, address)
        assert years["๒๕๖๑"] == "/ita/2561/"
        assert not current


def test_twenty_years_are_all_in_it_and_an_old_one_stands_beside_the_newest(client):
    publish_many_years(publish_pakchong(), 20)

    menu = client.get("/ita/2550/").text.partition('<nav class="years"')[2].partition("</nav>")[0]

    newest, every = (part.partition("</ul>")[0] for part in menu.split("<ul")[1:])
    assert len(re.findall("<li>", newest)) == 5
    assert 'href="/ita/2550/" aria-current="true"' in newest
    assert len(re.findall("<li>", every)) == 22
