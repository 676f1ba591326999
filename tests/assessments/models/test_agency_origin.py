"""The public origin of an agency: what it may be, and the origin of its ids, which stays."""

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from assessments.models import Agency
from assessments.models.agency import ORIGIN_EXAMPLE, validate_origin
from tests.support.factories import make_agency, make_assessment, publish_result
from tests.support.refusals import assert_database_refuses

pytestmark = pytest.mark.django_db
HERE, THERE = "https://www.tambon.example", "https://new.tambon.example"


@pytest.fixture
def in_use(settings):
    """A server in use, not `make run`."""
    settings.LOCAL = False


@pytest.mark.parametrize(
    "origin", ["https://www.pakchong.go.th", "https://a-b.example", "https://xn--o3cw4h.example"]
)
def test_https_and_a_host_are_taken(in_use, origin):
    validate_origin(origin)


@pytest.mark.parametrize(
    "origin",
    [
        "http://www.pakchong.go.th",
        "https://www.pakchong.go.th:8443",
        "https://www.pakchong.go.th:443",
        "https://www.pakchong.go.th/",
        "https://www.pakchong.go.th/ita",
        "https://www.pakchong.go.th?a=b",
        "https://www.pakchong.go.th#a",
        "https://WWW.pakchong.go.th",
        "https://a:b@www.pakchong.go.th",
        "https://ปากช่อง.ไทย",
        " https://www.pakchong.go.th",
        "https://",
        "https://[::1",
        "www.pakchong.go.th",
        "ftp://www.pakchong.go.th",
        "http://127.0.0.1:8000",
        "https://127.0.0.1",
        "https://192.168.1.20",
        "https://localhost",
        "https://intranet",
        "https://ita.local",
        "https://3232235777",
    ],
)
def test_what_no_citizen_can_open_is_refused_with_an_example(in_use, origin):
    with pytest.raises(ValidationError, match="เช่น https://"):
        validate_origin(origin)


@pytest.mark.parametrize("origin", ["http://127.0.0.1:8000", "http://localhost:8123", "http://[::1]:8000"])
def test_local_mode_takes_this_machine(settings, origin):
    settings.LOCAL = True

    validate_origin(origin)
    make_agency(public_origin=origin)


@pytest.mark.parametrize("origin", ["http://www.pakchong.go.th", "https://www.pakchong.go.th:8443"])
def test_local_mode_takes_no_other_host_without_https_or_with_a_port(origin):
    with pytest.raises(ValidationError, match=ORIGIN_EXAMPLE):
        validate_origin(origin)


@pytest.mark.parametrize(
    "origin", ["http://www.pakchong.go.th", "https://x.example/", "https://x.example/ita", "x"]
)
def test_the_database_refuses_what_is_no_origin(origin):
    make_agency()

    with pytest.raises(IntegrityError, match="agency_origin_is_https"), transaction.atomic():
        Agency.objects.update(public_origin=origin, id_origin=HERE)


@pytest.mark.parametrize("origin", ["http://www.pakchong.go.th", "https://x.example/"])
def test_the_database_refuses_what_is_no_origin_of_ids(origin):
    assert_database_refuses(Agency(slug="x", name="x", id_origin=origin), "agency_id_origin_is_https")


def test_no_public_origin_without_one_for_ids():
    make_agency()

    with pytest.raises(IntegrityError, match="agency_ids_have_an_origin"), transaction.atomic():
        Agency.objects.update(public_origin=HERE)


def test_ids_follow_the_origin_until_something_is_published_and_then_stay():
    agency = make_agency(public_origin=HERE)
    assert agency.id_origin == HERE

    agency.public_origin = THERE
    agency.save()
    assert agency.id_origin == THERE

    publish_result(make_assessment(agency))
    agency.public_origin = HERE
    agency.save()
    agency.refresh_from_db()
    assert (agency.public_origin, agency.id_origin) == (HERE, THERE)


def test_what_was_published_before_gets_its_ids_with_the_first_origin():
    agency = make_agency()
    publish_result(make_assessment(agency))
    assert agency.id_origin == ""

    agency.public_origin = HERE
    agency.full_clean()

    assert agency.id_origin == HERE
