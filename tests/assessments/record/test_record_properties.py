"""Whatever is done to a record in whatever order, numbers, chain, dates and as-of views fit together."""

import datetime
import itertools
from collections import defaultdict
from datetime import UTC, timedelta

import pytest
import time_machine
from django.db import transaction
from django.test import Client, override_settings
from hypothesis import given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from assessments.content.canonical_json import canonical_json, sha256_hex
from assessments.models import Disclosure, Notice, Page, PortalHost
from assessments.record.chain import index_faults, summary_faults, verify
from assessments.record.clock_notice import explain_clock
from assessments.record.pages import PublishedPages
from assessments.record.publish import NothingChanged, PublishingRefused, withdraw
from assessments.record.verification.references import reference_faults
from ita_portal.thai.dates import BANGKOK, bangkok_midnight
from tests.support.factories import make_agency, make_disclosure, publish_checklist, publish_content
from tests.support.framework_years import make_year

pytestmark = pytest.mark.django_db
START = datetime.datetime(2026, 3, 1, 3, tzinfo=UTC)
LEAP_DAY = datetime.datetime(2028, 2, 29, 16, 59, 59, tzinfo=UTC)  # a second before 1 March in Bangkok
JUMPS = [
    *(timedelta(minutes=minutes) for minutes in (-90, -1, 1, 90)),
    *(timedelta(days=days) for days in (-1000, -1, 1, 30, 1000, 4 * 366)),
    timedelta(days=365 * 543),
]
SKEW, SILENCE = timedelta(minutes=2), timedelta(days=3 * 366)
CODES = ("O42", "O43")

steps = st.one_of(
    st.tuples(st.just("publish"), st.integers(0, 2)),
    st.tuples(st.just("edit"), st.tuples(st.sampled_from(CODES), st.integers(0, 2))),
    st.tuples(st.just("checklist"), st.none()),
    st.tuples(st.just("withdraw"), st.integers(0, 9)),
    st.tuples(st.just("explain"), st.none()),
    st.tuples(st.just("jump"), st.sampled_from(JUMPS)),
    st.tuples(st.just("leap day"), st.none()),
    st.tuples(st.just("host"), st.integers(0, 2)),
)


class World:
    """An agency, what its record should be, and the steps that are taken with it."""

    def __init__(self):
        self.now = START
        make_year(2569)
        self.agency = make_agency(hosts=["h0.example"])
        for code in CODES:
            make_disclosure(self.agency, code)
        self.records = []  # Publications as they were returned, in the order of the chain
        self.gone = {}  # sequence -> when it was withdrawn

    def take(self, name, argument):
        """One step under the clock as it stands."""
        with time_machine.travel(self.now, tick=False):
            getattr(self, name.replace(" ", "_"))(argument)

    def jump(self, by):
        self.now = min(self.now + by, datetime.datetime(2990, 1, 1, tzinfo=UTC))

    def leap_day(self, _argument):
        self.now = LEAP_DAY

    def host(self, number):
        PortalHost.objects.filter(agency=self.agency).update(host=f"h{number}.example")

    def edit(self, change):
        code, number = change
        disclosures = Disclosure.objects.filter(agency=self.agency, item__code=code)
        disclosures.update(explanation=f"คำอธิบาย {number}")

    def publish(self, number):
        content = {"schema": "test/1", "figure": number}
        self._written(
            Page.RESULT, lambda: publish_content(self.agency, 2563, "result", content), wanted=content
        )

    def checklist(self, _argument):
        record = self._written(Page.OIT, lambda: publish_checklist(self.agency))
        if record:
            self._check_dates(record)

    def explain(self, _argument):
        newest = self.records[-1] if self.records else None
        due = newest and not self._implausible() and self._contradicts(newest)
        if not due:
            with pytest.raises(PublishingRefused):
                explain_clock(self.agency, explanation="เวลาเคยผิด", by="admin")
            return
        notice = explain_clock(self.agency, explanation="เวลาเคยผิด", by="admin")
        named = {row["sequence"] for row in notice.data()["records"]}
        assert named == {row.sequence for row in self.records if row.published_at > self.now}
        self.records.append(notice)

    def withdraw(self, place):
        if not self.records:
            return
        record = self.records[place % len(self.records)]
        if record.sequence in self.gone:
            with pytest.raises(PublishingRefused, match="ถูกถอนไปแล้ว"):
                withdraw(record, reason="มีข้อมูลส่วนบุคคล", by="somsri", role="ปลัด อบต.")
            return
        if record.page == Notice.WITHDRAWAL or self._implausible() or self._contradicts(self.records[-1]):
            with pytest.raises(PublishingRefused, match="บันทึกของการถอนถอนไม่ได้|เวลา"):
                withdraw(record, reason="มีข้อมูลส่วนบุคคล", by="somsri", role="ปลัด อบต.")
            return
        self.gone[record.sequence] = withdraw(
            record, reason="มีข้อมูลส่วนบุคคล", by="somsri", role="ปลัด อบต."
        ).withdrawn_at
        notice = self.agency.publications.order_by("sequence").last()
        assert notice.data()["record"]["sequence"] == record.sequence
        self.records.append(notice)

    def _implausible(self):
        return not 2018 <= self.now.astimezone(BANGKOK).year <= 2569 - 543 + 10

    def _contradicts(self, newest):
        return newest.published_at > self.now + SKEW or self.now - newest.published_at > SILENCE

    def _latest(self, page):
        return next((row for row in reversed(self.records) if row.page == page), None)

    def _written(self, page, write, wanted=None):
        """The record that `write` made, or None where it must be refused and was."""
        latest, newest = self._latest(page), self.records[-1] if self.records else None
        if self._implausible() or (newest and self._contradicts(newest)):
            with pytest.raises(PublishingRefused, match="เวลาของเครื่อง"):
                write()
            return None
        same = wanted and latest and latest.sequence not in self.gone and latest.data() == wanted
        try:
            record = write()
        except NothingChanged:
            assert same or wanted is None
            return None
        assert not same
        assert record.number == (latest.number + 1 if latest else 1)
        assert record.sequence == len(self.records) + 1
        assert record.published_at >= self.now
        self.records.append(record)
        return record

    def _check_dates(self, record):
        """An item is dated anew exactly when it differs from the state before, if that still stands."""
        before = next((row for row in reversed(self.records[:-1]) if row.page == Page.OIT), None)
        standing = before and before.sequence not in self.gone
        rows = {row["code"]: row for row in before.data()["items"]} if standing else {}
        today = record.published_at.astimezone(BANGKOK).date().isoformat()
        for row in record.data()["items"]:
            was = rows.get(row["code"]) or {"answer": None, "explanation": "", "links": [], "changed": None}
            same = all(row[key] == was[key] for key in ("answer", "explanation", "links"))
            assert row["changed"] == (was["changed"] if same else today), row["code"]


