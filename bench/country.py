"""Databases for bench/pages.py: one agency with a full checklist, and one as large as the country.

The first agency's years are real publications; those of the others are rows of the right number, keys and
indexes with little content, written by SQL with the guards down. For a throw-away SQLite file only.
"""

import io

from django.core.management import call_command
from django.db import connection, transaction
from django.utils import timezone

from assessments.models import (
    Agency,
    Disclosure,
    DisclosureLink,
    FiscalYear,
    LinkTarget,
    PortalHost,
    Publication,
)
from assessments.models.triggers import TRIGGERS, drop_triggers
from assessments.record.publish import publish
from assessments.record.publishable import publishable_page

HOST = "127.0.0.1"
FILLER = """
CREATE TEMP TABLE n AS WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < {most})
  SELECT i FROM n;
CREATE TEMP TABLE pages AS SELECT 0 AS nth, 'result' AS page UNION SELECT 1, 'measures' UNION SELECT 2, 'oit';
INSERT INTO assessments_agency (name, slug, kind, district, province, two_person_rule)
  SELECT 'องค์การบริหารส่วนตำบลที่ ' || i, 'sao-' || i, 'sao', 'อำเภอ ' || (i % 900), 'จังหวัด ' || (i % 77), 0
  FROM n WHERE i < {agencies};
INSERT INTO assessments_portalhost (agency_id, host)
  SELECT id, slug || '.example.go.th' FROM assessments_agency WHERE slug LIKE 'sao-%';
INSERT INTO assessments_publication (agency_id, year_be, page, number, sequence, schema, content, sha256,
    previous, record_sha256, published_at, published_by, published_by_role, note, summary, changed_keys,
    withdrawn_by, withdrawn_reason)
  SELECT a.id, 2564 - {years} + n.i, p.page, 1, n.i * 3 + p.nth - 2, p.page || '/1', '{{"filler":""}}',
    lower(hex(randomblob(32))), lower(hex(randomblob(32))), lower(hex(randomblob(32))),
    '2021-03-12 02:10:00', 'filler', 'ปลัด อบต.', 'เผยแพร่ครั้งแรก', '{{}}', '{{}}', '', ''
  FROM assessments_agency a CROSS JOIN n CROSS JOIN pages p WHERE a.slug LIKE 'sao-%' AND n.i <= {years};
INSERT INTO assessments_publishedpage (agency_id, year_be, page, current_id)
  SELECT agency_id, year_be, page, id FROM assessments_publication WHERE published_by = 'filler';
INSERT INTO assessments_linktarget (agency_id, host_id, url, url_sha256, state, broken, failures,
    last_checked_at, next_check_at, moved_to, content_type, etag, last_modified, confirmed_by)
  SELECT a.id, (SELECT MIN(id) FROM assessments_checkedhost), 'https://www.example.go.th/' || n.i,
    lower(hex(randomblob(32))),
    'opens', 0, 0, '2021-03-12 02:10:00', '2021-03-13 02:10:00', '', '', '', '', ''
  FROM assessments_agency a CROSS JOIN n WHERE a.slug LIKE 'sao-%' AND n.i <= 43;
INSERT INTO assessments_publishedlink (publication_id, code, position, target_id)
  SELECT p.id, 'O' || (1 + t.id % 43), 1 + t.id / 43, t.id FROM assessments_linktarget t
  JOIN assessments_publication p ON p.agency_id = t.agency_id AND p.page = 'oit' AND p.year_be = 2564
  WHERE p.published_by = 'filler';
ANALYZE;
"""


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


def grow(agencies, years):
    """Make of a database with one published agency one with that many agencies and years."""
    agency = Agency.objects.get()
    PortalHost.objects.create(agency=agency, host=HOST)
    more_years(agency, years - 2)
    drop_triggers(TRIGGERS)
    with transaction.atomic(), connection.cursor() as cursor:
        script = FILLER.format(agencies=agencies, years=years, most=max(agencies, years, 43))
        for statement in script.split(";\n"):
            if statement.strip():
                cursor.execute(statement)
    return Agency.objects.count(), Publication.objects.count()
