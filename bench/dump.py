"""How long a page waits while the database is dumped and migrated: python bench/dump.py [--agencies 2000].

The database of DATABASE_URL, an empty PostgreSQL, is filled by bench/country.py. A server then answers pages
of many agencies and its health, one after the other, in three phases of `--seconds`: alone, beside pg_dump
one after the other, and beside pg_dump and `migrate` with nothing to do. Prints how many were answered, the
median and the longest wait of each phase; exit status 1 when a page waited longer by a second than alone.
"""

import argparse
import http.client
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))
ADDRESSES = ["/ita/", "/ita/2563/", "/ita/2564/measures/", "/ita/2564/oit/", "/ita/healthz"]
PORT, MOST = 8794, 1.0


def environment():
    """Local mode on the database of DATABASE_URL, files in ITA_VAR_DIR and ITA_BUILD_DIR."""
    local = {
        "ITA_LOCAL": "1",
        "DEBUG": "0",
        "SECRET_KEY": "bench",
        "LOG_LEVEL": "ERROR",
        "ALLOWED_HOSTS": "*",
    }
    return os.environ | local | {"DJANGO_SETTINGS_MODULE": "ita_portal.settings"}


@contextmanager
def folders():
    """Folders for the files of this run, with the stylesheets and fonts in place; gone afterwards."""
    with tempfile.TemporaryDirectory() as folder:
        os.environ |= {"ITA_VAR_DIR": f"{folder}/var", "ITA_BUILD_DIR": f"{folder}/build"}
        shutil.copytree(ROOT / "build" / "fonts", Path(folder) / "build" / "fonts")
        python("manage.py", "collectstatic", "--noinput", "--verbosity=0")
        yield


def python(*arguments, **more):
    """Run this Python in the project on that database."""
    return subprocess.run([sys.executable, *arguments], cwd=ROOT, env=environment(), check=True, **more)


def repeat(command, stop, counts):
    """Run a command again and again until `stop` is set; counts how often it ended well."""
    while not stop.is_set():
        subprocess.run(command, cwd=ROOT, env=environment(), check=True, stdout=subprocess.DEVNULL)
        counts[Path(command[0]).name] = counts.get(Path(command[0]).name, 0) + 1


def waits(seconds, agencies):
    """Seconds that each request of a while took, asked one after the other of changing agencies."""
    found, until, nth = [], time.monotonic() + seconds, 0
    while time.monotonic() < until:
        nth += 1
        host = f"sao-{1 + nth * 7 % (agencies - 1)}.example.go.th"
        started = time.monotonic()
        connection = http.client.HTTPConnection("127.0.0.1", PORT, timeout=60)
        connection.request("GET", ADDRESSES[nth % len(ADDRESSES)], headers={"Host": host})
        answer = connection.getresponse()
        answer.read()
        assert answer.status in (200, 404), answer.status
        found.append(time.monotonic() - started)
        connection.close()
    return found


def phase(name, commands, seconds, agencies):
    """The waits of one phase, printed; the commands run beside."""
    stop, counts = threading.Event(), {}
    beside = [threading.Thread(target=repeat, args=(command, stop, counts)) for command in commands]
    for each in beside:
        each.start()
    found = waits(seconds, agencies)
    stop.set()
    for each in beside:
        each.join()
    told = ", ".join(f"{name} {count} times" for name, count in counts.items())
    median, longest = statistics.median(found) * 1000, max(found) * 1000
    print(
        f"{name}: {len(found)} answers, median {median:.0f} ms, longest {longest:.0f} ms {told}", flush=True
    )
    return max(found)


def main(agencies, years, seconds):
    """Fill, serve, measure; 1 when a page waited too long."""
    url = os.environ["DATABASE_URL"]
    started = time.monotonic()
    code = f"country.one_agency(); print(*country.grow({agencies}, {years}, {years}))"
    python("-c", f"import django; django.setup(); from bench import country; {code}")
    print(f"filled in {time.monotonic() - started:.0f} s", flush=True)
    dump, migrate = (
        ["pg_dump", "--format=custom", "--compress=0", url],
        [sys.executable, "manage.py", "migrate"],
    )
    bind = ["--bind", f"127.0.0.1:{PORT}", "--workers", "1"]
    server = subprocess.Popen([sys.executable, "-m", "gunicorn", *bind], cwd=ROOT, env=environment())
    try:
        time.sleep(5)
        waits(3, agencies)
        alone = phase("alone", [], seconds, agencies)
        phase("beside pg_dump", [dump], seconds, agencies)
        beside = phase("beside pg_dump and migrate", [dump, migrate], seconds, agencies)
    finally:
        server.terminate()
        server.wait()
    return int(beside > alone + MOST)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--agencies", type=int, default=2000)
    parser.add_argument("--years", type=int, default=8)
    parser.add_argument("--seconds", type=int, default=30)
    given = parser.parse_args()
    with folders():
        missed = main(given.agencies, given.years, given.seconds)
    sys.exit(missed)
