"""Personal data of a content is found with its place, in its texts and in the documents behind it."""

import pytest
from django.core.cache import cache
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from assessments.checklist.content import checklist_content
from assessments.files.extract import Reading
from assessments.files.storage import add_document
from assessments.privacy.personal_data import Kind
from assessments.privacy.publish_check import personal_check
from assessments.result.content import result_content
from measures.plan.content import plan_content
from tests.support.factories import make_assessment, make_disclosure, make_plan, publish_checklist

pytestmark = pytest.mark.django_db
ID, PHONE, ACCOUNT = "1-2345-67890-12-1", "๐๘๑-๒๓๔-๕๖๗๘", "บัญชีธนาคาร 123-4-56789-0"


@pytest.fixture(autouse=True)
def folder(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    cache.clear()


def upload(text, name="รายชื่อ.csv"):
    return SimpleUploadedFile(name, text if isinstance(text, bytes) else text.encode())


def pdf(*pages):
    """A PDF with one line of ASCII text on each page."""
    kids = " ".join(f"{10 + 2 * number} 0 R" for number in range(len(pages)))
    parts = ["%PDF-1.4", "1 0 obj <</Type/Catalog/Pages 2 0 R>> endobj"]
    parts.append(f"2 0 obj <</Type/Pages/Kids[{kids}]/Count {len(pages)}>> endobj")
    parts.append("3 0 obj <</Type/Font/Subtype/Type1/BaseFont/Helvetica>> endobj")
    for number, text in enumerate(pages):
        page, stream = 10 + 2 * number, f"BT /F 12 Tf 20 100 Td ({text}) Tj ET"
        parts.append(
            f"{page} 0 obj <</Type/Page/Parent 2 0 R/MediaBox[0 0 400 200]/Contents {page + 1} 0 R"
            "/Resources<</Font<</F 3 0 R>>>>>> endobj"
        )
        parts.append(f"{page + 1} 0 obj <</Length {len(stream)}>>\nstream\n{stream}\nendstream endobj")
    return ("\n".join(parts) + "\ntrailer <</Root 1 0 R>>\n%%EOF\n").encode()


def checklist(disclosure):
    return checklist_content(disclosure.agency, disclosure.item.year, None, timezone.now())


def places(check):
    return [(each.kind, each.place, len(each.numbers)) for each in check.found]


def test_measures_name_the_action_and_the_field():
    plan = make_plan(actions=[(1, "อบรม"), (1, f"ติดต่อ {PHONE}")])
    plan.introduction = f"นายก {ID} และ {ID}"
    content = plan_content(plan)
    content["actions"][0]["steps"] = ACCOUNT

    assert places(personal_check(content)) == [
        (Kind.NATIONAL_ID, "บทนำ", 2),
        (Kind.BANK_ACCOUNT, "ตัวชี้วัดที่ 1 มาตรการลำดับ 1 ขั้นตอน", 1),
        (Kind.MOBILE, "ตัวชี้วัดที่ 1 มาตรการลำดับ 2 ข้อความมาตรการ", 1),
    ]


def test_documents_are_named_and_pages_of_a_pdf_counted():
    disclosure = make_disclosure(code="O12", explanation=f"โทร {PHONE}")
    add_document(disclosure, upload(f"ชื่อ,เลข\nก,{ID}\n"), by="somsri")
    add_document(disclosure, upload(pdf("Nothing to see here", "Tel 044-311-234"), "แผน.pdf"), by="somsri")

    check = personal_check(checklist(disclosure))

    assert places(check) == [
        (Kind.MOBILE, "ข้อ O12 คำอธิบาย", 1),
        (Kind.NATIONAL_ID, "ข้อ O12 ลิงก์ลำดับ 1 เอกสาร “รายชื่อ.csv”", 1),
        (Kind.LANDLINE, "ข้อ O12 ลิงก์ลำดับ 2 เอกสาร “แผน.pdf” หน้า 2", 1),
    ]
    assert check.found[2].numbers[0].words == "Tel"
    assert check.counts == "เลขประจำตัวประชาชน 1 หมายเลขโทรศัพท์มือถือ 1 หมายเลขโทรศัพท์ประจำที่ 1"


def test_the_page_of_a_pdf_stored_without_page_breaks_is_not_guessed(monkeypatch):
    reading = Reading(pages=2, has_text=True, text="หน้าหนึ่ง\nโทร 044-311-234")
    monkeypatch.setattr("assessments.files.storage.read_document", lambda path, kind: reading)
    version = add_document(make_disclosure(code="O12"), upload(pdf("a", "b"), "แผน.pdf"), by="somsri")

    (found,) = personal_check(checklist(version.link.disclosure)).found

    assert found.place == "ข้อ O12 ลิงก์ลำดับ 1 เอกสาร “แผน.pdf”"


def test_removed_links_and_replaced_files_are_not_published():
    disclosure = make_disclosure(code="O12")
    gone = add_document(disclosure, upload(ID), by="somsri").link
    gone.removed = True
    gone.save()

    check = personal_check(checklist(disclosure))

    assert (check.found, check.unread) == ((), ())


def test_documents_without_text_are_said(monkeypatch):
    monkeypatch.setattr("assessments.files.storage.read_document", lambda path, kind: Reading())
    disclosure = make_disclosure(code="O12")
    add_document(disclosure, upload("ก,ข\n"), by="somsri")

    check = personal_check(checklist(disclosure))

    assert check.unread == ("ข้อ O12 ลิงก์ลำดับ 1 เอกสาร “รายชื่อ.csv”",)
    assert not check.found


def test_a_check_costs_one_query_however_many_documents(django_assert_num_queries):
    disclosure = make_disclosure(code="O12")
    for number in range(3):
        add_document(disclosure, upload(f"{number},{ID}"), by="somsri")
    content = checklist(disclosure)

    with django_assert_num_queries(1):
        assert len(personal_check(content).found) == 3
    with django_assert_num_queries(0):
        personal_check({"schema": "measures/1", "introduction": "ไม่มีเอกสาร"})


def test_hashes_addresses_and_official_figures_are_no_findings():
    assessment = make_assessment(source_label="ประกาศ", source_url=f"https://x.go.th/{'1234567890121'}")
    disclosure = make_disclosure(assessment.agency, "O12", links=[("ก", "https://x.go.th/?id=0812345678")])
    handed_in = {"sha256": "a0812345678b", "record_sha256": "0812345678", "origin": "https://x.go.th"}

    for content in (result_content(assessment), checklist(disclosure), handed_in):
        assert personal_check(content).found == ()


def test_marks_change_with_the_findings_and_hold_no_number():
    one, other = ({"introduction": f"โทร {phone}"} for phone in ("081-234-5678", "081-234-5679"))

    assert personal_check(one).marks != personal_check(other).marks
    assert personal_check(one).marks == personal_check(one).marks
    assert all(len(mark) == 16 for mark in personal_check(one).marks)


def test_a_hand_in_names_its_documents_too():
    disclosure = make_disclosure(code="O12")
    add_document(disclosure, upload(ID), by="somsri")
    document = publish_checklist().data()["items"][11]["links"][0]["document"]
    item = {"code": "O12", "answer": "yes", "links": [{"position": 1, "document": document}]}

    (found,) = personal_check({"schema": "handin/1", "items": [item]}).found

    assert found.place == "ข้อ O12 ลิงก์ลำดับ 1 เอกสาร “รายชื่อ.csv”"
