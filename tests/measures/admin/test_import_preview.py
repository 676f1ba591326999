"""The preview of an import: what was not understood is shown at its place, everything may be corrected."""

from datetime import date
from decimal import Decimal

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from assessments.models import Agency, Assessment, IndicatorScore
from measures.admin.import_draft import MOST_EDITED, ImportDraft
from measures.admin.import_forms import EntryForm
from measures.models import InstrumentAnalysis, MeasuresPlan, RemediationAction
from tests.support.documents import HEAD, page, table, td
from tests.support.factories import make_year
from tests.support.formdata import form_data

URL = "/ita/admin/measures/measuresplan/import/"
COLUMNS = ["ตัวชี้วัด", "คะแนน", "มาตรการ", "ผู้รับผิดชอบ", "ระยะเวลา"]
ROWS = [
    td("๑. การปฏิบัติหน้าที่", "83.68", "- จัดทำคู่มือ<br>- เผยแพร่คู่มือ", "สำนักปลัด", "ต.ค. 63 – ก.ย. 64"),
    td("๒. การใช้จ่ายเงิน", "74.51", "เผยแพร่แผน", "กองคลัง", "ตลอดปี"),
    td("๓. การใช้อำนาจ", "ราว ๗๘", "ประกาศเกณฑ์", "", "ไตรมาส ๒ ปี ๒๕๖๔"),
]
ONE, TWO, UNKNOWN, LAST = "row-5.1", "row-5.2", "row-6.1", "row-7.1"


@pytest.fixture
def desk(admin_client):
    make_year(2562), make_year(2563), make_year(2564)
    Agency.objects.create(slug="sao", name="องค์การบริหารส่วนตำบลสมมติ", district="ทดลอง", province="ตัวอย่าง")
    return admin_client


def read(desk, *rows, head=HEAD, **posted):
    data = page(table(*(rows or ROWS), columns=COLUMNS), head=head)
    return desk.post(URL, {"file": SimpleUploadedFile("แผน.html", data), "preview": "1"} | posted)


def send(desk, preview, button="confirm", **changes):
    return desk.post(URL, form_data(preview, "import") | changes | {button: "1"}, follow=True)


def actions():
    rows = RemediationAction.objects.order_by("indicator__number", "order")
    return list(rows.values_list("indicator__number", "text"))


def test_what_was_not_understood_is_named_with_its_place_and_offered(desk):
    preview = read(desk)

    assert "ตารางที่ ๑ แถวที่ ๓ ช่องที่ ๑: ไม่รู้จักตัวชี้วัด “การใช้จ่ายเงิน”" in preview.text
    assert "ตารางที่ ๑ แถวที่ ๔ ช่องที่ ๒: คะแนน “ราว ๗๘” ไม่ใช่ตัวเลข" in preview.text
    values = form_data(preview, "import")
    assert (values[f"{UNKNOWN}-text"], values[f"{UNKNOWN}-indicator"]) == ("เผยแพร่แผน", "")
    assert (values[f"{ONE}-start_on"], values[f"{ONE}-due_on"]) == ("1/10/2563", "30/9/2564")
    assert "score_3" not in values  # lxml leaves out empty boxes
    assert not MeasuresPlan.objects.exists()


def test_nothing_corrected_writes_what_was_understood_and_keeps_what_was_not_as_notices(desk):
    send(desk, read(desk))

    assert actions() == [(1, "จัดทำคู่มือ"), (1, "เผยแพร่คู่มือ"), (3, "ประกาศเกณฑ์")]
    first, *_others, last = RemediationAction.objects.order_by("indicator__number", "order")
    assert (first.responsible, first.start_on, first.due_on) == (
        "สำนักปลัด",
        date(2020, 10, 1),
        date(2021, 9, 30),
    )
    assert (last.start_on, last.due_on) == (date(2021, 1, 1), date(2021, 3, 31))
    notices = MeasuresPlan.objects.get().sources.get().notices
    assert ["ราว ๗๘" in notice["message"] for notice in notices].count(True) == 1
    assert IndicatorScore.objects.count() == 1


