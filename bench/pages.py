"""Requests per second of the public pages beside those of a bare view, from the real server, in one run.

Run: .venv/bin/python bench/pages.py [--rounds 5] [--agencies 7850] [--years 50]. Starts gunicorn as
`make run` does, with one worker, twice: with one agency and with the whole country in the database. Each
round asks both servers for each address in turn, one second each, by wrk, and for /hello before and after.

Two ratios to hello are printed, each the median of the rounds: of requests per second, and of requests per
second of the worker's own CPU time. On a machine that does nothing else the two agree; where others work
too, only the second says anything, so the goals are held against it. Goals: a page at 0.8 of hello, a 304 at
0.9, a worker's peak memory under 130 MB, the country's ratios at 0.95 of those with one agency.
"""

import argparse
import http.client
import os
import re
import shutil
import socket
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

BROWSER = {"Accept-Encoding": "gzip, deflate, br, zstd"}
PAGES = {
    "home": "/ita/",
    "result": "/ita/2563/",
    "measures": "/ita/2564/measures/",
    "checklist": "/ita/2564/oit/",
    "item": "/ita/2564/oit/o42/",
}
PAGE_GOAL, UNCHANGED_GOAL, COUNTRY_GOAL, MEMORY_GOAL = 0.8, 0.9, 0.95, 130
CONNECTIONS = 8


def environment(folder):
    """The environment of `make run`, with its data in `folder` and /hello among the addresses."""
    local = {"ITA_LOCAL": "1", "DEBUG": "0", "SECRET_KEY": "bench", "LOG_LEVEL": "ERROR", "DATABASE_URL": ""}
    places = {"ITA_VAR_DIR": str(folder), "ITA_BUILD_DIR": str(folder.parent / "build")}
    return os.environ | local | places | {"DJANGO_SETTINGS_MODULE": "bench.hello_settings"}


def in_python(folder, code):
    """Run a line of Python with the settings of a folder's database."""
    start = "import django; django.setup(); from bench import country; "
    done = subprocess.run(
        [sys.executable, "-c", start + code],
        cwd=ROOT,
        env=environment(folder),
        check=True,
        stdout=subprocess.PIPE,
    )
    return done.stdout.decode().strip()


