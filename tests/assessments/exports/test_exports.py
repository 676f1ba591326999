"""Published contents as tables, and as CSV that spreadsheets open without harm."""

import csv
import io
from decimal import Decimal

import pytest

from assessments.exports.tables import TABLES, csv_bytes, table
from assessments.files.csv_table import safe_cell
from tests.support.published_contents import action, checklist, item, link, measures, result


def rows(content):
    """The CSV of a content as dicts by heading."""
    data = csv_bytes(content)
    assert data.startswith(b"\xef\xbb\xbf")
    return list(csv.DictReader(io.StringIO(data.decode("utf-8-sig"), newline="")))


def test_result_has_a_row_for_each_indicator():
    found = rows(result())

    assert [row["คะแนน"] for row in found] == ["83.68", "74.51", "77.92"]
    assert found[0] == {
        "หน่วยงาน": "องค์การบริหารส่วนตำบลปากช่อง",
        "ปีงบประมาณ": "2563",
        "คะแนนรวมที่ประกาศ": "55.62",
        "สถานะของคะแนนรวม": "ประกาศแล้ว",
        "ระดับที่ประกาศ": "D",
        "เครื่องมือ": "IIT",
        "ตัวชี้วัดที่": "1",
        "ตัวชี้วัด": "การปฏิบัติหน้าที่",
        "คะแนน": "83.68",
        "สถานะของคะแนน": "ประกาศแล้ว",
        "น้ำหนักของเครื่องมือ (ร้อยละ)": "30",
        "คะแนนรวมที่ขาดไปเพราะตัวชี้วัดนี้": "0.98",
    }


def test_score_that_is_missing_is_empty_and_said_so_while_zero_is_a_figure():
    content = result()
    content["indicators"][0] |= {"score": None, "score_state": "missing"}
    content["indicators"][1]["score"] = Decimal(0)

    found = rows(content)

    assert (found[0]["คะแนน"], found[0]["สถานะของคะแนน"]) == ("", "ไม่มีตัวเลขในประกาศ")
    assert (found[1]["คะแนน"], found[1]["สถานะของคะแนน"]) == ("0", "ประกาศแล้ว")


def test_measures_have_a_row_for_each_action():
    found = rows(
        measures(
            action(1, "จัดอบรม", responsible="สำนักปลัด", due_on="2021-03-31", status="doing"),
            action(1, "จัดทำคู่มือ", 2),
        )
    )

    assert [(row["ตัวชี้วัดที่"], row["ลำดับ"], row["มาตรการ"]) for row in found] == [
        ("1", "1", "จัดอบรม"),
        ("2", "1", "จัดทำคู่มือ"),
    ]
    assert found[0]["ตัวชี้วัด"] == "การปฏิบัติหน้าที่"
    assert (found[0]["สถานะ"], found[0]["แล้วเสร็จภายใน (ค.ศ.)"]) == ("กำลังดำเนินการ", "2021-03-31")
    assert (found[1]["สถานะ"], found[1]["ผู้รับผิดชอบ"], found[1]["จากผลประเมินปี"]) == ("", "", "2563")


def test_checklist_has_a_row_for_each_item_with_its_links_one_a_line():
    links = [link(1), link(2, "เก่า", removed=True), link(3, "", "https://example.go.th/3")]
    found = rows(checklist(item("O1", "yes", links, since="2021-03-12"), item("O2")))

    assert [(row["ข้อ"], row["คำตอบ"]) for row in found] == [("O1", "มี"), ("O2", "ยังไม่เปิดเผย")]
    assert found[0]["ลิงก์"].splitlines() == [
        "1. รายงาน — https://example.go.th/1",
        "2. เก่า (หน่วยงานนำลิงก์นี้ออกแล้ว)",
        "3. https://example.go.th/3",
    ]
    assert (found[0]["ตั้งแต่ (ค.ศ.)"], found[1]["ตั้งแต่ (ค.ศ.)"], found[1]["ลิงก์"]) == ("2021-03-12", "", "")


@pytest.mark.parametrize("sign", ["=", "+", "-", "@", "\t", "\r"])  # what OWASP names for CSV injection
def test_text_that_a_spreadsheet_would_compute_is_kept_from_it(sign):
    (row,) = rows(measures(action(1, f'{sign}HYPERLINK("https://evil.example")')))

    assert row["มาตรการ"].startswith(f"'{sign}HYPERLINK")


def test_numbers_dates_and_other_texts_stay_as_they_are():
    assert (safe_cell(Decimal("-1.50")), safe_cell(-3), safe_cell(None)) == (Decimal("-1.50"), -3, "")
    assert (safe_cell("2021-03-12"), safe_cell("ก = ข"), safe_cell("")) == ("2021-03-12", "ก = ข", "")


def test_lines_end_as_csv_has_it_and_quotes_and_breaks_come_back():
    text = 'บรรทัดแรก\nเขาว่า "ดี", จริง'

    (row,) = rows(measures(action(1, text)))

    assert row["มาตรการ"] == text
    assert csv_bytes(checklist()).endswith(b"\r\n")


def test_headings_are_thai_and_none_twice():
    for name, found in TABLES.items():
        headings = [column.heading for column in found.columns]
        assert len(set(headings)) == len(headings), name
        assert all("ก" <= heading[0] <= "๙" for heading in headings)


def test_content_that_is_no_table_has_none():
    assert table({"schema": "stand-in/9"}) is csv_bytes({"schema": "stand-in/9"}) is None
