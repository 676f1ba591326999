"""1,000 report forms from one address, really sent to gunicorn over loopback; then a real person's messages.

    .venv/bin/python -m bench.reports [--forms 1000]

Prints how long it took, how the queue of the desk looks after it, and whether a person behind the same
address gets through. Ends with status 1 when the queue is drowned or the person is not heard.
"""

import argparse
import json
import os
import re
import sys
import tempfile
import time
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from http.client import HTTPConnection
from pathlib import Path
from urllib.parse import urlencode, urlsplit

from tests.browser.live_site import start_live_site

FORM, FLOOD, SENDERS, IN_QUEUE = "/ita/report/", "203.0.113.7", 8, 7
QUICKEST = 3  # seconds, as in assessments/reports/forms.py
COUNTS = """
import json
from assessments.models import CitizenReport
queue = CitizenReport.objects.queue().filter(status="received").with_messages().order_by("pk")
print(json.dumps([[row.text, row.same_total, row.more_total, row.flood_total] for row in queue]))
"""


def ask(host, method, path, address, **given):
    """(status, body, Location) of one request that the proxy says came from `address`."""
    connection = HTTPConnection(host, timeout=60)
    headers = {"X-Forwarded-For": address, "Content-Type": "application/x-www-form-urlencoded"}
    connection.request(method, path, urlencode(given) if given else None, headers)
    response = connection.getresponse()
    body = response.read().decode()
    connection.close()
    return response.status, body, response.headers["Location"]


def opened(host):
    """The signed moment of a fresh form, as old as a person needs to type."""
    signed = re.search(r'name="opened" value="([^"]+)"', ask(host, "GET", FORM, FLOOD)[1])[1]
    time.sleep(QUICKEST + 0.1)
    return signed


def run(site, forms):
    host = urlsplit(site.url).netloc
    signed = opened(host)

    def send(text, address=FLOOD, path=FORM):
        return ask(host, "POST", path, address, kind="wrong", text=text, about="/ita/2563/", opened=signed)

    _status, _body, own_page = send("คนจริง ข้อความแรก")
    start = time.perf_counter()
    with ThreadPoolExecutor(SENDERS) as senders:
        answers = Counter(
            status for status, *_rest in senders.map(send, map("โปรแกรม {}".format, range(forms)))
        )
    took = time.perf_counter() - start
    print(f"{forms} forms in {took:.1f} s ({forms / took:.0f}/s): {dict(answers)}")
    person = {
        "second message on the page of the own number": send("คนจริง ข้อความที่สอง", path=own_page)[0],
        "new form from the same address": send("คนจริง เรื่องใหม่")[0],
        "new form from another address": send("คนอื่น", address="198.51.100.9")[0],
    }
    for what, status in person.items():
        print(f"{what}: {status}")
    queue = json.loads(site.manage("shell", "--no-imports", "-c", COUNTS).splitlines()[-1])
    print(f"rows that wait in the queue: {len(queue)}")
    for text, same, more, flood in queue:
        print(
            f"  {text}"
            + "".join(f", {n} {word}" for n, word in ((same, "same"), (more, "more"), (flood, "flood")) if n)
        )
    # five of the flooded address (the person first), its pile, and the person from elsewhere
    heard = list(person.values()) == [303, 429, 303] if forms >= 200 else True
    return heard and len(queue) == IN_QUEUE and set(answers) <= {303, 429}


def main():
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    options.add_argument("--forms", type=int, default=1000)
    forms = options.parse_args().forms
    os.environ["TRUST_PROXY"] = "1"
    with tempfile.TemporaryDirectory() as folder:
        site = start_live_site(Path(folder))
        try:
            return 0 if run(site, forms) else 1
        finally:
            site.stop()


if __name__ == "__main__":
    sys.exit(main())
