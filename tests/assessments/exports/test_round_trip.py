"""CSV, XLSX and JSON of a page hold the same values as the page itself, and none of them is a formula."""

import csv
import datetime
import io
from decimal import Decimal

import openpyxl
import pytest
from django.db import transaction
from django.test import Client

from assessments.exports.tables import TABLES, xlsx_file
from assessments.files.csv_table import FORMULA_SIGNS
from assessments.models import Page
from tests.support.factories import make_disclosure, publish_checklist, publish_content, publish_pakchong
from tests.support.public_pages import thai, words
from tests.support.published_contents import action, checklist, item, link, measures, result

pytestmark = pytest.mark.django_db
MEASURES, RESULT, CHECKLIST = "/ita/2564/measures", "/ita/2563/result", "/ita/2564/oit"
PAGES = {MEASURES: "/ita/2564/measures/", RESULT: "/ita/2563/", CHECKLIST: "/ita/2564/oit/"}
EACH = pytest.mark.parametrize("address", PAGES)


@pytest.fixture(scope="module")
def client(django_db_setup, django_db_blocker):
    """A reader of the example; its first measure has a person, dates and a status, its O1 a link."""
    with django_db_blocker.unblock(), transaction.atomic():
        agency = publish_pakchong()
        plan = agency.publications.get(page=Page.MEASURES).data()
        plan["actions"][0] |= {"responsible": "สำนักปลัด", "start_on": "2021-01-05", "due_on": "2021-03-31"}
        plan["actions"][0] |= {"status": "doing", "steps": "- ข้อแรก\n- ข้อสอง", "monitoring": "+รายงาน"}
        publish_content(agency, 2564, Page.MEASURES, plan, note="เพิ่มผู้รับผิดชอบ")
        make_disclosure(agency, "O1", explanation="=HYPERLINK(1)", links=[("แผน", "https://www.go.th/1")])
        publish_checklist(agency, note="เพิ่ม O1")
        yield Client()
        transaction.set_rollback(True)


def csv_rows(client, address):
    return list(csv.reader(io.StringIO(client.get(f"{address}.csv").content.decode("utf-8-sig"), newline="")))


def xlsx_sheet(client, address):
    return openpyxl.load_workbook(io.BytesIO(client.get(f"{address}.xlsx").content)).active


def plain(value):
    """A cell as the text of the same cell in a CSV; figures by value, not by how many zeros they end in."""
    if value is None:
        return ""
    if isinstance(value, datetime.datetime):
        return value.date().isoformat()
    try:
        return str(Decimal(str(value)).normalize())
    except ArithmeticError:
        return str(value).removeprefix("'")


@EACH
def test_csv_and_xlsx_have_the_same_cells(client, address):
    rows = csv_rows(client, address)
    sheet = [[cell.value for cell in row] for row in xlsx_sheet(client, address).iter_rows()]

    assert [[plain(cell) for cell in row] for row in sheet] == [[plain(cell) for cell in row] for row in rows]
    assert len(rows) > 10


def test_result_gives_the_figures_of_json_and_page(client):
    data, page = client.get(f"{RESULT}.json").json(), words(client.get(PAGES[RESULT]))
    rows = list(xlsx_sheet(client, RESULT).iter_rows(min_row=2, values_only=True))

    assert [(row[6], row[7], row[8]) for row in rows] == [
        (each["number"], each["name"], each["score"]) for each in data["indicators"]
    ]
    losses = data["computed"]["indicator_losses"]
    assert [row[11] for row in rows] == [losses[str(row[6])] for row in rows]
    assert {row[2] for row in rows} == {data["announced"]["total"]} == {55.62}
    for row in rows:
        assert thai(f"{row[8]:.2f}") in page
        assert thai(f"{row[11]:.2f}") in page
        assert row[7] in page


