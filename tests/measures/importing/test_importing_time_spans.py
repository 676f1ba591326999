"""Times as documents print them: first and last day, or the reason why they are none."""

from datetime import date

import pytest

from measures.importing.time_spans import BY_ONE_DAY, BY_QUARTER, Span, read_span

OCTOBER, MARCH, SEPTEMBER = date(2020, 10, 1), date(2021, 3, 31), date(2021, 9, 30)


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("ต.ค. 63 – ก.ย. 64", OCTOBER, SEPTEMBER),
        ("ต.ค.-ก.ย. ๖๔", OCTOBER, SEPTEMBER),
        ("ตุลาคม ๒๕๖๓\u00a0ถึง\nเดือนกันยายน พ.ศ. ๒๕๖๔", OCTOBER, SEPTEMBER),
        ("1 ต.ค. 2563 - 30 ก.ย. 2564", OCTOBER, SEPTEMBER),
        ("1/10/63 – 30/9/64", OCTOBER, SEPTEMBER),
        ("๑ – ๓๑ มี.ค. ๖๔", date(2021, 3, 1), MARCH),
        ("มี.ค.64", date(2021, 3, 1), MARCH),
        ("ภายในวันที่ ๓๑ มีนาคม ๒๕๖๔", None, MARCH),
        ("ภายใน มี.ค 64", None, MARCH),
        ("ตั้งแต่ ต.ค. 63 เป็นต้นไป", OCTOBER, None),
        ("เริ่มตั้งแต่ ๑ ต.ค. ๒๕๖๓", OCTOBER, None),
        ("ปีงบประมาณ พ.ศ. ๒๕๖๔", OCTOBER, SEPTEMBER),
    ],
)
def test_a_time_is_read(text, first, last):
    assert read_span(text, 2564) == Span(first, last)


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("ไตรมาส ๒ ปี ๒๕๖๔", date(2021, 1, 1), MARCH),
        ("ไตรมาสที่ 1 - 2 ปีงบประมาณ พ.ศ. 2564", OCTOBER, MARCH),
        ("ไตรมาส 4/64", date(2021, 7, 1), SEPTEMBER),
    ],
)
def test_quarters_are_those_of_the_fiscal_year_and_that_is_said(text, first, last):
    assert read_span(text, 2564) == Span(first, last, BY_QUARTER)


def test_one_day_is_the_due_date_and_that_is_said():
    for text in ("31/3/2564", "๓๑ มี.ค. ๒๕๖๔", "2564-03-31"):
        assert read_span(text, 2564) == Span(None, MARCH, BY_ONE_DAY)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("ตลอดปีงบประมาณ", "ไม่ใช่วันที่หรือช่วงเวลา"),
        ("ไตรมาส ๒", "ไม่ใช่วันที่หรือช่วงเวลา"),
        ("ต.ค. 63, ม.ค. 64", "ไม่ใช่"),
        ("31/3/2021", "น่าจะเป็นปี ค.ศ. หมายถึง พ.ศ. ๒๕๖๔"),
        ("31 มี.ค. 3107", "บวก ๕๔๓ ซ้ำสองครั้ง"),
        ("31 มี.ค. 21", "สองหลักไม่แน่"),
        ("31 มี.ค. 2646", "ห่างจากปีของมาตรการ"),
        ("31 ก.พ. 2564", "ไม่ใช่วันที่"),
        ("5/0/2564 - 6/3/2564", "ไม่ใช่วันที่"),
        ("ก.ย. 64 – ต.ค. 63", "เริ่มหลังจากสิ้นสุด"),
        ("13/2564", "ไม่ใช่"),
        ("1/13/2564", "ไม่ใช่วันที่"),
        ("ไตรมาส 3 - 1 ปี 2564", "ไตรมาสแรกอยู่หลัง"),
        ("ทุกเดือน " * 50, "ยาวเกิน"),
        ("", "ไม่ใช่"),
    ],
)
def test_what_is_no_time_is_refused_with_the_reason(text, words):
    with pytest.raises(ValueError, match=words):
        read_span(text, 2564)


def test_a_year_of_two_digits_needs_the_year_of_the_plan():
    with pytest.raises(ValueError, match="สองหลัก"):
        read_span("มี.ค. 64", None)
