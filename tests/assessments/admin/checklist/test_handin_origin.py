"""Hand-in and ITAS sheet tell the agency's own addresses, whatever the officer's browser calls the portal."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from assessments.checklist.itas_sheet import HEADINGS
from assessments.files.csv_table import csv_of
from assessments.models import Assessment, DisclosureLink, Publication
from tests.support.factories import make_agency, make_disclosure, make_year, publish_checklist

pytestmark = pytest.mark.django_db
ORIGIN = "https://www.tambon.example"
INNER = ["127.0.0.1:8000", "ita-server", "10.0.0.5"]
FORM = {"name": "นายสมชาย ใจดี", "position": "นายก อบต.", "note": "ส่งแบบ OIT", "acknowledged": "on"}
WHERE = "กำหนดได้ที่ช่อง “ที่อยู่สาธารณะ” ของหน้าจอ “หน่วยงาน”"


@pytest.fixture(autouse=True)
def inside(asked, settings):
    """The server answers to names of the office's own network too; every address opens."""
    settings.ALLOWED_HOSTS = ["*"]


@pytest.fixture
def checklist():
    """A published checklist whose item leads to a page of the portal."""
    agency = make_agency(hosts=["www.tambon.example"], public_origin=ORIGIN)
    make_disclosure(agency, "O12", links=[("มาตรการ", "/ita/2564/measures/")])
    publish_checklist(agency)
    return Assessment.objects.create(agency=agency, year=make_year(2564))


def without_origin(checklist):
    """The agency as it was before somebody said its origin."""
    type(checklist.agency).objects.update(public_origin="", id_origin="")


def screen(checklist, name, *more):
    return reverse(f"admin:assessments_checklist_{name}", args=[checklist.pk, *more])


@pytest.mark.parametrize("host", INNER)
def test_the_frozen_origin_is_the_agency_s(checklist, admin_client, host):
    response = admin_client.post(screen(checklist, "handin"), FORM, headers={"host": host})
    assert response.status_code == 302, response.context["form"].errors

    content = Publication.objects.get(page="handin").data()
    (link,) = next(item["links"] for item in content["items"] if item["links"])
    assert content["origin"] == ORIGIN
    assert link["url"] == f"{ORIGIN}/ita/2564/measures/"
    assert link["address"] == f"{ORIGIN}/ita/2564/oit/o12/1/"


@pytest.mark.parametrize("host", INNER)
def test_the_sheet_and_its_files_tell_the_agency_s_addresses(checklist, admin_client, host):
    page = admin_client.get(screen(checklist, "sheet"), headers={"host": host}).text
    file = admin_client.get(screen(checklist, "sheet_file", "csv"), headers={"host": host}).text

    for text in (page, file):
        assert f"{ORIGIN}/ita/2564/measures/" in text
        assert f"{host}/ita/2564/measures/" not in text


def test_an_import_reads_the_agency_s_addresses_as_pages_of_the_portal(checklist, admin_client):
    written = csv_of(HEADINGS, [["O13", "", "", f"{ORIGIN}/ita/2564/measures/progress/", "", ""]])
    form = {"file": SimpleUploadedFile("sheet.csv", written)}

    response = admin_client.post(screen(checklist, "sheet_import"), form, headers={"host": INNER[0]})
    given = response.context["form"].initial | {"confirm": "1"}
    admin_client.post(screen(checklist, "sheet_import"), given, headers={"host": INNER[1]})

    assert DisclosureLink.objects.get(disclosure__item__code="O13").url == "/ita/2564/measures/progress/"


@pytest.mark.parametrize("name", ["handin", "sheet", "sheet_import", "sheet_file"])
@pytest.mark.parametrize("method", ["get", "post"])
def test_without_an_origin_nothing_is_frozen_and_it_is_said_where_to_set_it(
    checklist, admin_client, name, method
):
    without_origin(checklist)
    address = screen(checklist, name, *(["csv"] if name == "sheet_file" else []))

    response = getattr(admin_client, method)(address, FORM, follow=True)

    assert response.redirect_chain[-1][0] == screen(checklist, "change")
    assert WHERE in response.text
    assert not Publication.objects.filter(page="handin").exists()


def test_an_origin_whose_host_went_freezes_nothing(checklist, admin_client):
    checklist.agency.hosts.update(host="moved.example")

    response = admin_client.post(screen(checklist, "handin"), FORM, follow=True)

    assert f"ที่อยู่สาธารณะ {ORIGIN}" in response.text
    assert "ไม่อยู่ในโดเมนของหน่วยงาน" in response.text
    assert not Publication.objects.filter(page="handin").exists()
