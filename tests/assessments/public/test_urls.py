import pytest
from django.db import OperationalError, connection
from django.test import Client


def test_root_leads_to_the_portal_for_now(client):
    response = client.get("/")

    assert response.status_code == 302
    assert response.headers["Location"] == "/ita/"


@pytest.mark.django_db
def test_healthz_answers_without_cookie_or_agency(client, django_assert_max_num_queries):
    with django_assert_max_num_queries(7):  # do the database, guards, files and hosts stand
        response = client.get("/ita/healthz")

    assert response.status_code == 200
    assert response.json()["status"] == "ok"
    assert not response.cookies
    assert "no-store" in response.headers["Cache-Control"]


@pytest.mark.django_db
def test_healthz_refuses_other_methods(client):
    assert client.post("/ita/healthz").status_code == 405


@pytest.mark.django_db
def test_healthz_says_503_before_the_first_migration(client):
    with connection.cursor() as cursor:
        cursor.execute("DROP TABLE django_migrations")

    response = client.get("/ita/healthz")

    assert response.status_code == 503
    assert response.json() == {"status": "database does not answer"}


def test_healthz_says_503_when_the_database_is_gone(client, monkeypatch):
    def gone():
        raise OperationalError("could not connect to server")

    monkeypatch.setattr(connection, "cursor", gone)

    assert client.get("/ita/healthz").status_code == 503


@pytest.mark.django_db
def test_healthz_needs_no_https(client, settings):
    settings.SECURE_SSL_REDIRECT = True

    assert Client().get("/ita/healthz").status_code == 200
    assert Client().get("/ita/admin/").status_code == 301


def test_admin_carries_its_thai_title_and_the_way_to_the_site(admin_client):
    response = admin_client.get("/ita/admin/")

    assert "ระบบจัดการ ITA" in response.text
    assert '<a href="/ita/">' in response.text


@pytest.mark.django_db
def test_refused_form_says_so_in_thai():
    response = Client(enforce_csrf_checks=True).post("/ita/admin/login/", {"username": "x", "password": "y"})

    assert response.status_code == 403
    assert "<h1>ส่งแบบฟอร์มไม่สำเร็จ</h1>" in response.text


@pytest.mark.django_db
def test_unknown_address_is_a_thai_404(client):
    response = client.get("/ita/no-such-page/")

    assert response.status_code == 404
    assert "<h1>ไม่พบหน้านี้</h1>" in response.text


@pytest.mark.django_db
def test_unknown_host_is_a_thai_400(client):
    response = client.get("/ita/", headers={"host": "elsewhere.example"})

    assert response.status_code == 400
    assert '<html lang="th">' in response.text


def test_fault_of_ours_is_a_thai_500_without_database(monkeypatch):
    def broken():
        raise RuntimeError("a fault of ours")

    monkeypatch.setattr(connection, "cursor", broken)

    response = Client(raise_request_exception=False).get("/ita/healthz")

    assert response.status_code == 500
    assert "<h1>ระบบขัดข้อง</h1>" in response.text
