"""Canonical JSON (RFC 8785): the same content gives the same bytes, whoever computes them."""

import hashlib
import json
from datetime import UTC, date, datetime, timedelta, timezone
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assessments.content.canonical_json import canonical_json, parse_content, sha256_hex, utc_text
from tests.support.json_contents import contents, keys, scores, texts

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
moments = st.integers(0, 4 * 10**15).map(lambda microseconds: EPOCH + timedelta(microseconds=microseconds))


def test_keys_are_sorted_and_no_blank_stands_between():
    assert canonical_json({"b": [1, 2], "a": {"d": None, "c": True}}) == '{"a":{"c":true,"d":null},"b":[1,2]}'


@pytest.mark.parametrize(
    ("number", "written"),
    [
        ("0", "0"),
        ("0.00", "0"),
        ("-0.00", "0"),
        ("100.00", "100"),
        ("55.62", "55.62"),
        ("74.50", "74.5"),
        ("0.1", "0.1"),
        ("6.25", "6.25"),
        ("1E+2", "100"),
    ],
)
def test_numbers_have_their_shortest_form(number, written):
    assert canonical_json({"n": Decimal(number)}) == f'{{"n":{written}}}'


def test_text_is_written_as_it_is_and_escaped_as_little_as_possible():
    assert canonical_json("ระดับ D/€😀\u2028") == '"ระดับ D/€😀\u2028"'
    assert canonical_json('"\\\b\f\n\r\t\x00\x1f\x7f') == '"\\"\\\\\\b\\f\\n\\r\\t\\u0000\\u001f\x7f"'


def test_example_of_the_standard():
    """The object of RFC 8785, section 3.2.3, without its two keys beyond ASCII and its exponents."""
    given = {"string": '€$\u000f\nA\'B"\\\\"/', "literals": [None, True, False], "numbers": [Decimal("4.50")]}

    assert canonical_json(given) == (
        '{"literals":[null,true,false],"numbers":[4.5],"string":"€$\\u000f\\nA\'B\\"\\\\\\\\\\"/"}'
    )


def test_dates_are_iso_text():
    assert canonical_json([date(2021, 1, 31)]) == '["2021-01-31"]'


@pytest.mark.parametrize("value", [55.62, {"scores": [83.68]}, {1, 2}, b"x", {1: 2}])
def test_what_has_no_place_in_content_is_refused(value):
    with pytest.raises(TypeError):
        canonical_json({"value": value})


@pytest.mark.parametrize("number", ["NaN", "Infinity", "-Infinity", "0.00001", "0.12345678901234567"])
def test_number_that_json_would_change_is_refused(number):
    with pytest.raises((ValueError, OverflowError)):
        canonical_json(Decimal(number))


@given(contents)
def test_reading_and_writing_again_changes_no_byte(content):
    text = canonical_json(content)

    assert canonical_json(parse_content(text)) == text


@given(contents)
def test_content_is_the_same_for_every_json_reader(content):
    assert json.loads(canonical_json(content)) == json.loads(json.dumps(content, default=float))


@given(st.dictionaries(keys, scores), st.randoms())
def test_order_of_keys_does_not_matter(content, random):
    shuffled = list(content.items())
    random.shuffle(shuffled)

    assert canonical_json(dict(shuffled)) == canonical_json(content)


@given(scores)
def test_a_score_comes_back_as_the_very_decimal(score):
    assert parse_content(canonical_json([score])) == [score]


@given(texts)
def test_hash_is_that_of_the_utf8_bytes(text):
    assert sha256_hex(text) == hashlib.sha256(text.encode("utf-8")).hexdigest()


@given(moments)
def test_moments_are_fixed_width_utc_and_sort_as_text(moment):
    text = utc_text(moment)

    assert len(text) == len("2021-03-12T02:10:00.000000Z")
    assert text < utc_text(moment + timedelta(microseconds=1))
    assert datetime.fromisoformat(text) == moment


def test_moment_of_bangkok_is_told_in_utc():
    bangkok = timezone(timedelta(hours=7))

    assert utc_text(datetime(2021, 3, 12, 9, 10, tzinfo=bangkok)) == "2021-03-12T02:10:00.000000Z"
