"""The published checklist: every item, and since when each answer stands."""

from datetime import datetime

import pytest

from tests.support.factories import make_agency, make_disclosure, publish_checklist

pytestmark = pytest.mark.django_db


@pytest.fixture
def day(time_machine):
    """Moves the clock to noon of a day in Bangkok."""
    return lambda text: time_machine.move_to(datetime.fromisoformat(f"{text}T12:00:00+07:00"), tick=False)


def published_item(code="O42", **given):
    return next(item for item in publish_checklist(**given).data()["items"] if item["code"] == code)


def dates(item):
    return item["since"], item["changed"]


def test_every_item_of_the_year_is_there_answered_or_not():
    make_disclosure(code="O42", links=[("มาตรการ", "/ita/2564/measures/")], explanation="เมนูหลัก")

    content = publish_checklist().data()

    assert [item["code"] for item in content["items"]] == [f"O{number}" for number in range(1, 44)]
    assert [group["number"] for group in content["sub_indicators"]] == [
        *("9.1", "9.2", "9.3", "9.4", "9.5"),
        *("10.1", "10.2"),
    ]
    open_item, answered = content["items"][40], content["items"][41]
    assert (open_item["answer"], open_item["links"], *dates(open_item)) == (None, [], None, None)
    assert (answered["answer"], answered["explanation"], answered["sub_indicator"]) == (
        "yes",
        "เมนูหลัก",
        "10.2",
    )
    assert answered["links"] == [
        {
            "position": 1,
            "label": "มาตรการ",
            "url": "/ita/2564/measures/",
            "address": "/ita/2564/oit/o42/1/",
            "removed": False,
        }
    ]


def test_answers_of_other_agencies_and_years_stay_away():
    make_disclosure(code="O42", year_be=2563)
    make_disclosure(make_agency("other", name="อื่น"), code="O42")

    assert published_item(year_be=2564)["answer"] is None


def test_item_tells_since_when_its_answer_stands(day):
    day("2021-03-12")
    make_disclosure()

    assert dates(published_item()) == ("2021-03-12", "2021-03-12")


def test_dates_are_carried_over_while_nothing_of_the_item_changes(day):
    day("2021-03-12")
    make_disclosure(code="O42")
    publish_checklist()
    day("2021-04-30")
    make_disclosure(code="O1")
    content = publish_checklist(note="เพิ่ม O1").data()

    assert dates(content["items"][41]) == ("2021-03-12", "2021-03-12")
    assert dates(content["items"][0]) == ("2021-04-30", "2021-04-30")


@pytest.mark.parametrize("change", ["explanation", "link", "label", "removed"])
def test_change_under_the_same_answer_moves_changed_only(day, change):
    day("2021-03-12")
    disclosure = make_disclosure(links=[("แผน", "https://a.go.th/1")])
    publish_checklist()
    day("2021-04-30")
    if change == "explanation":
        disclosure.explanation = "ย้ายเมนู"
        disclosure.save()
    else:
        field, value = {"link": ("url", "https://a.go.th/2"), "label": ("label", "แผนใหม่")}.get(
            change, (change, True)
        )
        disclosure.links.update(**{field: value})

    assert dates(published_item(note="แก้")) == ("2021-03-12", "2021-04-30")


def test_another_answer_counts_from_its_own_day(day):
    day("2021-03-12")
    disclosure = make_disclosure(answer="no")
    publish_checklist()
    day("2021-04-30")
    disclosure.answer = "yes"
    disclosure.save()

    assert dates(published_item(note="มีแล้ว")) == ("2021-04-30", "2021-04-30")


def test_answer_taken_back_has_no_since_but_a_change(day):
    day("2021-03-12")
    disclosure = make_disclosure()
    publish_checklist()
    day("2021-04-30")
    disclosure.answer = ""
    disclosure.save()

    assert dates(published_item(note="ถอนคำตอบ")) == (None, "2021-04-30")


def test_day_is_that_of_bangkok(time_machine):
    time_machine.move_to("2021-03-11T17:30:00Z", tick=False)
    make_disclosure()

    assert published_item()["since"] == "2021-03-12"


def test_removed_link_keeps_its_place_and_loses_its_target():
    disclosure = make_disclosure(links=[("แผน", "https://a.go.th/1"), ("รายงาน", "https://a.go.th/2")])
    publish_checklist()
    disclosure.links.filter(position=1).update(removed=True)

    links = published_item(note="ถอนลิงก์")["links"]

    assert [(link["position"], link["url"], link["removed"]) for link in links] == [
        (1, "", True),
        (2, "https://a.go.th/2", False),
    ]
