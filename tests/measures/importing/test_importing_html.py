"""Web pages: what is struck through, Word's conditions, and that no page costs more than its length."""

import time

import pytest

from measures.importing.input_formats import read_kind

CELL = "<html><body><p {}>ข้อความ</p><p>อื่น</p></body></html>"


def text_of(source):
    _kind, lines = read_kind(source.encode())
    return "".join(map(str, lines.lines))


@pytest.mark.parametrize(
    ("style", "struck"),
    [
        ("text-decoration: line-through", True),
        ("TEXT-DECORATION-LINE : underline Line-Through", True),
        ("color: red; text-decoration:line-through red", True),
        ("text-decoration: none; x: line-through", False),
        ("line-through text-decoration", False),
    ],
)
def test_struck_text_is_told_by_its_style(style, struck):
    shown = text_of(CELL.format(f'style="{style}"'))

    assert ("ข้อความ" not in shown) is struck
    assert "อื่น" in shown


def test_conditions_of_word_are_no_text():
    shown = text_of("<html><body><p><![if !supportLists]>- ก<![endif]></p></body></html>")

    assert "ก" in shown
    assert "support" not in shown


@pytest.mark.parametrize(
    "source",
    [CELL.format('style="' + "text-decoration" * 60_000 + '"'), "<html>" + "<![" * 300_000 + "<p>ก</p>"],
    ids=["style without end", "conditions without end"],
)
def test_page_is_read_in_time_in_proportion_to_its_length(source):
    began = time.process_time()
    text_of(source)
    assert time.process_time() - began < 5
