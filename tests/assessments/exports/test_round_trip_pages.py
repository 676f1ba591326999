"""What a page shows is what its CSV, XLSX and JSON hold, row by row, whatever people typed."""

import pytest
from django.test import Client

from assessments.content import wording as words
from assessments.exports.tables import STATES
from assessments.models import ScoreState
from tests.support import shown_rows
from tests.support.data_rows import ADDRESSES, json_of, rows_of
from tests.support.shown_rows import page_of, plain

pytestmark = pytest.mark.django_db
EVERY_TABLE = pytest.mark.parametrize("table", ["csv", "xlsx"])


@pytest.fixture(scope="module")
def client(rich_agency):
    return Client()


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
