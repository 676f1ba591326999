"""Kept pages and the public origin: with one a page is kept once, however its host is spelt, else by host."""

import pytest

from tests.support.factories import make_agency, publish_pakchong
from tests.support.public_pages import PUBLIC_PAGES, fresh

ORIGIN, OTHER = "https://www.tambon.example", "https://new.tambon.example"
INNER = "ita-server.inner.test"
KEPT = [
    address for address, page in PUBLIC_PAGES.values() if page is not None and not address.endswith("/1/")
]
RENDERERS = ("assessments.public.page.LazyResponse", "django.template.response.SimpleTemplateResponse")
pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def any_host(settings):
    """The server answers to whatever it is called."""
    settings.ALLOWED_HOSTS = ["*"]


def public_at(origin):
    """The published example under this public origin."""
    agency = publish_pakchong()
    agency.public_origin = agency.id_origin = origin
    agency.save()
    return agency


def get(client, address, host, **headers):
    return client.get(address, headers=headers | {"host": host})


@pytest.mark.parametrize("address", KEPT)
def test_however_its_host_is_spelt_a_page_is_kept_once(client, monkeypatch, address):
    public_at(ORIGIN)
    first = get(client, address, "www.tambon.example")
    for renderer in RENDERERS:
        monkeypatch.setattr(f"{renderer}.render", lambda made: pytest.fail("rendered"))

    for host in ("WWW.Tambon.example", "www.tambon.example:8443", "127.0.0.1:8000", INNER):
        again = get(client, address, host)
        assert (again.content, again.headers["ETag"]) == (first.content, first.headers["ETag"])


def test_https_and_http_are_kept_apart(client):
    public_at(ORIGIN)

    tags = {client.get("/ita/2563/", secure=secure).headers["ETag"] for secure in (True, False)}

    assert len(tags) == 2


@pytest.mark.parametrize("origin", ["", OTHER])
def test_another_origin_shows_at_once(client, origin):
    agency = public_at(ORIGIN)
    old = get(client, "/ita/2563/", INNER)

    agency.public_origin = origin
    agency.save()

    new = get(client, "/ita/2563/", INNER, **{"if-none-match": old.headers["ETag"]})
    assert f'<link rel="canonical" href="{origin or f"http://{INNER}"}/ita/2563/">' in new.text
    assert new.content == fresh("/ita/2563/", host=INNER).content


def test_without_an_origin_each_host_keeps_its_own(client):
    publish_pakchong()

    pages = {host: get(client, "/ita/2563/", host) for host in ("a.example", "b.example")}

    for _time in range(2):
        for host, page in pages.items():
            assert f'<link rel="canonical" href="http://{host}/ita/2563/">' in page.text
            assert get(client, "/ita/2563/", host).content == page.content


def test_two_agencies_never_share_a_page_though_their_hosts_are_not_in_the_key(client):
    public_at(ORIGIN).hosts.create(host="a.example")
    other = {"name": "องค์การบริหารส่วนตำบลอื่น", "district": "จอมบึง", "province": "ราชบุรี"}
    make_agency("other", **other, hosts=["b.example"], public_origin=OTHER)

    for _time in range(2):
        assert "ตำบลอื่น" not in get(client, "/ita/", "a.example").text
        assert "ตำบลอื่น" in get(client, "/ita/", "b.example").text
