"""“ประวัติ” and the log of an agency: who changed what from what to what, in Thai; only for who may see it."""

from datetime import date
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from assessments.models import Disclosure, DisclosureLink, Division, Membership, Role, journal_as
from tests.support.editors import client_of, editor, opened, save
from tests.support.factories import make_agency, make_assessment, make_disclosure, make_plan
from tests.support.people import make_user

pytestmark = pytest.mark.django_db


def history(row):
    return reverse(f"admin:{row._meta.app_label}_{row._meta.model_name}_history", args=[row.pk])


def log(agency):
    return reverse("admin:assessments_agency_log", args=[agency.pk])


@pytest.fixture
def somsri():
    return editor("somsri")


def test_a_change_is_told_field_by_field_with_its_inlines(somsri):
    row = make_disclosure(explanation="เดิม", links=[("แผน", "https://a.go.th/1")])
    save(
        somsri,
        row,
        opened(somsri, row),
        answer="no",
        explanation="ใหม่",
        links__0__period_from="1/10/2563",
        links__0__period_to="30/9/2564",
    )

    page = somsri.get(history(row)).text

    for told in (
        "somsri",
        "<del>มี</del> → <ins>ไม่มี</ins>",
        "<del>เดิม</del> → <ins>ใหม่</ins>",
        "๑ ตุลาคม ๒๕๖๓",
    ):
        assert told in page
    assert "ลิงก์ “1. แผน”" in page
    assert "การเปิดเผยรายข้อ “O42" in page


def test_scores_flags_and_foreign_keys_are_words(somsri):
    assessment = make_assessment(announced_on=date(2021, 3, 31))
    division = Division.objects.create(agency=assessment.agency, name="กองคลัง")
    plan = make_plan(actions=[(1, "อบรม")])
    plan.actions.update(division=division, due_on=date(2021, 9, 30))

    assert "๘๓.๖๘" in somsri.get(history(assessment)).text
    assert "๓๑ มีนาคม ๒๕๖๔" in somsri.get(history(assessment)).text
    page = somsri.get(history(plan)).text
    assert "<ins>กองคลัง</ins>" in page
    assert "๓๐ กันยายน ๒๕๖๔" in page


def test_bulk_changes_and_imports_are_told_with_their_reason(somsri):
    row = make_disclosure()
    with journal_as("somchai", "นำเข้าตาราง ITAS"):
        Disclosure.objects.update(answer="no")

    page = somsri.get(history(row)).text

    assert "somchai" in page
    assert "เหตุผล: นำเข้าตาราง ITAS" in page


def test_a_set_of_rows_is_told_by_name(admin_client):
    agency = make_agency()
    division = Division.objects.create(agency=agency, name="กองช่าง")
    make_user("malee", Role.EDITOR, agency, division)

    assert "<ins>กองช่าง</ins>" in admin_client.get(history(Membership.objects.get())).text


def test_the_log_finds_deleted_rows_and_says_who(somsri):
    row = make_disclosure(links=[("แผน", "https://a.go.th/1"), ("ผล", "https://a.go.th/2")])
    save(somsri, row, opened(somsri, row), links__0__DELETE="on")

    page = somsri.get(log(row.agency), {"kind": "-"}).text

    assert "ลบ ลิงก์ “1. แผน”" in page
    assert "กู้คืนแถวนี้" in page
    assert "2. ผล" not in page


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ({}, True),
        ({"who": "somsri"}, True),
        ({"who": "malee"}, False),
        ({"since": "1/1/2500"}, True),
        ({"until": "1/1/2500"}, False),
        ({"model": "disclosure"}, True),
        ({"model": "remediationaction"}, False),
        ({"kind": "~"}, True),
        ({"kind": "-"}, False),
    ],
)
def test_the_log_is_narrowed(somsri, asked, found):
    row = make_disclosure()
    save(somsri, row, opened(somsri, row), explanation="คำอธิบายใหม่")

    assert ("คำอธิบายใหม่" in somsri.get(log(row.agency), asked).text) == found


def test_a_date_that_is_none_is_refused_in_words(somsri):
    page = somsri.get(log(make_agency()), {"since": "เมื่อวาน"})

    assert "ไม่ใช่วันที่" in page.text


def test_another_agency_is_not_told_of(somsri):
    other = make_agency("bang", name="องค์การบริหารส่วนตำบลบาง")
    row = make_disclosure(other, code="O12", explanation="ความลับของบาง")

    assert somsri.get(log(other)).status_code == 404
    assert somsri.get(history(row)).status_code == 404
    assert "ความลับของบาง" not in somsri.get(log(make_agency())).text


def test_who_does_not_manage_people_does_not_read_of_them(somsri, admin_client):
    agency = make_agency()

    assert "บทบาทในหน่วยงาน" not in somsri.get(log(agency)).text
    assert "บทบาทในหน่วยงาน" in admin_client.get(log(agency)).text


def test_somebody_bound_to_a_division_reads_the_rows_of_that_division_only():
    agency = make_agency()
    mine, other = (Division.objects.create(agency=agency, name=name) for name in ("กองช่าง", "กองคลัง"))
    bound = client_of(make_user("bound", Role.EDITOR, agency, mine))
    rows = [make_disclosure(code=code) for code in ("O12", "O13")]
    Disclosure.objects.filter(pk=rows[0].pk).update(division=mine)
    Disclosure.objects.filter(pk=rows[1].pk).update(division=other)

    assert bound.get(history(rows[0])).status_code == 200
    assert bound.get(history(rows[1])).status_code == 404
    assert bound.get(log(agency)).status_code == 403


def cost(client, url):
    client.get(url)
    with CaptureQueriesContext(connection) as captured:
        assert client.get(url).status_code == 200
    return len(captured)


def test_many_changes_cost_no_query_each_and_are_paged(admin_client):
    row = make_disclosure(links=[("แผน", "https://a.go.th/1")])
    few = [cost(admin_client, url) for url in (history(row), log(row.agency))]
    for number in range(60):
        Disclosure.objects.update(explanation=f"รุ่น {number}")
        DisclosureLink.objects.update(note=f"รุ่น {number}", page=number + 1)

    many = [cost(admin_client, url) for url in (history(row), log(row.agency))]

    assert many[0] <= few[0] + 2
    assert many[1] <= few[1] + 2
    assert "เก่ากว่า" in admin_client.get(history(row)).text
    assert "รุ่น 59" in admin_client.get(history(row)).text
    assert "รุ่น 59" not in admin_client.get(history(row), {"p": 2}).text
    assert "รุ่น 1<" in admin_client.get(history(row), {"p": 3}).text


def test_a_number_keeps_its_places():
    from assessments.admin.history.entries import value_text
    from assessments.models import IndicatorScore

    assert value_text(IndicatorScore._meta.get_field("value"), Decimal("6.50")) == "๖.๕๐"
