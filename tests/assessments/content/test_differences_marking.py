"""The words that differ in two texts: pieces join to the texts, and no tone mark stands alone."""

import itertools
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assessments.content.differences import FieldChange, marked

BEHIND = {chr(code) for code in (*range(0xE30, 0xE3B), 0xE45, *range(0xE47, 0xE4F))}
thai = st.text(alphabet="กขนมปรยว่ ้ิืุูาำะเแไใโ ์็12๓\nab.\u0301", max_size=60)
words = st.lists(st.sampled_from("คู่มือ การ ใช้ทรัพย์สิน ของ ราชการ ที่ ๒ เปิดเผย น้ำ url".split()), max_size=25)
texts = st.one_of(thai, words.map("".join), words.map(" ".join), st.text(max_size=40))


def brackets(old, new):
    """Both texts with [ ] around what is marked."""
    return tuple(
        "".join(f"[{text}]" if differs else text for text, differs in pieces) for pieces in marked(old, new)
    )


@given(texts, texts)
def test_pieces_join_to_the_texts_and_alternate(old, new):
    for text, pieces in zip((old, new), marked(old, new), strict=True):
        assert "".join(piece for piece, _ in pieces) == text
        assert all(piece for piece, _ in pieces)
        marks = [differs for _, differs in pieces]
        assert all(one != other for one, other in itertools.pairwise(marks))


@given(texts, texts)
def test_no_piece_but_the_first_starts_with_what_leans_on_the_sign_before(old, new):
    for pieces in marked(old, new):
        for text, _ in pieces[1:]:
            assert unicodedata.category(text[0])[0] != "M"
            assert text[0] not in BEHIND


@given(texts, texts)
def test_what_is_not_marked_stands_in_both(old, new):
    kept = ["".join(text for text, differs in pieces if not differs) for pieces in marked(old, new)]

    assert kept[0] == kept[1]


@given(texts)
def test_equal_texts_have_no_mark(text):
    assert marked(text, text) == (((text, False),) if text else (),) * 2


@given(texts)
def test_all_of_a_new_text_is_marked(text):
    assert marked("", text) == ((), ((text, True),) if text else ())
    assert marked(text, "") == (((text, True),) if text else (), ())


@pytest.mark.parametrize(
    ("old", "new", "marks"),
    [
        (
            "ประชุมทุกเดือน ๑๒ มีนาคม",
            "ประชุมทุกเดือน ๑๕ มีนาคม",
            ("ประชุมทุกเดือน [๑๒] มีนาคม", "ประชุมทุกเดือน [๑๕] มีนาคม"),
        ),
        ("จัดทำคู่มือการใช้", "จัดทำคู่มือและระเบียบการใช้", ("จัดทำคู่มือการใช้", "จัดทำคู่มือ[และระเบียบ]การใช้")),
        ("น้ำประปาหมู่บ้าน", "น้าประปาหมู่บ้าน", ("[น้ำ]ประปาหมู่บ้าน", "[น้า]ประปาหมู่บ้าน")),
        ("ร้อยละ 83.68 ของงาน", "ร้อยละ 83.69 ของงาน", ("ร้อยละ [83.68] ของงาน", "ร้อยละ [83.69] ของงาน")),
        ("ใช้ระบบ e-plan ทำงาน", "ใช้ระบบ e-plans ทำงาน", ("ใช้ระบบ e-[plan] ทำงาน", "ใช้ระบบ e-[plans] ทำงาน")),
        ("มี", "ไม่มี", ("[มี]", "[ไม่มี]")),
        ("การประเมิน", "การตรวจประเมิน", ("การประเมิน", "การ[ตรวจ]ประเมิน")),
        ("นายช่าง", "นางช่าง", ("[นาย]ช่าง", "[นาง]ช่าง")),
        ("ของแกนนำงาน", "ของแขนนำงาน", ("ของ[แก]นนำงาน", "ของ[แข]นนำงาน")),
        ("งาน cafe\u0301 นี้", "งาน cafe นี้", ("งาน [cafe\u0301] นี้", "งาน [cafe] นี้")),
        ("ก abกขคงจ ข", "ฮ abกขคงคงจ ฉ", ("[ก] abกขคง[จ ข]", "[ฮ] abกขคง[คงจ ฉ]")),
        ("งาน ก", "งาน ก และงานอื่นอีกมากมายหลายอย่าง", ("งาน ก", "งาน ก[ และงานอื่นอีกมากมายหลายอย่าง]")),
    ],
)
def test_words_that_differ(old, new, marks):
    assert brackets(old, new) == marks


def test_short_runs_between_two_marks_are_marked_with_them():
    """ข and จ differ; the two clusters between them are no island of their own, three would be."""
    head, tail = "คู่มือการใช้", "ของราชการ"

    assert brackets(f"{head}ขxyจ{tail}", f"{head}ฉxyช{tail}")[0] == f"{head}[ขxyจ]{tail}"
    assert brackets(f"{head}ข กจ{tail}", f"{head}ฉ กช{tail}")[0] == f"{head}[ข กจ]{tail}"
    assert brackets(f"{head}ข กาจ{tail}", f"{head}ฉ กาช{tail}")[0] == f"{head}[ข กาจ]{tail}"
    assert brackets(f"{head}ข กา จ{tail}", f"{head}ฉ กา ช{tail}")[0] == f"{head}[ข] กา [จ]{tail}"


def test_texts_that_share_little_are_marked_whole():
    """Of ten clusters four may stay, not three."""
    assert brackets("กขคง" + "จ" * 6, "กขคง" + "ฉ" * 6) == ("กขคง[จจจจจจ]", "กขคง[ฉฉฉฉฉฉ]")
    assert brackets("กขค" + "จ" * 7, "กขค" + "ฉ" * 7) == ("[กขคจจจจจจจ]", "[กขคฉฉฉฉฉฉฉ]")
    assert brackets("กขค" + "จ" * 5, "กขค" + "ฉ" * 50)[0] == "[กขคจจจจจ]"


def test_texts_that_only_repeat_themselves_are_not_searched():
    """The same three letters in more than twelve places say nothing and would cost the length squared."""
    twelve, thirteen = "ก" * 14, "ก" * 15

    assert brackets(f"ข{twelve}ค", f"ฉ{twelve}ช")[0] == f"[ข]{twelve}[ค]"
    assert brackets(f"ข{thirteen}ค", f"ฉ{thirteen}ช")[0] == f"[ข{thirteen}ค]"


def test_a_field_change_marks_its_own_texts():
    change = FieldChange("ผู้รับผิดชอบ", "นายช่างโยธา", "นายช่างไฟฟ้า")

    assert change.kind == "changed"
    assert change.marked == marked("นายช่างโยธา", "นายช่างไฟฟ้า")
    assert FieldChange("ลิงก์", "", "ก").kind == "added"
    assert FieldChange("ลิงก์", "ก", "").kind == "removed"
