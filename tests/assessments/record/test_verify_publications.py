"""manage.py verify_publications: the first record that does not fit, and what an earlier export shows."""

import io
import json

import pytest
from django.core.management import CommandError, call_command

from assessments.models import Publication, PublishedPage
from assessments.record.publish import withdraw
from tests.support.factories import make_agency, publish_content
from tests.support.public_pages import only_reading
from tests.support.tables import table_dump
from tests.support.tampering import delete, guards_down, publish_five, tamper

pytestmark = pytest.mark.django_db


@pytest.fixture
def agency(db):
    return publish_five()


@pytest.fixture
def export(agency, tmp_path):
    """The file of an export made while all was well."""
    path = tmp_path / "chain.json"
    call_command("export_chain", output=str(path), stdout=io.StringIO())
    return path


def verify(**options):
    """The lines that the command printed; fails where the command fails."""
    out = io.StringIO()
    call_command("verify_publications", stdout=out, **options)
    return out.getvalue().splitlines()


def refused(**options):
    """(lines printed, message) of a command that must end with exit status 1."""
    out = io.StringIO()
    with pytest.raises(CommandError) as error:
        call_command("verify_publications", stdout=out, **options)
    assert error.value.returncode == 1
    return out.getvalue().splitlines(), str(error.value)


def test_every_agency_gets_a_line_with_its_head_and_the_last_has_numbers(agency):
    other = make_agency("other", name="อื่น")
    newest = agency.publications.latest("sequence")
    moment = newest.published_at.strftime("%Y-%m-%dT%H:%M:%S.%fZ")

    with only_reading():
        lines = verify()

    assert lines == [
        "other: 0 บันทึก ถูกต้องถึงลำดับที่ 0",
        f"pakchong: 5 บันทึก ถูกต้องถึงลำดับที่ 5 {newest.record_sha256} {moment}",
        "ตรวจ 2 หน่วยงาน 5 บันทึก พบที่ไม่ตรง 0 แห่ง",
    ]
    assert verify(agency=other.slug)[-1] == "ตรวจ 1 หน่วยงาน 0 บันทึก พบที่ไม่ตรง 0 แห่ง"
    assert verify() == lines


def test_one_byte_changed_behind_djangos_back_names_the_record(agency):
    publish_five("other", name="อื่น")
    with guards_down():
        changed = Publication.objects.get(agency=agency, sequence=3)
        text = changed.content.replace('"turn":3', '"turn":8')
        Publication.objects.filter(pk=changed.pk).update(content=text)

    lines, message = refused()

    assert "pakchong: บันทึกไม่ตรง ลำดับที่ 3 ผลการประเมิน 2563 ฉบับที่ 2: เนื้อหาไม่ตรงกับลายนิ้วมือ" in "\n".join(lines)
    assert lines[0].startswith("other: 5 บันทึก ถูกต้องถึงลำดับที่ 5 ")
    assert lines[1].startswith("pakchong: 5 บันทึก ถูกต้องถึงลำดับที่ 2 ")
    assert lines[-1] == "ตรวจ 2 หน่วยงาน 10 บันทึก พบที่ไม่ตรง 1 แห่ง"
    assert message == "บันทึกไม่ครบถ้วน 1 แห่ง"


def test_index_that_does_not_fit_is_a_fault_of_its_own_kind(agency):
    PublishedPage.objects.filter(page="oit").delete()

    lines, _message = refused()

    assert [line for line in lines if "ดัชนีไม่ตรง" in line]
    assert not [line for line in lines if "บันทึกไม่ตรง" in line]


def test_summary_that_does_not_fit_is_a_fault_of_the_index(agency):
    tamper('summary = \'{"total": "99.00"}\'', 5)

    lines, _message = refused()

    assert [line for line in lines if "ดัชนีไม่ตรง" in line and "summary" in line]


def test_nothing_is_written(agency, export):
    before = table_dump()
    with only_reading():
        verify(against=str(export))
        tamper_free = refused(agency="nobody")

    assert table_dump() == before
    assert tamper_free[1] == "ไม่พบหน่วยงาน nobody"


def test_unchanged_record_agrees_with_an_earlier_export(agency, export):
    assert f"pakchong: ตรงกับ {export} ถึงลำดับที่ 5 หลังจากนั้นเพิ่ม 0 บันทึก ถอน 0 บันทึก" in verify(against=str(export))

    publish_content(agency, 2563, "result", {"schema": "test/1", "turn": 6}, note="ครั้งที่ 6")
    withdraw(Publication.objects.get(sequence=2), reason="มีข้อมูลส่วนบุคคล", by="somsri", role="ปลัด อบต.")

    lines = verify(against=str(export))
    assert f"pakchong: ตรงกับ {export} ถึงลำดับที่ 5 หลังจากนั้นเพิ่ม 2 บันทึก ถอน 1 บันทึก" in lines


def test_deleted_last_record_and_its_row_are_noticed_only_against_an_export(agency, export):
    with guards_down():
        last = agency.publications.get(sequence=5)
        PublishedPage.objects.filter(current=last).update(current=agency.publications.get(sequence=3))
    delete(5)
    assert verify()[-1].endswith("พบที่ไม่ตรง 0 แห่ง")

    lines, _message = refused(against=str(export))

    assert f"pakchong: ต่างจาก {export} ลำดับที่ 5 ผลการประเมิน 2563 ฉบับที่ 3: มีในไฟล์ แต่ไม่มีในระบบแล้ว" in lines


def test_whole_chain_written_anew_is_noticed_at_its_first_change(agency, export):
    rows = [(row.year_be, row.page, row.data(), row.note) for row in agency.publications.order_by("sequence")]
    for sequence in range(5, 0, -1):
        delete(sequence)
    for turn, (year_be, page, content, note) in enumerate(rows, start=1):
        content |= {"name": "อื่น"} if turn == 5 else {}
        publish_content(agency, year_be, page, content, note=note)
    assert verify()[-1].endswith("พบที่ไม่ตรง 0 แห่ง")

    lines, _message = refused(against=str(export))

    assert "ลำดับที่ 1 ผลการประเมิน 2563 ฉบับที่ 1: ลายนิ้วมือของบันทึกไม่ตรงกับในไฟล์" in "\n".join(lines)


def test_withdrawal_undone_or_rewritten_is_noticed(agency, tmp_path):
    record = agency.publications.get(sequence=2)
    content = record.content
    withdraw(record, reason="มีข้อมูลส่วนบุคคล", by="somsri", role="ปลัด อบต.")
    path = tmp_path / "after.json"
    call_command("export_chain", output=str(path), stdout=io.StringIO())

    tamper("withdrawn_reason = 'อื่น'", 2)
    assert "ลำดับที่ 2" in "\n".join(refused(against=str(path))[0])
    tamper("withdrawn_at = NULL, withdrawn_by = '', withdrawn_reason = '', content = %s", 2, content)
    assert "การถอน (เวลาหรือเหตุผล) ไม่ตรงกับในไฟล์" in "\n".join(refused(against=str(path))[0])


def test_head_alone_is_enough_to_notice(agency, export):
    document = json.loads(export.read_text(encoding="utf-8"))
    export.write_text(json.dumps(document | {"records": []}), encoding="utf-8")
    assert verify(against=str(export))
    delete(5)

    assert "ปลายสายของไฟล์" in "\n".join(refused(against=str(export))[0])
