"""A year that was added by hand and not finished: every screen, page, file and command stands it."""

import io
import json

import pytest
from django.core.management import call_command
from django.urls import reverse
from jsonschema import Draft202012Validator

from assessments.open_data.json_schemas import SCHEMAS
from tests.support.desk_addresses import address_of, label_of
from tests.support.desk_walk import (
    faults,
    first_screens,
    forms_and_steps,
    live_pages,
    public_addresses,
    standard_screens,
)
from tests.support.incomplete_years import KINDS, PLAN_YEAR, RESULT_YEAR, settle
from tests.support.people import make_user
from tests.support.role_table import STEPS

pytestmark = pytest.mark.django_db
YEARS = (RESULT_YEAR, PLAN_YEAR)
POSTED = ("_start", "_handin", "_publish", "_carry_over", "_grid")
COMMANDS = (
    ["send_digests", "--dry-run"],
    ["verify_publications"],
    ["start_year", str(PLAN_YEAR), "--from", str(RESULT_YEAR)],
    ["check_links", "--year", str(RESULT_YEAR), "--limit", "1"],
)


@pytest.fixture
def settled(settings, tmp_path):
    """`settle(kind)`, with documents in a folder of the test."""
    settings.MEDIA_ROOT = tmp_path
    return settle


@pytest.mark.parametrize("kind", KINDS)
def test_no_screen_and_no_page_of_the_year_falls_over(kind, client, admin_client, settled):
    rows = settled(kind)
    route = address_of("assessments_assessment_route", rows["assessments.assessment"])
    supposed = [f"{route}?accept=O1,O2,O3", f"{route}?start=checklist&accept=O3"]
    steps = [name for name in STEPS if name.endswith(POSTED) and rows.get(label_of(name))]

    found = faults(admin_client, first_screens(rows["assessments.agency"], *YEARS))
    found += faults(admin_client, [*forms_and_steps(rows), *supposed])
    found += faults(admin_client, [address_of(name, rows[label_of(name)]) for name in steps], "post")
    found += faults(client, live_pages(*YEARS))

    assert not found, "\n".join(found)


@pytest.mark.parametrize("kind", ["nothing", "an instrument of another year"])
def test_no_other_screen_no_file_and_no_command_falls_over(
    kind, client, admin_client, settled, settings, pdf_build
):
    settings.BUILD_DIR = pdf_build
    rows = settled(kind)

    found = faults(admin_client, standard_screens(rows, RESULT_YEAR)) + faults(
        client, public_addresses(*YEARS)
    )

    assert not found, "\n".join(found)
    for name, *arguments in COMMANDS:
        call_command(name, *arguments, stdout=io.StringIO(), stderr=io.StringIO())


@pytest.mark.parametrize("kind", ["nothing", "weights of ninety", "an instrument of another year"])
def test_what_is_published_of_it_is_what_the_schema_says(kind, client, settled):
    settled(kind)

    result = client.get(f"/ita/{RESULT_YEAR}/result.json").json()

    schema = Draft202012Validator(json.loads(SCHEMAS["result-1"].read_text()))
    assert [error.message for error in schema.iter_errors(result)] == []
    assert (result["computed"]["total"], result["computed"]["level"]) == (None, None)


SAID = {
    "no instruments": ("ยังไม่มีเครื่องมือประเมินและน้ำหนัก", "admin:assessments_fiscalyear_change"),
    "weights of ninety": ("น้ำหนักของเครื่องมือรวมกันได้ ๙๐.๐๐ ไม่ใช่ ๑๐๐", "admin:assessments_fiscalyear_change"),
    "no indicators": ("เครื่องมือ IIT, EIT, OIT ยังไม่มีตัวชี้วัด", "admin:assessments_indicator_changelist"),
    "no bands": ("ยังไม่มีเกณฑ์ระดับผล", "admin:assessments_fiscalyear_change"),
    "no items": ("ยังไม่มีรายการข้อ OIT จึงตอบแบบรายการไม่ได้", "admin:assessments_oititem_changelist"),
    "an announced count that differs": (
        "มีข้อ OIT ๓ ข้อ แต่จำนวนตามประกาศคือ ๔๓ ข้อ",
        "admin:assessments_oititem_changelist",
    ),
    "no borders": ("ยังไม่มีตัวชี้วัดย่อยของข้อ OIT", "admin:assessments_subindicator_changelist"),
    "a border without items": ("ตัวชี้วัดย่อย ๓.๒ ยังไม่มีข้อ OIT", "admin:assessments_subindicator_changelist"),
    "an item outside the borders": ("ข้อ O๓ ยังไม่อยู่ในตัวชี้วัดย่อยใด", "admin:assessments_oititem_changelist"),
    "no confidence": ("ยังไม่ยืนยันว่าข้อ OIT ใดอยู่ในตัวชี้วัดย่อยใด", "admin:assessments_fiscalyear_confirm"),
    "no calendar": ("ยังไม่มีปฏิทินการประเมิน", ""),
    "steps without days": ("ปฏิทินยังไม่มีวันสุดท้ายของการตอบ OIT", ""),
}


def screens_that_tell(rows):
    """Where somebody looks who wonders why there is no total, no value and no day."""
    names = ("fiscalyear_change", "assessment_change", "checklist_change", "checklist_readiness")
    yield reverse("admin:index", query={"agency": rows["assessments.agency"].pk, "year": RESULT_YEAR})
    yield from (address_of(f"assessments_{name}", rows[label_of(f"assessments_{name}")]) for name in names)


@pytest.mark.parametrize("kind", SAID)
def test_it_is_said_what_is_missing_and_where_it_is_entered(kind, admin_client, settled):
    rows, (sentence, name) = settled(kind), SAID[kind]

    for path in screens_that_tell(rows):
        page = admin_client.get(path).text
        assert sentence in page, path
        if name:
            year = rows["assessments.fiscalyear"]
            args = [year.pk] if name.endswith(("_change", "_confirm")) else []
            assert f'<a href="{reverse(name, args=args)}' in page, path
        else:
            assert "load_packs" in page, path


def test_an_officer_reads_who_enters_it(client, settled):
    rows = settled("no items")
    client.force_login(make_user("editor", "editor", rows["assessments.agency"]))

    page = client.get(reverse("admin:index", query={"year": RESULT_YEAR})).text

    assert "กรอกที่ หน้าข้อ OIT ของปีนี้" in page
    assert "(superuser) เป็นผู้กรอก" in page


def test_a_year_with_everything_says_nothing(admin_client, settled):
    rows = settled("sources without address")

    assert all("ยังกรอกไม่ครบ" not in admin_client.get(path).text for path in screens_that_tell(rows))
