"""One cell to its actions."""

from contextlib import suppress

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from measures.importing.actions_text import HARD_MARKS, SOFT_MARKS, ActionText, read_actions
from measures.importing.html_text import MarkupError, plain_text

UNTIMED = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])


def texts(cell):
    return [action.text for action in read_actions(cell)]


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        ("-ก ข -ค", ["ก ข", "ค"]),
        ("- ก - ข", ["ก", "ข"]),
        ("-กำกับการยืม-คืน -ค", ["กำกับการยืม-คืน", "ค"]),
        ("- ทำ (job - description) ให้ชัด", ["ทำ (job - description) ให้ชัด"]),
        ("ก -ข", ["ก", "ข"]),
        ("คุณธรรม - จริยธรรม", ["คุณธรรม - จริยธรรม"]),
        ("- ตุลาคม ๒๕๖๓ - มีนาคม ๒๕๖๔ - ข", ["ตุลาคม ๒๕๖๓ - มีนาคม ๒๕๖๔", "ข"]),
        ("- เวลา ๐๘.๓๐ - ๑๖.๓๐ น.", ["เวลา ๐๘.๓๐ - ๑๖.๓๐ น."]),
        ("ระบบ e -service", ["ระบบ e -service"]),
        ("๑. ก ๒. ข ๓. ค", ["ก", "ข", "ค"]),
        ("1) ก 2) ข", ["ก", "ข"]),
        ("(๑) ก (๒) ข", ["ก", "ข"]),
        ("๑. ใช้ ๓.๕ ล้าน ๒. ข้อ ๗. ก", ["ใช้ ๓.๕ ล้าน", "ข้อ ๗. ก"]),
        ("๓. ก ๔. ข", ["ก", "ข"]),
        ("๑. ก", ["ก"]),
        ("> ก > ข", ["ก", "ข"]),
        ("เมนู > ข่าว", ["เมนู > ข่าว"]),
        ("★ก ★ ข", ["ก", "ข"]),
        ("▶ ก▶ ข", ["ก", "ข"]),
        ("–ก –ข", ["ก", "ข"]),
        ("* ก * ข", ["ก", "ข"]),
        ("• ก • ข", ["ก", "ข"]),
        ("๐ ก ๐ ข", ["ก", "ข"]),
        ("· ก·ข · ค", ["ก·ข", "ค"]),
        ("\u200b- ก\u00a0- ข", ["ก", "ข"]),
        ("- ๑. ก", ["ก"]),
        ("-ก\u000bต่อ\u000b-ข", ["ก ต่อ", "ข"]),
        ("ข้อความเดียว", ["ข้อความเดียว"]),
        ("", []),
        ("-", []),
        (" – ", []),
    ],
)
def test_plain_cells(cell, expected):
    assert texts(cell) == expected


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        ("<ul><li>- ก</li> <li>ข</li></ul>", ["ก", "ข"]),
        ("<ul><li>ก - ข</li></ul>", ["ก - ข"]),
        ("<ul><li>- ก - ข</li></ul>", ["ก - ข"]),
        ("<UL><LI>ก<LI>ข</UL>", ["ก", "ข"]),
        ("<ol><li>ก<ul><li>ข</li></ul></li><li>ค</li></ol>", ["ก", "ข", "ค"]),
        ("<p>ก</p><p>ข</p>", ["ก", "ข"]),
        ("- ก<br>ต่อ<br/>- ข", ["ก ต่อ", "ข"]),
        ("<li><b>ก</b>ข&nbsp;ค &amp; ง</li>", ["กข ค & ง"]),
        ("<ul><li>ก</li></ul>ทั้งนี้ ข", ["ก", "ทั้งนี้ ข"]),
        ("&lt;ul&gt;&lt;li&gt;ก&lt;/li&gt;&lt;/ul&gt;", ["ก"]),
        ("ก<script>x()</script><!-- ข --><style>y</style>", ["ก"]),
        ('<li title="a>b" onclick="x()">ก</li>', ["ก"]),
        ("</div></body></html><li>ก</li>", ["ก"]),
        ('<?xml version="1.0" encoding="tis-620"?><meta charset="tis-620"><li>ก</li>', ["ก"]),
        ("ต่ำกว่า < 85 และ <b>ก</b>", ["ต่ำกว่า < 85 และ ก"]),
        ("ก <!-- x -->ข <?y z?>ค <b>ง</b>", ["ก ข ค ง"]),
        ("<li>ก\ud800\x01ข</li>", ["ก ข"]),
        ("<noframes>ก<b>ข</b>", ["กข"]),
        ("<b>" * 1000 + "ก", ["ก"]),
        ("<ul><li></li><li>-</li></ul>", []),
    ],
)
def test_cells_with_markup(cell, expected):
    assert texts(cell) == expected


def test_the_source_stays_beside_the_clean_text():
    assert read_actions("-จ\u0e4d\u0e32  ก -ข") == (
        ActionText("จำ ก", "-จ\u0e4d\u0e32  ก"),
        ActionText("ข", "-ข"),
    )
    assert read_actions("<ul><li>- <b>ก</b></li></ul>") == (ActionText("ก", "<li>- <b>ก</b></li>"),)


def test_markup_too_deep_to_read_is_said_not_cut():
    with pytest.raises(MarkupError, match="ไม่ครบ"):
        read_actions("<b>" * 5000 + "ก")
    with pytest.raises(MarkupError, match="ไม่ครบ"):
        read_actions("<b>" * 5000 + "lost")
    with pytest.raises(MarkupError, match="ไม่ครบ"):
        read_actions("<b>ก</b> <a ข")


def test_plain_text_keeps_paragraphs_apart():
    assert plain_text("<p>ก</p>\n<p>ข<br>ค</p>") == "ก\nข\nค"


PIECES = [
    "-",
    " ",
    "ก",
    "ยืม-คืน",
    "<ul>",
    "<li>",
    "</li>",
    "<br>",
    "<b>",
    "๑.",
    "๒.",
    "1)",
    "\n",
    "•",
    ">",
    "๐ ",
]


@UNTIMED
@given(st.lists(st.sampled_from(PIECES)).map("".join))
def test_no_markup_no_mark_and_no_lost_word(cell):
    found = texts(cell)

    assert all(text.strip() == text and text[0] not in SOFT_MARKS + HARD_MARKS for text in found)
    assert not any(tag in text for text in found for tag in ("<li>", "</li>", "<ul>", "<br>", "<b>", "\n"))
    assert sum(text.count("ก") for text in found) == cell.count("ก")
    assert sum(text.count("ยืม-คืน") for text in found) == cell.count("ยืม-คืน")


@UNTIMED
@given(st.text(max_size=300))
def test_any_text_is_read_or_refused(cell):
    with suppress(MarkupError):
        read_actions(cell)
