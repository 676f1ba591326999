"""Two people, one row, any order of saves: nothing that either typed is lost."""

import pytest

from assessments.models import Disclosure
from tests.support.editors import asks, choose, editor, opened, save
from tests.support.factories import make_disclosure
from tests.support.formdata import form_data

pytestmark = pytest.mark.django_db


@pytest.fixture
def somsri():
    return editor("somsri")


@pytest.fixture
def malee():
    return editor("malee")


@pytest.fixture
def links():
    return make_disclosure(
        explanation="เดิม", links=[("แผน", "https://a.go.th/1"), ("ผล", "https://a.go.th/2")]
    )


def state(disclosure):
    """All that stands on the desk, in short."""
    disclosure = Disclosure.objects.get(pk=disclosure.pk)
    return (disclosure.answer, disclosure.explanation), [
        f"{link.position} {link.label} {link.note}".strip() for link in disclosure.links.order_by("position")
    ]


ADDED = {
    "links__TOTAL_FORMS": "3",
    "links__2__position": "3",
    "links__2__url": "https://a.go.th/3",
    "links__2__id": "",
}
UNTOUCHED = [
    # what A typed, what B typed, what stands in the end
    ({"explanation": "ก"}, {"answer": "no"}, (("no", "ก"), ["1 แผน", "2 ผล"])),
    ({"explanation": "ก"}, {"explanation": "ก"}, (("yes", "ก"), ["1 แผน", "2 ผล"])),
    ({"explanation": "ก"}, {}, (("yes", "ก"), ["1 แผน", "2 ผล"])),
    ({}, {"explanation": "ข"}, (("yes", "ข"), ["1 แผน", "2 ผล"])),
    ({"explanation": ""}, {"answer": ""}, (("", ""), ["1 แผน", "2 ผล"])),
    ({"links__0__note": "ก"}, {"links__0__label": "ข"}, (("yes", "เดิม"), ["1 ข ก", "2 ผล"])),
    ({"links__0__note": "ก"}, {"links__1__note": "ข"}, (("yes", "เดิม"), ["1 แผน ก", "2 ผล ข"])),
    ({"links__0__DELETE": "on"}, {"links__1__note": "ข"}, (("yes", "เดิม"), ["2 ผล ข"])),
    ({"links__1__note": "ก"}, {"links__0__DELETE": "on"}, (("yes", "เดิม"), ["2 ผล ก"])),
    ({"links__0__DELETE": "on"}, {"links__0__DELETE": "on"}, (("yes", "เดิม"), ["2 ผล"])),
    ({"links__0__DELETE": "on"}, {"links__1__DELETE": "on"}, (("yes", "เดิม"), [])),
    (
        ADDED | {"links__2__label": "ก"},
        ADDED | {"links__2__label": "ข"},
        (("yes", "เดิม"), ["1 แผน", "2 ผล", "3 ก", "4 ข"]),
    ),
    (
        ADDED | {"links__2__label": "ก"},
        {"links__1__note": "ข"},
        (("yes", "เดิม"), ["1 แผน", "2 ผล ข", "3 ก"]),
    ),
    (
        {"links__0__DELETE": "on"},
        ADDED | {"links__2__label": "ข"},
        (("yes", "เดิม"), ["2 ผล", "3 ข"]),
    ),
]


@pytest.mark.parametrize(("first", "second", "expected"), UNTOUCHED)
def test_what_does_not_clash_is_merged(somsri, malee, links, first, second, expected):
    form = opened(somsri, links)  # and malee has the same in hers

    assert not asks(save(somsri, links, form, **first))
    response = save(malee, links, form, **second)

    assert not asks(response)
    assert state(links) == expected


CLASHES = [
    # what A saved, what B typed, then what stands after B chose mine and after B chose theirs
    ({"explanation": "ก"}, {"explanation": "ข"}, "ข", "ก"),
    ({"explanation": ""}, {"explanation": "ข"}, "ข", ""),
    ({"explanation": "ก"}, {"explanation": ""}, "", "ก"),
    ({"answer": "no"}, {"answer": ""}, "", "no"),
    ({"links__0__label": "ก"}, {"links__0__label": "ข"}, ["1 ข", "2 ผล"], ["1 ก", "2 ผล"]),
    ({"links__0__label": "ก"}, {"links__0__DELETE": "on"}, ["2 ผล"], ["1 ก", "2 ผล"]),
    ({"links__0__DELETE": "on"}, {"links__0__label": "ข"}, ["1 ข", "2 ผล"], ["2 ผล"]),
    ({"links__0__removed": "on"}, {"links__0__DELETE": "on"}, ["2 ผล"], ["1 แผน", "2 ผล"]),
]


