"""Confirming what was carried into an item, and taking a roll-over back, on the desk."""

import re
from datetime import date

import pytest
from django.urls import reverse

from assessments.checklist.start_year import start_year
from assessments.models import Assessment, AuditEntry, Disclosure, DisclosureLink
from tests.support.factories import make_agency
from tests.support.people import make_user
from tests.support.year_with_links import NEW, OLD, fill, make_years

pytestmark = pytest.mark.django_db


@pytest.fixture
def agency(settings, tmp_path):
    """An agency whose new year was started from one with every kind of link."""
    settings.MEDIA_ROOT = tmp_path
    agency, years = make_agency(), make_years()
    fill(agency)
    start_year(agency, *years)
    return agency


@pytest.fixture
def editor(client, agency):
    """A browser in which an editor of the agency is logged in."""
    client.force_login(make_user("editor", "editor", agency))
    return client


def carried(code):
    return Disclosure.objects.get(item__year__year_be=NEW, item__code=code)


def screen(code):
    return reverse("admin:assessments_disclosure_carried", args=[carried(code).pk])


def start_screen():
    return reverse("admin:assessments_checklist_start", args=[Assessment.objects.get(year__year_be=NEW).pk])


def shown(client, code):
    """The form as it is shown: its hidden state and the periods that it proposes."""
    page = client.get(screen(code)).text
    fields = dict(re.findall(r'name="((?:first|last)_[0-9]+)"(?: value="([^"]*)")?', page))
    return fields | {"seen": re.search(r'name="seen" value="([^"]+)"', page)[1]}


def link_of(code, position):
    return carried(code).links.get(position=position)


def test_it_shows_the_file_the_followed_page_and_last_years_period(editor):
    page = editor.get(screen("O1")).text.replace("<wbr>", "")

    document = link_of("O1", 2)
    address = reverse(
        "admin:assessments_disclosure_document", args=[carried("O1").pk, document.versions.get().pk]
    )
    assert f'<a href="{address}">' in page
    assert f"ปีก่อนคือ /ita/{OLD}/measures/" in page
    assert "ปีก่อนระบุช่วง ต.ค. ๒๕๗๙ – มี.ค. ๒๕๘๐" in page
    assert shown(editor, "O1")[f"first_{link_of('O1', 1).pk}"] == "1/10/2580"


def test_ticked_rows_are_confirmed_with_their_days_the_others_stay(editor):
    first, second = link_of("O1", 1), link_of("O1", 2)

    answer = editor.post(screen("O1"), shown(editor, "O1") | {"text": "on", f"ok_{first.pk}": "on"})

    assert answer.headers["Location"] == screen("O1")
    first.refresh_from_db()
    second.refresh_from_db()
    assert (first.check_for_year, first.period_from, first.period_to) == (
        None,
        date(2037, 10, 1),
        date(2038, 3, 31),
    )
    assert second.check_for_year == NEW
    assert carried("O1").check_for_year is None


def test_after_the_last_row_of_an_item_comes_the_next_item_and_then_the_items_form(editor):
    ticks = {f"ok_{pk}": "on" for pk in DisclosureLink.objects.values_list("pk", flat=True)} | {"text": "on"}

    answer = editor.post(screen("O1"), shown(editor, "O1") | ticks)
    assert answer.headers["Location"] == screen("O3")
    answer = editor.post(screen("O3"), shown(editor, "O3") | ticks)

    assert answer.headers["Location"] == reverse(
        "admin:assessments_disclosure_change", args=[carried("O3").pk]
    )
    assert "ข้อนี้ไม่มีข้อมูลที่ยกมาและยังไม่ตรวจ" in editor.get(screen("O3")).text


@pytest.mark.parametrize(
    ("days", "sentence"),
    [
        (("1/10/2580", ""), "พิมพ์ทั้งวันเริ่มและวันสิ้นสุด"),
        (("31/3/2581", "1/10/2580"), "วันเริ่มต้องไม่หลังวันสิ้นสุด"),
        (("เมื่อวาน", "1/10/2580"), "เมื่อวาน"),
    ],
)
def test_days_that_are_none_are_said_and_nothing_is_confirmed(days, sentence, editor):
    link = link_of("O1", 1)
    typed = {f"first_{link.pk}": days[0], f"last_{link.pk}": days[1]}

    ticked = editor.post(screen("O1"), shown(editor, "O1") | typed | {f"ok_{link.pk}": "on"})

    assert sentence in ticked.text
    link.refresh_from_db()
    assert link.check_for_year == NEW
    untouched = editor.post(screen("O1"), shown(editor, "O1") | typed | {"text": "on"})
    assert untouched.status_code == 302