def test_measures_give_the_texts_of_json_and_page(client):
    data, page = client.get(f"{MEASURES}.json").json(), words(client.get(PAGES[MEASURES]))
    sheet = xlsx_sheet(client, MEASURES)
    headings = [cell.value for cell in sheet[1]]
    rows = [dict(zip(headings, row, strict=True)) for row in sheet.iter_rows(min_row=2, values_only=True)]

    assert [row["มาตรการ"] for row in rows] == [each["text"] for each in data["actions"]]
    assert all(" ".join(row["มาตรการ"].split()) in page for row in rows)
    first, action = rows[0], data["actions"][0]
    assert first["เริ่ม (ค.ศ.)"].date().isoformat() == action["start_on"]
    assert first["แล้วเสร็จภายใน (ค.ศ.)"].date().isoformat() == action["due_on"]
    assert (first["ผู้รับผิดชอบ"], first["ขั้นตอน"]) == (action["responsible"], action["steps"])
    for shown in ("สำนักปลัด", "๕ มกราคม ๒๕๖๔", "๓๑ มีนาคม ๒๕๖๔", first["สถานะ"], "+รายงาน"):
        assert shown in page


def test_checklist_gives_the_answers_of_json_and_page(client):
    data, page = client.get(f"{CHECKLIST}.json").json(), words(client.get(PAGES[CHECKLIST]))
    rows = list(xlsx_sheet(client, CHECKLIST).iter_rows(min_row=2, values_only=True))

    assert [(row[2], row[5]) for row in rows] == [(each["code"], each["title"]) for each in data["items"]]
    assert [row[6] != "ยังไม่เปิดเผย" for row in rows] == [bool(each["answer"]) for each in data["items"]]
    assert all(thai(row[5]) in thai(page) for row in rows)
    assert rows[0][7] == data["items"][0]["explanation"] == "=HYPERLINK(1)"
    assert "https://www.go.th/1" in rows[0][8]


@EACH
def test_xlsx_is_typed_frozen_and_wide_enough(client, address):
    sheet = xlsx_sheet(client, address)

    assert sheet.freeze_panes == "A2"
    assert all(cell.font.bold for cell in sheet[1])
    widths = [column.width for column in TABLES[address.rpartition("/")[2]].columns]
    assert [sheet.column_dimensions[cell.column_letter].width for cell in sheet[1]] == widths
    kinds = {cell.value: sheet.cell(2, cell.column).data_type for cell in sheet[1]}
    assert kinds["ปีงบประมาณ"] == "n"
    assert kinds["หน่วยงาน"] == "s"
    if "คะแนน" in kinds:
        scores = [cell for cell in sheet[2] if sheet.cell(1, cell.column).value == "คะแนน"]
        assert [(cell.data_type, cell.number_format) for cell in scores] == [("n", "0.00")]
    dates = [name for name in kinds if name.endswith("(ค.ศ.)")]
    assert {kinds[name] for name in dates} <= {"d", "n"}  # n: an empty cell
    assert not dates or "d" in {kinds[name] for name in dates}


@pytest.mark.parametrize("sign", FORMULA_SIGNS)
@pytest.mark.parametrize("content", [result, measures, checklist])
def test_no_cell_of_a_spreadsheet_is_a_formula(content, sign):
    """Whatever people typed, in every text of every table."""
    evil = f'{sign}HYPERLINK("https://evil.example")'
    filled = {
        result: lambda: result() | {"announced": result()["announced"] | {"level": evil}},
        measures: lambda: measures(action(1, evil, responsible=evil, steps=evil, monitoring=evil)),
        checklist: lambda: checklist(item("O1", "yes", [link(1, evil)], explanation=evil, title=evil)),
    }[content]()
    sheet = openpyxl.load_workbook(io.BytesIO(xlsx_file(filled))).active
    cells = [cell for row in sheet.iter_rows(min_row=2) for cell in row if "HYPERLINK" in str(cell.value)]

    assert cells
    assert {(cell.data_type, cell.quotePrefix) for cell in cells} == {("s", True)}
