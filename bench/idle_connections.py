"""How long an honest reader waits while others hold connections open: silent ones, and requests by halves.

Run: .venv/bin/python -m bench.idle_connections [--silent 4] [--halves 4] [--rounds 5]. Starts gunicorn as
`make run` does on a fresh database with the example. A server whose workers do one thing at a time answers
when it has given up the others (43 s were seen with two browsers).
"""

import argparse
import os
import socket
import statistics
import tempfile
import time
from contextlib import ExitStack
from http.client import HTTPConnection
from pathlib import Path
from urllib.parse import urlsplit

from tests.browser.live_site import start_live_site

PAGE, LONGEST = "/ita/2563/", 90
HALF = b"GET /ita/ HTTP/1.1\r\nHost: 127.0.0.1\r\nX-Slow: "


def seconds_of_a_reader(place):
    """Seconds until a page has been read whole over a fresh connection."""
    before = time.monotonic()
    connection = HTTPConnection(*place, timeout=LONGEST)
    connection.request("GET", PAGE)
    answer = connection.getresponse()
    assert (answer.status, bool(answer.read())) == (200, True)
    connection.close()
    return time.monotonic() - before


def held_open(place, count, first_bytes, stack):
    """Open `count` connections that send `first_bytes` and then nothing, until `stack` closes them."""
    for _number in range(count):
        connection = stack.enter_context(socket.create_connection(place))
        connection.sendall(first_bytes)


def main():
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--silent", type=int, default=4)
    parser.add_argument("--halves", type=int, default=4)
    parser.add_argument("--rounds", type=int, default=5)
    options = parser.parse_args()
    os.environ["DATABASE_URL"] = ""
    with tempfile.TemporaryDirectory() as folder:
        site = start_live_site(Path(folder))
        address = urlsplit(site.url)
        place = (address.hostname, address.port)
        try:
            alone = [seconds_of_a_reader(place) for _round in range(options.rounds)]
            among = []
            for _round in range(options.rounds):
                with ExitStack() as stack:
                    held_open(place, options.silent, b"", stack)
                    held_open(place, options.halves, HALF, stack)
                    time.sleep(0.2)
                    among.append(seconds_of_a_reader(place))
        finally:
            site.stop()
    print(f"alone: median {statistics.median(alone):.3f} s, worst {max(alone):.3f} s")
    print(
        f"with {options.silent} silent and {options.halves} half requests: "
        f"median {statistics.median(among):.3f} s, worst {max(among):.3f} s"
    )


if __name__ == "__main__":
    main()
