"""`manage.py import_measures` with files of other kinds: written whole, or refused with the place."""

import pytest
from django.core.management import CommandError

from assessments.models import IndicatorScore
from measures.models import RemediationAction
from tests.support import documents as made
from tests.support.documents import docx, item, page, table, tbl, tc, td

DUTY, BUDGET = "๑. การปฏิบัติหน้าที่", "๒. การใช้งบประมาณ"


def write(tmp_path, data, name):
    path = tmp_path / name
    path.write_bytes(data)
    return path


@pytest.mark.django_db
@pytest.mark.usefixtures("years")
def test_command_writes_a_word_file_and_the_item_rows_of_an_indicator(tmp_path, import_measures):
    rows = [DUTY, "๘๓.๖๘", tc(item("ก") + item("ข"))], ["ข้อ ๔๒", "๐", "- ค"]

    import_measures(write(tmp_path, docx(tbl(made.COLUMNS, *rows)), "a.docx"))

    actions = RemediationAction.objects.values_list("indicator__number", "text").order_by("pk")
    assert list(actions) == [(1, "ก"), (1, "ข"), (10, "ค")]
    assert [str(score.value) for score in IndicatorScore.objects.all()] == ["83.68"]


@pytest.mark.django_db
@pytest.mark.usefixtures("years")
def test_command_refuses_what_it_cannot_read_in_full(tmp_path, import_measures):
    path = write(tmp_path, page(table(td(DUTY, "83.68", "ก"), td(BUDGET, "74.51 30", "ข"))), "a.html")

    with pytest.raises(CommandError, match="ตารางที่ ๑ แถวที่ ๓ ช่องที่ ๒: คะแนน “74.51 30” ไม่ใช่ตัวเลข"):
        import_measures(path)
    assert not RemediationAction.objects.exists()
