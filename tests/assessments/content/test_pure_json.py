"""Contents are pure JSON before anything compares them."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from assessments.content.canonical_json import canonical_json, date_text, parse_content, refuse_impure
from assessments.record.publish import draft
from tests.support.factories import make_agency


@pytest.mark.parametrize(
    ("content", "place"),
    [
        (
            {"items": [{}, {"links": [{"period": {"from": date(2020, 10, 1)}}]}]},
            "items[1].links[0].period.from",
        ),
        ({"at": datetime(2021, 1, 1, tzinfo=UTC)}, "at: datetime"),
        ({"parts": (1, 2)}, "parts: tuple"),
        ({"score": 55.62}, "score: float"),
        ({"a": {1: 2}}, "a: key 1"),
        (date(2021, 1, 1), "content: date"),
    ],
)
def test_what_is_no_json_is_named_by_its_place(content, place):
    with pytest.raises(TypeError) as refused:
        refuse_impure(content)

    assert str(refused.value).startswith(place)


def test_json_with_decimals_is_pure():
    content = {"a": [None, True, 1, Decimal("55.62"), "ก", {"b": []}]}

    refuse_impure(content)

    assert parse_content(canonical_json(content)) == content


def test_dates_become_text():
    assert (date_text(date(2021, 1, 31)), date_text(None)) == ("2021-01-31", None)


@pytest.mark.django_db
def test_no_page_is_drafted_from_impure_content():
    with pytest.raises(TypeError, match="day"):
        draft(make_agency(), 2563, "result", lambda previous, at: {"schema": "x/1", "day": date(2021, 1, 1)})
