"""How fast addresses are checked: 2,000 on 200 hosts, against linkchecker and linkinator, in one run.

    .venv/bin/python -m bench.links

A real server in a process of its own, no pause between requests. The other two checkers are installed into a
temporary folder by pip and npm; the run says so when they cannot be. Loopback only, otherwise.
"""

import argparse
import json
import os
import random
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.settings")

from assessments.linkcheck import Policy, Wanted, check_addresses
from tests.support.link_answers import STATES

HOSTS, ADDRESSES = 200, 2000
# Of 100 addresses: 5 not found, 1 server error, and some of everything else that real checklists hold.
MIX = {
    "missing": 5,
    "error": 1,
    "redirect": 6,
    "moved": 4,
    "slow": 1,
    "endless": 1,
    "members": 2,
    "locked": 1,
    "soft404": 2,
    "archive": 1,
    "wall": 2,
    "forbidden": 1,
    "pdf": 40,
    "ok": 33,
}
LONGEST_RUN = 900


def addresses(port, hosts, count):
    """[(host, url, expected state)]: the mix, shuffled and dealt over the hosts."""
    kinds = [kind for kind, share in MIX.items() for _each in range(share)] * (count // 100)
    random.Random(2564).shuffle(kinds)
    rows = []
    for number, kind in enumerate(kinds):
        host = f"127.0.1.{1 + number % hosts}"
        name = f"{number}.pdf" if kind == "pdf" else number
        rows.append((host, f"http://{host}:{port}/{kind}/{name}", STATES[kind]))
    return rows


def ask(server, line):
    """One line to the server's process, one back."""
    server.stdin.write(line + "\n")
    server.stdin.flush()
    return server.stdout.readline().strip()


def ours(rows, port):
    """(seconds, wrong states, megabytes at the peak) of our own checker."""
    wanted, expected, found = {}, {}, {}
    for host, url, state in rows:
        wanted.setdefault(host, []).append(Wanted(url))
        expected[url] = state
    policy = Policy(0, frozenset({port}), True, "ita-portal-linkcheck/1.0 (+https://example.go.th/ita/)")
    begun = time.perf_counter()
    check_addresses(
        wanted,
        policy=policy,
        on_found=lambda host, result: found.setdefault(result.url, result.state),
        stop=lambda: False,
    )
    seconds = time.perf_counter() - begun
    wrong = {url: (found.get(url), state) for url, state in expected.items() if found.get(url) != state}
    return seconds, wrong, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def run(command, **given):
    """Seconds and standard output of a command, or None with the reason printed."""
    begun = time.perf_counter()
    try:
        done = subprocess.run(command, capture_output=True, text=True, timeout=LONGEST_RUN, **given)
    except (OSError, subprocess.TimeoutExpired) as error:
        print(f"  {command[0]}: {error}")
        return None
    return time.perf_counter() - begun, done.stdout, done.stderr


def linkchecker(folder, listing):
    """Seconds that the linkchecker package needs, and how many addresses it says it checked."""
    place = Path(folder) / "linkchecker"
    run([sys.executable, "-m", "venv", str(place)])
    run([str(place / "bin/pip"), "install", "-q", "linkchecker"])
    settings = place / "settings.ini"
    settings.write_text(
        "[checking]\nmaxrequestspersecond=100000\nthreads=100\ntimeout=30\nrecursionlevel=1\n"
    )
    command = [str(place / "bin/linkchecker"), "-f", str(settings), "--check-extern", "-v", "-o", "csv"]
    if not (place / "bin/linkchecker").exists():
        print("  linkchecker could not be installed")
        return None
    done = run([*command, "--no-status", listing], env=os.environ | {"HOME": folder})
    return done and (done[0], done[1].count("http://127.0."))


def linkinator(folder, listing):
    """Seconds that npm's linkinator needs, and how many addresses it says it checked."""
    if not shutil.which("npm"):
        print("  linkinator: npm is not here")
        return None
    run(["npm", "install", "--silent", "--no-audit", "--prefix", folder, "linkinator"])
    program = Path(folder) / "node_modules/.bin/linkinator"
    if not program.exists():
        print("  linkinator could not be installed")
        return None
    done = run([str(program), listing, "--concurrency", "200", "--format", "json", "--timeout", "30000"])
    links = json.loads(done[1])["links"] if done and done[1].startswith("{") else []
    return done and (done[0], len(links))


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--alone", action="store_true", help="measure only our own checker")
    alone = parser.parse_args().alone
    server = subprocess.Popen(
        [sys.executable, "-m", "tests.support.link_server"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    try:
        port = int(server.stdout.readline())
        rows = addresses(port, HOSTS, ADDRESSES)
        ask(server, json.dumps([url for _host, url, _state in rows]))
        ask(server, "most_at_once")
        seconds, wrong, megabytes = ours(rows, port)
        together = max(json.loads(ask(server, "most_at_once")).values())
        print(f"{ADDRESSES} addresses on {HOSTS} hosts, {dict(Counter(row[2] for row in rows))}")
        print(f"ours         {seconds:7.2f} s  {ADDRESSES / seconds:8.0f} URL/s  peak {megabytes:.0f} MB")
        print(f"  states wrong: {len(wrong)}   requests to one host at once, at most: {together}")
        for url, (found, expected) in list(wrong.items())[:10]:
            print(f"  {url}: {found}, expected {expected}")
        if not alone:
            others(f"http://127.0.0.1:{port}/listing", seconds)
    finally:
        server.kill()


def others(listing, seconds):
    """The same list with the two other checkers, and the ratio to the faster one."""
    times = {}
    with tempfile.TemporaryDirectory() as folder:
        for name, checker in (("linkchecker", linkchecker), ("linkinator", linkinator)):
            done = checker(folder, listing)
            if done:
                times[name] = done[0]
                print(f"{name:12} {done[0]:7.2f} s  {ADDRESSES / done[0]:8.0f} URL/s  checked {done[1]}")
    if times:
        fastest = min(times, key=times.get)
        print(f"ratio to the faster ({fastest}): {times[fastest] / seconds:.1f}")


if __name__ == "__main__":
    main()
