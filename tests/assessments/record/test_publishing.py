"""Publishing: numbers, chain, hashes, and when it is refused."""

import hashlib
import json
from decimal import Decimal

import pytest

from assessments.models import Page, Publication, PublishedPage
from assessments.record.publish import NothingChanged, PublishingRefused, draft, publish
from assessments.record.record_hash import record_hash
from tests.support.factories import (
    make_agency,
    make_assessment,
    make_disclosure,
    publish_checklist,
    publish_content,
    publish_plan,
    publish_result,
)

pytestmark = pytest.mark.django_db


def content(figure=1, **fields):
    return {"schema": "test/1", "figure": Decimal(figure)} | fields


def test_each_page_of_each_year_and_agency_counts_1_2_3():
    pakchong, other = make_agency(), make_agency("other", name="อื่น")
    pages = [
        (pakchong, 2563, "result"),
        (pakchong, 2564, "result"),
        (pakchong, 2563, "oit"),
        (other, 2563, "result"),
    ]

    for figure in (1, 2, 3):
        for agency, year_be, page in pages:
            publication = publish_content(agency, year_be, page, content(figure))
            assert publication.number == figure

    assert list(pakchong.publications.order_by("sequence").values_list("sequence", flat=True)) == [
        *range(1, 10)
    ]
    assert list(other.publications.order_by("sequence").values_list("sequence", flat=True)) == [1, 2, 3]


def test_every_record_names_the_one_before_it():
    agency = make_agency()
    first = publish_content(agency, 2563, "result", content(1))
    second = publish_content(agency, 2564, "result", content(1))
    third = publish_content(agency, 2563, "result", content(2))

    assert first.previous == ""
    assert second.previous == first.record_sha256
    assert third.previous == second.record_sha256


def test_anyone_can_compute_both_hashes_from_what_is_public():
    agency = make_agency()
    publish_content(agency, 2563, "result", content(1))
    record = publish_content(agency, 2563, "result", content(2, name="ปากช่อง"), note="แก้คะแนน")
    record.refresh_from_db()
    bound = {
        "agency": "pakchong",
        "details_sha256": record.details_sha256,
        "fiscal_year": 2563,
        "note": "แก้คะแนน",
        "number": 2,
        "page": "result",
        "previous": Publication.objects.get(sequence=1).record_sha256,
        "published_at": record.published_at.strftime("%Y-%m-%dT%H:%M:%S.%fZ"),
        "role": "ปลัด อบต.",
        "sequence": 2,
        "sha256": record.sha256,
    }
    text = json.dumps(bound, ensure_ascii=False, sort_keys=True, separators=(",", ":"))

    assert record.content == '{"figure":2,"name":"ปากช่อง","schema":"test/1"}'
    assert record.sha256 == hashlib.sha256(record.content.encode()).hexdigest()
    assert record.record_sha256 == hashlib.sha256(text.encode()).hexdigest()


@pytest.mark.parametrize(
    "changed",
    "agency_slug year_be page number sequence sha256 previous role note details_sha256".split(),
)
def test_no_part_of_a_record_can_change_without_its_hash(changed):
    record = publish_result()
    names = "year_be page number sequence sha256 previous published_at note details_sha256".split()
    bound = {name: getattr(record, name) for name in names} | {"agency_slug": "pakchong", "role": "ปลัด อบต."}
    assert record_hash(**bound) == record.record_sha256

    bound[changed] = 9 if isinstance(bound[changed], int) else "อื่น"

    assert record_hash(**bound) != record.record_sha256


def test_record_says_who_when_and_what_changed():
    record = publish_result(note="  แก้คะแนน \n ตัวชี้วัดที่ ๓ ")
    record.refresh_from_db()

    assert record.note == "แก้คะแนน ตัวชี้วัดที่ ๓"
    assert (record.published_by, record.published_by_role) == ("somsri", "ปลัด อบต.")
    assert (record.schema, record.page, record.year_be) == ("result/1", Page.RESULT, 2563)
    assert record.published_at.tzinfo
    assert str(record) == "ผลการประเมิน 2563 ฉบับที่ 1"


