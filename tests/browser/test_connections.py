"""Many readers at once: nobody waits for a silent one, and nobody gets another agency's page."""

import socket
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from urllib.parse import urlsplit
from urllib.request import Request, urlopen

from tests.support.public_addresses import EXAMPLE_HOST, RICH_HOST

HALF_A_REQUEST = b"GET /ita/ HTTP/1.1\r\nHost: 127.0.0.1\r\nX-Slow: "
BEFORE_IT_HANGS = 20  # seconds; workers that do one thing at a time need more than that for two silent ones
PAGES = ("/ita/", "/ita/2563/", "/ita/2564/measures/", "/ita/2564/oit/", "/ita/chain.json")


def test_silent_connections_and_halves_of_requests_keep_nobody_waiting(live_site):
    place = urlsplit(live_site.url)
    with ExitStack() as stack:
        for first_bytes in [b""] * 4 + [HALF_A_REQUEST] * 4:
            connection = stack.enter_context(socket.create_connection((place.hostname, place.port)))
            connection.sendall(first_bytes)

        with urlopen(f"{live_site.url}/ita/2563/", timeout=BEFORE_IT_HANGS) as answer:
            assert answer.status == 200


def test_threads_never_mix_the_pages_of_two_agencies(rich_site):
    place = urlsplit(rich_site.url)
    hosts = [f"{host}:{place.port}" for host in (EXAMPLE_HOST, RICH_HOST)]

    def ask(what):
        host, path, encoding = what
        headers = {"Host": host, "Accept-Encoding": encoding}
        with urlopen(Request(rich_site.url + path, headers=headers), timeout=BEFORE_IT_HANGS) as answer:
            return host, path, encoding, answer.read()

    wanted = [(host, path, encoding) for path in PAGES for host in hosts for encoding in ("identity", "gzip")]
    alone = {(host, path, encoding): body for host, path, encoding, body in map(ask, wanted)}
    assert len({alone[host, path, "identity"] for host in hosts for path in PAGES}) == 2 * len(PAGES)
    with ThreadPoolExecutor(12) as readers:
        for host, path, encoding, body in readers.map(ask, wanted * 15):
            assert body == alone[host, path, encoding], f"{host}{path} {encoding}"
