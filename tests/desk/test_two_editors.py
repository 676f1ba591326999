"""Two people, one row, any order of saves: nothing that either typed is lost."""

import pytest
from django.test import Client
from django.urls import reverse

from assessments.models import Assessment, Disclosure, Role
from tests.desk.formdata import form_data
from tests.factories import make_agency, make_assessment, make_disclosure, make_plan
from tests.people import make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def somsri():
    return editor("somsri")


@pytest.fixture
def malee():
    return editor("malee")


def editor(name):
    client = Client()
    client.force_login(make_user(name, Role.EDITOR, make_agency()))
    return client


@pytest.fixture
def links():
    return make_disclosure(
        explanation="เดิม", links=[("แผน", "https://a.go.th/1"), ("ผล", "https://a.go.th/2")]
    )


def address(row):
    return reverse(f"admin:{row._meta.app_label}_{row._meta.model_name}_change", args=[row.pk])


def opened(client, row):
    """What a browser holds after opening the form."""
    return form_data(client.get(address(row)), f"{row._meta.model_name}_form")


def save(client, row, form, **typed):
    typed = {name.replace("__", "-"): value for name, value in typed.items()}
    form = {name: value for name, value in (form | typed).items() if value is not None}
    return client.post(address(row), form | {"_continue": "1"}, follow=True)


def asks(response):
    return "ยังไม่มีอะไรถูกบันทึก และไม่มีอะไรหาย" in response.text


def choose(client, row, page, *answers):
    form = form_data(page, "choose_form")
    return client.post(
        address(row), form | {f"_choice-{n}": answer for n, answer in enumerate(answers)}, follow=True
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
    form_a, form_b = opened(somsri, links), opened(malee, links)

    assert not asks(save(somsri, links, form_a, **first))
    response = save(malee, links, form_b, **second)

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
    form_a, form_b = opened(somsri, links), opened(malee, links)
    save(somsri, links, form_a, **first)
    kept = state(links)

    page = save(malee, links, form_b, **second)

    assert asks(page)
    assert "somsri" in page.text
    assert state(links) == kept
    assert not asks(choose(malee, links, page, answer))
    (answer_now, explanation), rows = state(links)
    wanted = mine if answer == "mine" else theirs
    assert wanted in (answer_now, explanation, rows)


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

    page = save(malee, links, form_b, **{"links__0__url": "ไม่ใช่ที่อยู่", "links__1__label": "พิมพ์ไว้"})

    assert "ไม่ใช่ที่อยู่" in page.text
    assert "พิมพ์ไว้" in page.text
    form = form_data(page, "disclosure_form")
    save(malee, links, form, links__0__url="https://a.go.th/9")
    assert state(links) == (("yes", "ก"), ["1 แผน", "2 พิมพ์ไว้"])


def test_merged_changes_are_told_with_their_author(somsri, malee, links):
    form_a, form_b = opened(somsri, links), opened(malee, links)
    save(somsri, links, form_a, explanation="ก")

    page = save(malee, links, form_b, answer="no")

    assert "มีผู้อื่นบันทึกไว้แล้ว" in page.text
    assert "somsri" in page.text


def test_a_form_that_cannot_be_read_asks_about_every_difference(malee, links):
    form = opened(malee, links)

    page = save(malee, links, form | {"_seen": "damaged"}, explanation="ข")

    assert asks(page)
    choose(malee, links, page, "mine")
    assert state(links) == (("yes", "ข"), ["1 แผน", "2 ผล"])


def test_alone_nobody_is_asked_or_told(malee, links):
    page = save(malee, links, opened(malee, links), explanation="ข")

    assert "มีผู้อื่น" not in page.text
    assert state(links)[0] == ("yes", "ข")


def test_two_enter_the_first_score_of_one_indicator(somsri, malee):
    assessment = make_assessment(scores=())
    form_a, form_b = opened(somsri, assessment), opened(malee, assessment)
    save(somsri, assessment, form_a, scores__2__value="70", scores__3__value="71")

    page = save(malee, assessment, form_b, scores__2__value="๗๕", scores__4__value="72")

    assert asks(page)
    choose(malee, assessment, page, "mine")
    scores = Assessment.objects.get().scores.order_by("indicator__number")
    assert [f"{score.indicator.number}:{score.value}" for score in scores] == [
        "3:75.00",
        "4:71.00",
        "5:72.00",
    ]


def test_the_same_number_in_other_digits_is_no_clash(somsri, malee):
    assessment = make_assessment()
    form_a, form_b = opened(somsri, assessment), opened(malee, assessment)
    save(somsri, assessment, form_a, announced_total="55.63")

    assert not asks(save(malee, assessment, form_b, announced_total="๕๕.๖๓", announced_level="C"))


def test_measures_of_a_plan_are_merged_row_by_row(somsri, malee):
    plan = make_plan(actions=[(1, "อบรม"), (1, "ประกาศ")])
    form_a, form_b = opened(somsri, plan), opened(malee, plan)
    save(somsri, plan, form_a, actions__0__order="2", actions__1__order="1")

    page = save(malee, plan, form_b, actions__0__text="อบรมทุกไตรมาส", title="แผนใหม่")

    assert not asks(page)
    plan.refresh_from_db()
    assert plan.title == "แผนใหม่"
    assert [action.text for action in plan.actions.order_by("order")] == ["ประกาศ", "อบรมทุกไตรมาส"]
