"""verify_publications holds rows against the record: documents, links, hand-ins, what changed."""

import io
import json

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import CommandError, call_command

from assessments.checklist.handin import hand_in
from assessments.files.storage import add_document, add_version, path_of
from assessments.models import DocumentVersion, Publication, PublishedLink
from assessments.record.verification.references import reference_faults
from tests.support.factories import make_disclosure, publish_checklist, publish_content, under_origin
from tests.support.tampering import guards_down, make_old, publish_five, tamper

pytestmark = pytest.mark.django_db
LINKS = [("แผน", "https://www.example.go.th/plan"), ("ผล", "https://www.example.go.th/result")]


@pytest.fixture
def published(settings, tmp_path):
    """A checklist with a document at O43/1 and two addresses at O42, published."""
    settings.MEDIA_ROOT = tmp_path
    make_disclosure(code="O42", links=LINKS)
    add_document(make_disclosure(code="O43"), SimpleUploadedFile("แผน.csv", b"a,b\n"), by="somsri")
    return publish_checklist()


def faults(agency):
    return list(reference_faults(agency))


def verify(**options):
    """(exit status, lines printed, lines of progress)"""
    out, err, status = io.StringIO(), io.StringIO(), 0
    try:
        call_command("verify_publications", stdout=out, stderr=err, **options)
    except CommandError as error:
        status = error.returncode
    return status, out.getvalue(), err.getvalue()


def test_what_fits_has_no_fault(published):
    assert faults(published.agency) == []
    assert verify()[0] == 0


def test_a_swapped_document_row_is_named(published):
    version = DocumentVersion.objects.get()
    other = add_version(version.link, SimpleUploadedFile("อื่น.csv", b"c,d\n"), by="somsri")
    with guards_down():
        DocumentVersion.objects.filter(pk=version.pk).update(file=other.file)

    status, told, _progress = verify()

    assert status == 1
    assert "O43 ลิงก์ที่ 1: แถวของเอกสารถูกแก้ (sha256)" in told


def test_a_document_of_another_item_is_named(published):
    other = add_document(make_disclosure(code="O41"), SimpleUploadedFile("อื่น.csv", b"c,d\n"), by="somsri")
    with guards_down():
        PublishedLink.objects.filter(code="O43").update(version=other)

    assert [fault for fault in faults(published.agency) if "O43 ลิงก์ที่ 1: ดัชนีลิงก์ชี้ไปที่เอกสารอื่น" in fault]


def test_a_re_pointed_index_is_named(published):
    first, second = PublishedLink.objects.filter(code="O42").order_by("position")
    with guards_down():
        PublishedLink.objects.filter(pk=first.pk).update(target=second.target)

    assert [fault for fault in faults(published.agency) if "O42 ลิงก์ที่ 1: ดัชนีลิงก์ชี้ไปที่อยู่อื่น" in fault]


@pytest.mark.parametrize(
    ("change", "fault"),
    [
        (lambda rows: rows.update(target=None), "O42 ลิงก์ที่ 2: ดัชนีลิงก์ชี้ไปที่อยู่อื่น"),
        (lambda rows: rows.filter(code="O43").update(version=None), "O43 ลิงก์ที่ 1: ดัชนีลิงก์ไม่ได้ชี้ไปที่เอกสาร"),
        (lambda rows: rows.filter(code="O42", position=2).update(position=7), "มีในดัชนีลิงก์ แต่ไม่มีในเนื้อหา"),
    ],
)
def test_an_index_that_says_something_else_is_named(published, change, fault):
    with guards_down():
        change(PublishedLink.objects.all())

    assert fault in " ".join(faults(published.agency))


def test_an_emptied_index_is_named(published):
    with guards_down():
        PublishedLink.objects.all().delete()

    status, told, _progress = verify()

    assert status == 1
    assert told.count("ไม่มีในดัชนีลิงก์") == 3


def test_a_lost_document_is_named_with_its_name(published):
    path_of(DocumentVersion.objects.get().file.sha256).unlink()

    status, told, _progress = verify()

    assert status == 1
    assert "(แผน.csv) เปิดไม่ได้" in told


def test_a_hand_in_of_another_checklist_is_named(published):
    agency = published.agency
    signature = {"note": "ส่ง", "by": "somsri", "role": "ปลัด อบต."}
    confirmed_by = {"name": "สมศรี", "position": "ปลัด"}
    with under_origin(agency, "https://a.example"):
        handin = hand_in(agency, 2564, confirmed_by=confirmed_by, **signature)
    assert faults(agency) == []
    said = handin.data()
    forged = said | {"checklist": said["checklist"] | {"sha256": "0" * 64}}

    publish_content(agency, 2564, "handin", forged)

    assert faults(agency) == ["แบบ OIT ที่ส่งเข้าระบบ ITAS 2564 ฉบับที่ 2 แบบรายการที่ส่งไม่ตรงกับบันทึกของแบบรายการฉบับที่ 1"]


def test_an_old_record_that_hides_a_change_is_named():
    agency = publish_five()
    make_old(agency)
    assert faults(agency) == []
    tamper('changed_keys = \'{"added": [], "removed": [], "changed": []}\'', 3)

    assert faults(agency) == ["ผลการประเมิน 2563 ฉบับที่ 2 ส่วนที่เปลี่ยนจากฉบับก่อน (changed_keys) ขาดสิ่งที่เปลี่ยนจริง"]


def test_json_tells_the_same_as_the_lines(published):
    with guards_down():
        PublishedLink.objects.filter(code="O43").delete()

    status, told, _progress = verify(json=True)

    document = json.loads(told)
    (agency,) = document["agencies"]
    assert (status, document["schema"], document["faults"], document["guards"]) == (
        1,
        "verification/1",
        1,
        [],
    )
    assert agency["head"]["record_sha256"] == Publication.objects.get().record_sha256
    assert (agency["records"], agency["documents"]) == (1, 1)
    assert [(fault["kind"], "O43" in fault["sentence"]) for fault in agency["faults"]] == [
        ("reference", True)
    ]


def test_progress_goes_to_stderr_and_leaves_the_result_alone(published, monkeypatch):
    monkeypatch.setattr("assessments.record.chain.CHUNK", 1)
    plain = verify()

    status, told, progress = verify(progress=True)

    assert (status, told) == plain[:2]
    assert plain[2] == ""
    assert "pakchong: บันทึก 1/1" in progress