@pytest.mark.parametrize("answer", ["mine", "theirs"])
@pytest.mark.parametrize(("first", "second", "mine", "theirs"), CLASHES)
def test_what_clashes_is_asked_and_done_as_chosen(somsri, malee, links, first, second, mine, theirs, answer):
    form = opened(somsri, links)
    assert not asks(save(somsri, links, form, **first))
    kept = state(links)

    page = save(malee, links, form, **second)

    assert asks(page)
    assert "somsri" in page.text
    assert state(links) == kept
    assert not asks(choose(malee, links, page, answer))
    (answer_now, explanation), rows = state(links)
    wanted = mine if answer == "mine" else theirs
    assert wanted in (answer_now, explanation, rows)


def test_both_who_open_a_form_hold_the_same(somsri, malee, links):
    hers, mine = opened(malee, links), opened(somsri, links)

    assert {name for name in hers if hers[name] != mine[name]} <= {"csrfmiddlewaretoken", "_seen"}


def test_the_value_both_began_with_can_be_chosen(somsri, malee, links):
    form_a, form_b = opened(somsri, links), opened(malee, links)
    save(somsri, links, form_a, explanation="ก")

    choose(malee, links, save(malee, links, form_b, explanation="ข"), "base")

    assert state(links)[0] == ("yes", "เดิม")


def test_nothing_is_saved_until_every_question_is_answered(somsri, malee, links):
    form_a, form_b = opened(somsri, links), opened(malee, links)
    save(somsri, links, form_a, explanation="ก", answer="no")
    page = save(malee, links, form_b, explanation="ข", answer="")

    again = choose(malee, links, page, "mine")

    assert "ยังเลือกไม่ครบทุกข้อ" in again.text
    assert state(links)[0] == ("no", "ก")
    assert not asks(choose(malee, links, again, "mine", "theirs"))
    assert set(state(links)[0]) <= {"ข", "", "no", "ก"}
    assert state(links)[0] != ("no", "ก")


def test_a_third_save_while_choosing_is_asked_again(somsri, malee, links):
    form_a, form_b = opened(somsri, links), opened(malee, links)
    save(somsri, links, form_a, explanation="ก")
    page = save(malee, links, form_b, explanation="ข")
    save(somsri, links, opened(somsri, links), explanation="ค")

    again = choose(malee, links, page, "mine")

    assert asks(again)
    assert "ค" in again.text
    choose(malee, links, again, "mine")
    assert state(links)[0] == ("yes", "ข")


def test_both_merge_and_refusal_keep_what_was_typed(somsri, malee, links):
    form_a, form_b = opened(somsri, links), opened(malee, links)
    save(somsri, links, form_a, explanation="ก")

    page = save(malee, links, form_b, links__0__url="ไม่ใช่ที่อยู่", links__1__label="พิมพ์ไว้")

    assert "ไม่ใช่ที่อยู่" in page.text
    assert "พิมพ์ไว้" in page.text
    form = form_data(page, "disclosure_form")
    save(malee, links, form, links__0__url="https://a.go.th/9")
    assert state(links) == (("yes", "ก"), ["1 แผน", "2 พิมพ์ไว้"])


def test_merged_changes_are_told_with_their_author(somsri, malee, links):
    form_a, form_b = opened(somsri, links), opened(malee, links)
    save(somsri, links, form_a, explanation="ก")

    page = save(malee, links, form_b, answer="no", follow=True)

    assert "มีผู้อื่นบันทึกไว้แล้ว" in page.text
    assert "somsri" in page.text


def test_a_form_that_cannot_be_read_asks_about_every_difference(malee, links):
    form = opened(malee, links)

    page = save(malee, links, form | {"_seen": "damaged"}, explanation="ข")

    assert asks(page)
    choose(malee, links, page, "mine")
    assert state(links) == (("yes", "ข"), ["1 แผน", "2 ผล"])


def test_alone_nobody_is_asked_or_told(malee, links):
    page = save(malee, links, opened(malee, links), explanation="ข", follow=True)

    assert "มีผู้อื่น" not in page.text
    assert state(links)[0] == ("yes", "ข")
