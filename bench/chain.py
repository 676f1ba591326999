"""How long verifying a long record takes: .venv/bin/python bench/chain.py [records]

Makes 10,000 publications of 30 kB with right hashes in a scratch SQLite, verifies them as
`manage.py verify_publications` does, and says the time and the peak of memory.
Exit status 1 when it takes 10 s or more.
"""

import os
import resource
import sys
import tempfile
from datetime import UTC, datetime, timedelta
from pathlib import Path
from time import perf_counter

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

LIMIT_SECONDS = 10
SIZE = 30_000
PAGES = [(year_be, page) for year_be in range(2560, 2570) for page in ("result", "measures", "oit")]
STARTED = datetime(2020, 10, 1, tzinfo=UTC)


def megabytes():
    """The most memory this process has used so far (Linux counts in kilobytes)."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def content_text(turn):
    """Canonical JSON of about SIZE bytes that differs from turn to turn."""
    item = "ข้อมูลการจัดซื้อจัดจ้างหรือการจัดหาพัสดุประจำปีงบประมาณ"
    items = ",".join(f'"{item} {turn} {n}"' for n in range(SIZE // (len(item.encode()) + 12)))
    return f'{{"items":[{items}],"schema":"bench/1"}}'


def make_records(agency, count):
    """`count` records of one agency, one after the other on 30 pages, as publishing would write them."""
    from assessments.content.canonical_json import sha256_hex
    from assessments.models import Publication, PublishedPage
    from assessments.record.record_hash import record_hash

    previous, batch = "", []
    for sequence in range(1, count + 1):
        text = content_text(sequence)
        year_be, page = PAGES[sequence % len(PAGES)]
        bound = {
            "year_be": year_be,
            "page": page,
            "number": (sequence - 1) // len(PAGES) + 1,
            "sequence": sequence,
            "sha256": sha256_hex(text),
            "previous": previous,
            "published_at": STARTED + timedelta(minutes=sequence),
            "note": f"แก้ไขข้อมูลครั้งที่ {sequence}",
        }
        previous = record_hash(agency_slug=agency.slug, role="ปลัด อบต.", **bound)
        row = Publication(agency=agency, content=text, schema="bench/1", record_sha256=previous, **bound)
        row.published_by, row.published_by_role = "bench", "ปลัด อบต."
        batch.append(row)
        if len(batch) == 100 or sequence == count:
            Publication.objects.bulk_create(batch)
            batch = []
    for row in agency.publications.order_by("-sequence")[: len(PAGES)]:
        PublishedPage.objects.create(agency=agency, year_be=row.year_be, page=row.page, current=row)


def main(count, folder):
    os.environ |= {"ITA_LOCAL": "1", "SECRET_KEY": "bench", "DJANGO_SETTINGS_MODULE": "ita_portal.settings"}
    os.environ["DATABASE_URL"] = f"sqlite:///{folder}/bench.sqlite3"  # never the portal's own
    import django

    django.setup()
    from django.core.management import call_command

    from assessments.models import Agency

    call_command("migrate", verbosity=0)
    agency = Agency.objects.create(slug="bench", name="หน่วยงานทดสอบความเร็ว")
    started = perf_counter()
    make_records(agency, count)
    size = len(content_text(count).encode())
    print(f"{count:,} records of {size:,} bytes made in {perf_counter() - started:.1f} s")

    before, started = megabytes(), perf_counter()
    call_command("verify_publications")
    took = perf_counter() - started
    print(f"verified in {took:.2f} s, peak memory {before:.0f} -> {megabytes():.0f} MB")
    started = perf_counter()
    call_command("export_chain", output=f"{folder}/chain.json")
    print(f"exported in {perf_counter() - started:.2f} s")
    started = perf_counter()
    call_command("verify_publications", against=f"{folder}/chain.json")
    print(f"verified against the export in {perf_counter() - started:.2f} s")
    if took >= LIMIT_SECONDS:
        sys.exit(f"too slow: {took:.1f} of {LIMIT_SECONDS} s")


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as scratch:
        main(int(sys.argv[1]) if len(sys.argv) > 1 else 10_000, scratch)
