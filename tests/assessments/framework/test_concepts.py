"""What becomes of OIT items between two years."""

from collections import Counter

import pytest

from assessments.framework.concepts import Concept, item_changes, load_concepts
from tests.support.year_rules import YEARS, read_year

CONCEPTS = load_concepts()


def items(year):
    return [(item["code"], item["concept"]) for item in read_year(year)["oit_items"]]


def changes(old, new):
    return item_changes(old, items(old), new, items(new), CONCEPTS)


def kinds(found):
    return Counter(change.kind for change in found)


def test_a_concept_goes_into_a_known_one_and_says_where_that_is_seen():
    merged = [concept for concept in CONCEPTS.values() if concept.merged_into]

    assert merged
    for concept in merged:
        assert CONCEPTS[concept.merged_into].slug != concept.slug
        assert concept.basis
        assert concept.confidence in {"verified", "verified_partly", "from_memory", "uncertain"}
        assert str(concept.from_year) in concept.basis


def test_concept_names_are_thai_titles_and_unique():
    assert len({concept.name for concept in CONCEPTS.values()}) == len(CONCEPTS)


@pytest.mark.parametrize("old", YEARS)
@pytest.mark.parametrize("new", YEARS)
def test_every_item_of_both_years_is_in_exactly_one_change(old, new):
    found = changes(old, new)

    assert sorted(code for change in found for code in change.old) == sorted(code for code, _ in items(old))
    assert sorted(code for change in found for code in change.new) == sorted(code for code, _ in items(new))
    assert [change.new[0] for change in found if change.new] == sorted(
        (change.new[0] for change in found if change.new), key=lambda code: int(code[1:])
    )


def test_2563_to_2564_keeps_all_43():
    assert kinds(changes(2563, 2564)) == {"kept": 43}


def test_2564_to_2565_has_a_new_o34():
    found = changes(2564, 2565)

    assert kinds(found) == {"kept": 42, "new": 1, "dropped": 1}
    assert [(change.kind, change.old, change.new) for change in found if change.kind != "kept"] == [
        ("new", (), ("O34",)),
        ("dropped", ("O34",), ()),
    ]


def test_o34_of_2566_is_not_o34_of_2567():
    found = changes(2566, 2567)

    by_old = {code: change for change in found for code in change.old}
    assert (by_old["O34"].kind, by_old["O34"].new) == ("renumbered", ("O30",))
    assert (by_old["O42"].kind, by_old["O42"].new) == ("renumbered", ("O34",))
    assert (by_old["O11"].kind, by_old["O11"].old, by_old["O11"].new) == ("merged", ("O11", "O12"), ("O8",))


def test_merged_says_on_what_it_rests_and_backwards_it_is_split():
    forward = {change.new: change for change in changes(2567, 2568)}[("O1",)]
    backward = {change.old: change for change in changes(2568, 2567)}[("O1",)]

    assert (forward.kind, forward.old) == ("merged", ("O1", "O3"))
    assert forward.basis == ("ชื่อข้อ O1 ปี 2568 คือ “โครงสร้างและอำนาจหน้าที่”",)
    assert (backward.kind, backward.new) == ("split", ("O1", "O3"))


def test_a_merging_is_followed_over_several_years():
    merged = {change.new: change.old for change in changes(2565, 2567) if change.kind == "merged"}

    assert merged[("O8",)] == ("O10", "O11", "O18", "O19")


def test_a_merging_of_a_later_year_does_not_count_yet():
    by_old = {code: change.kind for change in changes(2566, 2567) for code in change.old}
    to_2569 = {code: change.kind for change in changes(2566, 2569) for code in change.old}

    assert (by_old["O25"], to_2569["O25"]) == ("dropped", "merged")


def test_items_without_a_concept_and_concepts_in_a_circle_are_new_or_dropped():
    circle = {"a": Concept("a", "ก", "b", 2564), "b": Concept("b", "ข", "a", 2564)}

    found = item_changes(2563, [("O1", ""), ("O2", "a")], 2564, [("O1", ""), ("O2", "c")], circle)

    assert [change.kind for change in found] == ["new", "new", "dropped", "dropped"]
