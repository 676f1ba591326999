"""The screen of one item: links with their period, contents to tick, advice that never blocks."""

from datetime import date

import pytest
from django.urls import reverse

from assessments.models import DisclosureLink, ShownRequirement, WebsiteHost
from tests.support.factories import make_disclosure
from tests.support.formdata import form_data
from tests.support.refusals import assert_database_refuses, assert_refused

pytestmark = pytest.mark.django_db
SITE = "https://www.pakchong.go.th"


@pytest.fixture
def disclosure():
    row = make_disclosure(code="O11", links=[("รายงาน", f"{SITE}/plan.pdf")])
    WebsiteHost.objects.create(agency=row.agency, host="www.pakchong.go.th")
    return row


def screen(disclosure):
    return reverse("admin:assessments_disclosure_change", args=[disclosure.pk])


def save(client, disclosure, **changes):
    address = screen(disclosure)
    data = form_data(client.get(address), "disclosure_form") | changes
    return client.post(address, data, follow=True)


def test_constraints_of_a_link(disclosure):
    def link(**fields):
        given = {"disclosure": disclosure, "position": 9, "label": "ก", "url": f"{SITE}/a"}
        return DisclosureLink(**given | fields)

    assert_refused(link(kind="document"), "disclosurelink_address_or_document")
    assert_database_refuses(link(url=""), "disclosurelink_address_or_document")
    assert_database_refuses(link(page=0), "disclosurelink_page_from_1")
    assert_refused(link(period_from="2021-03-31", period_to="2020-10-01"), "disclosurelink_period_in_order")
    assert_database_refuses(link(period_to="2020-10-01"), "disclosurelink_period_in_order")


def test_requirement_is_ticked_once(disclosure):
    ShownRequirement.objects.create(disclosure=disclosure, requirement="ก", ticked_by="somsri")
    again = ShownRequirement(disclosure=disclosure, requirement="ก", ticked_by="somsri")
    assert_database_refuses(again, "shownrequirement_once_per_disclosure")


def test_blank_address_is_a_sentence(admin_client, disclosure):
    page = save(admin_client, disclosure, **{"links-0-url": ""})
    assert "พิมพ์ที่อยู่ของลิงก์ เช่น https://www.example.go.th/plan.pdf" in page.text
    assert disclosure.links.get().url


@pytest.mark.parametrize("typed", ["31/3/2564", "๓๑/๓/๒๕๖๔", "31 มี.ค. 2564", "2564-03-31"])
def test_dates_are_typed_and_shown_in_the_buddhist_era(admin_client, disclosure, typed):
    save(admin_client, disclosure, **{"links-0-period_from": "1/10/2563", "links-0-period_to": typed})
    assert disclosure.links.get().period_to == date(2021, 3, 31)
    assert 'value="31/3/2564"' in admin_client.get(screen(disclosure)).text


@pytest.mark.parametrize(("typed", "meant"), [("31/3/2021", "๒๕๖๔"), ("31/3/3107", "๒๕๖๔")])
def test_a_year_of_another_era_is_refused_with_the_one_that_was_meant(admin_client, disclosure, typed, meant):
    page = save(admin_client, disclosure, **{"links-0-period_from": typed, "links-0-period_to": typed})
    assert f"หมายถึง พ.ศ. {meant} หรือไม่" in page.text
    assert disclosure.links.get().period_to is None


def test_advice_is_shown_and_never_blocks(admin_client, disclosure):
    page = save(admin_client, disclosure, **{"links-0-url": SITE})
    assert disclosure.links.get().url == SITE
    assert "ข้อ O11 ลิงก์ลำดับ ๑: ลิงก์นี้ไปแค่หน้าแรกของเว็บไซต์" in page.text
    shown = admin_client.get(screen(disclosure)).text
    assert '<ul class="link-advice"><li>ลิงก์นี้ไปแค่หน้าแรกของเว็บไซต์' in shown


def test_ticks_keep_who_and_unticking_deletes(admin_client, disclosure):
    lines = disclosure.item.requirements
    save(admin_client, disclosure, shown=lines[:2])
    assert list(ShownRequirement.objects.values_list("requirement", "ticked_by")) == [
        (line, "admin") for line in lines[:2]
    ]
    ShownRequirement.objects.update(ticked_by="somsri")
    save(admin_client, disclosure, shown=lines[:1])
    assert [row.ticked_by for row in ShownRequirement.objects.all()] == ["somsri"]


def test_document_shows_its_file_where_others_have_an_address(admin_client, disclosure):
    link = disclosure.links.get()
    link.kind, link.url = "document", ""
    link.save()
    save(admin_client, disclosure, **{"links-0-label": "ชื่อใหม่"})
    assert disclosure.links.get().label == "ชื่อใหม่"
    assert "ยังไม่มีไฟล์" in admin_client.get(screen(disclosure)).text
