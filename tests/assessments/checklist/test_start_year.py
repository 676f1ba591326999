"""Rollover: what is known of each item follows its concept into the new year; answers do not."""

import pytest
from django.core.management import CommandError, call_command
from django.urls import reverse

from assessments.models import Agency, Assessment, Disclosure, DisclosureLink, Division, FiscalYear, OITItem


@pytest.fixture
def agency(example, db):
    return Agency.objects.get()


def disclose(agency, year_be, code, *urls, **fields):
    item = OITItem.objects.get(year__year_be=year_be, code=code)
    row = Disclosure.objects.create(agency=agency, item=item, answer="yes", **fields)
    for position, url in enumerate(urls, start=1):
        DisclosureLink.objects.create(disclosure=row, position=position, label=f"{code} {position}", url=url)
    return row


def carried(agency, year_be, code):
    return Disclosure.objects.get(agency=agency, item__year__year_be=year_be, item__code=code)


def start(capsys, year, from_year, *arguments):
    call_command("start_year", year, "--from", from_year, *arguments)
    return capsys.readouterr().out


def test_links_divisions_and_explanations_are_carried_answers_are_not(agency, capsys):
    office = Division.objects.create(agency=agency, name="สำนักปลัด")
    disclose(agency, 2564, "O12", "https://x.go.th/a", explanation="หน้าแรก > รายงาน", division=office)

    out = start(capsys, "2565", "2564")

    row = carried(agency, 2565, "O12")
    assert (row.answer, row.explanation, row.division) == ("", "หน้าแรก > รายงาน", office)
    link = row.links.get()
    assert (link.url, link.label, link.check_for_year) == ("https://x.go.th/a", "O12 1", 2565)
    assert "ยกมา 2 ข้อ 2 ลิงก์" in out.splitlines()[-1]
    assert Assessment.objects.filter(agency=agency, year__year_be=2565).exists()


def test_a_code_that_changed_its_meaning_is_not_followed(agency, capsys):
    disclose(agency, 2566, "O34", "https://x.go.th/risk")
    disclose(agency, 2566, "O42", "https://x.go.th/measures")

    start(capsys, "2567", "2566")

    assert carried(agency, 2567, "O34").links.get().url == "https://x.go.th/measures"
    assert carried(agency, 2567, "O30").links.get().url == "https://x.go.th/risk"


def test_merged_items_bring_all_their_links(agency, capsys):
    disclose(agency, 2566, "O11", "https://x.go.th/1", explanation="แผน")
    disclose(agency, 2566, "O12", "https://x.go.th/2", explanation="ผล")

    start(capsys, "2567", "2566")

    row = carried(agency, 2567, "O8")
    assert list(row.links.values_list("position", "url")) == [
        (1, "https://x.go.th/1"),
        (2, "https://x.go.th/2"),
    ]
    assert row.explanation == "แผน\n\nผล"


def test_removed_links_stay_behind(agency, capsys):
    row = disclose(agency, 2564, "O1", "https://x.go.th/old", "https://x.go.th/new")
    row.links.filter(position=1).update(removed=True)

    start(capsys, "2565", "2564")

    assert carried(agency, 2565, "O1").links.get().url == "https://x.go.th/new"


def test_a_second_run_changes_nothing(agency, capsys):
    disclose(agency, 2564, "O1", "https://x.go.th/a")
    start(capsys, "2565", "2564")
    row = carried(agency, 2565, "O1")
    row.answer = "yes"
    row.save()
    row.links.update(check_for_year=None)

    assert "ยกมา 0 ข้อ 0 ลิงก์" in start(capsys, "2565", "2564")

    row.refresh_from_db()
    assert (row.answer, row.links.get().check_for_year) == ("yes", None)


def test_dry_run_says_the_same_and_writes_nothing(agency, capsys):
    out = start(capsys, "2565", "2564", "--dry-run")
    assert "ยกมา 1 ข้อ 1 ลิงก์" in out
    assert not Disclosure.objects.filter(item__year__year_be=2565).exists()
    assert not Assessment.objects.filter(year__year_be=2565).exists()


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["2564", "--from", "2565"], "ต้องอยู่หลัง"),
        (["2599", "--from", "2564"], "ยังไม่มีชุดข้อมูลของปี 2599"),
        (["2565", "--from", "2021"], "2021"),
        (["2565", "--from", "2564", "--agency", "nobody"], "ไม่พบหน่วยงาน nobody"),
    ],
)
def test_bad_input_is_a_thai_sentence(agency, arguments, sentence):
    with pytest.raises(CommandError, match=sentence):
        call_command("start_year", *arguments)


def test_the_admin_previews_and_then_carries(agency, admin_client):
    year = FiscalYear.objects.get(year_be=2567)
    checklist = Assessment.objects.create(agency=agency, year=year)
    disclose(agency, 2566, "O42", "https://x.go.th/measures")
    url = reverse("admin:assessments_checklist_start", args=[checklist.pk])

    page = admin_client.get(url).text
    assert "เปลี่ยนเลขข้อ" in page
    assert "ข้อใหม่" in page
    assert not Disclosure.objects.filter(item__year=year).exists()

    done = admin_client.post(url, {"from": "2566"}, follow=True).text
    assert "ยกมา 1 ข้อ 1 ลิงก์ จากปี 2566" in done
    assert carried(agency, 2567, "O34").links.get().check_for_year == 2567