def test_everything_typed_is_written(desk):
    typed = {
        "title": "มาตรการที่แก้ชื่อแล้ว",
        "total": "๕๖.๖๒",
        "level": "C",
        "introduction": "บทนำใหม่",
        "analysis_IIT": "ควรเปิดเผยมากขึ้น",
        "score_3": "๗๗.๙๒",
        f"{ONE}-text": "จัดทำคู่มือ\r\nการให้บริการ",
        f"{ONE}-responsible": "กองช่าง",
        f"{ONE}-due_on": "๓๑/๓/๒๕๖๔",
        f"{ONE}-monitoring": "รายงานทุกเดือน",
        f"{TWO}-drop": "on",
        f"{UNKNOWN}-indicator": "2",
        f"{LAST}-indicator": "4",
    }

    send(desk, read(desk), **typed)

    assert actions() == [(1, "จัดทำคู่มือ การให้บริการ"), (2, "เผยแพร่แผน"), (4, "ประกาศเกณฑ์")]
    first, second = RemediationAction.objects.order_by("indicator__number")[:2]
    assert (first.responsible, first.monitoring) == ("กองช่าง", "รายงานทุกเดือน")
    assert (first.start_on, first.due_on) == (date(2020, 10, 1), date(2021, 3, 31))
    assert (second.responsible, second.steps) == ("กองคลัง", "ระยะเวลา: ตลอดปี")
    plan, assessment = MeasuresPlan.objects.get(), Assessment.objects.get()
    assert (plan.title, plan.introduction) == ("มาตรการที่แก้ชื่อแล้ว", "บทนำใหม่")
    assert (assessment.announced_total, assessment.announced_level) == (Decimal("56.62"), "C")
    assert assessment.scores.get(indicator__number=3).value == Decimal("77.92")
    assert InstrumentAnalysis.objects.get().text == "ควรเปิดเผยมากขึ้น"


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({f"{ONE}-due_on": "31/3/2021"}, "น่าจะเป็นปี ค.ศ. หมายถึง พ.ศ. ๒๕๖๔"),
        ({f"{ONE}-due_on": "1/9/2563"}, "กำหนดแล้วเสร็จต้องไม่มาก่อนวันเริ่ม"),
        ({f"{ONE}-text": " "}, "มาตรการต้องมีข้อความ"),
        ({f"{ONE}-responsible": "ก" * 201}, "200"),
        ({f"{ONE}-indicator": "99"}, "99"),
        ({"score_1": "836.8"}, "ต้องอยู่ระหว่าง ๐ ถึง ๑๐๐"),
        ({"total": "มาก"}, "ไม่ใช่ตัวเลข"),
        ({"title": ""}, "กรุณาพิมพ์ชื่อเอกสาร"),
        ({"fiscal_year": ""}, "กรุณาเลือกปีของมาตรการ"),
        ({"fiscal_year": "2563"}, "ปีของผลการประเมินต้องมาก่อนปีของมาตรการ"),
        ({"agency": "99"}, "99"),
        ({"introduction": "https://itas.nacc.go.th/go/iit/abc"}, "IIT"),
    ],
)
def test_on_an_error_nothing_is_written_and_everything_typed_comes_back(desk, typed, sentence):
    typed = {f"{TWO}-monitoring": "พิมพ์ไว้แล้ว", f"{TWO}-drop": "on"} | typed

    unchanged = ImportDraft(page(table(*ROWS, columns=COLUMNS)), "แผน.html").posted()
    again = desk.post(URL, unchanged | typed | {"confirm": "1"})

    assert sentence in again.text
    assert "ยังไม่มีอะไรถูกบันทึก" in again.text
    back = form_data(again, "import")
    kept = {name: value for name, value in typed.items() if name not in ("agency", f"{ONE}-indicator")}
    assert {name: back.get(name, "") for name in kept} == kept
    assert not MeasuresPlan.objects.exists()
    assert not Assessment.objects.exists()


def test_an_error_stands_beside_its_field_and_is_linked_from_the_top(desk):
    again = send(desk, read(desk), **{f"{ONE}-due_on": "1/9/2563"})

    assert f'id="id_{ONE}-due_on_error"' in again.text
    assert f'href="#id_{ONE}-text"' in again.text


def test_what_is_typed_counts_before_the_desk_and_the_rest_is_kept(desk):
    send(desk, read(desk))
    RemediationAction.objects.filter(text="จัดทำคู่มือ").update(responsible="กองคลัง", monitoring="ทุกเดือน")

    same = read(desk)
    assert "เอกสารฉบับนี้นำเข้าไว้แล้ว" in same.text
    refused = send(desk, same, **{f"{ONE}-responsible": "กองช่าง"})
    assert "มีแผนมาตรการของปี ๒๕๖๔ ที่นำเข้าหรือกรอกไว้ก่อนแล้ว" in refused.text
    assert "--replace" not in refused.text
    send(desk, refused, replace="on")

    row = RemediationAction.objects.get(text="จัดทำคู่มือ")
    assert (row.responsible, row.monitoring, row.due_on) == ("กองช่าง", "ทุกเดือน", date(2021, 9, 30))


def test_another_result_year_is_read_again_with_what_was_typed(desk):
    bad_year = ["มาตรการ ประจำปี ๒๕๖๔ (ตัวอย่างสมมติ)", HEAD[1], "ผลการประเมินปี 3106 ได้ร้อยละ ๕๕.๖๒ ระดับ D"]
    preview = read(desk, head=bad_year)
    assert "หมายถึง พ.ศ. ๒๕๖๓" in preview.text
    typed = {"result_year": "2562", f"{ONE}-text": "จัดทำคู่มือใหม่", "title": "มาตรการใหม่"}

    again = send(desk, preview, **typed)

    back = form_data(again, "import")
    assert {name: back[name] for name in typed} == typed
    assert (back["read_year"], back[f"{ONE}-indicator"], back["score_1"]) == ("2562", "1", "83.68")
    assert not MeasuresPlan.objects.exists()
    send(desk, again)
    assert MeasuresPlan.objects.get().result_year.year_be == 2562
    assert actions()[0] == (1, "จัดทำคู่มือใหม่")


def test_more_measures_than_a_page_holds_are_written_as_they_were_read(desk, monkeypatch):
    monkeypatch.setattr("measures.admin.import_draft.MOST_EDITED", 5)
    items = "".join(f"<li>มาตรการที่ {n}</li>" for n in range(8))
    preview = read(desk, td("๑. การปฏิบัติหน้าที่", "83.68", f"<ul>{items}</ul>", "", ""))

    assert "มาตรการที่เกินหนึ่งหน้า ๓ ข้อ" in preview.text
    send(desk, preview, **{f"{ONE}-drop": "on"})
    assert RemediationAction.objects.count() == 7


def test_the_fullest_page_is_a_form_that_django_takes(settings):
    each, beside = len(EntryForm.base_fields), 100

    assert MOST_EDITED * each + beside < settings.DATA_UPLOAD_MAX_NUMBER_FIELDS
    assert MOST_EDITED >= 500
