"""Error pages carry the agency's header where the host has one, cost little and never raise."""

import pytest
from django.core.exceptions import PermissionDenied, SuspiciousOperation
from django.db import DatabaseError, connection
from django.test import Client, RequestFactory
from django.test.utils import CaptureQueriesContext

from assessments.admin.concurrency.csrf_failure import csrf_failure
from assessments.public import error_pages as views
from tests.support.factories import make_agency, publish_pakchong
from tests.support.public_pages import only_reading, words

NAME = "องค์การบริหารส่วนตำบลปากช่อง"
MOST_QUERIES = 3  # what any public page may cost
HANDLERS = [
    (views.page_not_found, 404, "ไม่พบหน้านี้"),
    (views.permission_denied, 403, "ไม่มีสิทธิ์เปิดหน้านี้"),
    (views.bad_request, 400, "คำขอนี้ไม่ถูกต้อง"),
    (csrf_failure, 403, "ส่งแบบฟอร์มไม่สำเร็จ"),
]
EVERY_HANDLER = pytest.mark.parametrize(("handler", "status", "heading"), HANDLERS)


def answer(handler, **headers):
    return handler(RequestFactory().get("/ita/x/", **headers), "why")


@pytest.mark.django_db
@EVERY_HANDLER
def test_header_and_years_are_the_agencys(handler, status, heading):
    publish_pakchong()

    with only_reading(), CaptureQueriesContext(connection) as queries:
        response = answer(handler)

    assert response.status_code == status
    assert f"<h1>{heading}</h1>" in response.text
    assert NAME in words(response)
    assert 'href="/ita/2563/"' in response.text
    assert 'rel="canonical"' not in response.text
    assert len(queries) <= MOST_QUERIES


@pytest.mark.django_db
@EVERY_HANDLER
def test_without_an_agency_the_header_is_the_portals(handler, status, heading):
    response = answer(handler)

    assert response.status_code == status
    assert "การประเมิน ITA" in words(response)


@pytest.mark.django_db
@EVERY_HANDLER
def test_without_a_database_the_page_still_comes(handler, status, heading, monkeypatch):
    def gone(*arguments):
        raise DatabaseError("the database is gone")

    monkeypatch.setattr(views, "public_request", gone)

    assert answer(handler).status_code == status


@EVERY_HANDLER
def test_under_a_host_that_is_not_ours_it_asks_nothing(handler, status, heading):
    response = answer(handler, headers={"host": "elsewhere.example"})

    assert response.status_code == status
    assert NAME not in response.text


@pytest.mark.django_db
@pytest.mark.parametrize("address", ["/ita/nothing/", "/ita/2599/", "/ita/2564/oit/o99/"])
def test_address_that_is_not_there_costs_no_more_than_a_page(client, address):
    publish_pakchong()

    with CaptureQueriesContext(connection) as queries:
        response = client.get(address)

    assert response.status_code == 404
    assert NAME in words(response)
    assert len(queries) <= MOST_QUERIES


@pytest.mark.django_db
@pytest.mark.parametrize("address", ["/ita/2599/", "/ita/2564/oit/o99/"])
def test_error_page_does_not_read_again_what_the_view_has_read(client, address, django_assert_num_queries):
    publish_pakchong()

    with django_assert_num_queries(2):  # the site, the published pages
        assert NAME in words(client.get(address))


@pytest.mark.django_db
def test_other_agency_is_never_named(client, settings):
    settings.ALLOWED_HOSTS = [".example"]
    publish_pakchong(hosts=["pakchong.example"])
    make_agency("other", name="หน่วยงานอื่น", hosts=["other.example"])

    other = client.get("/ita/nothing/", headers={"host": "other.example"})
    stranger = client.get("/ita/nothing/", headers={"host": "stranger.example"})

    assert "หน่วยงานอื่น" in words(other)
    assert NAME not in other.text + stranger.text


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("error", "status"), [(PermissionDenied("ไม่ได้"), 403), (SuspiciousOperation("แปลก"), 400)]
)
def test_django_uses_these_pages(client, monkeypatch, error, status):
    def refuse(*arguments):
        raise error

    publish_pakchong()
    monkeypatch.setattr("assessments.record.pages.PublishedPages.trend", refuse)

    response = client.get("/ita/")

    assert response.status_code == status
    assert NAME in words(response)


@pytest.mark.django_db
def test_refused_form_names_the_agency():
    publish_pakchong()

    response = Client(enforce_csrf_checks=True).post("/ita/admin/login/", {"username": "x"})

    assert response.status_code == 403
    assert NAME in words(response)
