"""Pages that the portal reads itself: of the agency that is given, as anybody would see them."""

import pytest
from django.urls import Resolver404

from assessments.public.internal_request import PageMissing, answer, internal_request
from assessments.public.request import BundledPage
from assessments.record.publish import withdraw
from tests.support.factories import make_agency, publish_pakchong


@pytest.mark.django_db
def test_page_of_the_given_agency_is_rendered_whatever_the_host_says(settings):
    settings.ALLOWED_HOSTS = [".example"]
    agency = publish_pakchong(hosts=["pakchong.example"])
    make_agency("other", name="อื่น", hosts=["other.example"])

    page = answer(internal_request(agency, "https://other.example", "/ita/2563/")).decode()

    assert "องค์การบริหารส่วนตำบลปากช่อง" in page
    assert 'href="https://other.example/ita/2563/"' in page


@pytest.mark.django_db
def test_page_that_is_not_there_is_missing():
    agency = publish_pakchong()
    withdraw(agency.publications.get(page="result"), reason="มีข้อมูลส่วนบุคคล", by="somsri", role="ปลัด อบต.")

    with pytest.raises(Resolver404):
        answer(internal_request(agency, "http://testserver", "/ita/nowhere/"))
    with pytest.raises(PageMissing, match="410"):
        answer(internal_request(agency, "http://testserver", "/ita/2563/"))


@pytest.mark.django_db
def test_page_for_a_bundle_says_so():
    agency = publish_pakchong()
    bundled = BundledPage(None, "/ita/2563/")

    page = answer(internal_request(agency, "http://testserver", "/ita/2563/", bundled)).decode()

    assert "สำเนาจากแฟ้มรวม" in page
    assert (
        "สำเนาจากแฟ้มรวม" not in answer(internal_request(agency, "http://testserver", "/ita/2563/")).decode()
    )
