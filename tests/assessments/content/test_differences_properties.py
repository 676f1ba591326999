"""What holds for any two contents, made up or published."""

import copy
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assessments.content.canonical_json import canonical_json, parse_content
from assessments.content.differences import changed_keys, differences
from assessments.models import Publication
from tests.support.factories import publish_pakchong
from tests.support.published_contents import action, checklist, item, link, measures, result

TEXTS = ("จัดทำคู่มือ", "จัดทำคู่มือการใช้ทรัพย์สิน", "เปิดเผยขั้นตอน", "เปิดเผยขั้นตอนการให้บริการ", "อบรม")
STATES = ("announced", "missing", "not_announced", "not_applicable")


@st.composite
def plans(draw):
    actions = []
    for indicator in (1, 2):
        texts = draw(st.lists(st.sampled_from(TEXTS), max_size=6))
        orders = sorted(draw(st.sets(st.integers(1, 9), min_size=len(texts), max_size=len(texts))))
        for order, text in zip(orders, texts, strict=True):
            actions.append(action(order, text, indicator, status=draw(st.sampled_from([None, "done"]))))
    return measures(*actions) | {"introduction": draw(st.sampled_from(["", "บทนำ"]))}


@st.composite
def checklists(draw):
    codes = draw(st.lists(st.sampled_from(["O1", "O2", "O3", "O42"]), unique=True))
    links = st.lists(st.builds(link, st.integers(1, 4), removed=st.booleans()), max_size=3)
    answers = st.sampled_from([None, "yes", "no"])
    dates = st.sampled_from([None, "2021-03-01", "2021-04-02"])
    return checklist(
        *(item(code, draw(answers), draw(links), since=draw(dates), changed=draw(dates)) for code in codes)
    )


@st.composite
def results(draw):
    content = result()
    for indicator in content["indicators"]:
        state = draw(st.sampled_from(STATES))
        score = draw(st.integers(0, 2)) if state == "announced" else None
        indicator |= {"score": score, "score_state": state}
    for rows in (content["indicators"], content["scale"]["bands"]):
        del rows[: draw(st.integers(0, 2))]
    content["computed"]["total"] = draw(st.sampled_from([None, Decimal("55.62")]))
    return content


pairs = st.one_of(*(st.tuples(each, each) for each in (plans(), checklists(), results())))


@given(pairs)
def test_equal_contents_and_only_they_have_no_difference(pair):
    old, new = pair

    assert differences(new, copy.deepcopy(new)) == ()
    assert (differences(old, new) == ()) == (old == new)


@given(pairs)
def test_the_other_way_round_additions_are_removals(pair):
    there, back = changed_keys(*pair), changed_keys(*reversed(pair))

    assert sorted(there["added"]) == sorted(back["removed"])
    assert sorted(there["removed"]) == sorted(back["added"])


@given(pairs)
def test_every_difference_can_be_read(pair):
    for change in differences(*pair):
        assert change.kind in ("added", "removed", "changed")
        assert change.key
        assert change.label
        assert change.fields or change.key == "data"
        for field in change.fields:
            assert field.name
            assert field.old != field.new
            assert change.kind in ("changed", field.kind)


def _leaves(value, path=()):
    """The paths of all single values in a content."""
    if isinstance(value, dict | list):
        for key, each in value.items() if isinstance(value, dict) else enumerate(value):
            yield from _leaves(each, (*path, key))
    else:
        yield path


def _with_another(content, path):
    """The content with one value replaced by another of its kind."""
    content = copy.deepcopy(content)
    row = content
    for key in path[:-1]:
        row = row[key]
    value = row[path[-1]]
    row[path[-1]] = 97 if isinstance(value, int | Decimal) else "2021-02-03" if value is None else value + "ก"
    return content


@pytest.mark.django_db
@pytest.mark.parametrize("name", ["result", "measures", "oit"])
def test_no_change_of_a_published_page_goes_unseen(name):
    publish_pakchong()
    content = Publication.objects.filter(page=name).latest("number").data()

    first = changed_keys(None, content)
    assert "data" not in first["added"]
    assert canonical_json(first) == canonical_json(parse_content(canonical_json(first)))
    unprinted = set()
    for path in _leaves(content):
        if path[0] != "schema":
            found = differences(content, _with_another(content, path))
            assert found, path
            unprinted |= {path[-1] for change in found if change.key == "data"}
    assert unprinted <= {"slug", "kind", "fiscal_year", "address", "order"}
