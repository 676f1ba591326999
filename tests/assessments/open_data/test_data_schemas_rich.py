"""Documents with all that may stand in them are what their JSON Schemas say."""

import json
from datetime import UTC, date, datetime

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from jsonschema import Draft202012Validator

from assessments.checklist.handin import hand_in
from assessments.files.storage import add_document
from assessments.models import DisclosureLink, LinkTarget
from assessments.open_data.json_schemas import SCHEMAS
from assessments.record.publish import withdraw
from tests.support.factories import make_agency, make_disclosure, publish_checklist, under_origin
from tests.support.telling import make_told_plan, publish_progress

pytestmark = pytest.mark.django_db


def errors(name, document):
    schema = Draft202012Validator(json.loads(SCHEMAS[name].read_text()))
    return [error.message for error in schema.iter_errors(document)]


@pytest.fixture
def agency(settings, tmp_path):
    """A checklist with a checked link that has all it may have, and a document."""
    settings.MEDIA_ROOT = tmp_path
    agency = make_agency(hosts=["testserver"])
    disclosure = make_disclosure(agency, "O12", links=[("รายงาน", "https://www.example.go.th/old")])
    DisclosureLink.objects.update(
        note="ดูหน้า ๓", page=3, period_from=date(2020, 10, 1), period_to=date(2021, 9, 30)
    )
    add_document(disclosure, SimpleUploadedFile("รายงาน.csv", "ลำดับ,ชื่อ\n1,ก\n".encode()), by="somsri")
    publish_checklist(agency)
    LinkTarget.objects.update(state="opens", last_checked_at=datetime(2021, 4, 29, 1, 0, tzinfo=UTC))
    return agency


def test_checklist_with_documents_and_checks(client, agency):
    found = client.get("/ita/2564/oit.json").json()
    links = next(item["links"] for item in found["items"] if item["links"])

    assert {"note", "page", "period"} <= links[0].keys()
    assert "document" in links[1]
    assert found["publication"]["link_checks"]
    assert errors("oit-1", found) == []
    assert errors("oit-1", client.get("/ita/2564/oit/versions/1/oit.json").json()) == []


def test_handin(client, agency):
    signed = {"name": "นายสมชาย ใจดี", "position": "นายก อบต."}
    with under_origin(agency, "https://pakchong.example"):
        hand_in(agency, 2564, confirmed_by=signed, note="ส่งแบบ", by="somsri", role="นายก อบต.")
    found = client.get("/ita/2564/handin.json").json()

    assert any(link["check"] for item in found["items"] for link in item["links"])
    assert errors("handin-1", found) == []


def test_progress(client):
    publish_progress(make_told_plan())
    found = client.get("/ita/2564/progress.json").json()

    assert any(entry["evidence"] for action in found["actions"] for entry in action["entries"])
    assert errors("progress-1", found) == []


def test_chain_with_a_withdrawal(client, agency):
    withdraw(agency.publications.get(), reason="มีข้อมูลส่วนบุคคล", by="somsri", role="ปลัด อบต.")
    found = client.get("/ita/chain.json").json()

    assert found["records"][0]["withdrawn"]
    assert errors("chain-1", found) == []
