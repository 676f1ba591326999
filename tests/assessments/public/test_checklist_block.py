"""The block that an agency pastes into its own website: plain HTML, every address in full."""

import re

import pytest
from lxml import html

from assessments.record.publish import withdraw
from tests.support.factories import make_agency, make_disclosure, publish_checklist

PAGE, SOURCE = "/ita/2564/oit/block/", "/ita/2564/oit/block.html"
PLAIN_TAGS = {"h2", "h3", "p", "ul", "li", "a", "div"}


@pytest.fixture
def published(db):
    agency = make_agency(hosts=["testserver"])
    links = [("ก <b>หนา</b>", "https://www.example.go.th/1"), ("มาตรการ", "/ita/2564/measures/")]
    make_disclosure(agency, "O12", links=links)
    return publish_checklist(agency)


def test_block_has_every_item_with_stable_addresses_in_full(client, published):
    response = client.get(SOURCE)
    block = html.fragment_fromstring(response.text, create_parent="div")
    addresses = [link.get("href") for link in block.iter("a")]
    assert all(address.startswith("http://testserver/ita/2564/oit/") for address in addresses)
    assert "http://testserver/ita/2564/oit/o12/1/" in addresses
    assert sum(1 for address in addresses if re.search(r"/oit/o\d+/$", address)) == 43
    assert response["Access-Control-Allow-Origin"] == "*"


def test_block_survives_a_cms_that_takes_out_style_and_script(client, published):
    block = html.fragment_fromstring(client.get(SOURCE).text, create_parent="div")
    assert {element.tag for element in block.iter()} == PLAIN_TAGS
    assert {name for element in block.iter() for name in element.attrib} == {"href"}
    assert "ก <b>หนา</b>" in block.text_content(), "a label stays text"


def test_page_shows_the_block_and_its_source(client, published):
    page = client.get(PAGE).text
    assert "&lt;h2&gt;การเปิดเผยข้อมูลสาธารณะ (OIT) ปีงบประมาณ ๒๕๖๔&lt;/h2&gt;" in page
    assert "<h2>การเปิดเผยข้อมูลสาธารณะ (OIT) ปีงบประมาณ ๒๕๖๔</h2>" in page
    assert PAGE in client.get("/ita/2564/oit/").text


def test_unpublished_is_not_found_and_withdrawn_is_gone(client, published):
    assert client.get("/ita/2563/oit/block.html").status_code == 404
    withdraw(published, reason="ผิด", by="somsri")
    assert client.get(SOURCE).status_code == 410
    assert client.get(PAGE).status_code == 410
