"""Kept pages are right at once in every process, nobody else's, and hold nothing private."""

import pytest
from django.http import HttpResponse
from django.test import Client
from django.utils import timezone
from django.utils.http import http_date

from assessments.public.middleware import ResponseCacheMiddleware
from assessments.public.request import Caching
from assessments.record.publish import withdraw
from ita_portal.http.response_cache import ResponseCache
from tests.support.factories import make_agency, make_assessment, publish_content, publish_pakchong
from tests.support.public_pages import PUBLIC_PAGES, fresh

pytestmark = pytest.mark.django_db
LIVE = [address for address, _page in PUBLIC_PAGES.values() if not address.endswith("/1/")]
ELSEWHERE = {"name": "องค์การบริหารส่วนตำบลอื่น", "district": "จอมบึง", "province": "ราชบุรี"}


@pytest.mark.parametrize("address", LIVE)
def test_page_is_right_at_once_after_publishing_in_every_process(address, time_machine):
    agency = publish_pakchong()
    processes = [Client(), Client()]
    old = [process.get(address) for process in processes for _time in range(2)]

    for record in list(agency.publications.order_by("sequence")):
        publish_content(agency, record.year_be, record.page, record.data() | {"pass_mark": 1}, note="ฉบับใหม่")

    time_machine.move_to(timezone.now(), tick=False)  # which a workbook holds
    for process in processes:
        new = process.get(address, headers={"if-none-match": old[0].headers["ETag"]})
        assert new.status_code == 200
        assert new.headers["ETag"] != old[0].headers["ETag"]
        assert new.content == fresh(address).content


@pytest.mark.parametrize("of_page", ["result", "measures", "oit"])
def test_kept_page_is_gone_at_once_when_it_is_withdrawn(client, of_page):
    agency = publish_pakchong()
    record = agency.publications.get(page=of_page)
    address = {"result": "/ita/2563/", "measures": "/ita/2564/measures/", "oit": "/ita/2564/oit/"}[of_page]
    tag = client.get(address).headers["ETag"]
    client.get(f"/ita/{record.year_be}/bundle.zip")

    withdraw(record, reason="มีข้อมูลส่วนบุคคล", by="somsri", role="ปลัด อบต.")

    for _time in range(2):
        assert client.get(address, headers={"if-none-match": tag}).status_code == 410
        assert client.get("/ita/").content == fresh("/ita/").content


def test_new_name_of_the_agency_shows_at_once(client):
    agency = publish_pakchong()
    client.get("/ita/")

    agency.name = "องค์การบริหารส่วนตำบลชื่อใหม่"
    agency.save()

    assert "องค์การบริหารส่วนตำบลชื่อใหม่" in client.get("/ita/").text


def test_new_release_lets_go_of_every_page(client, monkeypatch):
    publish_pakchong()
    old = client.get("/ita/").headers["ETag"]

    monkeypatch.setattr("assessments.public.cache_key.fingerprint", lambda: "another release")

    assert client.get("/ita/", headers={"if-none-match": old}).status_code == 200


def test_agencies_under_one_roof_never_get_each_others_pages(client, settings):
    settings.ALLOWED_HOSTS = [".example"]
    publish_pakchong(hosts=["pakchong.example"])
    other = make_agency("other", **ELSEWHERE, hosts=["other.example"])
    hosts = ("pakchong.example", "other.example", "stranger.example")

    for _time in range(2):
        pages = {host: client.get("/ita/", headers={"host": host}) for host in hosts}
        assert "ปากช่อง" in pages["pakchong.example"].text
        assert other.name in pages["other.example"].text
        assert "ปากช่อง" not in pages["other.example"].text
        assert pages["stranger.example"].status_code == 404
    other.hosts.update(host="moved.example")
    assert client.get("/ita/", headers={"host": "other.example"}).status_code == 404


def test_address_in_full_follows_host_and_scheme(client, settings):
    settings.ALLOWED_HOSTS = ["*"]
    publish_pakchong()

    for _time in range(2):
        assert "http://one.example/ita/" in client.get("/ita/", headers={"host": "one.example"}).text
        assert (
            "http://two.example:8000/ita/" in client.get("/ita/", headers={"host": "two.example:8000"}).text
        )
        assert (
            "https://one.example/ita/"
            in client.get("/ita/", secure=True, headers={"host": "one.example"}).text
        )


def test_moments_of_reading_do_not_mix(client):
    publish_pakchong()

    for _time in range(2):
        live, past = client.get("/ita/2563/"), client.get("/ita/2563/", {"as_of": "2500-01-01"})
        version = client.get("/ita/2563/versions/1/")
        asked = client.get("/ita/2563/", headers={"accept-datetime": "Fri, 12 Mar 2021 02:10:00 GMT"})
        assert "noindex" not in live.text
        assert 'content="noindex"' in version.text
        assert version.headers["X-Robots-Tag"] == "noindex"
        assert past.status_code in (200, 400, 404)
        assert asked.status_code == 302
        assert live.content == fresh("/ita/2563/").content


@pytest.fixture
def nothing_is_kept(monkeypatch):
    """Keeping anything fails the test."""
    monkeypatch.setattr(ResponseCache, "keep", lambda pages, key, page: pytest.fail("kept"))


@pytest.mark.usefixtures("nothing_is_kept")
@pytest.mark.parametrize(
    "address", ["/ita/none/", "/ita/2599/", "/ita/?as_of=never", "/ita/2564/oit/o99/", "/ita/2564/oit/O42"]
)
def test_errors_and_redirects_are_never_kept(client, address):
    publish_pakchong()

    for _time in range(2):
        assert client.get(address).status_code in (301, 400, 404)


@pytest.mark.usefixtures("nothing_is_kept")
def test_nothing_of_the_desk_is_kept_or_packed(admin_client):
    assessment = make_assessment()
    preview = f"/ita/admin/assessments/assessment/{assessment.pk}/preview/"

    for address in ("/ita/admin/", preview, "/ita/healthz"):
        response = admin_client.get(address, headers={"accept-encoding": "br"})
        assert response.status_code == 200
        assert "Content-Encoding" not in response.headers


@pytest.mark.usefixtures("nothing_is_kept")
@pytest.mark.parametrize("private", ["cookie", "vary"])
def test_answer_that_is_not_for_everybody_is_never_kept(rf, private):
    def view(request):
        response = HttpResponse("mine", headers={"ETag": 'W/"1"', "Last-Modified": http_date(0)})
        request.public.caching = Caching.KEPT
        if private == "cookie":
            response.set_cookie("a", "b")
        else:
            response.headers["Vary"] = "Cookie"
        return response

    make_agency()

    assert ResponseCacheMiddleware(view)(rf.get("/ita/")).content == b"mine"


@pytest.mark.usefixtures("nothing_is_kept")
def test_answer_that_no_view_called_public_passes_as_it_is(rf):
    private = HttpResponse("mine" * 100, headers={"ETag": 'W/"1"', "Last-Modified": http_date(0)})
    make_agency()

    answer = ResponseCacheMiddleware(lambda request: private)(
        rf.get("/ita/", headers={"accept-encoding": "br"})
    )

    assert answer is private
    assert "Content-Encoding" not in answer.headers
