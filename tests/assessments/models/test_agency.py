"""Agencies: which host is whose, and what the database refuses."""

import pytest
from django.core.exceptions import ValidationError
from django.test import RequestFactory

from assessments.models import Agency, PortalHost, WebsiteHost
from assessments.public.cache_key import CacheKey
from tests.support.factories import make_agency
from tests.support.refusals import assert_refused

pytestmark = pytest.mark.django_db


@pytest.fixture
def served(settings):
    """The agency that is served under a host."""
    settings.ALLOWED_HOSTS = ["*"]
    return lambda host: CacheKey(RequestFactory().get("/ita/", headers={"host": host})).agency


@pytest.mark.parametrize("host", ["anything.example", "ANYTHING.example:8000", "[::1]", "[::1]:8000"])
def test_only_agency_is_served_under_any_host(served, host):
    agency = make_agency()

    assert served(host) == agency
    assert vars(served(host)).keys() == vars(agency).keys()
    assert served(host).district == "ปากช่อง"


def test_unknown_host_is_nobodys_once_there_are_two_agencies(served):
    pakchong = make_agency(hosts=["pakchong.example"])
    make_agency("other", name="องค์การบริหารส่วนตำบลอื่น", hosts=["other.example"])

    assert served("pakchong.example") == served("PAKCHONG.example:8000") == pakchong
    assert served("other.example").slug == "other"
    assert served("anything.example") is None
    assert served("[::1]:8000") is None


def test_no_agency_serves_no_host(served):
    assert served("anything.example") is None


def test_host_costs_one_query(served, django_assert_num_queries):
    make_agency(hosts=["pakchong.example"])

    for host in ("pakchong.example", "anything.example"):
        with django_assert_num_queries(1):
            served(host)


def test_same_name_may_stand_in_another_place_only():
    make_agency()
    same_name = "องค์การบริหารส่วนตำบลปากช่อง"

    make_agency("elsewhere", name=same_name, district="จอมบึง", province="ราชบุรี").full_clean()
    twin = Agency(slug="twin", name=same_name, district="ปากช่อง", province="นครราชสีมา")
    assert_refused(twin, "agency_one_per_place")


def test_agency_has_a_name():
    assert_refused(Agency(slug="nameless", name=""), "agency_has_a_name", sentence="ฟิลด์นี้เว้นว่างไม่ได้")


def test_website_host_counts_once_per_agency():
    agency = make_agency()
    WebsiteHost.objects.create(agency=agency, host="www.pakchong.go.th")
    WebsiteHost.objects.create(agency=make_agency("other", name="อื่น"), host="www.pakchong.go.th")

    assert_refused(WebsiteHost(agency=agency, host="www.pakchong.go.th"), "websitehost_once_per_agency")


def test_portal_host_serves_one_agency_only():
    make_agency(hosts=["pakchong.example"])
    second = PortalHost(agency=make_agency("other", name="อื่น"), host="pakchong.example")

    with pytest.raises(ValidationError):
        second.full_clean()


@pytest.mark.parametrize("host", ["www.pakchong.go.th", "localhost", "127.0.0.1", "a-b.example"])
def test_host_names_are_accepted(host):
    PortalHost(agency=make_agency(), host=host).full_clean()


@pytest.mark.parametrize(
    "host", ["https://x.go.th", "x.go.th:8000", "X.go.th", "x.go.th/", "-x.go.th", "x..th", "ปากช่อง.ไทย"]
)
def test_what_is_no_host_name_is_refused_in_words(host):
    with pytest.raises(ValidationError, match="พิมพ์ชื่อโดเมนตัวเล็กอย่างเดียว"):
        PortalHost(agency=make_agency(), host=host).full_clean()
