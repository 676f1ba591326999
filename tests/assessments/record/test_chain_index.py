"""The index over the record: every page points to its newest record, with the figures of its content."""

import json

import pytest

from assessments.models import Publication, PublishedPage
from assessments.record import chain
from assessments.record.publish import withdraw
from tests.support.factories import make_agency, publish_result
from tests.support.tampering import publish_five, tamper

pytestmark = pytest.mark.django_db


@pytest.fixture
def agency(db):
    return publish_five()


def record(sequence):
    return Publication.objects.get(sequence=sequence)


def test_page_that_points_to_an_older_record_is_named(agency):
    PublishedPage.objects.filter(page="result").update(current=record(3))

    assert chain.index_faults(agency) == ["ผลการประเมิน 2563 ฉบับที่ 3 เป็นฉบับล่าสุดของหน้า แต่หน้าสาธารณะไม่ได้ชี้มาที่ฉบับนี้"]
    assert chain.verify(agency).fault is None


def test_page_without_its_row_is_named(agency):
    PublishedPage.objects.filter(page="oit").delete()

    assert chain.index_faults(agency) == [
        "การเปิดเผยข้อมูลสาธารณะ (OIT) 2564 ฉบับที่ 1 เป็นฉบับล่าสุดของหน้า แต่หน้าสาธารณะไม่ได้ชี้มาที่ฉบับนี้"
    ]


def test_page_that_was_never_published_may_not_point_anywhere(agency):
    PublishedPage.objects.create(agency=agency, year_be=2565, page="progress", current=record(1))

    assert chain.index_faults(agency) == ["หน้าสาธารณะ ความก้าวหน้าของมาตรการ 2565 ชี้ไปที่บันทึกของหน้าอื่น"]


def test_pages_that_point_to_each_others_records_are_named(agency):
    oit, measures = PublishedPage.objects.get(page="oit"), PublishedPage.objects.get(page="measures")
    first, second = oit.current, measures.current
    PublishedPage.objects.filter(pk=oit.pk).update(current=record(1))
    PublishedPage.objects.filter(pk=measures.pk).update(current=first)
    PublishedPage.objects.filter(pk=oit.pk).update(current=second)

    sentences = "\n".join(chain.index_faults(agency))

    assert sentences.count("ชี้ไปที่บันทึกของหน้าอื่น") == 2
    assert sentences.count("เป็นฉบับล่าสุดของหน้า") == 2


def test_index_may_not_point_into_the_record_of_another_agency(agency):
    other = make_agency("other", name="อื่น")
    PublishedPage.objects.create(agency=other, year_be=2563, page="result", current=record(1))

    assert len(chain.index_faults(other)) == 1
    assert chain.index_faults(agency) == []


def test_short_figures_that_are_not_those_of_the_content_are_named():
    published = publish_result()
    assert chain.summary_faults(published.agency) == []
    changed = published.summary | {"total": "95.62"}
    tamper("summary = %s", 1, json.dumps(changed))

    assert chain.verify(published.agency).fault is None
    assert chain.summary_faults(published.agency) == [
        "ผลการประเมิน 2563 ฉบับที่ 1 ตัวเลขย่อที่หน้าแรกใช้ (summary) ไม่ตรงกับเนื้อหา"
    ]


def test_withdrawn_page_has_no_figures():
    published = publish_result()
    withdraw(published, reason="มีข้อมูลส่วนบุคคล", by="somsri", role="ปลัด อบต.")
    assert chain.summary_faults(published.agency) == []

    tamper('summary = \'{"total": "55.62"}\'', 1)

    assert len(chain.summary_faults(published.agency)) == 1
