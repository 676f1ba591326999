"""The EIT poster: the published link as a QR code, and neutral words around it."""

import pytest
from django.urls import reverse

from assessments.models import Assessment
from tests.support.factories import make_agency, make_year, publish_checklist
from tests.support.people import make_user
from tests.support.public_pages import only_reading, words

pytestmark = pytest.mark.django_db
LINK = "https://itas.nacc.go.th/go/eit/6zp1kx"
POSTER, CODE = "/ita/2564/eit/", "/ita/2564/eit/qr.svg"


def publish(url=LINK, **given):
    """The checklist of 2564 with this link, published."""
    agency = make_agency()
    Assessment.objects.update_or_create(agency=agency, year=make_year(2564), defaults={"eit_url": url})
    return publish_checklist(agency, **given)


def test_poster_shows_link_code_agency_and_year(client):
    publish()
    with only_reading():
        response = client.get(POSTER)

    assert response.status_code == 200
    assert f'href="{LINK}"' in response.text
    assert f'src="{CODE}"' in response.text
    for wanted in ("(EIT)", "ปีงบประมาณ ๒๕๖๔", "องค์การบริหารส่วนตำบลปากช่อง"):
        assert wanted in words(response)
    for forbidden in ("คะแนนเต็ม", "มากที่สุด", "ให้คะแนน", "ช่วยตอบ"):
        assert forbidden not in words(response)
    assert not response.cookies
    assert 'href="/ita/2564/eit/"' in client.get("/ita/2564/oit/").text


def test_code_is_a_plain_picture_without_script_or_style(client):
    publish()
    response = client.get(CODE)

    assert response.headers["Content-Type"] == "image/svg+xml; charset=utf-8"
    assert response.text.startswith("<?xml")
    assert "viewBox" in response.text
    assert not {"style=", "<script", "data:"} & {
        each for each in ("style=", "<script", "data:") if each in response.text
    }
    assert client.get(CODE, headers={"if-none-match": response.headers["ETag"]}).status_code == 304


def test_code_follows_the_link(client):
    publish()
    before = client.get(CODE).content
    publish("https://itas.nacc.go.th/go/eit/other", note="แก้ลิงก์ EIT")

    assert client.get(CODE).content != before


def test_what_is_only_on_the_desk_is_not_shown(client):
    publish(url="")
    Assessment.objects.update(eit_url=LINK)

    for address in (POSTER, CODE):
        assert client.get(address).status_code == 404
    assert "eit/" not in client.get("/ita/2564/oit/").text


def test_content_without_a_link_has_no_key_so_that_hashes_stay(client):
    without = publish(url="").data()
    with_link = publish(note="เพิ่มลิงก์ EIT").data()

    assert "eit_url" not in without
    assert with_link == without | {"eit_url": LINK}
    changes = words(client.get("/ita/2564/oit/differences/1/2/"))
    assert "แบบวัด EIT" in changes
    assert LINK in changes


def test_link_is_entered_on_the_checklist_and_refused_in_thai(admin_client):
    row = Assessment.objects.create(agency=make_agency(), year=make_year(2564))
    change = reverse("admin:assessments_checklist_change", args=[row.pk])

    refused = admin_client.post(change, {"eit_url": "https://itas.nacc.go.th/go/iit/6zp1kx"})
    assert "ใส่ได้เฉพาะลิงก์แบบวัด EIT" in refused.text
    assert admin_client.post(change, {"eit_url": LINK}).status_code == 302
    row.refresh_from_db()
    assert row.eit_url == LINK


def test_who_typed_the_link_does_not_publish_it_alone(client):
    agency = make_agency(two_person_rule=True)
    row = Assessment.objects.create(agency=agency, year=make_year(2564))
    address = "admin:assessments_checklist_{}".format
    for name in ("somsri", "somchai"):
        make_user(name, "approver", agency)
    client.force_login(agency.memberships.get(user__username="somsri").user)
    client.post(reverse(address("change"), args=[row.pk]), {"eit_url": LINK})
    publish_page = reverse(address("publish"), args=[row.pk])

    alone = client.post(publish_page, {"note": "เพิ่มลิงก์ EIT"})
    assert "ให้ผู้อนุมัติอีกคน" in alone.text
    client.force_login(agency.memberships.get(user__username="somchai").user)
    assert client.post(publish_page, {"note": "เพิ่มลิงก์ EIT"}).status_code == 302
    assert client.get(POSTER).status_code == 200
