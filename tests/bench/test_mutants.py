"""The mutation check breaks what it says, and its map of rooms names what is there."""

from textwrap import dedent

import pytest

from bench.mutants import breaks_of
from bench.mutation import ROOMS, ROOT, mutants


def broken(source):
    """{what was done: the sources that came of it} for a few lines of Python."""
    text, found = dedent(source).strip(), {}
    for each in breaks_of(text):
        found.setdefault(each.kind, []).append(each.applied(text))
    return found


def test_comparisons_and_clauses():
    found = broken("ok = a < b and (c or d)")

    assert found["comparison"] == ["ok = a <= b and (c or d)"]
    assert "ok = a < b and (d)" in found["clause dropped"]
    assert "ok = (c or d)" in found["clause dropped"]
    assert "ok = a < b or (c or d)" in found["connective"]


def test_questions_raises_decorators_and_values():
    found = broken(
        """
        @allowed
        def rows(agency):
            if agency is None:
                raise LookupError
            return Row.objects.filter(agency=agency, live=True)
        """
    )

    assert "filter(live=True)" in found["question's clause dropped"][0]
    assert "pass" in found["raise dropped"][0]
    assert "@allowed" not in found["decorator dropped"][0]
    assert found["return value"][0].endswith("return None")
    assert "agency is not None" in found["comparison"][0]
    assert "live=False" in found["constant"][0]


def test_sql_loses_one_clause_at_a_time_across_lines():
    found = broken(
        """
        WHEN = (
            "x WHERE a = b"
            " OR (c = d AND e = f)"
        )
        """
    )["SQL clause dropped"]

    dropped = {" ".join(text.split()) for text in found}
    assert 'WHEN = ( "x WHERE a = b" " OR (c = d)" )' in dropped
    assert 'WHEN = ( "x WHERE a = b" " OR (e = f)" )' in dropped
    assert 'WHEN = ( "x WHERE a = b" "" )' in dropped


def test_words_for_people_and_docstrings_stay():
    assert broken('def f():\n    """Says 1 AND 2."""\n    name = "หน่วยงาน"') == {}


@pytest.mark.parametrize("name", ROOMS)
def test_every_room_has_sources_and_tests(name):
    assert all(list(ROOT.glob(pattern)) for pattern in ROOMS[name].sources)
    assert [test for test in ROOMS[name].tests if not (ROOT / test).exists()] == []


def test_a_seed_decides_and_a_larger_limit_only_adds():
    few, more = mutants("permissions", "1", 5), mutants("permissions", "1", 9)

    assert few == more[:5] == mutants("permissions", "1", 5)
    assert mutants("permissions", "2", 9) != more
