"""The preview asks which division a name of the document means; the answer counts and comes back."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from assessments.models import Division
from measures.models import MeasuresPlan, RemediationAction
from tests.support.documents import page, table, td
from tests.support.factories import make_agency, make_year
from tests.support.formdata import form_data

pytestmark = pytest.mark.django_db
URL = "/ita/admin/measures/measuresplan/import/"
COLUMNS = ["ตัวชี้วัด", "คะแนน", "มาตรการ", "ผู้รับผิดชอบ"]
DATA = page(
    table(
        td("๑. การปฏิบัติหน้าที่", "80", "- ทำ", "กองการคลัง"),
        td("๒. การใช้งบประมาณ", "80", "- ทำ", "กองยุทธศาสตร์"),
        td("๓. การใช้อำนาจ", "80", "- ทำ", "สำนักปลัด"),
        columns=COLUMNS,
    )
)
KNOWN, UNKNOWN = "division-กองคลัง", "division-กองยุทธศาสตร์"
ASKED = "ไม่พบส่วนงานชื่อ “กองยุทธศาสตร์”"


@pytest.fixture
def agency(packs):
    make_year(2562)
    return make_agency("sao", name="องค์การบริหารส่วนตำบลสมมติ", district="ทดลอง", province="ตัวอย่าง")


@pytest.fixture
def office(agency):
    """The agency's divisions by name."""
    return {
        name: Division.objects.create(agency=agency, name=name) for name in ("สำนักปลัด", "กองคลัง", "กองช่าง")
    }


@pytest.fixture
def preview(admin_client, agency):
    return lambda: admin_client.post(URL, {"file": SimpleUploadedFile("แผน.html", DATA), "preview": "1"})


@pytest.fixture
def send(admin_client, preview):
    """Sends the preview back with these changes."""
    return lambda button="confirm", **changes: admin_client.post(
        URL, form_data(preview(), "import") | changes | {button: "1"}, follow=True
    )


def divisions():
    rows = RemediationAction.objects.order_by("indicator__number")
    return list(rows.values_list("division__name", "responsible"))


def test_names_that_differ_are_asked_about_with_what_they_may_mean(office, preview):
    values = form_data(preview(), "import")

    assert values[KNOWN] == str(office["กองคลัง"].pk)
    assert values[UNKNOWN] == ""
    assert "division-สำนักปลัด" not in values


def test_without_an_answer_nothing_is_written(office, send):
    assert ASKED in send().text
    assert not MeasuresPlan.objects.exists()


def test_to_look_needs_no_answer(office, send):
    assert ASKED not in send("preview").text


@pytest.mark.parametrize(
    ("answer", "division"),
    [("กองช่าง", ("กองช่าง", "")), ("new", ("กองยุทธศาสตร์", "")), ("text", (None, "กองยุทธศาสตร์"))],
)
def test_the_answer_counts(office, send, answer, division):
    send(**{UNKNOWN: str(office[answer].pk) if answer in office else answer})

    assert divisions() == [("กองคลัง", ""), division, ("สำนักปลัด", "")]


def test_a_suggestion_may_be_answered_otherwise(office, send):
    send(**{KNOWN: "text", UNKNOWN: "text"})

    assert divisions()[0] == (None, "กองการคลัง")


def test_an_answer_for_a_spelling_leaves_the_exact_name_its_division(admin_client, office):
    rows = [
        td(indicator, "80", "- ทำ", who)
        for indicator, who in (("๑. การปฏิบัติหน้าที่", "กองคลัง"), ("๒. การใช้งบประมาณ", "กองการคลัง"))
    ]
    file = SimpleUploadedFile("แผน.html", page(table(*rows, columns=COLUMNS)))
    values = form_data(admin_client.post(URL, {"file": file, "preview": "1"}), "import")

    admin_client.post(URL, values | {KNOWN: "text", "confirm": "1"})

    assert divisions() == [("กองคลัง", ""), (None, "กองการคลัง")]


def test_another_agencys_division_is_no_answer(agency, office, send):
    other = make_agency("other", name="องค์การบริหารส่วนตำบลอื่น", hosts=["o.example.go.th"])
    foreign = Division.objects.create(agency=other, name="กองยุทธศาสตร์")

    response = send(**{UNKNOWN: str(foreign.pk), "agency": str(agency.pk)})

    assert ASKED in response.text
    assert not MeasuresPlan.objects.exists()


@pytest.mark.parametrize("wrong", [{"total": "มาก"}, {"result_year": "2562"}])
def test_the_answer_comes_back_with_an_error_and_with_another_year(office, send, wrong):
    again = send(**{UNKNOWN: "new"} | wrong)

    assert form_data(again, "import")[UNKNOWN] == "new"
    assert not MeasuresPlan.objects.exists()


def test_an_agency_without_divisions_may_add_them_and_need_not(agency, preview, send):
    assert form_data(preview(), "import")[UNKNOWN] == "text"

    send(**{UNKNOWN: "new"})

    assert divisions() == [(None, "กองการคลัง"), ("กองยุทธศาสตร์", ""), (None, "สำนักปลัด")]
