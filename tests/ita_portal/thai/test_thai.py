"""Thai numerals, years, dates and text."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ita_portal.thai import dates, digits
from ita_portal.thai import text as thai_text

UNTIMED = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])

NINE_TEN = datetime(2021, 3, 12, 2, 10, 59, tzinfo=UTC)


@pytest.mark.parametrize(
    ("value", "written"),
    [
        (2564, "๒๕๖๔"),
        ("O42", "O๔๒"),
        (Decimal("6.20"), "๖.๒๐"),
        (Decimal("1E+2"), "๑๐๐"),
        (0, "๐"),
    ],
)
def test_thai_digits(value, written):
    assert digits.thai_digits(value) == written


def test_ascii_digits_is_the_way_back():
    assert digits.ascii_digits("๐๑๒๓๔๕๖๗๘๙") == "0123456789"


@pytest.mark.parametrize(
    ("typed", "clean"),
    [
        ("ด\u0e4d\u0e32เนิน", "ดำเนิน"),
        ("น\u0e4d\u0e49\u0e32", "น\u0e49ำ"),
        ("น\u0e49\u0e4d\u0e32", "น\u0e49ำ"),
        ("น\u0e33\u0e49", "น\u0e49ำ"),
        ("เเผน", "แผน"),
        ("ที\u0e48\u0e48", "ที่"),
        ("ท\u0e48\u0e35", "ท\u0e48\u0e35"),  # two marks of no fixed order: left as typed
        ("ก\u0e48\u0e38", "ก\u0e38\u0e48"),
        ("ก\u00a0 \u200b\tข", "ก ข"),
        ("\ufeffก\u200bข ", "กข"),
        ("ก  \r\n  ข\u2028ค\rง", "ก\nข\nค\nง"),
        ("ยืม-คืน (job description)", "ยืม-คืน (job description)"),
    ],
)
def test_normalise(typed, clean):
    assert thai_text.normalise(typed) == clean


@UNTIMED
@given(st.text(alphabet="กนเแ\u0e31\u0e32\u0e33\u0e38\u0e48\u0e49\u0e4d \n\r\t\u00a0\u200bab1๑-"))
def test_normalising_twice_changes_nothing_more(text):
    once = thai_text.normalise(text)

    assert thai_text.normalise(once) == once


def test_dates_are_buddhist_era_and_thai():
    day = date(2021, 3, 12)

    assert dates.thai_date(day) == "๑๒ มีนาคม ๒๕๖๔"
    assert dates.thai_date_short(day) == "๑๒ มี.ค. ๒๕๖๔"
    assert dates.thai_datetime(NINE_TEN) == "๑๒ มีนาคม ๒๕๖๔ ๐๙:๑๐ น."


def test_a_moment_has_the_date_of_bangkok():
    assert dates.thai_date(datetime(2020, 12, 31, 17, 0, tzinfo=UTC)) == "๑ มกราคม ๒๕๖๔"


def test_a_time_without_zone_is_refused():
    with pytest.raises(ValueError, match="เขตเวลา"):
        dates.thai_datetime(NINE_TEN.replace(tzinfo=None))


@pytest.mark.parametrize(
    ("day", "year"),
    [
        (date(2020, 9, 30), 2563),
        (date(2020, 10, 1), 2564),
        (date(2021, 9, 30), 2564),
        (datetime(2020, 9, 30, 17, 0, tzinfo=UTC), 2564),
    ],
)
def test_fiscal_year_begins_on_1_october(day, year):
    assert dates.fiscal_year_be(day) == year


@pytest.mark.parametrize("typed", ["๒๕๖๐", "2560", "๒๕๖o", "๒๕๖O", " พ.ศ. ๒๕๖๐ ", "พ.ศ.2560"])
def test_year_is_read(typed):
    assert dates.parse_year_be(typed) == 2560


@pytest.mark.parametrize(
    ("typed", "hint"),
    [
        ("3105", "๒๕๖๒"),
        ("๓๑๐๕", "๒๕๖๒"),
        ("2021", "๒๕๖๔"),
        ("1200", "๒๕๐๐–๒๖๙๙"),
        ("๖๔", "๔ หลัก"),
        ("๒๕๖๔๑", "๔ หลัก"),
        ("oooo", "๔ หลัก"),
        ("", "๔ หลัก"),
    ],
)
def test_year_is_refused_with_a_hint(typed, hint):
    with pytest.raises(ValueError, match=hint):
        dates.parse_year_be(typed)


@pytest.mark.parametrize(
    ("typed", "score"),
    [
        ("๘๓.๖๘", "83.68"),
        ("6.25", "6.25"),
        ("ร้อยละ ๕๕.๖๒", "55.62"),
        ("๕๕.๖๒ คะแนน", "55.62"),
        ("๐", "0.00"),
        ("100", "100.00"),
        (" ๘๓.๖\u200b ", "83.60"),
    ],
)
def test_score_is_read(typed, score):
    assert str(digits.parse_score(typed)) == score


@pytest.mark.parametrize(
    ("typed", "reason"),
    [
        ("๘๓.๖.๘", "ไม่ใช่ตัวเลข"),
        ("101", "ระหว่าง ๐ ถึง ๑๐๐"),
        ("๑๐๐.๐๑", "ระหว่าง ๐ ถึง ๑๐๐"),
        ("9" * 5000, "ระหว่าง ๐ ถึง ๑๐๐"),
        ("-1", "ไม่ใช่ตัวเลข"),
        ("abc", "ไม่ใช่ตัวเลข"),
        ("NaN", "ไม่ใช่ตัวเลข"),
        ("1e1", "ไม่ใช่ตัวเลข"),
        ("٨٣", "ไม่ใช่ตัวเลข"),
        ("83.681", "๒ ตำแหน่ง"),
        ("คะแนน", "ไม่มีคะแนน"),
    ],
)
def test_score_is_refused(typed, reason):
    with pytest.raises(ValueError, match=reason):
        digits.parse_score(typed)


def test_kept_words_are_marked_longest_first():
    runs = thai_text.protected_runs("ใช้ปีงบประมาณและงบประมาณของปีที่ผ่านมาหน่วยงานภาครัฐ")

    assert runs == (
        ("ใช้", False),
        ("ปีงบประมาณ", True),
        ("และ", False),
        ("งบประมาณ", True),
        ("ของปี", False),
        ("ที่ผ่านมา", True),
        ("หน่วยงานภาครัฐ", True),
    )


@pytest.mark.parametrize(
    "word", "ความโปร่งใส เครื่องมือ จัดซื้อจัดจ้าง ผลการประเมิน ปฏิบัติงาน ส่งเสริม ส่วนได้ส่วนเสีย".split()
)
def test_words_that_chromium_was_seen_to_split_are_kept(word):
    assert thai_text.protected_runs(f"ก{word}ข") == (("ก", False), (word, True), ("ข", False))


def test_a_range_of_figures_is_kept():
    assert thai_text.protected_runs("ช่วง ๕๕.๐๐–๖๔.๙๙ จึง") == (
        ("ช่วง ", False),
        ("๕๕.๐๐–๖๔.๙๙", True),
        (" จึง", False),
    )


@UNTIMED
@given(st.text(alphabet="ปีงบประมาณ เจ้าหน้าที่<>&x–๕.9"))
def test_runs_join_to_the_text_again(text):
    assert "".join(segment for segment, _ in thai_text.protected_runs(text)) == text


def test_kept_words_stay_short_enough_for_a_phone():
    assert len(thai_text.KEPT_WORDS) <= 30
    assert max(map(len, thai_text.KEPT_WORDS)) <= 20
