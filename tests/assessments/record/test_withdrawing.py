"""Withdrawing: the content goes for good; the hash, the number and the reason stay."""

import pytest

from assessments.models import Notice, Page, Publication, PublishedPage
from assessments.record.publish import PublishingRefused, withdraw
from tests.support.factories import make_agency, make_assessment, publish_content, publish_result
from tests.support.refusals import assert_guarded

pytestmark = pytest.mark.django_db


def test_withdrawn_record_keeps_everything_but_its_content(time_machine):
    record = publish_result()
    before = Publication.objects.values().get()
    time_machine.move_to("2028-01-01T00:00:00Z", tick=False)

    withdraw(record, reason="  มีข้อมูล \n ส่วนบุคคล ", by="somsri", role="ปลัด อบต.")

    after = Publication.objects.values().get(pk=record.pk)
    assert {name for name in after if after[name] != before[name]} == {
        "changed_keys",
        "content",
        "summary",
        "withdrawn_at",
        "withdrawn_by",
        "withdrawn_reason",
    }
    assert after["content"] == ""
    assert after["withdrawn_reason"] == "มีข้อมูล ส่วนบุคคล"
    assert after["withdrawn_by"] == "somsri"
    assert after["withdrawn_at"].year == 2028
    assert Publication.objects.get(pk=record.pk).data() is None


def test_withdrawing_needs_a_reason_and_happens_once():
    record = publish_result()

    for reason in ("", " \n ", "ก" * 501):
        with pytest.raises(PublishingRefused, match="เหตุผล"):
            withdraw(record, reason=reason, by="somsri", role="ปลัด อบต.")
    withdraw(record, reason="มีข้อมูลส่วนบุคคล", by="somsri", role="ปลัด อบต.")
    with pytest.raises(PublishingRefused, match="ถูกถอนไปแล้ว"):
        withdraw(record, reason="อีกครั้ง", by="somchai", role="ปลัด อบต.")

    record.refresh_from_db()
    assert (record.withdrawn_reason, record.withdrawn_by) == ("มีข้อมูลส่วนบุคคล", "somsri")


def test_withdrawal_cannot_be_undone_or_rewritten():
    withdraw(publish_result(), reason="มีข้อมูลส่วนบุคคล", by="somsri", role="ปลัด อบต.")

    for change in (
        "withdrawn_reason = 'other'",
        "withdrawn_by = 'other'",
        "withdrawn_at = NULL, withdrawn_by = '', withdrawn_reason = '', content = '{}'",
        "content = '{}'",
    ):
        assert_guarded("only withdrawn once", f"UPDATE assessments_publication SET {change}")
    assert_guarded("never deleted", "DELETE FROM assessments_publication")


def test_menu_forgets_the_figures_of_a_withdrawn_page():
    withdraw(publish_result(), reason="มีข้อมูลส่วนบุคคล", by="somsri", role="ปลัด อบต.")

    assert PublishedPage.objects.get(page=Page.RESULT).current.summary == {}


def test_withdrawing_an_old_record_leaves_the_page_as_it_is():
    assessment = make_assessment()
    first = publish_result(assessment)
    assessment.scores.filter(indicator__number=1).update(value=0)
    second = publish_result(assessment, note="แก้คะแนน")

    withdraw(first, reason="มีข้อมูลส่วนบุคคล", by="somsri", role="ปลัด อบต.")

    page = PublishedPage.objects.get(page=Page.RESULT)
    assert page.current == second
    assert page.current.summary["total"] == "55.62"
    assert second.data()


def test_page_comes_back_as_the_next_number_even_with_the_same_content():
    assessment = make_assessment()
    first = publish_result(assessment)
    withdraw(first, reason="เผยแพร่ผิดเวลา", by="somsri", role="ปลัด อบต.")

    second = publish_result(assessment, note="เผยแพร่อีกครั้ง")

    withdrawal = Publication.objects.get(page=Notice.WITHDRAWAL)
    assert (second.number, second.previous) == (2, withdrawal.record_sha256)
    assert withdrawal.previous == first.record_sha256
    assert second.sha256 == first.sha256
    assert PublishedPage.objects.get(page=Page.RESULT).current == second


def test_chain_stays_whole_over_a_withdrawal():
    agency = make_agency()
    contents = [{"schema": "test/1", "figure": figure} for figure in (1, 2, 3)]
    records = [publish_content(agency, 2563, "result", content) for content in contents]

    withdraw(records[1], reason="มีข้อมูลส่วนบุคคล", by="somsri", role="ปลัด อบต.")

    rows = list(Publication.objects.order_by("sequence"))
    assert [row.previous for row in rows[1:]] == [row.record_sha256 for row in rows[:-1]]
