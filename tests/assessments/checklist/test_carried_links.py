"""A year with every kind of link is carried into the next: what comes along, what stays, what is marked."""

from datetime import date

import pytest
from django.core.management import CommandError, call_command

from assessments.checklist.carried import (
    Confirmed,
    Unclear,
    confirm_carried,
    links_to_confirm,
    state_of,
    suggested_period,
    unconfirmed,
    unconfirmed_warning,
    undo_refusal,
    undo_start,
)
from assessments.checklist.publish import ChecklistPage
from assessments.checklist.start_year import plan_year, start_year
from assessments.files.storage import add_version
from assessments.models import (
    Assessment,
    Disclosure,
    DisclosureLink,
    DocumentVersion,
    ItemVerdict,
    ShownRequirement,
)
from tests.support.factories import make_agency, make_disclosure, publish_checklist
from tests.support.year_with_links import EVIDENCE, NEW, OLD, fill, make_years, uploaded

pytestmark = pytest.mark.django_db


@pytest.fixture
def filled(settings, tmp_path):
    """(agency, old year, new year), every kind of link in the old one."""
    settings.MEDIA_ROOT = tmp_path
    agency, years = make_agency(), make_years()
    fill(agency)
    return agency, *years


@pytest.fixture
def started(filled):
    """The same after the roll-over."""
    start_year(*filled)
    return filled


def carried(code):
    return Disclosure.objects.get(item__year__year_be=NEW, item__code=code)


def rows_of(year_be):
    """Every state of a year's rows, to see whether anything was touched."""
    rows = Disclosure.objects.filter(item__year__year_be=year_be)
    links = DisclosureLink.objects.filter(disclosure__in=rows)
    versions = DocumentVersion.objects.filter(link__in=links)
    return [list(each.order_by("pk").values()) for each in (rows, links, versions)]


def confirm(disclosure, *, text=True, links=True, seen=None):
    said = {link.pk: Confirmed(None, None) for link in links_to_confirm(disclosure)} if links else {}
    return confirm_carried(disclosure, text=text, links=said, seen=seen or state_of(disclosure), by="สมศรี")


def test_every_kind_of_link_is_carried_as_what_it_is(filled):
    old = rows_of(OLD)

    counts = start_year(*filled)

    assert counts == {"items": 2, "links": 6, "documents": 1}
    assert rows_of(OLD) == old
    assert list(carried("O1").links.values_list("position", "kind", "label", "url", "note", "page")) == [
        (1, "address", "เว็บไซต์หลัก", "https://www.example.go.th/plan", "แถบซ้าย", 3),
        (2, "document", "แผน", "", "", None),
        (3, "address", "หน้า 3", f"/ita/{NEW}/measures/", "", None),
        (4, "address", "หน้า 4", f"/ita/{NEW}/measures/progress/", "", None),
        (5, "address", "หน้า 5", EVIDENCE, "", None),
    ]
    assert carried("O3").links.get().url == "https://www.example.go.th/year"


def test_a_document_brings_its_newest_file_and_who_uploaded_it(started):
    version = carried("O1").links.get(kind="document").versions.get()

    old = DocumentVersion.objects.get(link__disclosure__item__year__year_be=OLD, number=2)
    assert (version.number, version.file, version.name) == (1, old.file, "แผน.csv")
    assert (version.uploaded_at, version.uploaded_by) == (old.uploaded_at, "สมศักดิ์")


def test_whatever_is_carried_is_marked_and_nothing_claims_a_period(started):
    agency, _old_year, new_year = started

    row = carried("O1")
    assert (row.answer, row.explanation, row.division.name) == ("", "หน้าแรก > O1", "กองคลัง")
    assert (row.carried_from_year, row.check_for_year) == (OLD, NEW)
    assert set(row.links.values_list("check_for_year", "period_from", "period_to")) == {(NEW, None, None)}
    assert [link.carried_from.position for link in row.links.all()] == [1, 2, 3, 4, 5]
    assert {row.history.get().history_change_reason} == {"ยกข้อมูลมาจากปี ๒๕๘๐"}
    assert "ข้อ O1, O3 มีข้อมูลที่ยกมาจากปีก่อน" in unconfirmed_warning(agency.pk, new_year.pk)
    checklist = Assessment.objects.get(agency=agency, year=new_year)
    assert unconfirmed_warning(agency.pk, new_year.pk) in ChecklistPage().warnings(checklist, {})


def test_the_suggested_period_has_the_nature_of_last_years(started):
    half, *others = links_to_confirm(carried("O1"))
    [year_before] = links_to_confirm(carried("O3"))

    assert suggested_period(half) == (date(2037, 10, 1), date(2038, 3, 31))
    assert suggested_period(year_before) == (date(2036, 10, 1), date(2037, 9, 30))
    assert [suggested_period(link) for link in others] == [None] * 4


def test_where_an_item_now_asks_for_another_year_the_period_moves_with_it(filled):
    _agency, _old_year, new_year = filled
    new_year.oit_items.filter(code="O3").update(data_period="current_fy")
    start_year(*filled)

    assert suggested_period(carried("O3").links.get()) == (date(2037, 10, 1), date(2038, 9, 30))


def test_the_look_before_says_what_is_done(filled):
    first, moved, *others = plan_year(*filled)

    assert (first.change.kind, len(first.links), first.documents, first.left_behind) == ("kept", 5, 1, 4)
    assert [link.url for link in first.links if link.changed] == [
        f"/ita/{NEW}/measures/",
        f"/ita/{NEW}/measures/progress/",
    ]
    assert (moved.change.kind, len(moved.links), moved.left_behind) == ("renumbered", 1, 0)
    assert [row.change.kind for row in others] == ["new", "dropped"]
    assert rows_of(NEW) == [[], [], []]


