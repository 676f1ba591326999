"""Who, how and when in columns of their own: written to the desk, and never over what staff entered."""

from datetime import date

import pytest
from django.core.management import CommandError

from measures.models import RemediationAction, SourceDocument
from tests.support.documents import docx, tbl
from tests.support.word_documents import every_column

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("years", "store")]
COLUMNS = ["ตัวชี้วัด", "คะแนน", "มาตรการ", "จุดอ่อน", "ผู้รับผิดชอบ", "ระยะเวลา"]


@pytest.fixture
def store(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "documents"


@pytest.fixture
def file(tmp_path):
    def write(data, name="แผน.docx"):
        path = tmp_path / name
        path.write_bytes(data)
        return path

    return write


def one_measure(responsible, time, weak_point="", text="จัดทำคู่มือ"):
    return docx(tbl(COLUMNS, ["การปฏิบัติหน้าที่", "๘๓.๖๘", text, weak_point, responsible, time]))


def test_every_column_is_written(import_measures, file):
    lines = import_measures(file(every_column()))

    first = RemediationAction.objects.get(indicator__number=1)
    assert (first.responsible, first.steps) == ("สำนักปลัด", "ร่างคู่มือ\nเสนอผู้บริหาร")
    assert (first.start_on, first.due_on) == (date(2020, 10, 1), date(2021, 9, 30))
    assert first.monitoring == "รายงานทุกไตรมาส"
    assert any("เก็บไว้ในขั้นตอนว่า “ระยะเวลา: ตลอดปีงบประมาณ”" in line for line in lines)
    assert SourceDocument.objects.get().file.kind == "docx"


def test_a_dry_run_keeps_no_file(import_measures, file, settings):
    import_measures(file(every_column()), "--dry-run")

    assert not settings.MEDIA_ROOT.exists()
    assert not SourceDocument.objects.exists()


def test_another_document_fills_what_is_empty_and_keeps_what_staff_entered(import_measures, file):
    import_measures(file(one_measure("", "")))
    RemediationAction.objects.update(responsible="กองคลัง")

    import_measures(file(one_measure("สำนักปลัด", "ภายใน มี.ค. 64", weak_point="ไม่มีคู่มือ")), "--replace")

    row = RemediationAction.objects.get()
    assert (row.responsible, row.weak_point, row.due_on) == ("กองคลัง", "ไม่มีคู่มือ", date(2021, 3, 31))


def test_a_time_that_ends_before_what_staff_entered_begins_is_refused(import_measures, file):
    import_measures(file(one_measure("", "")))
    RemediationAction.objects.update(start_on=date(2021, 6, 1))

    with pytest.raises(CommandError, match="“จัดทำคู่มือ”: กำหนดแล้วเสร็จต้องไม่มาก่อนวันเริ่ม"):
        import_measures(file(one_measure("", "ภายใน มี.ค. 64")), "--replace")
    assert RemediationAction.objects.get().due_on is None


def test_a_responsible_person_too_long_for_its_field_stands_in_the_steps(import_measures, file):
    import_measures(file(one_measure("ก" * 201, "")))

    row = RemediationAction.objects.get()
    assert (row.responsible, row.steps) == ("", f"ผู้รับผิดชอบ: {'ก' * 201}")


def test_the_same_file_kept_for_two_years_is_stored_once(import_measures, file):
    data = one_measure("", "")
    import_measures(file(data))
    import_measures(file(one_measure("", "", text="อื่น"), "อื่น.docx"), "--replace")

    import_measures(file(data), "--replace")

    assert SourceDocument.objects.count() == 2
    assert SourceDocument.objects.filter(file__isnull=False).count() == 2
