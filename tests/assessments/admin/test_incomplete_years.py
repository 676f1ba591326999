"""A year that was added by hand and not finished: every screen, page, file and command stands it.

A year without anything is walked through whole, `test_kinds_of_incomplete_years.py` has each single kind.
"""

import io

import pytest
from django.core.management import call_command
from django.urls import reverse

from tests.support.desk_walk import (
    address_of,
    faults,
    first_screens,
    label_of,
    public_addresses,
    standard_screens,
    steps,
)
from tests.support.incomplete_years import PLAN_YEAR, RESULT_YEAR, settle
from tests.support.people import make_user

pytestmark = pytest.mark.django_db
YEARS = (RESULT_YEAR, PLAN_YEAR)
POSTED = ("_start", "_handin", "_publish", "_carry_over", "_grid")
COMMANDS = (
    ["send_digests", "--dry-run"],
    ["verify_publications"],
    ["start_year", str(PLAN_YEAR), "--from", str(RESULT_YEAR)],
    ["check_links", "--year", str(RESULT_YEAR), "--limit", "1"],
)


FORMS = (
    "assessments_fiscalyear_change",
    "assessments_assessment_change",
    "assessments_checklist_change",
    "assessments_checklist_readiness",
    "assessments_assessment_route",
)


@pytest.fixture
def rows(settings, tmp_path):
    """The rows of an agency whose year has nothing, with documents in a folder of the test."""
    settings.MEDIA_ROOT = tmp_path
    return settle("nothing")


def test_no_screen_of_a_year_without_anything_falls_over(admin_client, rows):
    found = faults(admin_client, first_screens(rows["assessments.agency"], *YEARS))
    found += faults(admin_client, steps(rows))
    found += faults(admin_client, standard_screens(rows, RESULT_YEAR))
    found += faults(admin_client, steps(rows, POSTED), "post")

    assert not found, "\n".join(found)


def test_no_public_address_of_a_year_without_anything_falls_over(client, rows, settings, pdf_build):
    settings.BUILD_DIR = pdf_build

    found = faults(client, public_addresses(*YEARS))

    assert not found, "\n".join(found)


@pytest.mark.parametrize("command", COMMANDS, ids=lambda command: command[0])
def test_no_command_falls_over_a_year_without_anything(command, rows):
    call_command(*command, stdout=io.StringIO(), stderr=io.StringIO())


def test_every_screen_that_counts_with_the_year_says_what_it_lacks(admin_client, rows):
    scope = {"agency": rows["assessments.agency"].pk, "year": RESULT_YEAR}
    paths = [reverse(f"admin:{name}", query=scope) for name in ("index", "executive_summary")]

    for path in [*paths, *(address_of(name, rows[label_of(name)]) for name in FORMS)]:
        page = admin_client.get(path).text
        assert "ยังกรอกไม่ครบ" in page, path
        assert "ยังไม่มีเครื่องมือประเมินและน้ำหนัก" in page, path


def test_an_officer_reads_who_enters_it(client, rows):
    client.force_login(make_user("editor", "editor", rows["assessments.agency"]))

    page = client.get(reverse("admin:index", query={"year": RESULT_YEAR})).text

    assert "กรอกที่ หน้าปีงบประมาณ" in page
    assert "สิทธิ์ทุกหน่วยงาน เป็นผู้กรอก" in page