def cpu_of(process):
    """Seconds of CPU that a process has used; `process` is its Path in /proc."""
    fields = (process / "stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def memory_of(process, name):
    """Resident memory of a process (its Path in /proc) in MB: VmHWM at its peak, VmRSS now."""
    status = (process / "status").read_text()
    return int(re.search(rf"{name}:\s+(\d+)", status)[1]) / 1024


class Server:
    """One gunicorn with one worker."""

    def __init__(self, folder):
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = free.getsockname()[1]
        command = [sys.executable, "-m", "gunicorn", "--bind", f"127.0.0.1:{self.port}", "--workers", "1"]
        self.process = subprocess.Popen(command, cwd=ROOT, env=environment(folder), stdout=subprocess.DEVNULL)
        while True:
            try:
                self.get("/hello")
                break
            except OSError:
                time.sleep(0.1)

    def get(self, address, headers=None):
        """(status, headers, body) of one request."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)
        connection.request("GET", address, headers=headers or {})
        answer = connection.getresponse()
        return answer.status, answer.headers, answer.read()

    def rate(self, address, headers):
        """(requests per second, requests per second of the worker's CPU) in one second of wrk."""
        command = ["wrk", "-t1", f"-c{CONNECTIONS}", "-d1s"]
        for name, value in headers.items():
            command += ["-H", f"{name}: {value}"]
        before = self.cpu()
        told = subprocess.run(
            [*command, f"http://127.0.0.1:{self.port}{address}"], check=True, capture_output=True, text=True
        ).stdout
        worked = self.cpu() - before
        count = int(re.search(r"(\d+) requests in", told)[1])
        return float(re.search(r"Requests/sec:\s+([0-9.]+)", told)[1]), count / worked

    @property
    def _worker(self):
        pid = self.process.pid
        return Path("/proc") / Path(f"/proc/{pid}/task/{pid}/children").read_text().split()[0]

    def cpu(self):
        """Seconds of CPU that the worker has used."""
        return cpu_of(self._worker)

    def peak_memory(self):
        """The worker's peak resident memory in MB."""
        return memory_of(self._worker, "VmHWM")

    def stop(self):
        """End it and wait for its end."""
        self.process.terminate()
        self.process.wait()


def targets(server):
    """{name: (address, headers)} of all that is measured; every page is asked for once before."""
    found = {}
    for name, address in PAGES.items():
        status, headers, body = server.get(address, BROWSER)
        assert (status, headers["Content-Encoding"]) == (200, "br"), (address, status)
        found[name] = (address, BROWSER)
        plain = server.get(address)[2]
        print(f"  {name}: {len(plain) / 1000:.1f} kB, {len(body) / 1000:.1f} kB as sent")
    _status, headers, _body = server.get(PAGES["measures"], BROWSER)
    found["304"] = (PAGES["measures"], BROWSER | {"If-None-Match": headers["ETag"]})
    assert server.get(*found["304"])[0] == 304
    found["checklist, not compressed"] = (PAGES["checklist"], {})
    style = re.search(r'/ita/static/css/portal\.[^"]+\.css', server.get("/ita/")[2].decode())[0]
    found["static file"] = (style, BROWSER)
    assert "immutable" in server.get(style)[1]["Cache-Control"]
    return found


def fill(server):
    """Ask for more than a worker can keep, the largest answers among them: its memory is at its peak then."""
    for day in range(1, 400):
        server.get(f"/ita/2564/oit.json?day={day}", BROWSER)
    for address in ("/ita/2564/bundle.zip", "/ita/chain.json", "/ita/2564/oit/history/", "/ita/feed.xml"):
        assert server.get(address)[0] == 200, address


def measure(servers, rounds):
    """{database: {name: [(speeds, those of hello just before, those after) in each round]}}"""
    wanted = {database: targets(server) for database, server in servers.items()}
    found = {database: {name: [] for name in names} for database, names in wanted.items()}
    hello = ("/hello", BROWSER)
    for _round in range(rounds):
        before = {database: server.rate(*hello) for database, server in servers.items()}
        for name in wanted["one"]:
            speeds = {database: server.rate(*wanted[database][name]) for database, server in servers.items()}
            after = {database: server.rate(*hello) for database, server in servers.items()}
            for database in servers:
                found[database][name].append((speeds[database], before[database], after[database]))
            before = after
    return found


def ratio(rounds, kind):
    """The median of the ratios to hello: of requests per second (kind 0) or per second of CPU (1)."""
    return statistics.median(2 * page[kind] / (before[kind] + after[kind]) for page, before, after in rounds)


def report(found, memory):
    """Print the table; returns the goals that were missed."""
    missed = []
    print(
        f"\n{'':26}" + "".join(f"{database:>12}   of hello   by CPU" for database in found) + "  country/one"
    )
    for name in found["one"]:
        line, by_cpu = f"{name:26}", {}
        for database, rounds in ((database, each[name]) for database, each in found.items()):
            by_cpu[database] = ratio(rounds, 1)
            speed = statistics.median(page[0] for page, _before, _after in rounds)
            line += f"{speed:>10.0f}/s{ratio(rounds, 0):11.2f}{by_cpu[database]:9.2f}"
        share = by_cpu["country"] / by_cpu["one"]
        print(f"{line}{share:13.2f}")
        goal = {"304": UNCHANGED_GOAL}.get(name, PAGE_GOAL if name in PAGES else 0)
        if min(by_cpu.values()) < goal or (goal and share < COUNTRY_GOAL):
            missed.append(name)
    hellos = [before for each in found["one"].values() for _page, before, _after in each]
    speed, by_cpu = (statistics.median(each) for each in zip(*hellos, strict=True))
    print(f"hello: {speed:.0f}/s, {by_cpu:.0f} per second of CPU")
    for database, megabytes in memory.items():
        print(f"peak memory of the worker, {database}: {megabytes:.0f} MB")
        if megabytes >= MEMORY_GOAL:
            missed.append(f"memory, {database}")
    return missed


def main(rounds, agencies, years):
    """Build both databases, measure, report."""
    with tempfile.TemporaryDirectory() as folder:
        one, country = Path(folder) / "one", Path(folder) / "country"
        one.mkdir()
        shutil.copytree(ROOT / "build" / "fonts", Path(folder) / "build" / "fonts")
        in_python(
            one, "from django.core.management import call_command; call_command('collectstatic', verbosity=0)"
        )
        in_python(one, "country.one_agency()")
        shutil.copytree(one, country)
        started = time.monotonic()
        size = in_python(country, f"print(*country.grow({agencies}, {years}))").split()
        print(f"country: {size[0]} agencies, {size[1]} records, made in {time.monotonic() - started:.0f} s")
        servers = {"one": Server(one), "country": Server(country)}
        try:
            found = measure(servers, rounds)
            for server in servers.values():
                fill(server)
            memory = {database: server.peak_memory() for database, server in servers.items()}
        finally:
            for server in servers.values():
                server.stop()
    missed = report(found, memory)
    print("goals missed: " + ", ".join(missed) if missed else "all goals reached")
    return 1 if missed else 0


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--agencies", type=int, default=7850)
    parser.add_argument("--years", type=int, default=50)
    sys.exit(main(**vars(parser.parse_args())))
