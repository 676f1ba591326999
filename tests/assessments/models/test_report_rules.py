"""What the database itself refuses of citizens' reports and of the EIT link."""

import pytest
from django.core.exceptions import ValidationError

from assessments.content.staff_survey import REFUSAL
from assessments.models import Assessment, CitizenReport, SenderHour
from assessments.models.result import eit_validator
from tests.support.citizens import NOON
from tests.support.factories import make_agency, make_year
from tests.support.refusals import assert_guarded, assert_refused

pytestmark = pytest.mark.django_db


def a_report(**fields):
    given = {"about": "/ita/", "kind": "wrong", "text": "x", "received_at": NOON}
    return CitizenReport(agency=make_agency(), **given | fields)


@pytest.mark.parametrize(
    ("fields", "name"),
    [
        ({"about": "https://evil.example/"}, "citizenreport_about_own_page"),
        ({"text": ""}, "citizenreport_says_something"),
        ({"joined": "flood"}, "citizenreport_joined_with_reason"),
        ({"answer": "แก้แล้ว"}, "citizenreport_answer_is_signed"),
        ({"answered_at": NOON, "answered_by": "x"}, "citizenreport_answer_is_signed"),
        ({"status": "answered"}, "citizenreport_answered_with_answer"),
        ({"status": "closed"}, "citizenreport_closing_is_signed"),
        ({"closed_at": NOON, "closed_by": "x"}, "citizenreport_closing_is_signed"),
        ({"scrubbed_at": NOON, "name": "นาย ก"}, "citizenreport_scrubbed_is_clean"),
        ({"scrubbed_at": NOON, "text_sha256": "0" * 64}, "citizenreport_scrubbed_is_clean"),
    ],
)
def test_report_is_refused(fields, name):
    assert_refused(a_report(**fields), name)


@pytest.mark.parametrize(
    ("fields", "name", "sentence"),
    [
        ({"kind": "spam"}, "citizenreport_kind_is_known", "ค่า 'spam' ไม่ใช่ตัวเลือกที่ถูกต้อง"),
        ({"status": "lost"}, "citizenreport_status_is_known", "ค่า 'lost' ไม่ใช่ตัวเลือกที่ถูกต้อง"),
    ],
)
def test_unknown_word_is_refused(fields, name, sentence):
    with pytest.raises(ValidationError) as invalid:
        a_report(**fields).full_clean()
    assert_refused(a_report(**fields), name, sentence=invalid.value.messages[0])


def test_too_long_a_text_is_refused():
    assert_refused(a_report(text="ก" * 4001), "citizenreport_text_fits")


def test_message_stays_within_its_agency():
    matter = a_report()
    matter.save()
    other = make_agency("other", name="อบต.อื่น")
    message = a_report(part_of=matter, joined="more")
    message.save()
    assert_guarded(
        "another agency",
        "UPDATE assessments_citizenreport SET agency_id = %s WHERE id = %s",
        [other.pk, message.pk],
    )


def test_hour_is_counted_once_and_queued_within_messages():
    given = {"agency": make_agency(), "sender": "0" * 64, "hour": NOON}
    SenderHour.objects.create(**given)
    assert_refused(SenderHour(**given), "senderhour_once")
    assert_refused(
        SenderHour(**given | {"sender": "1" * 64, "queued": 1}), "senderhour_queued_within_messages"
    )


@pytest.mark.parametrize(
    "url",
    [
        "http://itas.nacc.go.th/go/eit/abc",
        "https://itas.nacc.go.th/go/iit/abc",
        "https://evil.example/?https://itas.nacc.go.th/go/eit/abc",
        "https://itas.nacc.go.th.evil.example/go/eit/abc",
    ],
)
def test_only_the_eit_survey_can_be_the_eit_link(url):
    row = Assessment(agency=make_agency(), year=make_year(2564), eit_url=url)
    assert_refused(row, "assessment_eit_link_only", sentence=eit_validator.message)


@pytest.mark.parametrize("code", ["", "a/../../iit/abc", "abc?x=1", "abc def", "abc\n", "a" * 61])
def test_code_of_the_eit_link_is_plain(code):
    row = Assessment(
        agency=make_agency(), year=make_year(2564), eit_url=f"https://itas.nacc.go.th/go/eit/{code}"
    )
    with pytest.raises(ValidationError):
        row.full_clean()


def test_staff_survey_is_refused_with_its_own_sentence():
    row = Assessment(agency=make_agency(), year=make_year(2564), eit_url="https://itas.nacc.go.th/go/iit/abc")
    with pytest.raises(ValidationError) as refused:
        row.clean()
    assert refused.value.message_dict["eit_url"] == [REFUSAL]
