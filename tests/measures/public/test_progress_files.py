"""progress.csv, .xlsx, .docx and .pdf say what the page says."""

import csv
import io

import docx
import openpyxl
import pytest
from django.urls import reverse

from measures.plan.plan_document import progress_as_document
from tests.support.telling import TEXTS, make_told_plan, publish_progress

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def progress(time_machine):
    time_machine.move_to("2021-04-30T10:00:00+07:00", tick=False)
    return publish_progress(make_told_plan())


def rows_of(client, form):
    return client.get(f"/ita/2564/progress.{form}").content


def test_table_has_a_row_for_each_entry_and_for_what_nobody_told_of(client):
    rows = list(csv.DictReader(io.StringIO(rows_of(client, "csv").decode("utf-8-sig"))))
    assert [row["มาตรการ"] for row in rows] == list(TEXTS.values())
    assert rows[0]["ผลการดำเนินการ"] == "แจกคู่มือให้ทุกส่วนงานแล้ว ๕๐ เล่ม"
    assert "/ita/2564/measures/progress/evidence/1/" in rows[0]["หลักฐาน"]
    assert (rows[3]["ผลการดำเนินการ"], rows[3]["ความก้าวหน้า"]) == ("", "ยังไม่มีรายงาน")

    sheet = openpyxl.load_workbook(io.BytesIO(rows_of(client, "xlsx"))).active
    heading, *typed = sheet.iter_rows(values_only=True)
    assert list(heading) == list(rows[0])
    assert [row[heading.index("มาตรการ")] for row in typed] == list(TEXTS.values())
    assert typed[0][heading.index("วันที่ดำเนินการ (ค.ศ.)")].date().isoformat() == "2021-03-12"


def test_document_has_every_measure_and_every_entry(client):
    document = docx.Document(io.BytesIO(rows_of(client, "docx")))
    assert [each.text for each in document.paragraphs if each.style.name == "List Paragraph"] == list(
        TEXTS.values()
    )
    told = "\n".join(each.text for each in document.paragraphs)
    for text in ("๑๒ มีนาคม ๒๕๖๔", "อบรมรุ่นที่ ๑ มีผู้เข้าอบรม ๒๐ คน", "สภาไม่อนุมัติงบประมาณ", "ผู้รายงาน"):
        assert text in told


def test_paper_counts_each_standing(progress):
    texts = list(progress_as_document(progress.data(), origin="").texts())
    for name in ("ดำเนินการแล้ว", "กำลังดำเนินการ", "เกินกำหนด", "ยังไม่มีรายงาน", "ยกเลิก"):
        assert texts[texts.index(name) + 1] == "๑ มาตรการ"


def test_page_leads_to_its_files_and_the_pdf_is_one(client, settings, tmp_path):
    settings.PDF_CACHE_DIR = tmp_path
    page = client.get(reverse("measures:progress_detail", args=[2564])).text
    for form in ("csv", "xlsx", "docx", "pdf"):
        assert f'href="/ita/2564/progress.{form}"' in page
    assert rows_of(client, "pdf").startswith(b"%PDF-")
