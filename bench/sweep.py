"""How long a sweep over every agency takes: a sample measured with 1, 2 and 4 workers, then reckoned up.

    .venv/bin/python -m bench.sweep [agencies]

Each agency of the sample has 43 items x 2 links on a host of its own; a server on loopback answers. Workers
are processes of `check_links` on one scratch database (SQLite, or DATABASE_URL's server) without pause, so
what is measured is fetching plus writing down. The pause is added by reckoning: it lies per host.
"""

import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
ALL_AGENCIES, LINKS = 7850, 86
HOSTS_AT_ONCE, PAUSE = 200, 2
MAKE = """
import sys
from assessments.models import Agency, Disclosure, DisclosureLink, LinkTarget, OITItem
from assessments.links.check_run import sync_targets
from assessments.framework.pack_loader import PACKS, load_pack
load_pack(PACKS / "2564.json")
items = list(OITItem.objects.filter(year__year_be=2564))
for n in range({agencies}):
    agency = Agency.objects.create(slug=f"a{{n}}", name=f"อบต. {{n}}", district=str(n))
    rows = [Disclosure(agency=agency, item=item, answer="yes") for item in items]
    rows = Disclosure.objects.bulk_create(rows)
    host = f"127.{{1 + n // 62500}}.{{n // 250 % 250}}.{{1 + n % 250}}"
    DisclosureLink.objects.bulk_create(
        DisclosureLink(disclosure=row, position=p, label="x", url=f"http://{{host}}:{port}/pdf/{{row.pk}}-{{p}}.pdf")
        for row in rows for p in (1, 2))
print(sync_targets())
"""
WORK = """
from django.conf import settings
settings.LINKCHECK_LOCAL, settings.LINKCHECK_PORTS, settings.LINKCHECK_PAUSE = True, [{port}], 0
from django.core.management import call_command
call_command("check_links", "--limit", "{limit}")
"""
AGAIN = """
from assessments.links.check_run import make_due
from assessments.models import LinkTarget
make_due(LinkTarget.objects.all())
"""


def start(environment, code):
    """A Django shell in a process of its own."""
    command = [sys.executable, "manage.py", "shell", "--verbosity=0", "-c", code]
    return subprocess.Popen(command, cwd=ROOT, env=environment, text=True, stdout=subprocess.PIPE)


def shell(environment, code):
    """The output of a Django shell; SystemExit when it fails."""
    process = start(environment, code)
    output, _errors = process.communicate()
    if process.returncode:
        raise SystemExit(f"failed: {code[:60]}…")
    return output


def measured(environment, port, workers, links):
    """(seconds, checks told) of one sweep over the sample by so many workers."""
    shell(environment, AGAIN)
    begun = time.perf_counter()
    running = [start(environment, WORK.format(port=port, limit=links)) for _each in range(workers)]
    outputs = [process.communicate()[0] for process in running]
    return time.perf_counter() - begun, sum(output.count("\thttp") for output in outputs)


def main():
    agencies = int(sys.argv[1]) if len(sys.argv) > 1 else 60
    server = subprocess.Popen(
        [sys.executable, "-m", "tests.support.link_server"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    with tempfile.TemporaryDirectory() as folder:
        environment = os.environ | {
            "ITA_LOCAL": "1",
            "SECRET_KEY": "only-for-this-bench",
            "ITA_VAR_DIR": folder,
            "DJANGO_SETTINGS_MODULE": "ita_portal.settings",
        }
        try:
            port = int(server.stdout.readline())
            migrate = [sys.executable, "manage.py", "migrate", "--verbosity=0"]
            subprocess.run(migrate, cwd=ROOT, env=environment, check=True)
            links = int(shell(environment, MAKE.format(agencies=agencies, port=port)))
            print(f"sample: {agencies} agencies, {links} links")
            for workers in (1, 2, 4):
                report(workers, links, *measured(environment, port, workers, links))
        finally:
            server.kill()


def report(workers, links, seconds, told):
    """One line: what was measured, and what it means for every agency, with the pause between requests."""
    rate = told / seconds
    every = ALL_AGENCIES * LINKS
    polite = HOSTS_AT_ONCE * workers / PAUSE
    hours = every / min(rate, polite) / 3600
    print(
        f"{workers} workers: {told} of {links} checks in {seconds:.1f} s = {rate:.0f} URL/s; "
        f"{every} links with {PAUSE} s pause on {HOSTS_AT_ONCE} hosts a worker: {hours:.1f} h"
    )


if __name__ == "__main__":
    main()