@pytest.mark.parametrize("note", ["", "  \n ", "ก" * 501], ids=["none", "blank", "too long"])
def test_note_is_needed_and_short(note):
    with pytest.raises(PublishingRefused):
        publish_result(note=note)

    assert not Publication.objects.exists()


def test_same_content_is_not_published_again():
    assessment = make_assessment()
    publish_result(assessment)

    with pytest.raises(NothingChanged, match="ไม่มีอะไรให้เผยแพร่"):
        publish_result(assessment, note="อีกครั้ง")
    assert Publication.objects.count() == 1

    assessment.scores.filter(indicator__number=1).update(value=Decimal("83.69"))
    assert publish_result(assessment, note="แก้คะแนน").number == 2


def test_unchanged_plan_and_checklist_are_refused_too():
    make_disclosure()
    publish_checklist()
    plan_record = publish_plan(actions=[(1, "จัดทำคู่มือ")])
    plan = plan_record.agency.plans.get()

    with pytest.raises(NothingChanged):
        publish_checklist(note="อีกครั้ง")
    with pytest.raises(NothingChanged):
        publish_plan(plan, note="อีกครั้ง")


def test_earlier_state_may_be_published_again():
    agency = make_agency()
    numbers = [publish_content(agency, 2563, "result", content(figure)).number for figure in (1, 2, 1)]

    assert numbers == [1, 2, 3]


def test_draft_tells_what_publishing_would_write_and_writes_nothing():
    agency = make_agency()
    publish_content(agency, 2563, "result", content(1))

    same, same_changed = draft(agency, 2563, "result", lambda previous, at: content(1))
    other, other_changed = draft(agency, 2563, "result", lambda previous, at: content(Decimal("2.50")))

    assert (same["figure"], same_changed) == (1, False)
    assert (other["figure"], other_changed) == (Decimal("2.5"), True)
    assert Publication.objects.count() == 1


def test_failure_on_the_way_leaves_no_trace():
    def broken(previous, at):
        raise RuntimeError("the desk is not readable")

    with pytest.raises(RuntimeError):
        publish(make_agency(), 2563, "result", broken, note="เผยแพร่", by="somsri", role="ปลัด")

    assert not Publication.objects.exists()
    assert not PublishedPage.objects.exists()


def test_menu_row_follows_the_newest_record():
    assessment = make_assessment(total="50.00", level="E")
    publish_result(assessment)
    assessment.announced_total, assessment.announced_level = Decimal("55.62"), "D"
    newest = publish_result(assessment, note="แก้คะแนนรวม")

    page = PublishedPage.objects.get()
    assert page.current == newest
    figures = {name: page.current.summary[name] for name in ("state", "total", "level")}
    assert figures == {"state": "announced", "total": "55.62", "level": "D"}


def test_menu_rows_of_measures_and_checklist_count():
    publish_plan(actions=[(1, "ก"), (2, "ข")])
    make_disclosure(code="O1")
    publish_checklist()

    assert PublishedPage.objects.get(page="measures").current.summary == {"result_year": 2563, "actions": 2}
    assert PublishedPage.objects.get(page="oit").current.summary == {"items": 43, "answered": 1}


def test_times_of_one_agency_never_repeat_or_go_back(time_machine):
    agency = make_agency()
    time_machine.move_to("2021-03-12T02:10:00Z", tick=False)
    moments = [publish_content(agency, 2563, "result", content(figure)).published_at for figure in (1, 2)]
    time_machine.move_to("2021-03-12T02:09:00Z", tick=False)
    moments.append(publish_content(agency, 2563, "result", content(3)).published_at)

    assert moments == sorted(set(moments))