def test_without_a_tick_and_after_a_change_of_somebody_else_it_says_so(editor):
    assert "ยังไม่ได้ทำเครื่องหมายที่รายการใด" in editor.post(screen("O1"), shown(editor, "O1")).text

    seen = shown(editor, "O1")
    DisclosureLink.objects.filter(pk=link_of("O1", 1).pk).update(label="อื่น")

    assert "มีผู้แก้ไขข้อนี้ระหว่างที่เปิดหน้านี้" in editor.post(screen("O1"), seen | {"text": "on"}).text
    assert carried("O1").check_for_year == NEW
    assert editor.post(screen("O1"), {}).status_code == 200


def test_the_item_the_checklist_readiness_and_the_publish_step_tell_of_it(editor, client, agency):
    checklist = Assessment.objects.get(year__year_be=NEW)
    item_form = reverse("admin:assessments_disclosure_change", args=[carried("O1").pk])
    steps = [f"admin:assessments_checklist_{name}" for name in ("change", "readiness", "publish")]
    form, readiness, publish = (reverse(name, args=[checklist.pk]) for name in steps)

    assert f'<a href="{screen("O1")}">ตรวจข้อมูลที่ยกมา</a>' in editor.get(item_form).text
    assert f'<a href="{screen("O3")}">ยกมา ยังไม่ตรวจ</a>' in editor.get(form).text
    assert editor.get(readiness).text.count("ยกมาจากปีก่อนและยังไม่มีผู้ตรวจ ใช้กับปีนี้ได้หรือไม่") == 2
    client.force_login(make_user("approver", "approver", agency))
    assert "ข้อ O1, O3 มีข้อมูลที่ยกมาจากปีก่อน" in client.get(publish).text.replace("<wbr>", "")


def test_a_roll_over_is_undone_with_one_button_and_the_log_says_so(editor):
    assert 'value="ยกเลิกการยกข้อมูล"' in editor.get(start_screen()).text

    page = editor.post(start_screen(), {"undo": "1"}, follow=True).text

    assert "ยกเลิกการยกข้อมูลจากปีก่อน 2 ข้อ" in page
    assert not Disclosure.objects.filter(item__year__year_be=NEW).exists()
    assert AuditEntry.objects.filter(sentence="ยกเลิกการยกข้อมูลจากปีก่อน 2 ข้อ", by="editor").exists()


def test_once_something_is_confirmed_there_is_no_button_and_a_forged_post_says_why(editor):
    editor.post(screen("O1"), shown(editor, "O1") | {"text": "on"})

    assert 'value="ยกเลิกการยกข้อมูล"' not in editor.get(start_screen()).text
    page = editor.post(start_screen(), {"undo": "1"}, follow=True).text

    assert "มีผู้ตรวจยืนยันหรือแก้ไขข้อที่ยกมาแล้ว (ข้อ O1)" in page
    assert Disclosure.objects.filter(item__year__year_be=NEW).count() == 2


def test_the_look_before_names_documents_followed_pages_and_what_stays(editor):
    editor.post(start_screen(), {"undo": "1"})

    page = editor.get(start_screen()).text

    assert "๕ ลิงก์ (เป็นเอกสาร ๑) คำอธิบาย ส่วนงาน กองคลัง" in page
    assert f"/ita/{OLD}/measures/ เป็น /ita/{NEW}/measures/" in page
    assert "ไม่ยก ๔ ลิงก์" in page


def test_a_year_that_is_not_there_is_said_and_no_other_one_is_taken(editor):
    before = Disclosure.objects.count()
    answer = editor.post(start_screen(), {"from": "2099"})
    assert "ไม่มีปีที่เลือกให้ยกข้อมูล" in answer.text
    assert Disclosure.objects.count() == before
