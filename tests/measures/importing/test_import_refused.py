"""`manage.py import_measures` refuses with a Thai message naming the line, and then nothing is written."""

import pytest
from django.core.management import CommandError, call_command

from assessments.models import Agency, FiscalYear
from measures.management.commands.load_example import EXAMPLE
from measures.models import RemediationAction
from tests.support.factories import make_agency, make_assessment, make_plan
from tests.support.tables import table_dump
from tests.support.telling import tell

pytestmark = pytest.mark.django_db

BAD_BYTES = {
    "empty": (b"", "ไฟล์ว่าง"),
    "blank": (b" \n\t\n ", "ไฟล์ว่าง"),
    "a picture": (b"\x89PNG\r\n\x1a\n\x00\x00", "รูปภาพ"),
    "a PDF": (b"%PDF-1.7\n", "PDF"),
    "binary": ("ก\nข".encode() + b"\x00\x01", "บรรทัดที่ ๒: ไฟล์นี้ไม่ใช่ข้อความ"),
    "another encoding": ("มาตรการ\nปากช่อง".encode("cp874"), "บรรทัดที่ ๑: ไฟล์ไม่ได้เข้ารหัสแบบ UTF-8"),
    "no table": ("สวัสดี\nไม่มีตาราง".encode(), "ไม่พบตาราง"),
}
BAD_WORDS = {
    "score of 101": (("๘๓.๖๘", "๑๐๑"), "๑๗", "คะแนน “๑๐๑” ต้องอยู่ระหว่าง ๐ ถึง ๑๐๐"),
    "score that is none": (("๘๓.๖๘", "๘๓.๖.๘"), "๑๗", "คะแนน “๘๓.๖.๘” ไม่ใช่ตัวเลข"),
    "unknown indicator": (("๒. การใช้งบประมาณ", "๒. การใช้เวลา"), "๒๐", "ไม่รู้จักตัวชี้วัด “การใช้เวลา”"),
    "year 3105": (("พ.ศ.๒๕๖๔", "พ.ศ.๓๑๐๗"), "๔", "ปี “๓๑๐๗” ไม่ใช่ปี พ.ศ."),
    "column lost": (("๑. การปฏิบัติหน้าที่\t๘๓.๖๘\t", "๑. การปฏิบัติหน้าที่\t๘๓.๖๘ "), "๑๗", "ช่อง"),
}


def refused(path, *arguments):
    """The message of the refusal, after making sure that the database is as it was."""
    before = table_dump()
    with pytest.raises(CommandError) as error:
        call_command("import_measures", str(path), *arguments)
    assert error.value.returncode == 1
    assert table_dump() == before
    return str(error.value)


@pytest.mark.usefixtures("years")
@pytest.mark.parametrize("what", BAD_BYTES)
def test_file_that_is_no_such_document_is_refused(tmp_path, what):
    data, sentence = BAD_BYTES[what]
    path = tmp_path / "bad.txt"
    path.write_bytes(data)

    message = refused(path)

    assert "bad.txt: นำเข้าไม่ได้ ไม่มีอะไรถูกบันทึก" in message
    assert sentence in message


@pytest.mark.usefixtures("years")
@pytest.mark.parametrize("what", BAD_WORDS)
def test_fault_in_the_document_is_refused_with_its_line(write, what):
    change, line, sentence = BAD_WORDS[what]

    message = refused(write(change))

    assert any(each.startswith(f"บรรทัดที่ {line}: ") and sentence in each for each in message.splitlines()), (
        message
    )


@pytest.mark.usefixtures("years")
def test_all_faults_are_named_at_once(write):
    message = refused(write(("๘๓.๖๘", "๑๐๑"), ("๖.๒๕", "๖.๒.๕")))

    assert message.count("บรรทัดที่") == 2


@pytest.mark.usefixtures("years")
def test_title_longer_than_its_field_is_refused_in_thai(write):
    long_title = "มาตรการส่งเสริมคุณธรรมและความโปร่งใส" + "ยาว" * 100

    message = refused(write(("มาตรการส่งเสริมคุณธรรมและความโปร่งใส", long_title)))

    assert "ยาวเกิน ๓๐๐ ตัวอักษร" in message


