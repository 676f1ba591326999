"""The readiness report: questions an assessor may ask, most points first, in a constant number of queries."""

from datetime import date

import pytest
from django.contrib.auth.models import User
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from assessments.models import Checklist
from assessments.readiness.findings import readiness
from tests.support.factories import (
    make_agency,
    make_assessment,
    make_disclosure,
    make_year,
    publish_checklist,
)
from tests.support.public_pages import only_reading

pytestmark = pytest.mark.django_db
SITE = "https://www.pakchong.go.th"


def report(year_be=2564):
    make_year(year_be)
    return readiness(make_agency(), make_year(year_be), origin="http://testserver", today=date(2021, 4, 10))


def row_of(found, code):
    return next(row for row in found.rows if row.item.code == code)


def test_points_at_risk_come_first():
    found = report()
    assert [row.item.code for row in found.rows[:2]] == ["O42", "O43"]
    assert (str(found.sums["at_risk"].points), found.handin) == ("40.00", date(2021, 4, 30))


def test_without_known_borders_no_values_and_the_lists_order():
    found = report(2568)
    assert found.sums["at_risk"].points is None
    assert [row.item.number for row in found.rows] == sorted(row.item.number for row in found.rows)


def test_clicks_are_counted_once_published():
    make_disclosure(code="O12", links=[("รายงาน", f"{SITE}/plan.pdf")])
    before = row_of(report(), "O12")
    publish_checklist()
    after = row_of(report(), "O12")
    assert (before.clicks, after.clicks) == (None, 2)
    assert any("ยังไม่ได้เผยแพร่คำตอบ" in question for question in before.questions)
    assert not any("เผยแพร่" in question for question in after.questions)


def test_queries_do_not_grow_with_links():
    make_disclosure(code="O12", links=[("ก", f"{SITE}/1")])
    publish_checklist()
    with CaptureQueriesContext(
        connection,
    ) as few:
        report()
    for code in ("O1", "O2", "O3", "O11"):
        make_disclosure(code=code, links=[(str(at), f"{SITE}/{code}/{at}") for at in range(9)])
    with CaptureQueriesContext(connection) as many:
        report()
    assert len(many) == len(few)


def test_screen_only_reads_and_needs_permission(client, admin_client):
    row = Checklist.objects.get(pk=make_assessment(year_be=2564, scores=()).pk)
    address = reverse("admin:assessments_checklist_readiness", args=[row.pk])
    admin_client.get(reverse("admin:index"))
    with only_reading():
        page = admin_client.get(address)
    assert "ผู้ตรวจอาจถามว่า" in page.text
    assert "๓๐\u00a0เมษายน\u00a0๒๕๖๔" in page.text
    client.force_login(User.objects.create_user("stranger", is_staff=True))
    assert client.get(address).status_code == 404
