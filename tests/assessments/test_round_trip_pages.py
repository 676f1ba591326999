"""What a page shows is what its CSV, XLSX and JSON hold, row by row, whatever people typed."""

import csv
import io

import openpyxl
import pytest
from django.test import Client

from assessments.differences import words
from assessments.exports import STATES, safe_cell
from assessments.models import ScoreState
from tests.assessments import shown_rows
from tests.assessments.shown_rows import page_of, plain

pytestmark = pytest.mark.django_db
ADDRESSES = {
    "result": "/ita/2563/",
    "measures": "/ita/2564/measures/",
    "progress": "/ita/2564/measures/progress/",
    "oit": "/ita/2564/oit/",
    "handin": "/ita/2564/oit/handin/",
}
EVERY_TABLE = pytest.mark.parametrize("table", ["csv", "xlsx"])
SIGNS = ("=", "+", "-", "@", "\t", "\r")  # what a spreadsheet takes for the beginning of a formula
CODES = {text: code for code, text in words.ANSWERS.items()}


@pytest.fixture(scope="module")
def client(whole_site):
    return Client()


def data_path(page, form):
    return f"/ita/{2563 if page == 'result' else 2564}/{page}.{form}"


def json_of(client, page):
    return client.get(data_path(page, "json")).json()


def rows_of(client, page, table):
    """The rows of a table as {heading: text}; a sign that keeps a text from being a formula is taken off."""
    data = client.get(data_path(page, table)).content
    if table == "csv":
        head, *rows = csv.reader(io.StringIO(data.decode("utf-8-sig"), newline=""))
        rows = [
            [cell[1:] if cell[:1] == "'" and cell[1:2] in SIGNS else cell for cell in row] for row in rows
        ]
    else:
        sheet = openpyxl.load_workbook(io.BytesIO(data)).active
        head, *rows = [[_written(cell.value) for cell in row] for row in sheet.iter_rows()]
    return [dict(zip(head, row, strict=True)) for row in rows]


def _written(value):
    if value is None:
        return ""
    return value.date().isoformat() if hasattr(value, "date") else str(value)


def number(text):
    return float(text) if text else None


@EVERY_TABLE
def test_result(client, table):
    shown = shown_rows.result_rows(page_of(client, ADDRESSES["result"]))
    told = json_of(client, "result")
    losses = told["computed"]["indicator_losses"]
    codes = {text: code for code, text in STATES.items()}

    assert shown == [
        (
            int(row["ตัวชี้วัดที่"]),
            f"{row['ตัวชี้วัด']} {row['เครื่องมือ']}",
            number(row["คะแนน"]),
            codes[row["สถานะของคะแนน"]],
            number(row["คะแนนรวมที่ขาดไปเพราะตัวชี้วัดนี้"]),
        )
        for row in rows_of(client, "result", table)
    ]
    assert shown == [
        (
            each["number"],
            f"{each['name']} {each['instrument']}",
            each["score"],
            each["score_state"],
            losses.get(str(each["number"])),
        )
        for each in told["indicators"]
    ]


@EVERY_TABLE
def test_zero_missing_not_announced_and_not_applicable_are_four_things_in_every_form(client, table):
    rows = rows_of(client, "result", table)

    assert [row["คะแนน"] for row in rows[:5]] == [rows[0]["คะแนน"], "", rows[2]["คะแนน"], "", ""]
    assert (float(rows[0]["คะแนน"]), float(rows[2]["คะแนน"])) == (0, 77.92)
    assert [row["สถานะของคะแนน"] for row in rows[:5]] == [
        STATES[state] for state in ("announced", "missing", "announced", "not_announced", "not_applicable")
    ]
    assert len(set(STATES.values())) == len(ScoreState)


@EVERY_TABLE
def test_measures(client, table):
    shown = shown_rows.measures_rows(page_of(client, ADDRESSES["measures"]))
    told = json_of(client, "measures")["actions"]
    rows = rows_of(client, "measures", table)
    assert len(shown) == len(rows) == len(told) == 5

    for (indicator, order, text, known), row, action in zip(shown, rows, told, strict=True):
        assert (indicator, order) == (int(row["ตัวชี้วัดที่"]), int(row["ลำดับ"]))
        assert (indicator, order) == (action["indicator"], action["order"])
        assert text == plain(row["มาตรการ"]) == plain(action["text"])
        owner = f"{row['ส่วนงาน']} {row['ผู้รับผิดชอบ']}"
        expected = {
            "จุดที่ต้องพัฒนา": (row["จุดที่ต้องพัฒนา"], action["weak_point"]),
            "ผู้รับผิดชอบ": (owner, f"{action.get('division', '')} {action['responsible'] or ''}"),
            "ขั้นตอน": (row["ขั้นตอน"], action["steps"]),
            "การกำกับติดตาม": (row["การกำกับติดตาม"], action["monitoring"]),
            "สถานะ": (row["สถานะ"], words.STATUSES.get(action["status"])),
            "เหตุที่ยกเลิก": (row["เหตุที่ยกเลิก"], action.get("dropped_reason")),
        }
        for name, values in expected.items():
            assert {plain(value) for value in values} == {known.get(name, "")}, name
        days = [row["เริ่ม (ค.ศ.)"], row["แล้วเสร็จภายใน (ค.ศ.)"]]
        assert [day for day in days if day] == known["กำหนดเวลา"]
        assert days == [action["start_on"] or "", action["due_on"] or ""]


@EVERY_TABLE
def test_progress(client, table):
    shown = shown_rows.progress_rows(page_of(client, ADDRESSES["progress"]))
    told = json_of(client, "progress")["actions"]
    whole = {}
    for row in rows_of(client, "progress", table):
        key = int(row["ตัวชี้วัดที่"]), int(row["ลำดับ"]), plain(row["มาตรการ"]), row["ความก้าวหน้า"]
        entries = whole.setdefault((*key, plain(row["เหตุที่ยกเลิก"])), [])
        if row["วันที่ดำเนินการ (ค.ศ.)"]:
            months = int(row["รอบ (เดือน)"]) if row["รอบ (เดือน)"] else None
            day, text = row["วันที่ดำเนินการ (ค.ศ.)"], plain(row["ผลการดำเนินการ"])
            entries.append((day, months, text, row["หลักฐาน"].splitlines()))

    assert shown == [(*key, entries) for key, entries in whole.items()]
    assert shown == [
        (
            *(each["indicator"], each["order"], plain(each["text"])),
            *(words.STANDINGS[each["standing"]], plain(each["dropped_reason"])),
            [
                (
                    *(entry["date"], entry["months"], plain(entry["text"])),
                    [f"{evidence['label']} {evidence['address']}" for evidence in entry["evidence"]],
                )
                for entry in each["entries"]
            ],
        )
        for each in told
    ]
    assert {row[3] for row in shown} == set(words.STANDINGS.values())


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
            [plain(f"{link['label']} — {link['url']}") for link in each["links"]],
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
    """The whole site holds texts that begin with = + - and @; see test_round_trip.py for every sign."""
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
