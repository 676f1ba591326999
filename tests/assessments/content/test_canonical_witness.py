"""A second implementation of RFC 8785 gives the same bytes; where only one says no, here is why."""

from decimal import Decimal

import pytest
import rfc8785
from hypothesis import given
from hypothesis import strategies as st

from assessments.content.canonical_json import canonical_json, parse_content
from assessments.models import Publication
from tests.support.json_contents import contents


def witnessed(value):
    """The bytes that the other implementation writes; it takes a float where ours takes a Decimal."""
    return rfc8785.dumps(_with_floats(value))


def _with_floats(value):
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() else float(value)
    if isinstance(value, list):
        return [_with_floats(each) for each in value]
    if isinstance(value, dict):
        return {key: _with_floats(each) for key, each in value.items()}
    return value


@given(contents)
def test_both_write_the_same_bytes(content):
    assert canonical_json(content).encode() == witnessed(content)


@given(st.decimals(allow_nan=False, allow_infinity=False, min_value=-(10**15), max_value=10**15))
def test_every_number_that_ours_takes_is_written_alike(number):
    try:
        ours = canonical_json(number)
    except ValueError:
        return
    assert ours.encode() == witnessed(number)


@pytest.mark.django_db
@pytest.mark.usefixtures("example")
def test_what_is_published_has_the_bytes_of_the_witness():
    published = list(Publication.objects.values_list("content", flat=True))

    assert published
    for text in published:
        assert witnessed(parse_content(text)) == text.encode()


@pytest.mark.parametrize("number", ["0.00001", "1.5E-7", "0.12345678901234567"])
def test_numbers_that_only_the_witness_writes_have_an_exponent_or_lose_digits(number):
    """RFC 8785 writes 0.00001 as it is, from 1e-7 with an exponent; ours keeps clear of both."""
    with pytest.raises(ValueError, match="without loss"):
        canonical_json(Decimal(number))
    assert rfc8785.dumps(float(number))


def test_integers_beyond_what_javascript_holds_are_refused_by_the_witness_only():
    assert canonical_json(2**53) == "9007199254740992"
    with pytest.raises(rfc8785.IntegerDomainError):
        rfc8785.dumps(2**53)


def test_keys_beyond_ascii_are_sorted_otherwise():
    """RFC 8785 sorts by UTF-16 units, ours by code points: the same for the ASCII keys that content has."""
    keys = {"\ufb33": 1, "\U0001f600": 2}

    assert canonical_json(keys).encode() != rfc8785.dumps(keys)
    assert canonical_json({"b": 1, "B": 2, "a_": 3, "a": 4}).encode() == rfc8785.dumps(
        {"b": 1, "B": 2, "a_": 3, "a": 4}
    )
