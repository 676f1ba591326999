"""Each single thing that a year added by hand may lack: where it shows nothing falls over, and it is said."""

import json

import pytest
from django.urls import reverse
from jsonschema import Draft202012Validator

from assessments.open_data.json_schemas import SCHEMAS
from tests.support.desk_walk import address_of, faults, label_of
from tests.support.incomplete_years import KINDS, RESULT_YEAR, settle

pytestmark = pytest.mark.django_db
YEAR_FORM, INDICATORS, ITEMS, BORDERS, CONFIRMATION = (
    f"admin:assessments_{name}"
    for name in (
        "fiscalyear_change",
        "indicator_changelist",
        "oititem_changelist",
        "subindicator_changelist",
        "fiscalyear_confirm",
    )
)
# What is said of each kind, and the screen that the sentence leads to ("": it is loaded by a command).
NO_BORDERS = ("ยังไม่มีตัวชี้วัดย่อยของข้อ OIT", BORDERS)
NO_ITEMS = ("ยังไม่มีรายการข้อ OIT จึงตอบแบบรายการไม่ได้", ITEMS)
NO_CALENDAR = ("ยังไม่มีปฏิทินการประเมิน", "")
UNCONFIRMED = ("ยังไม่ยืนยันว่าข้อ OIT ใดอยู่ในตัวชี้วัดย่อยใด", CONFIRMATION)
SAID = {
    "nothing": ("ยังไม่มีเครื่องมือประเมินและน้ำหนัก", YEAR_FORM),
    "no instruments": ("ยังไม่มีเครื่องมือประเมินและน้ำหนัก", YEAR_FORM),
    "no indicators": ("เครื่องมือ IIT, EIT, OIT ยังไม่มีตัวชี้วัด", INDICATORS),
    "weights of ninety": ("น้ำหนักของเครื่องมือรวมกันได้ ๙๐.๐๐ ไม่ใช่ ๑๐๐", YEAR_FORM),
    "an instrument of another year": ("เครื่องมือ OIT ยังไม่มีตัวชี้วัด", INDICATORS),
    "no bands": ("ยังไม่มีเกณฑ์ระดับผล", YEAR_FORM),
    "a gap between bands": None,
    "no items": NO_ITEMS,
    "borders, no items": NO_ITEMS,
    "an announced count that differs": ("มีข้อ OIT ๓ ข้อ แต่จำนวนตามประกาศคือ ๔๓ ข้อ", ITEMS),
    "no borders, confirmed by a person": NO_BORDERS,
    "a border without items": ("ตัวชี้วัดย่อย ๓.๒ ยังไม่มีข้อ OIT", BORDERS),
    "an item outside the borders": ("ข้อ O๓ ยังไม่อยู่ในตัวชี้วัดย่อยใด", ITEMS),
    "no confidence": UNCONFIRMED,
    "no calendar": NO_CALENDAR,
    "steps without days": ("ปฏิทินยังไม่มีวันสุดท้ายของการตอบ OIT", ""),
    "fields of another form": NO_CALENDAR,
    "everything": None,
}
WITHOUT_TOTAL = {"nothing", "no instruments", "weights of ninety", "an instrument of another year"}
FORMS = (
    "assessments_fiscalyear_change",
    "assessments_assessment_change",
    "assessments_checklist_readiness",
)
RESULT_SCHEMA = Draft202012Validator(json.loads(SCHEMAS["result-1"].read_text()))


@pytest.fixture
def settled(settings, tmp_path):
    """`settle(kind)`, with documents in a folder of the test."""
    settings.MEDIA_ROOT = tmp_path
    return settle


def place_of(name, year):
    """The beginning of the link that leads to a screen for this FiscalYear, or the command's name."""
    args = [year.pk] if name in (YEAR_FORM, CONFIRMATION) else []
    return f'<a href="{reverse(name, args=args)}' if name else "load_packs"


@pytest.mark.parametrize("kind", KINDS)
def test_nothing_falls_over_and_the_first_screen_says_what_is_missing(kind, client, admin_client, settled):
    rows = settled(kind)
    scope = {"agency": rows["assessments.agency"].pk, "year": RESULT_YEAR}
    route = address_of("assessments_assessment_route", rows["assessments.assessment"])
    others = [address_of(name, rows[label_of(name)]) for name in FORMS]

    page = admin_client.get(reverse("admin:index", query=scope)).text
    others += [reverse("admin:executive_summary", query=scope), f"{route}?accept=O1,O2,O3"]
    found = faults(admin_client, others)
    found += faults(client, [f"/ita/{RESULT_YEAR}/"])

    assert not found, "\n".join(found)
    if SAID[kind]:
        sentence, name = SAID[kind]
        assert sentence in page
        assert place_of(name, rows["assessments.fiscalyear"]) in page
    else:
        assert "ยังกรอกไม่ครบ" not in page
    result = client.get(f"/ita/{RESULT_YEAR}/result.json").json()
    assert [error.message for error in RESULT_SCHEMA.iter_errors(result)] == []
    if kind in WITHOUT_TOTAL:
        assert (result["computed"]["total"], result["computed"]["level"]) == (None, None)
