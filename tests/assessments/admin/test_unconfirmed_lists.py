"""What a pack is not sure of is shown so, and its checklist waits for a named person."""

import pytest
from django.core.management import call_command
from django.urls import reverse

from assessments.models import Assessment, FiscalYear, OITItem, Page, Publication
from assessments.record.publish import PublishingRefused
from assessments.record.publishable import publishable_page

SIGNATURE = {"note": "ครั้งแรก", "by": "tester", "role": "ผู้อนุมัติ"}


@pytest.fixture
def desk(example, admin_client):
    return admin_client


@pytest.fixture
def row(desk):
    agency = Assessment.objects.get(year__year_be=2564).agency
    return Assessment.objects.create(agency=agency, year=FiscalYear.objects.get(year_be=2568))


def confirm(desk, row, **data):
    return desk.post(reverse("admin:assessments_fiscalyear_confirm", args=[row.year_id]), data, follow=True)


def test_verified_lists_need_no_confirmation(desk):
    sure = {year.year_be for year in FiscalYear.objects.all() if year.list_is_confirmed}
    assert sure == {2563, 2564, 2565}


def test_an_unconfirmed_list_is_not_published(desk, row):
    with pytest.raises(PublishingRefused, match="ยังไม่ยืนยัน"):
        publishable_page(Page.OIT).publish(row, **SIGNATURE)
    url = reverse("admin:assessments_checklist_publish", args=[row.pk])
    assert "ยังไม่ยืนยัน" in desk.get(url).text
    assert "ยังไม่ยืนยัน" in desk.post(url, {"note": "ลอง"}).text
    assert not Publication.objects.filter(year_be=2568).exists()


def test_confirming_asks_for_a_name_and_the_comparison(desk, row):
    assert confirm(desk, row, name="", compared="on").context["form"].errors
    assert confirm(desk, row, name="ปลัด").context["form"].errors
    row.year.refresh_from_db()
    assert row.year.list_confirmed_at is None


def test_after_confirmation_it_is_published_and_says_by_whom(desk, row):
    page = confirm(desk, row, name="นายสมมติ ปลัด อบต.", compared="on").text
    assert "ตรวจกับคู่มือแล้ว โดย นายสมมติ ปลัด อบต." in page
    row.year.refresh_from_db()
    assert publishable_page(Page.OIT).publish(row, **SIGNATURE).number == 1


def test_a_list_that_changes_has_to_be_confirmed_again(desk, row, capsys):
    confirm(desk, row, name="ปลัด", compared="on")
    item = OITItem.objects.get(year=row.year, code="O1")
    item.title = item.pack_values["title"] = "ชื่อเก่า"
    item.save()
    call_command("load_packs")
    assert "ต้องตรวจกับคู่มืออีกครั้ง" in capsys.readouterr().out
    row.year.refresh_from_db()
    assert row.year.list_confirmed_at is None


def test_the_screen_shows_how_sure_each_item_is(desk, row):
    page = desk.get(reverse("admin:assessments_fiscalyear_confirm", args=[row.year_id])).text
    assert page.count("ยังไม่ยืนยัน (จากความจำ)") == 10
    assert "ยืนยันบางส่วน" in page
    checklist = desk.get(reverse("admin:assessments_checklist_change", args=[row.pk])).text
    assert "ยังไม่ยืนยัน (จากความจำ)" in checklist


def test_2562_is_loaded_and_plainly_incomplete(desk):
    year = FiscalYear.objects.get(year_be=2562)
    assert year.oit_items.count() == 5
    page = desk.get(reverse("admin:assessments_fiscalyear_confirm", args=[year.pk])).text
    assert "รายการนี้ยังไม่ครบ" in page
