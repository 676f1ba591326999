"""Kept pages: one query, the very bytes of rendering in every encoding, 304 for whoever has them."""

import gzip
import re
from pathlib import Path

import brotli
import pytest
from django.contrib.staticfiles import finders
from django.template.response import TemplateResponse

from assessments.public.page import LazyResponse
from tests.support.factories import publish_pakchong
from tests.support.public_pages import PUBLIC_PAGES, fresh, only_reading

pytestmark = pytest.mark.django_db
LIVE = [
    address for address, _page in PUBLIC_PAGES.values() if not address.endswith("/1/") and "?" not in address
]


@pytest.fixture
def never_rendered(monkeypatch):
    """Call it: from then on rendering fails the test."""

    def forbid():
        for made in (LazyResponse, TemplateResponse):
            monkeypatch.setattr(made, "render", lambda response: pytest.fail("rendered"))

    return forbid


@pytest.mark.parametrize("address", LIVE)
def test_kept_page_costs_one_query_and_is_what_rendering_gives(
    client, address, never_rendered, django_assert_num_queries
):
    publish_pakchong()
    rendered = client.get(address)
    elsewhere = fresh(address)
    never_rendered()

    with only_reading(), django_assert_num_queries(1):
        kept = client.get(address)

    assert kept.content == rendered.content == elsewhere.content
    assert dict(kept.headers) == dict(rendered.headers) == dict(elsewhere.headers)
    assert not kept.cookies
    assert "Cookie" not in kept.headers["Vary"]
    assert kept.headers["Content-Security-Policy"].startswith("default-src")
    assert kept.headers["X-Frame-Options"] == "DENY"


@pytest.mark.parametrize("address", LIVE)
def test_head_of_a_kept_page_has_its_headers_and_no_body(client, address):
    publish_pakchong()

    heads = [client.head(address), client.head(address)]
    page = client.get(address)

    for head in heads:
        assert (head.status_code, head.content) == (200, b"")
        assert dict(head.headers) == dict(page.headers)


@pytest.mark.parametrize(
    ("accepted", "encoding"),
    [
        ("gzip, deflate, br, zstd", "br"),
        ("gzip, deflate", "gzip"),
        ("br;q=0, gzip;q=0.5", "gzip"),
        ("*", "br"),
        ("*;q=0", None),
        ("identity", None),
        ("deflate", None),
        ("gzip;q=often", None),
        ("", None),
    ],
)
def test_page_comes_as_the_reader_can_read_it(client, accepted, encoding):
    publish_pakchong()
    plain = client.get("/ita/2564/oit/")
    unpack = {"br": brotli.decompress, "gzip": gzip.decompress, None: bytes}[encoding]

    for _time in range(2):
        sent = client.get("/ita/2564/oit/", headers={"accept-encoding": accepted})
        assert sent.headers.get("Content-Encoding") == encoding
        assert unpack(sent.content) == plain.content
        assert sent.headers["Content-Length"] == str(len(sent.content))
        assert sent.headers["ETag"] == plain.headers["ETag"]
        assert sent.headers["Vary"] == "Accept-Datetime, Accept-Encoding"


def test_what_is_packed_already_is_not_packed_again(client):
    publish_pakchong()

    sent = client.get("/ita/2564/bundle.zip", headers={"accept-encoding": "br"})

    assert sent.content.startswith(b"PK")
    assert "Content-Encoding" not in sent.headers


@pytest.mark.parametrize("address", LIVE)
def test_reader_who_has_a_kept_page_gets_304(client, address, never_rendered, django_assert_num_queries):
    publish_pakchong()
    page = client.get(address)
    tag, since = page.headers["ETag"], page.headers["Last-Modified"]
    never_rendered()

    for condition in (
        {"if-none-match": tag},
        {"if-none-match": f'"other", {tag}'},
        {"if-modified-since": since},
    ):
        with django_assert_num_queries(1):
            again = client.get(address, headers=condition)
        assert (again.status_code, again.content) == (304, b"")
        assert again.headers["ETag"] == tag
        assert again.headers["Vary"] == page.headers["Vary"]
        assert again.headers["Cache-Control"] == page.headers["Cache-Control"]
    assert client.get(address, headers={"if-none-match": '"other"'}).content == page.content


def test_caches_before_the_portal_may_show_five_old_seconds_at_most(client):
    publish_pakchong()

    caching = client.get("/ita/").headers["Cache-Control"]

    assert caching == "public, max-age=0, s-maxage=1, stale-while-revalidate=4"


@pytest.mark.parametrize(
    "address", ["/ita/", "/ita/2563/", "/ita/2564/measures/", "/ita/2564/oit/", "/ita/2564/oit/o42/"]
)
def test_page_and_all_it_loads_weigh_under_100_kb(client, address):
    publish_pakchong()
    page = client.get(address, headers={"accept-encoding": "br"})
    markup = brotli.decompress(page.content).decode()
    loaded = [finders.find(name) for name in re.findall(r'(?:href|src)="/ita/static/([^"]+)"', markup)]
    style = next(Path(path).read_text() for path in loaded if path.endswith(".css"))
    fonts = [finders.find(name.removeprefix("../")) for name in re.findall(r'url\("([^"]+)"\)', style)]

    assert len(loaded) >= 2
    assert not re.search(r'<script(?! src="/ita/static/[^"]+" defer></script>)', markup)
    weight = sum(len(brotli.compress(Path(path).read_bytes())) for path in [*loaded, *filter(None, fonts)])
    assert len(page.content) + weight < 100_000
