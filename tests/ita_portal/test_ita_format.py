"""The filters of ita_format, through a template and directly."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from django.template import Context, Template

from ita_portal.templatetags import ita_format

MOMENT = datetime(2021, 3, 12, 2, 10, 59, 123456, tzinfo=UTC)


def rendered(expression, value):
    return Template("{% load ita_format %}{{ value|" + expression + " }}").render(Context({"value": value}))


@pytest.mark.parametrize("value", [date(2021, 3, 12), MOMENT, "2021-03-12", "2021-03-12T02:10:59Z"])
def test_dates_from_what_a_publication_holds(value):
    assert ita_format.thai_date(value) == "๑๒\u00a0มีนาคม\u00a0๒๕๖๔"
    assert ita_format.thai_date_short(value) == "๑๒\u00a0มี.ค.\u00a0๒๕๖๔"


@pytest.mark.parametrize("value", [MOMENT, "2021-03-12T02:10:59.123456+00:00", "2021-03-12T09:10:59"])
def test_times(value):
    assert ita_format.thai_datetime(value) == "๑๒\u00a0มีนาคม\u00a0๒๕๖๔ ๐๙:๑๐\u00a0น."
    assert ita_format.iso_datetime(value) == "2021-03-12T09:10:59+07:00"


def test_a_day_without_time_gets_none():
    assert ita_format.thai_datetime("2021-03-12") == "๑๒\u00a0มีนาคม\u00a0๒๕๖๔"
    assert ita_format.iso_datetime(date(2021, 3, 12)) == "2021-03-12"


@pytest.mark.parametrize("name", ["thai_date", "thai_date_short", "thai_datetime", "iso_datetime"])
@pytest.mark.parametrize("nothing", [None, ""])
def test_no_date_is_no_text(name, nothing):
    assert getattr(ita_format, name)(nothing) == ""


def test_a_broken_date_is_not_hidden():
    with pytest.raises(ValueError, match="isoformat"):
        ita_format.thai_date("12/3/2564")


@pytest.mark.parametrize(
    ("value", "state", "written"),
    [
        (Decimal("83.68"), "announced", "๘๓.๖๘"),
        (Decimal("6.2"), "announced", "๖.๒๐"),
        (0, "announced", "๐.๐๐"),
        (83.68, "announced", "๘๓.๖๘"),
        (None, "announced", "ไม่พบตัวเลข"),
        (None, "missing", "ไม่พบตัวเลข"),
        (None, "not_announced", "ยังไม่ประกาศ"),
        (None, "not_applicable", "ไม่มีการประเมิน"),
    ],
)
def test_score_or_why_there_is_none(value, state, written):
    assert ita_format.score(value, state) == written


def test_score_needs_no_state():
    assert rendered("score", Decimal("55.62")) == "๕๕.๖๒"


def test_thai_digits():
    assert rendered("thai_digits", 2564) == "๒๕๖๔"
    assert ita_format.thai_digits(None) == ""


def test_kept_words_are_wrapped_and_all_else_is_escaped():
    page = rendered("keep_words", "การใช้งบประมาณ <b>&")

    assert page == 'การใช้<span class="nb">งบประมาณ</span> &lt;b&gt;&amp;'


@pytest.mark.parametrize(("text", "page"), [("<i>", "&lt;i&gt;"), ("", ""), (None, "")])
def test_text_without_kept_words_is_escaped_too(text, page):
    assert rendered("keep_words", text) == page


def test_oit_path():
    assert ita_format.oit_path("O42") == "o42"


def test_hash_groups():
    assert ita_format.hash_groups("9f2c41d70b6e55a8" + "0" * 48) == "9f2c41d7 0b6e55a8"
    assert ita_format.hash_groups("") == ""


@pytest.mark.parametrize(
    ("address", "page"),
    [
        ("https://a.go.th/x", "https://<wbr>a.<wbr>go.<wbr>th/<wbr>x"),
        ("/ita/2564/", "/<wbr>ita/<wbr>2564/<wbr>"),
        ("plain", "plain"),
        ("/<b>?a=1&b", "/<wbr>&lt;b&gt;?a=1&amp;b"),
        ("", ""),
        (None, ""),
    ],
)
def test_long_address_may_break_after_its_slashes_and_dots(address, page):
    assert rendered("breakable", address) == page


@pytest.mark.parametrize(
    ("level", "written"),
    [
        ("D", "ระดับ D"),
        ("ผ่านดี", "ระดับ ผ่านดี"),
        ("ระดับ D", "ระดับ D"),
        ("96.04 (ผ่าน)", "96.04 (ผ่าน)"),
        ("", ""),
        (None, ""),
    ],
)
def test_level_gets_its_word_once(level, written):
    assert ita_format.level_name(level) == written
