"""The first screen: every number leads to exactly its rows, and nobody sees another's."""

from datetime import date, datetime, timedelta

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from assessments.links.published import ensure_targets
from assessments.models import Checklist, Disclosure, Division, ItemVerdict, LinkTarget, OITItem
from measures.models import ProgressEntry, RemediationAction
from tests.support.factories import (
    make_agency,
    make_assessment,
    make_disclosure,
    make_plan,
    make_year,
    publish_checklist,
)
from tests.support.people import make_user
from tests.support.public_pages import only_reading

pytestmark = pytest.mark.django_db
TODAY = datetime(2021, 4, 10, 9, tzinfo=timezone.get_fixed_timezone(420))
SITE = "https://www.pakchong.go.th"


@pytest.fixture(autouse=True)
def spring():
    with time_machine.travel(TODAY, tick=False):
        yield


def screen(client, **query):
    response = client.get(reverse("admin:index", query=query))
    assert response.status_code == 200
    return {figure.key: figure for figure in response.context.get("figures", ())}


def filled_desk(agency, year_be=2564):
    """Answers, a broken link, a failing verdict and four measures; returns the division of some of it."""
    division = Division.objects.create(agency=agency, name="กองคลัง")
    bad = make_disclosure(agency, "O12", year_be, links=[("แผน", f"{SITE}/gone"), ("ดี", f"{SITE}/fine")])
    refused = make_disclosure(agency, "O13", year_be, answer="no")
    judged = make_disclosure(agency, "O14", year_be)
    Disclosure.objects.filter(pk__in=[bad.pk, refused.pk]).update(division=division)
    ItemVerdict.objects.create(
        disclosure=judged, verdict="fail", reason="เก่า", given_at=timezone.now(), given_by="audit"
    )
    ensure_targets(agency, [f"{SITE}/gone", f"{SITE}/fine"])
    LinkTarget.objects.update(state="opens", last_checked_at=timezone.now())
    LinkTarget.objects.filter(url=f"{SITE}/gone").update(
        state="not_found", broken=True, failures=3, first_failure_at=timezone.now()
    )
    plan = make_plan(agency, year_be, actions=[(10, f"มาตรการ {n}") for n in range(4)])
    late, silent, told, done = plan.actions.order_by("order")
    RemediationAction.objects.filter(pk=late.pk).update(due_on=date(2021, 4, 1), division=division)
    RemediationAction.objects.filter(pk=silent.pk).update(due_on=date(2021, 9, 30))
    RemediationAction.objects.filter(pk=told.pk).update(due_on=date(2021, 9, 30), division=division)
    RemediationAction.objects.filter(pk=done.pk).update(status="done")
    ProgressEntry.objects.create(action=told, happened_on=date(2021, 3, 1), text="ประชุมแล้ว", entered_by="a")
    return division


def rows_of(client, address):
    response = client.get(address)
    assert response.status_code == 200, address
    return response.context["cl"].result_count


def test_every_number_leads_to_exactly_its_rows(client):
    agency, other = make_agency(), make_agency("other", name="อบต.อื่น", district="อื่น")
    filled_desk(agency)
    filled_desk(other)
    make_disclosure(agency, "O12", 2563, links=[("เก่า", f"{SITE}/gone")])
    client.force_login(make_user(role="editor", agency=agency))
    found = screen(client)
    numbers = {key: figure.number for key, figure in found.items() if figure.state == "known"}
    assert numbers == {
        "answered": 3,
        "broken": 1,
        "points": numbers["points"],
        "verdicts": 1,
        "incomplete": 1,
        "progress_due": 2,
        "next_date": 20,
    }
    for key in ("answered", "broken", "verdicts", "incomplete", "progress_due"):
        assert rows_of(client, found[key].address) == found[key].number, key
    assert rows_of(client, found["points"].address) == OITItem.objects.filter(year__year_be=2564).count()
    assert rows_of(client, found["answered"].links[0][1]) == 40
    assert rows_of(client, found["progress_due"].links[0][1]) == 1
    assert (found["answered"].of, found["progress_due"].of) == (43, 4)
    assert str(found["points"].number) == "40.00"