def check_chain(world):
    """Numbers, links and hashes; contents as they were written, or gone."""
    rows = list(world.agency.publications.order_by("sequence"))
    found = verify(world.agency)
    assert (found.fault, found.count) == (None, len(rows))
    assert [row.record_sha256 for row in rows] == [row.record_sha256 for row in world.records]
    numbers = defaultdict(list)
    for row, written in zip(rows, world.records, strict=True):
        numbers[row.year_be, row.page].append(row.number)
        assert (row.published_at, row.note) == (written.published_at, written.note)
        if row.sequence in world.gone:
            assert (row.content, row.withdrawn_at) == ("", world.gone[row.sequence])
        else:
            assert sha256_hex(canonical_json(row.data())) == written.sha256
    assert all(each == list(range(1, len(each) + 1)) for each in numbers.values())
    back = [after for before, after in itertools.pairwise(rows) if after.published_at <= before.published_at]
    assert {row.page for row in back} <= {Notice.CLOCK}
    assert (
        index_faults(world.agency)
        == summary_faults(world.agency)
        == list(reference_faults(world.agency))
        == []
    )


def standing(records):
    """{(year, page): sequence} of the last of `records`, in the order of the chain, for each page."""
    return {(row.year_be, row.page): row.sequence for row in records}


def shown(pages):
    return {key: row.sequence for key, row in pages.publications.items()}


def check_views(world):
    """Now and at the end of each day on which something was published, and of the days beside it."""
    days = {row.published_at.astimezone(BANGKOK).date() for row in world.records}
    for day in {day + timedelta(days=by) for day in days for by in (-1, 0, 1)}:
        before = bangkok_midnight(day + timedelta(days=1))
        then = [row for row in world.records if row.published_at < before]
        assert shown(PublishedPages(world.agency, before=before)) == standing(then)
    now = PublishedPages(world.agency)
    assert shown(now) == standing(world.records)
    assert {page for _year, page in now.live} <= set(Page)


def check_site(world):
    """The address of the result as a reader asks for it, under the host of now."""
    host = PortalHost.objects.get(agency=world.agency).host
    for day in {row.published_at.astimezone(BANGKOK).date() for row in world.records}:
        if not bangkok_midnight(day) <= world.now or not world.now.year >= 2018:
            continue
        before = bangkok_midnight(day + timedelta(days=1))
        then = [row for row in world.records if row.published_at < before and row.page == Page.RESULT]
        with time_machine.travel(world.now, tick=False):
            answer = Client(headers={"host": host}).get(f"/ita/2563/result.json?as_of={day.isoformat()}")
        if not then:
            assert answer.status_code == 404
        elif then[-1].sequence in world.gone:
            assert answer.status_code == 410
        else:
            assert answer.json()["publication"]["record_sha256"] == then[-1].record_sha256


@hypothesis_settings(max_examples=30, deadline=None)
@given(st.lists(steps, min_size=4, max_size=14))
def test_any_sequence_of_deeds_leaves_a_record_that_fits(sequence):
    with transaction.atomic(), override_settings(ALLOWED_HOSTS=["*"]):
        world = World()
        for name, argument in sequence:
            world.take(name, argument)
        check_chain(world)
        check_views(world)
        check_site(world)
        transaction.set_rollback(True)
