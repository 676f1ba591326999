"""The page for the head and the calendar to download: what they show, of whom, in how many queries."""

from datetime import date, datetime

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from icalendar import Calendar

from assessments.models import Division, FiscalYear
from measures.models import RemediationAction
from tests.support.factories import make_agency, make_assessment, make_plan, make_year, publish_result
from tests.support.people import make_user
from tests.support.public_pages import only_reading

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def spring():
    with time_machine.travel(datetime(2021, 4, 10, 9, tzinfo=timezone.get_fixed_timezone(420)), tick=False):
        yield


@pytest.fixture
def agency():
    agency = make_agency()
    make_year(2564)
    publish_result(make_assessment(agency))
    plan = make_plan(agency, actions=[(9, "จัดทำแผน"), (10, "ประชุม"), (10, "เสร็จแล้ว"), (10, "ไม่มีวัน")])
    own = Division.objects.create(agency=agency, name="กองคลัง")
    days = [(date(2021, 4, 1), own, ""), (date(2021, 5, 1), None, ""), (date(2021, 5, 2), own, "done")]
    for action, (day, division, status) in zip(plan.actions.order_by("order"), days, strict=False):
        RemediationAction.objects.filter(pk=action.pk).update(due_on=day, division=division, status=status)
    return agency


def events(client, **query):
    response = client.get(reverse("admin:calendar", query=query))
    assert response.headers["Content-Type"] == "text/calendar; charset=utf-8"
    return {str(each["uid"]): each for each in Calendar.from_ical(response.content).walk("VEVENT")}


def test_the_head_reads_trend_next_items_late_measures_and_dates(client, agency):
    client.force_login(make_user(role="approver", agency=agency))
    page = client.get(reverse("admin:executive_summary"))
    assert "ปี ๒๕๖๓: ๕๕.๖๒ ระดับ D" in page.text
    assert "จาก ๕๕.๖๒ ถึง ๖๕" in page.text
    assert "O42" in page.text
    assert "จัดทำแผน (กองคลัง กำหนด ๑\u00a0เม.ย.\u00a0๒๕๖๔)" in page.text
    assert "๓๐\u00a0เมษายน\u00a0๒๕๖๔ วันสุดท้าย: ตอบ OIT" in page.text


def test_the_head_page_costs_the_same_with_a_thousand_measures(client, agency):
    client.force_login(make_user(role="approver", agency=agency))

    def cost():
        with CaptureQueriesContext(connection) as captured, only_reading():
            assert client.get(reverse("admin:executive_summary")).status_code == 200
        return len(captured)

    cost()
    few, plan = cost(), agency.plans.get()
    indicator = plan.result_year.indicators.get(number=8)
    RemediationAction.objects.bulk_create(
        RemediationAction(plan=plan, indicator=indicator, order=n, text="ม", due_on=date(2021, 1, 1))
        for n in range(1, 1000)
    )
    assert cost() == few


def test_the_calendar_has_known_dates_and_open_measures_as_whole_days(client, agency):
    client.force_login(make_user(role="editor", agency=agency))
    found = list(events(client).values())
    assert len(found) == 10 + 2  # ten known days of 2564, and two measures that are open and dated
    last = next(each for each in found if "วันสุดท้าย: ตอบ OIT" in each["summary"])
    assert (last.decoded("dtstart"), last.decoded("dtend")) == (date(2021, 4, 30), date(2021, 5, 1))
    assert "๓๐ เมษายน ๒๕๖๔" in last["description"]
    assert sorted(each["summary"] for each in found if "มาตรการ:" in each["summary"]) == [
        "ครบกำหนดมาตรการ: จัดทำแผน",
        "ครบกำหนดมาตรการ: ประชุม",
    ]


def test_uids_stay_when_a_date_moves(client, agency):
    client.force_login(make_user(role="editor", agency=agency))
    before = events(client)
    year = FiscalYear.objects.get(year_be=2564)
    year.calendar[1]["to"] = "2021-05-31"
    year.save()
    RemediationAction.objects.filter(text="ประชุม").update(due_on=date(2021, 6, 1), text="ประชุมใหญ่")
    after = events(client)
    assert set(before) == set(after)
    assert before != after


def test_a_division_gets_its_measures_and_another_agency_nothing(client, agency):
    client.force_login(make_user("klang", "editor", agency, Division.objects.get(name="กองคลัง")))
    summaries = [each["summary"] for each in events(client).values()]
    assert "ครบกำหนดมาตรการ: จัดทำแผน" in summaries
    assert "ครบกำหนดมาตรการ: ประชุม" not in summaries
    other = make_agency("other", name="อบต.อื่น", district="อื่น")
    for name in ("calendar", "executive_summary"):
        assert client.get(reverse(f"admin:{name}", query={"agency": other.pk})).status_code == 404
        assert client.post(reverse(f"admin:{name}")).status_code == 405


def test_a_stranger_gets_neither(client, db):
    for name in ("executive_summary", "calendar"):
        assert client.get(reverse(f"admin:{name}")).status_code == 302
    client.force_login(make_user("new"))
    assert client.get(reverse("admin:calendar")).status_code == 404
    assert "ยังไม่มีหน่วยงาน" in client.get(reverse("admin:executive_summary")).text