@pytest.mark.usefixtures("years")
def test_result_of_the_same_year_is_refused_in_thai(write):
    message = refused(write(("พ.ศ.๒๕๖๔", "พ.ศ.๒๕๖๓")))

    assert "ปีของผลการประเมินต้องมาก่อนปีของมาตรการ" in message


@pytest.mark.usefixtures("years")
@pytest.mark.parametrize(
    ("slug", "reason"),
    [("ปากช่อง", "พิมพ์ไม่ถูกรูปแบบ"), ("pak chong", "พิมพ์ไม่ถูกรูปแบบ"), ("x" * 61, "ยาวเกิน ๖๐ ตัวอักษร")],
)
def test_slug_that_is_none_is_refused(slug, reason):
    assert f"หน่วยงาน “ชื่อย่อในระบบ”: {reason}" in refused(EXAMPLE, "--agency", slug)


@pytest.mark.usefixtures("years")
def test_another_agency_is_not_made_beside_one_that_every_host_serves():
    make_agency("pakchong")

    assert "เพิ่มหน่วยงานที่หน้าจอ “หน่วยงาน” ก่อน" in refused(EXAMPLE, "--agency", "new")
    assert Agency.objects.count() == 1


@pytest.mark.usefixtures("years")
@pytest.mark.parametrize(
    "given",
    [{"name": "องค์การบริหารส่วนตำบลอื่น"}, {"district": "จอมบึง", "province": "ราชบุรี"}, {"province": "ราชบุรี"}],
)
def test_document_of_another_agency_is_refused(given):
    make_agency(**given)

    assert "ให้เลือกหน่วยงานเอง (--agency)" in refused(EXAMPLE)


@pytest.mark.usefixtures("years")
def test_document_that_names_none_of_several_agencies_is_refused():
    make_agency("one", name="องค์การบริหารส่วนตำบลหนึ่ง")
    make_agency("two", name="องค์การบริหารส่วนตำบลสอง")

    assert "ให้เลือกหน่วยงานเอง (--agency)" in refused(EXAMPLE)


@pytest.mark.usefixtures("years")
def test_plan_already_on_the_desk_is_not_overwritten():
    make_plan(actions=[(1, "มาตรการที่กรอกเอง")])

    message = refused(EXAMPLE)

    assert "มีแผนมาตรการของปี ๒๕๖๔" in message
    assert "--replace" in message


@pytest.mark.usefixtures("years")
def test_every_figure_that_differs_from_the_desk_is_named():
    make_assessment(scores=["83.68", "70.00"], total="56.00", level="C")

    message = refused(EXAMPLE).splitlines()

    assert message[1:] == [
        "คะแนนรวมของปี ๒๕๖๓ ที่บันทึกไว้คือ ๕๖.๐๐ แต่เอกสารเขียน ๕๕.๖๒",
        "ระดับของปี ๒๕๖๓ ที่บันทึกไว้คือ C แต่เอกสารเขียน D",
        "คะแนนตัวชี้วัดที่ ๒ ของปี ๒๕๖๓ ที่บันทึกไว้คือ ๗๐.๐๐ แต่เอกสารเขียน ๗๔.๕๑",
    ]


def test_year_without_a_pack_is_refused():
    assert "ยังไม่มีชุดตัวชี้วัดของปี ๒๕๖๓" in refused(EXAMPLE)


@pytest.mark.usefixtures("years")
def test_year_of_the_measures_without_a_pack_is_refused():
    FiscalYear.objects.filter(year_be=2564).update(year_be=2590)

    assert "ระบบยังไม่มีชุดข้อมูลของปีงบประมาณ ๒๕๖๔" in refused(EXAMPLE)


def test_file_that_cannot_be_opened_is_refused(tmp_path):
    assert "เปิดไฟล์ไม่ได้" in refused(tmp_path / "nowhere.txt")
    assert "เปิดไฟล์ไม่ได้" in refused(tmp_path)


def test_a_measure_of_which_progress_was_told_is_not_replaced_away(years, import_measures, write):
    import_measures(EXAMPLE)
    text = "พร้อมรับการตรวจสอบจากทุกภาคส่วน"
    tell(RemediationAction.objects.get(text=text), "2021-02-01", "ตรวจแล้ว")
    before = table_dump()

    with pytest.raises(CommandError, match=f"มีรายงานความก้าวหน้า.*{text}"):
        import_measures(write((text, "พร้อมรับการตรวจสอบ")), "--replace")

    assert table_dump() == before
