"""Requests per second of the public pages beside those of a bare view, from the real server, in one run.

Run: .venv/bin/python bench/pages.py [--rounds 5] [--agencies 7850] [--years 50]. Starts gunicorn as
`make run` does, with one worker, twice: with one agency and with the whole country in the database. Each
round asks both servers for each address in turn, one second each, by wrk, and for /hello before and after, so
that others on the machine slow both sides alike; the medians of speeds and of ratios are printed. Goals: a page at 0.8 of hello, a 304
at 0.9, a worker's peak memory under 130 MB, the country's ratios at 0.95 of those with one agency.
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
                return self.get("/hello") and None
            except OSError:
                time.sleep(0.1)

    def get(self, address, headers=None):
        """(status, headers, body) of one request."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)
        connection.request("GET", address, headers=headers or {})
        answer = connection.getresponse()
        return answer.status, answer.headers, answer.read()

    def rate(self, address, headers):
        """Requests per second in one second of wrk."""
        command = ["wrk", "-t1", f"-c{CONNECTIONS}", "-d1s"]
        for name, value in headers.items():
            command += ["-H", f"{name}: {value}"]
        told = subprocess.run(
            [*command, f"http://127.0.0.1:{self.port}{address}"], check=True, capture_output=True, text=True
        ).stdout
        return float(re.search(r"Requests/sec:\s+([0-9.]+)", told)[1])

    def peak_memory(self):
        """The worker's peak resident memory in MB."""
        pid = self.process.pid
        worker = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()[0]
        status = Path(f"/proc/{worker}/status").read_text()
        return int(re.search(r"VmHWM:\s+(\d+)", status)[1]) / 1024

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
    """{database: {name: [(requests per second, that of hello just before and after) in each round]}}"""
    wanted = {database: targets(server) for database, server in servers.items()}
    rates = {database: {name: [] for name in found} for database, found in wanted.items()}
    hello = ("/hello", BROWSER)
    for _round in range(rounds):
        before = {database: server.rate(*hello) for database, server in servers.items()}
        for name in wanted["one"]:
            rate = {database: server.rate(*wanted[database][name]) for database, server in servers.items()}
            after = {database: server.rate(*hello) for database, server in servers.items()}
            for database in servers:
                beside = (before[database] + after[database]) / 2
                rates[database][name].append((rate[database], beside))
            before = after
    return rates


def report(rates, memory):
    """Print the table; returns the goals that were missed."""
    missed = []
    print(f"\n{'':26}{'one agency':>16}{'of hello':>9}{'country':>13}{'of hello':>9}{'country/one':>13}")
    for name in rates["one"]:
        speed, ratio = {}, {}
        for database, found in rates.items():
            speed[database] = statistics.median(rate for rate, _hello in found[name])
            ratio[database] = statistics.median(rate / hello for rate, hello in found[name])
        share = ratio["country"] / ratio["one"]
        print(
            f"{name:26}{speed['one']:>14.0f}/s{ratio['one']:9.2f}"
            f"{speed['country']:>11.0f}/s{ratio['country']:9.2f}{share:13.2f}"
        )
        goal = {"304": UNCHANGED_GOAL}.get(name, PAGE_GOAL if name in PAGES else 0)
        if min(ratio.values()) < goal or (goal and share < COUNTRY_GOAL):
            missed.append(name)
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
            rates = measure(servers, rounds)
            for server in servers.values():
                fill(server)
            memory = {database: server.peak_memory() for database, server in servers.items()}
        finally:
            for server in servers.values():
                server.stop()
    missed = report(rates, memory)
    print("goals missed: " + ", ".join(missed) if missed else "all goals reached")
    return 1 if missed else 0


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--agencies", type=int, default=7850)
    parser.add_argument("--years", type=int, default=50)
    sys.exit(main(**vars(parser.parse_args())))
