"""The lists of the open data follow what is published: nothing yet, or something withdrawn."""

import pytest

from assessments.record.publish import withdraw
from tests.support.factories import make_agency, publish_pakchong

pytestmark = pytest.mark.django_db
PACKAGE, CATALOG, PAGE = "/ita/data/datapackage.json", "/ita/data/catalog.jsonld", "/ita/data/"


def test_agency_without_tables_has_no_package_but_a_page(client):
    make_agency()

    assert client.get(PACKAGE).status_code == 404
    assert client.get(CATALOG).json()["dcat:dataset"] == []
    assert "ยังไม่มีข้อมูลที่เผยแพร่" in client.get(PAGE).text


def test_withdrawn_page_is_in_no_list(client):
    agency = publish_pakchong()
    withdraw(agency.publications.get(page="oit"), reason="มีข้อมูลส่วนบุคคล", by="ผู้อนุมัติ", role="ปลัด อบต.")

    assert "oit-2564" not in client.get(PACKAGE).text
    assert "oit.json" not in client.get(CATALOG).text
    assert "oit.json" not in client.get(PAGE).text
