"""A wrong address: the page says which published one was probably meant."""

import pytest

from assessments.models import Page
from assessments.public.not_found_suggestions import suggestions
from assessments.record.publish import withdraw
from tests.support.factories import make_agency, publish_pakchong

PAGES = [(2563, Page.RESULT), (2564, Page.OIT), (2564, Page.MEASURES), (2567, Page.OIT)]


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("/ita/2599/", ["/ita/2567/"]),
        ("/ita/2021/", ["/ita/2564/"]),
        ("/ita/3107/", ["/ita/2564/"]),
        ("/ita/๒๕๖๓/", ["/ita/2563/"]),
        ("/ita/2563/measures/", ["/ita/2564/measures/", "/ita/2563/"]),
        ("/ita/2566/oit/", ["/ita/2567/oit/", "/ita/2567/"]),
        ("/ita/2564/oit/o99/", ["/ita/search/?q=O99", "/ita/2564/oit/", "/ita/2564/"]),
        ("/ita/2564/oit/42", ["/ita/search/?q=O42", "/ita/2564/oit/", "/ita/2564/"]),
        ("/ita/2564/measures/progress/", ["/ita/2564/"]),
        ("/ita/nothing/", []),
        ("/ita/9999999999/", []),
    ],
)
def test_nearest_published_page_is_proposed(path, expected):
    assert [each.address for each in suggestions(path, PAGES)] == expected


def test_nothing_published_proposes_nothing():
    assert suggestions("/ita/2564/", []) == []


@pytest.mark.django_db
def test_404_page_leads_to_a_page_that_exists(client):
    publish_pakchong()

    response = client.get("/ita/2599/oit/o42/")

    assert response.status_code == 404
    assert "หน้าที่น่าจะต้องการ" in response.text
    assert 'href="/ita/2564/oit/"' in response.text
    for address in ("/ita/2564/oit/", "/ita/search/?q=O42", "/ita/2564/"):
        assert client.get(address).status_code == 200


@pytest.mark.django_db
def test_withdrawn_page_is_not_proposed(client):
    agency = publish_pakchong()
    withdraw(agency.publications.get(page="oit"), reason="มีชื่อผู้ร้องเรียน", by="somsri", role="ปลัด อบต.")

    assert 'href="/ita/2564/oit/"' not in client.get("/ita/2599/oit/").text


@pytest.mark.django_db
def test_agency_without_pages_has_no_proposal(client):
    make_agency()

    assert "หน้าที่น่าจะต้องการ" not in client.get("/ita/2564/").text
