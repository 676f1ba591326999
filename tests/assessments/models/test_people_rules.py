"""What the database refuses about people, divisions and verdicts, and the journal of every desk row."""

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone

from assessments.models import (
    Disclosure,
    Division,
    IndicatorScore,
    ItemVerdict,
    Membership,
    SentDigest,
    journal_as,
)
from tests.support.factories import make_agency, make_assessment, make_disclosure
from tests.support.people import make_user
from tests.support.refusals import assert_database_refuses, assert_refused

pytestmark = pytest.mark.django_db


@pytest.fixture
def office():
    return Division.objects.create(agency=make_agency(), name="สำนักปลัด")


@pytest.fixture
def foreign():
    other = make_agency("other", name="องค์การบริหารส่วนตำบลอื่น")
    return Division.objects.create(agency=other, name="กองคลัง")


def test_division_has_a_name_once_in_its_agency(office, foreign):
    assert_refused(Division(agency=office.agency, name="สำนักปลัด"), "division_once_per_agency")
    assert_database_refuses(Division(agency=office.agency, name=""), "division_has_a_name")
    Division.objects.create(agency=foreign.agency, name="สำนักปลัด")


def test_one_known_role_for_a_person_in_an_agency(office):
    user = make_user("somsri", "editor")
    assert_refused(
        Membership(user=user, agency=office.agency, role="approver"), "membership_one_role_per_agency"
    )
    boss = Membership(user=make_user("somchai"), agency=office.agency, role="boss")
    assert_database_refuses(boss, "membership_role_is_known")


def test_verdict_is_known_and_says_why(office):
    given = {"disclosure": make_disclosure(), "given_at": timezone.now(), "given_by": "somsri"}
    assert_database_refuses(ItemVerdict(**given, verdict="maybe", reason="x"), "itemverdict_is_known")
    for verdict in ("fail", "unclear"):
        assert_refused(ItemVerdict(**given, verdict=verdict), "itemverdict_says_why")
    ItemVerdict.objects.create(**given, verdict="pass")


def test_one_digest_a_day():
    SentDigest.objects.create(username="somsri", sent_on="2026-11-25")
    assert_refused(SentDigest(username="somsri", sent_on="2026-11-25"), "sentdigest_once_a_day")


def test_division_of_another_agency_is_refused_everywhere(office, foreign):
    disclosure = make_disclosure()
    disclosure.division = foreign
    with pytest.raises(ValidationError, match="ส่วนงานนี้เป็นของหน่วยงานอื่น"):
        disclosure.full_clean()
    for write in (
        disclosure.save,
        lambda: Disclosure.objects.create(
            agency=foreign.agency, item=disclosure.item, answer="no", division=office
        ),
        lambda: make_user("somsri", "editor", office.agency, foreign),
    ):
        with pytest.raises(IntegrityError, match="another agency"), transaction.atomic():
            write()


def test_journal_is_only_added(office):
    entry = office.history.get()
    for write in (lambda: office.history.update(name="x"), entry.save, entry.delete):
        with pytest.raises(IntegrityError, match="the journal stays"), transaction.atomic():
            write()


def test_journal_hears_every_way_of_writing(office):
    office.name = "สำนักปลัด อบต."
    office.save()
    Division.objects.filter(pk=office.pk).update(position=3)
    office.refresh_from_db()
    office.position = 4
    Division.objects.bulk_update([office], ["position"])
    Division.objects.bulk_create([Division(agency=office.agency, name=name) for name in ("กองคลัง", "กองช่าง")])
    Division.objects.filter(pk=office.pk).delete()

    told = Division.history.order_by("history_id").values_list("history_type", "name", "position")
    assert list(told) == [
        ("+", "สำนักปลัด", 0),
        ("~", "สำนักปลัด อบต.", 0),
        ("~", "สำนักปลัด อบต.", 3),
        ("~", "สำนักปลัด อบต.", 4),
        ("+", "กองคลัง", 0),
        ("+", "กองช่าง", 0),
        ("-", "สำนักปลัด อบต.", 4),
    ]


def test_rows_whose_fate_is_unknown_are_not_written_past_the_journal(office):
    with pytest.raises(NotImplementedError):
        Division.objects.bulk_create([Division(agency=office.agency, name="ก")], ignore_conflicts=True)


def test_journal_names_the_person_and_the_reason():
    score = IndicatorScore.objects.filter(assessment=make_assessment()).first()
    with journal_as("somsri", "นำเข้าจาก a.docx"):
        IndicatorScore.objects.filter(pk=score.pk).update(value=1)
        score.save()
    newest, before, first = score.history.order_by("-history_id")
    assert (first.history_user, first.history_change_reason) == ("", "")
    for entry in (newest, before):
        assert (entry.history_user, entry.history_change_reason) == ("somsri", "นำเข้าจาก a.docx")
