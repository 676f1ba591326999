"""How long the desk's first screen, the page for the head and the calendar take with eight years of data.

Run: .venv/bin/python bench/first_screen.py. Uses a throw-away SQLite file: every item of every year answered,
five links each, every ninth of them broken. Target: under 300 ms.
"""

import os
import sys
import tempfile
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
ADDRESSES = ["", "?year=2564", "?year=2565", "head/?year=2564", "calendar.ics?year=2564"]


def fill(agency):
    """Answers and links for every year, as five addresses an item."""
    from django.utils import timezone

    from assessments.links.published import ensure_targets
    from assessments.models import Disclosure, DisclosureLink, FiscalYear, LinkTarget

    urls = []
    for year in FiscalYear.objects.all():
        for item in year.oit_items.all():
            row, _made = Disclosure.objects.get_or_create(
                agency=agency, item=item, defaults={"answer": "yes"}
            )
            found = [f"https://www.pakchong.go.th/{year.year_be}/{item.code}/{n}" for n in range(5)]
            first = row.links.count() + 1
            DisclosureLink.objects.bulk_create(
                DisclosureLink(disclosure=row, position=first + n, label="เอกสาร", url=url)
                for n, url in enumerate(found)
            )
            urls += found
    ensure_targets(agency, urls)
    now = timezone.now()
    LinkTarget.objects.update(state="opens", last_checked_at=now)
    broken = list(LinkTarget.objects.values_list("pk", flat=True)[::9])
    LinkTarget.objects.filter(pk__in=broken).update(
        state="not_found", broken=True, failures=3, first_failure_at=now
    )
    return len(urls)


def main():
    with tempfile.TemporaryDirectory() as folder:
        os.environ |= {"ITA_LOCAL": "1", "SECRET_KEY": "bench", "ITA_VAR_DIR": folder, "LOG_LEVEL": "ERROR"}
        os.environ["DJANGO_SETTINGS_MODULE"] = "tests.settings"
        import django

        django.setup()
        from django.contrib.auth import get_user_model
        from django.core.management import call_command
        from django.db import connection
        from django.test import Client
        from django.test.utils import CaptureQueriesContext

        from assessments.models import Agency

        for command in (["migrate", "--verbosity=0"], ["load_packs"], ["load_example"]):
            call_command(*command, stdout=open(os.devnull, "w"))
        print(f"{fill(Agency.objects.get())} links")
        client = Client(headers={"host": "127.0.0.1"})
        client.force_login(get_user_model().objects.create_superuser("bench", password=None))
        for address in ADDRESSES:
            path, took = f"/ita/admin/{address}", []
            for _ in range(20):
                start = time.perf_counter()
                assert client.get(path).status_code == 200
                took.append(time.perf_counter() - start)
            with CaptureQueriesContext(connection) as captured:
                client.get(path)
            print(f"{path}: median {sorted(took)[10] * 1000:.0f} ms, {len(captured)} queries")


if __name__ == "__main__":
    main()
