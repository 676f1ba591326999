"""Divisions that a document names: a spelling is the agency's own, an unknown one is asked about or added."""

import pytest
from django.core.management import CommandError

from assessments.models import Division
from measures.models import RemediationAction, SourceDocument
from tests.support.documents import HEAD, page, table, td
from tests.support.factories import make_agency
from tests.support.tables import table_dump

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("years")]
COLUMNS = ["ตัวชี้วัด", "คะแนน", "มาตรการ", "ผู้รับผิดชอบ"]
ROWS = "๑. การปฏิบัติหน้าที่", "๒. การใช้งบประมาณ", "๓. การใช้อำนาจ"


@pytest.fixture
def agency():
    return make_agency("sao", name="องค์การบริหารส่วนตำบลสมมติ", district="ทดลอง", province="ตัวอย่าง")


@pytest.fixture
def document(tmp_path):
    """Writes a document whose measures are the responsibility of these, one each."""

    def write(*responsible):
        rows = [td(name, "80", "- ทำ", who) for name, who in zip(ROWS, responsible, strict=False)]
        path = tmp_path / "แผน.html"
        path.write_bytes(page(table(*rows, columns=COLUMNS), head=HEAD))
        return path

    return write


def divide(agency, *names):
    return [Division.objects.create(agency=agency, name=name) for name in names]


def responsible():
    rows = RemediationAction.objects.order_by("indicator__number")
    return list(rows.values_list("division__name", "responsible"))


def test_spellings_become_the_division_and_a_position_stays_beside_it(agency, document, import_measures):
    divide(agency, "สำนักปลัด", "กองคลัง")

    lines = import_measures(document("สำนักงานปลัด อบต.", "กองการคลัง", "ผู้อำนวยการกองคลัง"))

    assert responsible() == [("สำนักปลัด", ""), ("กองคลัง", ""), ("กองคลัง", "ผู้อำนวยการกองคลัง")]
    assert "โปรดตรวจ: ส่วนงาน “กองการคลัง” ในเอกสาร คือ กองคลัง ในระบบ" in lines
    assert any(notice["code"] == "division_name" for notice in SourceDocument.objects.get().notices)
    assert Division.objects.count() == 2


def test_persons_and_several_divisions_stay_text(agency, document, import_measures):
    divide(agency, "สำนักปลัด", "กองคลัง")

    import_measures(document("ปลัด อบต.", "สำนักปลัด, กองคลัง", "ทุกกอง"))

    assert responsible() == [(None, "ปลัด อบต."), (None, "สำนักปลัด, กองคลัง"), (None, "ทุกกอง")]


def test_unknown_names_are_listed_and_nothing_is_written(agency, document, import_measures):
    divide(agency, "สำนักปลัด")
    path, before = document("สำนักปลัด", "กองช่าง", "กองการคลัง"), table_dump()

    with pytest.raises(CommandError) as refusal:
        import_measures(path)

    assert refusal.value.returncode == 1
    assert "ไม่พบส่วนงานชื่อ “กองช่าง”, “กองการคลัง” ในองค์การบริหารส่วนตำบลสมมติ" in str(refusal.value)
    assert "--create-divisions" in str(refusal.value)
    assert table_dump() == before


def test_create_divisions_adds_each_once_and_keeps_what_matches(agency, document, import_measures):
    divide(agency, "สำนักปลัด")

    import_measures(document("สำนักปลัด อบต.", "กองการคลัง", "กองคลัง"), "--create-divisions")

    assert responsible() == [("สำนักปลัด", ""), ("กองการคลัง", ""), ("กองการคลัง", "")]
    assert list(agency.divisions.order_by("position").values_list("name", flat=True)) == [
        "สำนักปลัด",
        "กองการคลัง",
    ]
    assert (
        Division.history.filter(history_type="+")
        .latest("history_id")
        .history_change_reason.startswith("นำเข้าจาก")
    )


def test_an_agency_without_divisions_is_asked_nothing_unless_they_are_to_be_made(
    agency, document, import_measures
):
    import_measures(document("กองคลัง", "ผอ.กองช่าง"))
    assert responsible() == [(None, "กองคลัง"), (None, "ผอ.กองช่าง")]

    import_measures(document("กองคลัง", "ผอ.กองช่าง", "กองช่าง"), "--replace", "--create-divisions")
    assert set(agency.divisions.values_list("name", flat=True)) == {"กองคลัง", "กองช่าง"}


def test_what_staff_said_of_who_is_responsible_stays(agency, document, import_measures):
    divide(agency, "กองคลัง", "กองช่าง")
    import_measures(document("กองคลัง", "กองคลัง"))
    first, second = RemediationAction.objects.order_by("indicator__number")
    RemediationAction.objects.filter(pk=first.pk).update(division=None, responsible="นายก อบต.")
    RemediationAction.objects.filter(pk=second.pk).update(division=agency.divisions.get(name="กองช่าง"))

    import_measures(document("กองคลัง ", "กองการคลัง", "กองคลัง"), "--replace")

    assert responsible() == [(None, "นายก อบต."), ("กองช่าง", ""), ("กองคลัง", "")]


def test_another_agencys_divisions_do_not_match(agency, document, import_measures):
    divide(make_agency("other", name="องค์การบริหารส่วนตำบลอื่น", hosts=["o.example.go.th"]), "กองคลัง")
    divide(agency, "สำนักปลัด")

    with pytest.raises(CommandError, match="“กองคลัง”"):
        import_measures(document("กองคลัง"))
