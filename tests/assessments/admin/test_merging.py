"""The three-way merge loses nothing: what only one changed is kept, what both changed is asked."""

from hypothesis import given
from hypothesis import strategies as st

from assessments.admin.concurrency.three_way_merge import Place, Question, Side, merge, side_of

FIELDS = ["label", "url"]
VALUES = st.integers(0, 2)
ROW = st.fixed_dictionaries(dict.fromkeys(FIELDS, VALUES))
STATE = st.fixed_dictionaries({"links": st.dictionaries(st.sampled_from("123"), ROW)})


def outcome(theirs, mine, merged):
    """The rows as the merge leaves them, mine wherever somebody is asked."""
    rows = {}
    for place, side in merged.sides.items():
        source = theirs if side == Side.THEIRS else mine
        rows.setdefault(place.row, {})[place.field] = source["links"][place.row][place.field]
    return {"links": rows}


@given(STATE, STATE)
def test_alone_i_get_what_i_typed(base, typed):
    mine = {"links": {row: typed["links"].get(row, values) for row, values in base["links"].items()}}
    merged = merge(base, base, mine)

    assert not merged.questions
    assert not merged.taken
    assert outcome(base, mine, merged) == mine


@given(STATE, STATE)
def test_having_typed_nothing_i_get_what_they_saved(base, theirs):
    merged = merge(base, theirs, base)

    assert not merged.questions
    assert outcome(theirs, base, merged) == theirs


@given(STATE, STATE, STATE)
def test_no_change_of_either_is_lost_without_a_question(base, theirs, typed):
    mine = {"links": {row: typed["links"].get(row, values) for row, values in base["links"].items()}}
    merged = merge(base, theirs, mine)
    result = outcome(theirs, mine, merged)["links"]

    for row, values in base["links"].items():
        now, wanted = theirs["links"].get(row), mine["links"][row]
        if now is None:
            asked = merged.questions.get(Place("links", row))
            assert (asked == Question.THEY_DELETED) == (wanted != values)
            continue
        for name in FIELDS:
            asked = Place("links", row, name) in merged.questions
            if asked:
                assert len({values[name], now[name], wanted[name]}) == 3 or now[name] != wanted[name]
            elif wanted[name] != values[name]:
                assert result[row][name] == wanted[name]
            else:
                assert result[row][name] == now[name]
    assert all(result[row] == values for row, values in theirs["links"].items() if row not in base["links"])


@given(STATE, STATE, st.sampled_from("123"))
def test_a_deletion_meets_a_change(base, theirs, row):
    merged = merge(base, theirs, {"links": {}}, {("links", row)})
    before, now = base["links"].get(row), theirs["links"].get(row)

    assert (merged.questions.get(Place("links", row)) == Question.I_DELETED) == (
        now is not None and now != before
    )
    assert (("links", row) in merged.deleted) == (now is not None and now == before)


@given(VALUES, VALUES, VALUES)
def test_a_question_is_asked_only_of_three_different_wishes(base, theirs, mine):
    side, asked = side_of(base, theirs, mine)

    assert asked == (len({base, theirs, mine}) == 3)
    assert (mine if side == Side.MINE else theirs) in (mine, theirs)


@given(ROW, ROW)
def test_without_knowing_what_was_seen_every_difference_is_asked(now, wanted):
    merged = merge({}, {"links": {"1": now}}, {"links": {"1": wanted}})

    assert {place.field for place in merged.questions} == {
        name for name in FIELDS if now[name] != wanted[name]
    }