def test_a_division_sees_its_own_share(client):
    agency = make_agency()
    division = filled_desk(agency)
    client.force_login(make_user("klang", "editor", agency, division))
    found = screen(client)
    assert (found["answered"].number, found["answered"].of) == (2, 2)
    assert (found["progress_due"].number, found["progress_due"].of) == (1, 2)
    assert found["verdicts"].state == "unknown"
    assert rows_of(client, found["answered"].address) == 2
    assert rows_of(client, found["broken"].address) == found["broken"].number == 1
    assert rows_of(client, found["points"].address) == 2
    assert rows_of(client, found["progress_due"].address) == 1
    other = Division.objects.create(agency=agency, name="กองช่าง")
    client.force_login(make_user("chang", "editor", agency, other))
    assert screen(client)["broken"].state == screen(client)["answered"].state == "not_applicable"
    assert rows_of(client, found["broken"].address) == 0


def test_nothing_zero_and_unknown_are_told_apart(client):
    agency = make_agency()
    make_year(2564)
    client.force_login(make_user(role="editor", agency=agency))
    found = screen(client)
    assert (found["answered"].number, found["answered"].shown) == (0, "๐")
    assert found["broken"].state == found["drafts"].state == "not_applicable"
    assert found["verdicts"].state == found["incomplete"].state == "unknown"
    make_disclosure(agency, "O1", links=[("ก", f"{SITE}/1")])
    make_plan(agency)
    found = screen(client)
    assert (found["broken"].shown, found["incomplete"].shown) == ("ไม่ทราบ", "ไม่มีให้นับ")


def test_a_year_without_borders_and_dates_says_so(client):
    make_year(2569)
    client.force_login(make_user(role="editor", agency=make_agency()))
    found = screen(client)
    assert found["points"].state == found["next_date"].state == "unknown"
    assert "ยังไม่ยืนยัน" in found["points"].detail


def test_a_draft_that_differs_is_counted_until_it_is_published(client):
    agency = make_agency()
    row = Checklist.objects.get(pk=make_assessment(agency, 2564, scores=()).pk)
    disclosure = make_disclosure(agency, "O1")
    publish_checklist(agency)
    client.force_login(make_user(role="approver", agency=agency))
    assert screen(client)["drafts"].number == 0
    disclosure.explanation = "ดูที่หน้าแรก"
    disclosure.save()
    figure = screen(client)["drafts"]
    assert figure.number == 1
    assert reverse("admin:assessments_checklist_change", args=[row.pk]) in [link[1] for link in figure.links]
    publish_checklist(agency, note="แก้คำอธิบาย")
    assert screen(client)["drafts"].number == 0


def test_queries_do_not_grow_from_10_to_1000_rows_and_it_only_reads(client):
    agency = make_agency()
    filled_desk(agency)
    make_assessment(agency, 2564, scores=())
    publish_checklist(agency)
    client.force_login(make_user(role="approver", agency=agency))
    screen(client)

    def cost():
        with CaptureQueriesContext(connection) as captured, only_reading():
            screen(client)
        return len(captured)

    few = cost()
    disclosure = Disclosure.objects.get(agency=agency, item__code="O12", item__year__year_be=2564)
    links = [
        disclosure.links.model(disclosure=disclosure, position=n, label="x", url=f"{SITE}/{n}")
        for n in range(3, 1000)
    ]
    disclosure.links.bulk_create(links)
    ensure_targets(agency, [link.url for link in links])
    plan = agency.plans.get()
    indicator = plan.result_year.indicators.get(number=9)
    RemediationAction.objects.bulk_create(
        RemediationAction(
            plan=plan, indicator=indicator, order=n, text=f"ม {n}", due_on=TODAY.date() + timedelta(n)
        )
        for n in range(1, 1000)
    )
    assert cost() == few
    assert few <= 60
