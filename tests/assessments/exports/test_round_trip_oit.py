"""Checklist and hand-in give the same rows as page, CSV, XLSX and JSON; no typed text is a formula."""

import csv
import io

import openpyxl
import pytest
from django.test import Client

from assessments.content import wording as words
from assessments.files.csv_table import safe_cell
from tests.support import shown_rows
from tests.support.data_rows import ADDRESSES, SIGNS, data_path, json_of, rows_of
from tests.support.shown_rows import page_of, plain

pytestmark = pytest.mark.django_db
EVERY_TABLE = pytest.mark.parametrize("table", ["csv", "xlsx"])
REMOVED = "(หน่วยงานนำลิงก์นี้ออกแล้ว)"
CODES = {text: code for code, text in words.ANSWERS.items()}


@pytest.fixture(scope="module")
def client(rich_agency):
    return Client()


@EVERY_TABLE
def test_checklist(client, table):
    shown = shown_rows.checklist_rows(page_of(client, ADDRESSES["oit"]), "http://testserver")
    told = json_of(client, "oit")["items"]

    assert shown == [
        (
            *(row["ข้อ"], plain(row["ข้อมูลที่ต้องเปิดเผย"]), CODES[row["คำตอบ"]]),
            *(plain(row["คำอธิบาย"]), row["ตั้งแต่ (ค.ศ.)"] or None),
            [plain(line.partition(". ")[2]) for line in row["ลิงก์"].splitlines()],
        )
        for row in rows_of(client, "oit", table)
    ]
    assert shown == [
        (
            *(each["code"], plain(each["title"]), each["answer"], plain(each["explanation"]), each["since"]),
            [
                f"{plain(link['label'])} {REMOVED if link.get('removed') else plain('— ' + link['url'])}"
                for link in each["links"]
            ],
        )
        for each in told
    ]
    assert {row[2] for row in shown} == set(words.ANSWERS)


@EVERY_TABLE
def test_handin(client, table):
    shown = shown_rows.handin_rows(page_of(client, ADDRESSES["handin"]))
    told = json_of(client, "handin")["items"]

    assert shown == [
        (
            *(row["ข้อ"], plain(row["ข้อมูลที่ต้องเปิดเผย"]), CODES[row["มี/ไม่มี"]], plain(row["คำอธิบาย"])),
            row["ลิงก์ (URLs)"].splitlines(),
            [line.split()[-1] for line in row["เอกสารและลายนิ้วมือ"].splitlines()],
        )
        for row in rows_of(client, "handin", table)
    ]
    assert shown == [
        (
            *(each["code"], plain(each["title"]), each["answer"], plain(each["explanation"])),
            [link["url"] for link in each["links"]],
            [link["document"]["sha256"] for link in each["links"] if "document" in link],
        )
        for each in told
    ]
    assert any(row[5] for row in shown)


@pytest.mark.parametrize("kind", ADDRESSES)
def test_typed_signs_are_harmless_in_csv_and_text_in_xlsx(client, kind):
    """The rich agency has texts that begin with = + - and @; see test_round_trip.py for every sign."""
    data = client.get(data_path(kind, "csv")).content.decode("utf-8-sig")
    cells = [cell for row in csv.reader(io.StringIO(data, newline="")) for cell in row]
    assert not [cell for cell in cells if cell.startswith(SIGNS)]

    sheet = openpyxl.load_workbook(io.BytesIO(client.get(data_path(kind, "xlsx")).content)).active
    typed = [cell for row in sheet.iter_rows() for cell in row if str(cell.value).startswith(SIGNS)]
    assert {(cell.data_type, cell.quotePrefix) for cell in typed} <= {("s", True)}
    assert bool(typed) is (kind != "result")


@pytest.mark.parametrize("sign", SIGNS)
def test_sign_at_the_beginning_of_a_cell_is_made_harmless(sign):
    assert safe_cell(f"{sign}1") == f"'{sign}1"
    assert safe_cell(f"ก{sign}1") == f"ก{sign}1"
