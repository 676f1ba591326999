"""As of when the record is, and what a draft is told of the time."""

from datetime import UTC, datetime, timedelta

import pytest
from django.http import Http404

from assessments.record.pages import PublishedPages, RecordState, Withdrawn, json_document, published_content
from assessments.record.publish import draft, withdraw
from tests.support.factories import make_agency, make_assessment, publish_result

pytestmark = pytest.mark.django_db
LATER = datetime(2028, 4, 1, 3, 0, tzinfo=UTC)


def test_state_of_a_record_knows_its_own_withdrawals_alone():
    agency, other = make_agency(), make_agency("other", name="อื่น")
    publish_result(make_assessment(agency))
    theirs = publish_result(make_assessment(other))
    before = RecordState(agency)

    withdraw(theirs, reason="มีข้อมูลส่วนบุคคล", by="somsri", role="ปลัด อบต.")

    assert RecordState(agency) == before
    assert RecordState(agency).changed_at == before.changed_at


def test_state_of_a_record_changes_when_something_is_withdrawn(time_machine):
    record = publish_result()
    before = RecordState(record.agency)
    time_machine.move_to(LATER, tick=False)

    withdraw(record, reason="มีข้อมูลส่วนบุคคล", by="somsri", role="ปลัด อบต.")

    assert RecordState(record.agency) != before
    assert RecordState(record.agency).changed_at == LATER


def test_draft_is_built_for_the_moment_it_is_asked_for(time_machine):
    time_machine.move_to(LATER, tick=False)
    told = []

    def build(previous, at):
        told.append(at)
        return {"schema": "test/1"}

    draft(make_agency(), 2563, "result", build, at=LATER - timedelta(days=1))
    draft(make_agency(), 2563, "result", build)

    assert told == [LATER - timedelta(days=1), LATER]


def test_record_takes_the_next_number_of_its_page_and_the_next_place_of_its_chain(time_machine):
    time_machine.move_to(LATER, tick=False)
    agency = make_agency()
    first, second = publish_result(make_assessment(agency)), publish_result(make_assessment(agency, 2564))

    assert [(each.number, each.sequence) for each in (first, second)] == [(1, 1), (1, 2)]
    assert second.published_at - first.published_at == timedelta(microseconds=1)


def test_checks_of_links_stand_in_a_document_only_where_there_are_some():
    record = publish_result()

    assert "link_checks" not in json_document(record.content, record)
    assert '"link_checks":[]' in json_document(record.content, record, [])


def test_withdrawn_page_says_which_record_it_was():
    record = publish_result()
    withdraw(record, reason="มีข้อมูลส่วนบุคคล", by="somsri", role="ปลัด อบต.")

    with pytest.raises(Withdrawn, match=str(record)):
        published_content(PublishedPages(record.agency), 2563, "result")
    with pytest.raises(Http404):
        published_content(PublishedPages(record.agency), 2599, "result")
