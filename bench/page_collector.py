"""Every public address of the rich agency and of the example as this checkout answers, in lines of JSON.

bench/compare_pages.py runs this file with another checkout as the working folder, so it may import only what
old and new checkouts have under one of the names below. The clock stands still: while the site is built on
the days on which it happened, and on NOW while it is read.

    python page_collector.py FILE       builds the site when the database of DATABASE_URL is not there yet
"""

import base64
import importlib
import io
import itertools
import json
import os
import re
import sys
from collections import deque
from html import unescape
from urllib.parse import quote, unquote, urldefrag, urljoin, urlsplit

NOW = "2025-09-10T10:00:00+07:00"
HELPERS = ("tests.support", "tests")  # where the helpers of the tests lie, the newest place first
MOST = 5000
LINK = re.compile(
    r"""(?:href|src|action)=["']([^"'\s]+)["']|content=["']((?:https?://|/)[^"'\s]+)["']|<(https?://[^>\s]+)>;|"(/ita/[^"\s]*|https?://[^"\s]*)"|<loc>([^<]+)"""
)
READABLE = (
    "text/",
    "application/json",
    "application/xml",
    "application/atom+xml",
    "application/ld+json",
    "+json",
)


def helper(*names):
    """The first module of these names among the helpers of the tests, of old and new checkouts alike."""
    for package, name in itertools.product(HELPERS, names):
        try:
            return importlib.import_module(f"{package}.{name}")
        except ModuleNotFoundError as missing:
            if missing.name not in (package, f"{package}.{name}"):
                raise
    raise ModuleNotFoundError(f"none of {names} in {HELPERS}")


def build_site():
    """The example and the rich agency, unless they are there already: (host, address) pairs to start from."""
    from django.core.management import call_command

    call_command("migrate", verbosity=0)
    from assessments.models import Agency

    if not Agency.objects.exists():
        call_command("load_packs", stdout=io.StringIO())
        call_command("load_example", stdout=io.StringIO())
        helper("rich_agency").build()
    pages = helper("public_addresses", "every_page")
    starts = [(page.host, page.address) for page in pages.PAGES]
    roots = ("/", "/robots.txt", "/ita/sitemap.xml", "/ita/healthz", "/ita/feed.xml", "/ita/data/index.json")
    return starts + [(host, root) for host in (pages.RICH_HOST, pages.EXAMPLE_HOST) for root in roots]


def links_in(address, text):
    """The addresses on this host that a response names, without fragments."""
    for found in LINK.finditer(text):
        target = unescape(next(filter(None, found.groups())))
        joined = urlsplit(urldefrag(urljoin(f"http://host{address}", target)).url)
        if (
            joined.hostname in ("host", "localhost", "127.0.0.1")
            and not joined.path.startswith("/ita/static/")
            and "{" not in joined.path
            and "/ita/admin/" not in joined.path
        ):
            yield unquote(joined.path) + (f"?{joined.query}" if joined.query else "")


def body_of(response):
    return b"".join(response.streaming_content) if response.streaming else response.content


def answers(starts):
    """Each address once, what the answers link to included: dicts with status, headers and body.

    Read a second time at once, so that what is kept of a page must equal what was made.
    """
    from django.test import Client

    client, seen, waiting = Client(raise_request_exception=False), set(starts), deque(starts)
    while waiting and len(seen) < MOST:
        host, address = waiting.popleft()
        asked = quote(address, safe="/?&=%+:,;@~!$'()*-._")
        first = client.get(asked, headers={"host": host})
        body = body_of(first)
        again = client.get(asked, headers={"host": host})
        headers = {name.lower(): value for name, value in first.headers.items()}
        yield {
            "host": host,
            "address": address,
            "status": first.status_code,
            "headers": headers,
            "kept": (again.status_code, body_of(again)) == (first.status_code, body),
            "body": base64.b64encode(body).decode(),
        }
        kind = headers.get("content-type", "")
        text = body.decode(errors="replace") if any(each in kind for each in READABLE) else ""
        named = " ".join(f'href="{headers[name]}"' for name in ("location",) if name in headers)
        for target in links_in(address, f"{named} {headers.get('link', '')} {text}"):
            if (host, target) not in seen:
                seen.add((host, target))
                waiting.append((host, target))


def main(out):
    sys.path.insert(0, os.getcwd())
    os.environ["DJANGO_SETTINGS_MODULE"] = "tests.settings"
    import django
    import time_machine

    real = time_machine.travel
    time_machine.travel = lambda destination, tick=True: real(destination, tick=False)
    django.setup()
    from django.conf import settings

    settings.ALLOWED_HOSTS = ["*"]
    with time_machine.travel(NOW):
        starts = build_site()
        with open(out, "w") as file:
            file.writelines(json.dumps(row) + "\n" for row in answers(starts))


if __name__ == "__main__":
    main(sys.argv[1])
