"""Dates as people write them, and messages that recommend only what is read."""

import re
from datetime import date, datetime

import pytest
from django.core.exceptions import ValidationError
from hypothesis import given
from hypothesis import strategies as st

from assessments.admin.fields import BuddhistDateField, BuddhistDateTimeField
from ita_portal.thai.dates import (
    BANGKOK,
    MONTHS,
    MONTHS_SHORT,
    parse_buddhist_date,
    parse_date,
    squashed,
    typed_date,
)
from ita_portal.thai.digits import thai_digits
from measures.importing.time_spans import read_span

LAST_OF_MARCH = date(2021, 3, 31)
WAYS = [
    "31/3/2564",
    "31/03/64",
    "๓๑/๓/๖๔",
    "31-3-2564",
    "31.3.2564",
    "31 มี.ค. 2564",
    "31 มีค 2564",
    "๓๑ มี.ค. ๖๔",
    "31 มีนาคม พ.ศ. 2564",
    "วันที่ 31 มีนาคม 2564",
    "31มีนาคม2564",
]


@pytest.mark.parametrize("written", WAYS)
@pytest.mark.parametrize("read", [parse_date, parse_buddhist_date, BuddhistDateField().clean])
def test_date_is_read_as_people_write_it(read, written):
    assert read(written) == LAST_OF_MARCH


@pytest.mark.parametrize("written", WAYS)
def test_importer_reads_it_too(written):
    assert read_span(written, 2564).last == LAST_OF_MARCH


@pytest.mark.parametrize(
    ("written", "hour", "minute"),
    [
        ("31/3/64 09:30", 9, 30),
        ("31 มี.ค. 2564 09.30 น.", 9, 30),
        ("๓๑-๓-๒๕๖๔ เวลา ๑๖:๐๕:๐๐", 16, 5),
        ("31.3.2564", 0, 0),
    ],
)
def test_time_stands_behind_a_date_however_it_is_written(written, hour, minute):
    moment = datetime(2021, 3, 31, hour, minute, tzinfo=BANGKOK)
    assert BuddhistDateTimeField().clean(written) == moment


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("4/13/2564", "ไม่มีเดือนที่ ๑๓ หมายถึง 13/4/2564 หรือไม่"),
        ("13/14/2564", "ไม่มีเดือนที่ ๑๔"),
        ("29/2/2565", "เดือนกุมภาพันธ์ ๒๕๖๕ ไม่มีวันที่ ๒๙"),
        ("31/3/2021", "หมายถึง พ.ศ. ๒๕๖๔ หรือไม่"),
        ("31/3-2564", "เขียนวันที่แบบ"),
        ("31 มีน 2564", "เขียนวันที่แบบ"),
        ("31/3/564", "เขียนวันที่แบบ"),
    ],
)
def test_what_is_no_date_is_refused_with_what_was_probably_meant(written, said):
    with pytest.raises(ValueError, match=re.escape(said)):
        parse_buddhist_date(written)


def examples_in(message):
    """The examples that a Thai sentence recommends."""
    listed = re.search(r"(?:แบบ|เช่น) (.*)$", message)[1]
    return re.split(r", | หรือ ", listed)


@pytest.mark.parametrize("field", [BuddhistDateField(), BuddhistDateTimeField()])
@pytest.mark.parametrize("wrong", ["เมื่อวาน", "1/2", "31/3/2564 9 โมง"])
def test_field_reads_every_example_that_its_message_and_its_box_recommend(field, wrong):
    with pytest.raises(ValidationError) as refused:
        field.clean(wrong)
    [message] = refused.value.messages
    for example in [*examples_in(message), *examples_in(field.widget.attrs["placeholder"])]:
        assert field.clean(example)


def test_parse_date_reads_every_example_that_it_recommends():
    with pytest.raises(ValueError, match="เขียนวันที่แบบ") as refused:
        parse_date("เมื่อวาน")
    assert {parse_date(example) for example in examples_in(str(refused.value))} == {date(2021, 4, 30)}


@given(
    st.dates(date(1958, 1, 1), date(2055, 12, 31)),
    st.sampled_from("/.-"),
    st.sampled_from((MONTHS, MONTHS_SHORT)),
    st.booleans(),
)
def test_every_way_of_writing_a_date_leads_back_to_it(day, sign, months, thai):
    year, name = day.year + 543, months[day.month - 1]
    short = f"{year % 100:02}"
    ways = [typed_date(day), sign.join(map(str, (day.day, day.month, year)))]
    ways += [
        f"{day.day} {name} {year}",
        f"{day.day} {squashed(name)} {year}",
        f"{day.day} {name} พ.ศ. {year}",
    ]
    if year < 2600:
        ways += [f"{day.day}{sign}{day.month}{sign}{short}", f"{day.day} {name} {short}"]
    for way in ways:
        assert parse_buddhist_date(thai_digits(way) if thai else way) == day, way
