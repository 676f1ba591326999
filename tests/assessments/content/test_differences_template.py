"""The differences as a page shows them: words beside every mark, nothing trusted, nothing by colour alone."""

from datetime import UTC, datetime
from types import SimpleNamespace

import pytest
from django.template.loader import render_to_string

from assessments.content import wording as words
from assessments.content.differences import Change, FieldChange, differences
from ita_portal.templatetags.ita_format import marked
from tests.support.public_pages import words_of
from tests.support.published_contents import action, checklist, item, link, measures


def partial(*changes):
    return render_to_string("includes/_differences.html", {"changes": changes})


def test_marks_are_escaped_and_only_differing_words_have_them():
    pieces = (("<b>งาน", False), ("<i>", True))

    assert marked(pieces, "del") == "&lt;b&gt;งาน<del>&lt;i&gt;</del>"
    assert (
        marked((("ปีงบประมาณ", True),), "ins") == '<ins class="whole"><span class="nb">ปีงบประมาณ</span></ins>'
    )
    assert marked((("งาน", False),), "ins") == "งาน"
    assert marked((), "del") == ""


def test_old_and_new_are_said_in_words():
    old, new = measures(action(1, "จัดทำคู่มือการใช้ทรัพย์สิน")), measures(action(1, "จัดทำคู่มือและการใช้ทรัพย์สิน"))
    page = partial(*differences(old, new))

    assert words_of(page) == (
        "แก้ไข มาตรการที่ ๑ ของตัวชี้วัดที่ ๑ มาตรการ เดิม จัดทำคู่มือการใช้ทรัพย์สิน ใหม่ จัดทำคู่มือ และ การใช้ทรัพย์สิน"
    )
    assert "จัดทำคู่มือ<ins>และ</ins>การใช้ทรัพย์สิน" in page
    assert "<del" not in page


def test_a_field_that_came_says_that_it_was_not_there_before():
    page = words_of(
        partial(*differences(checklist(item("O1", "yes")), checklist(item("O1", "yes", [link(1)]))))
    )

    assert page.endswith("ลิงก์ ใหม่ (ฉบับเดิมไม่มี) ๑. รายงาน — https://example.go.th/1")


@pytest.mark.parametrize(
    ("kind", "old", "new", "said"),
    [
        ("added", "", "ข้อความ", "เพิ่ม ข้อ O1 ใหม่ (ฉบับเดิมไม่มี) คำตอบ ข้อความ"),
        ("removed", "ข้อความ", "", "นำออก ข้อ O1 เดิม (ฉบับใหม่ไม่มี) คำตอบ ข้อความ"),
        ("changed", "ข้อความ", "", "แก้ไข ข้อ O1 คำตอบ เดิม (ฉบับใหม่ไม่มี) ข้อความ"),
    ],
)
def test_kinds_of_a_change(kind, old, new, said):
    assert words_of(partial(Change(kind, "O1", "ข้อ O1", (FieldChange("คำตอบ", old, new),)))) == said


def test_published_text_is_never_trusted():
    danger = "<script>alert(1)</script>"
    page = partial(Change("added", "O1", danger, (FieldChange(danger, "", danger),)))

    assert "<script" not in page
    assert page.count("&lt;script&gt;") == 3


@pytest.mark.parametrize(("kind", "old"), [("added", ""), ("changed", "ค\nง")])
def test_lines_of_a_text_start_right_behind_the_tag(kind, old):
    """The text keeps its line breaks, so the template must not add any."""
    page = partial(Change(kind, "O1", "ข้อ O1", (FieldChange("สิ่งที่ต้องมี", old, "ก\nข"),)))

    assert '<dd class="text"><ins class="whole">ก\nข</ins></dd>' in page


def test_nothing_differs():
    assert words_of(partial()) == "สองฉบับนี้เหมือนกัน"


def version(number):
    moment = datetime(2021, 3, number, 3, 0, tzinfo=UTC)
    return SimpleNamespace(number=number, published_at=moment, note=f"แก้ครั้งที่ {number}")


def whole_page(*changes):
    old, new = version(1), version(3)
    versions = [(number, version(number).published_at) for number in (1, 2, 3)]
    context = {"page_name": "การเปิดเผยข้อมูลสาธารณะ (OIT)", "year_be": 2564, "old": old, "new": new}
    return render_to_string(
        "assessments/page_differences.html", context | {"changes": changes, "versions": versions}
    )


def test_the_page_names_both_versions_and_lets_choose_others():
    page = whole_page(*differences(checklist(item("O1")), checklist(item("O1", "yes"))))

    assert "ฉบับที่ ๑ กับฉบับที่ ๓ ต่างกันตรงไหน" in words_of(page)
    assert "๑ มีนาคม ๒๕๖๔ ๑๐:๐๐ น." in words_of(page)
    assert "แก้ครั้งที่ 3" in page
    assert "ต่างกัน ๑ เรื่อง" in page
    assert '<option value="1" selected>ฉบับที่ ๑ – ๑\u00a0มี.ค.\u00a0๒๕๖๔</option>' in page
    assert page.count(" selected>") == 2
    assert page.count("<option") == 6
    assert '<meta name="robots" content="noindex">' in page


def test_the_page_says_when_nothing_differs():
    page = words_of(whole_page())

    assert "สองฉบับนี้เหมือนกัน" in page
    assert "ขีดฆ่า" not in page


@pytest.mark.parametrize("state", ["announced", "missing", "not_announced", "not_applicable"])
@pytest.mark.parametrize("total", [True, False])
def test_scores_read_as_on_the_pages_themselves(state, total):
    score = 0 if state == "announced" else None
    page = render_to_string("includes/_score.html", {"score": score, "state": state, "total": total})

    assert words_of(page) == (words.total if total else words.score)(score, state)


@pytest.mark.parametrize("answer", words.ANSWERS)
def test_answers_read_as_on_the_pages_themselves(answer):
    assert words_of(render_to_string("includes/_answer.html", {"answer": answer})) == words.ANSWERS[answer]


@pytest.mark.parametrize("status", words.STATUSES)
def test_statuses_read_as_on_the_pages_themselves(status):
    page = render_to_string("includes/_action_plan.html", {"action": {"status": status}, "unplanned": True})

    assert words_of(page) == f"สถานะ {words.STATUSES[status]}"
