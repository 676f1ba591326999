"""Databases for bench/pages.py: one agency with a full checklist, and one as large as the country.

The first agency's years are real publications; those of the others are rows of the right number, keys and
indexes, the newest with real contents, written with the guards down. For a throw-away database only.
"""

import io
import secrets
from datetime import UTC, datetime

from django.core.management import call_command
from django.db import connection, transaction
from django.utils import timezone

from assessments.models import (
    Agency,
    CheckedHost,
    Disclosure,
    DisclosureLink,
    FiscalYear,
    LinkTarget,
    PortalHost,
    Publication,
    PublishedLink,
    PublishedPage,
)
from assessments.models.triggers import create_triggers, drop_triggers, registered_triggers
from assessments.record.publish import publish
from assessments.record.publishable import publishable_page

HOST = "127.0.0.1"
NEWEST = 2564  # the newest year of the example
AT = datetime(2021, 3, 12, 2, 10, tzinfo=UTC)
AGENCIES_AT_ONCE = 25
LINKS = 43


def one_agency():
    """The real example of Pak Chong, each item of its checklist answered with two links that were checked."""
    for command in (["migrate", "--verbosity=0"], ["load_packs"], ["load_example"]):
        call_command(*command, stdout=io.StringIO())
    agency, year = Agency.objects.get(), FiscalYear.objects.get(year_be=2564)
    for item in year.oit_items.all():
        disclosure, _new = Disclosure.objects.get_or_create(
            agency=agency, item=item, defaults={"answer": "yes", "explanation": "เผยแพร่บนเว็บไซต์หลักของหน่วยงาน"}
        )
        for position in (2, 3):
            url = f"https://www.example.go.th/{item.code}/{position}"
            DisclosureLink.objects.create(
                disclosure=disclosure, position=position, label=item.title[:200], url=url
            )
    page = publishable_page("oit")
    page.publish(page.row_of(agency, year), note="ครบทุกข้อ", by="bench", role="ปลัด อบต.")
    now = timezone.now()
    LinkTarget.objects.update(state="opens", last_checked_at=now, last_opened_at=now, state_since=now)


def more_years(agency, count):
    """Publish the agency's pages once more for each of the `count` years before its oldest."""
    newest = list(Publication.objects.filter(agency=agency, current_of__isnull=False).order_by("sequence"))
    oldest = min(row.year_be for row in newest)
    for year_be in range(oldest - 1, oldest - 1 - count, -1):
        for row in newest:
            content = row.data() | {"fiscal_year": year_be}
            if row.page == "measures":
                content["result_year"] = year_be - 1
            publish(
                agency,
                year_be,
                row.page,
                lambda _previous, _at, content=content: content,
                note="ย้อนหลัง",
                by="bench",
                role="ปลัด อบต.",
            )


def grow(agencies, years, full_years=1):
    """Make of a database with one published agency one with that many agencies and years.

    The newest `full_years` of each agency have the contents of the first agency under their own name, those
    before have none to speak of.
    """
    agency = Agency.objects.get()
    PortalHost.objects.create(agency=agency, host=HOST)
    more_years(agency, years - 2)
    filler = Filler(agency, years, full_years)
    drop_triggers(registered_triggers())
    try:
        for numbers in batched(range(1, agencies), AGENCIES_AT_ONCE):
            with transaction.atomic():
                filler.fill(numbers)
    finally:
        create_triggers(registered_triggers())
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    return Agency.objects.count(), Publication.objects.count()


def batched(numbers, size):
    """Lists of at most `size` of the numbers (itertools.batched comes with Python 3.12)."""
    numbers = list(numbers)
    return (numbers[at : at + size] for at in range(0, len(numbers), size))


class Filler:
    """Rows of many agencies like those of one, with hashes made of nothing."""

    def __init__(self, agency, years, full_years):
        self.name, self.years, self.full_years = agency.name, years, full_years
        rows = Publication.objects.filter(agency=agency, current_of__isnull=False).order_by("-year_be")
        self.newest = {row.page: row for row in reversed(rows)}
        self.host = CheckedHost.objects.first()

    def fill(self, numbers):
        """Agencies, hosts, records, the index of current pages, addresses of links and where they stand."""
        agencies = Agency.objects.bulk_create(map(self._agency, numbers))
        PortalHost.objects.bulk_create(
            PortalHost(agency=each, host=f"{each.slug}.example.go.th") for each in agencies
        )
        records = Publication.objects.bulk_create(
            record for each in agencies for record in self._records(each)
        )
        PublishedPage.objects.bulk_create(
            PublishedPage(agency_id=each.agency_id, year_be=each.year_be, page=each.page, current=each)
            for each in records
        )
        targets = LinkTarget.objects.bulk_create(
            self._target(each, nth) for each in agencies for nth in range(1, LINKS + 1)
        )
        lists = {each.agency_id: each for each in records if (each.page, each.year_be) == ("oit", NEWEST)}
        PublishedLink.objects.bulk_create(
            PublishedLink(
                publication=lists[each.agency_id], code=f"O{1 + at % LINKS}", position=1, target=each
            )
            for at, each in enumerate(targets)
        )

    @staticmethod
    def _agency(number):
        return Agency(
            name=f"องค์การบริหารส่วนตำบลที่ {number}",
            slug=f"sao-{number}",
            district=f"อำเภอ {number % 900}",
            province=f"จังหวัด {number % 77}",
        )

    def _records(self, agency):
        sequence = 0
        for year_be in range(NEWEST - self.years + 1, NEWEST + 1):
            for page, model in self.newest.items():
                sequence += 1
                full = year_be > NEWEST - self.full_years
                yield Publication(
                    agency=agency,
                    year_be=year_be,
                    page=page,
                    number=1,
                    sequence=sequence,
                    schema=model.schema,
                    content=self._content(model, agency, year_be) if full else '{"filler":""}',
                    summary=model.summary,
                    sha256=secrets.token_hex(32),
                    previous=secrets.token_hex(32),
                    record_sha256=secrets.token_hex(32),
                    published_at=AT,
                    published_by="filler",
                    published_by_role="ปลัด อบต.",
                    note="เผยแพร่ครั้งแรก",
                )

    def _content(self, model, agency, year_be):
        years = (f'"fiscal_year":{each}' for each in (model.year_be, year_be))
        return model.content.replace(self.name, agency.name).replace(*years)

    def _target(self, agency, nth):
        return LinkTarget(
            agency=agency,
            host=self.host,
            url=f"https://www.example.go.th/{nth}",
            url_sha256=secrets.token_hex(32),
            state="opens",
            last_checked_at=AT,
            next_check_at=AT,
        )