def test_a_second_run_changes_nothing(started):
    before = rows_of(NEW)

    assert start_year(*started) == {"items": 0, "links": 0, "documents": 0}

    assert rows_of(NEW) == before


def test_when_one_link_cannot_be_written_nothing_is(filled, monkeypatch):
    def fails(rows):
        raise RuntimeError(list(rows))

    monkeypatch.setattr(DocumentVersion.objects, "bulk_create", fails)

    with pytest.raises(RuntimeError):
        start_year(*filled)

    assert rows_of(NEW) == [[], [], []]
    assert not Assessment.objects.filter(year__year_be=NEW).exists()


def test_confirming_takes_the_mark_and_writes_the_period_that_a_person_saw(started):
    agency, _old_year, new_year = started
    row = carried("O3")
    link = row.links.get()
    said = {link.pk: Confirmed(*suggested_period(link))}

    count = confirm_carried(row, text=True, links=said, seen=state_of(row), by="สมศรี")

    row.refresh_from_db()
    link.refresh_from_db()
    assert (count, row.check_for_year, row.carried_from_year) == (2, None, OLD)
    assert (link.check_for_year, link.period_from, link.period_to) == (None, *said[link.pk].__dict__.values())
    last = link.history.latest()
    assert (last.history_user_id, last.history_change_reason) == ("สมศรี", "ตรวจข้อมูลที่ยกมาจากปีก่อนแล้ว")
    assert [each.item.code for each in unconfirmed(agency.pk, new_year.pk)] == ["O1"]
    assert confirm(row) == 0


def test_nothing_is_confirmed_that_changed_since_it_was_shown(started):
    row = carried("O1")
    seen = state_of(row)
    link = row.links.get(position=1)
    link.url = "https://www.example.go.th/other"
    link.save()

    with pytest.raises(Unclear, match="มีผู้แก้ไขข้อนี้ระหว่างที่เปิดหน้านี้"):
        confirm(row, seen=seen)

    assert row.links.filter(check_for_year=None).count() == 0


def test_it_can_be_undone_as_if_it_had_never_been_and_done_again(started):
    agency, _old_year, new_year = started
    old = rows_of(OLD)
    assert undo_refusal(agency, new_year) == ""

    assert undo_start(agency, new_year, by="สมศรี") == 2

    assert rows_of(NEW) == [[], [], []]
    assert rows_of(OLD) == old
    assert undo_refusal(agency, new_year) == "ไม่มีข้อมูลที่ยกมาจากปีก่อน"
    assert start_year(*started)["items"] == 2
    assert undo_refusal(agency, new_year) == ""


def edit_text(row):
    row.explanation = "แก้แล้ว"
    row.save()


def unlink(row):
    row.links.get(position=1).delete()


TOUCHES = {
    "text confirmed": lambda row: confirm(row, links=False),
    "links confirmed": lambda row: confirm(row, text=False),
    "text edited": edit_text,
    "link deleted": unlink,
    "link added": lambda row: DisclosureLink.objects.create(
        disclosure=row, position=9, label="ใหม่", url="https://www.example.go.th/new"
    ),
    "file replaced": lambda row: add_version(row.links.get(kind="document"), uploaded("ใหม่,9"), by="x"),
    "verdict given": lambda row: ItemVerdict.objects.create(
        disclosure=row, verdict="pass", given_at=row.history.get().history_date, given_by="x"
    ),
    "requirement ticked": lambda row: ShownRequirement.objects.create(
        disclosure=row, requirement="ก", ticked_by="x"
    ),
}


@pytest.mark.parametrize("touch", TOUCHES)
def test_nothing_is_undone_once_somebody_worked_with_it(touch, started):
    agency, _old_year, new_year = started
    TOUCHES[touch](carried("O1"))
    before = rows_of(NEW)

    with pytest.raises(Unclear, match=r"แก้ไขข้อที่ยกมาแล้ว \(ข้อ O1\)"):
        undo_start(agency, new_year, by="สมศรี")

    assert rows_of(NEW) == before


def test_nothing_is_undone_once_it_is_published(started):
    agency, _old_year, new_year = started
    publish_checklist(agency, NEW)

    assert "เผยแพร่แล้ว" in undo_refusal(agency, new_year)


def test_nothing_is_undone_while_a_later_year_stands_on_it(started):
    agency, _old_year, new_year = started
    later = make_disclosure(agency, "O12", 2564)
    link = carried("O1").links.first()
    DisclosureLink.objects.create(
        disclosure=later, position=9, label="ยกต่อ", url="https://www.example.go.th/9", carried_from=link
    )
    before = rows_of(NEW)

    with pytest.raises(Unclear, match="ปีถัดไปยกข้อมูลจากปีนี้ไปแล้ว"):
        undo_start(agency, new_year, by="สมศรี")

    assert rows_of(NEW) == before


def test_the_command_carries_and_takes_back(filled, capsys):
    arguments = ["start_year", str(NEW), "--from", str(OLD)]
    call_command(*arguments)
    assert "ยกมา 2 ข้อ 6 ลิงก์ (เป็นเอกสาร 1)" in capsys.readouterr().out.splitlines()[-1]

    call_command(*arguments, "--undo", "--dry-run")
    assert len(rows_of(NEW)[0]) == 2
    call_command(*arguments, "--undo")
    assert "แล้ว 2 ข้อ" in capsys.readouterr().out.splitlines()[-1]
    assert rows_of(NEW) == [[], [], []]

    with pytest.raises(CommandError, match="ไม่มีข้อมูลที่ยกมาจากปีก่อน"):
        call_command(*arguments, "--undo")
