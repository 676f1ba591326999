"""The room for kept pages: bounded by bytes, the page not read for longest goes first."""

import pytest
from django.http import HttpResponse

from ita_portal.http.response_cache import GZIP, OVERHEAD, CachedResponse, ResponseCache, preferred_encoding

HEADERS = {"ETag": 'W/"1"', "Last-Modified": "Fri, 12 Mar 2021 02:10:00 GMT"}


def kept(size=10_000):
    return CachedResponse(HttpResponse(b"x" * size, headers=HEADERS))


@pytest.fixture
def pages():
    return ResponseCache(room=4 * (10_000 + OVERHEAD) * 2)


def test_page_read_last_stays_and_the_one_not_read_for_longest_goes(pages):
    pages.keep("first", kept())
    for number in range(20):
        pages.keep(number, kept())
        pages.keep("first", pages.get("first"))

    assert len(pages) == 8
    assert pages.get("first")
    assert pages.get(19)
    assert pages.get(0) is None


def test_variants_count(rf, pages):
    page = kept()
    alone = page.size
    page.answer(rf.get("/"))
    assert page.size == alone
    page.answer(rf.get("/", headers={"accept-encoding": GZIP}))
    assert page.size > alone

    for number in range(8):
        pages.keep(number, kept())
        pages.keep(number, page)
    assert len(pages) < 8


def test_page_that_would_fill_the_room_is_not_kept(pages):
    pages.keep("vast", kept(50_000))

    assert pages.get("vast") is None


def test_no_room_keeps_nothing():
    nowhere = ResponseCache(room=0)
    nowhere.keep("page", kept())

    assert len(nowhere) == 0


def test_same_page_kept_again_takes_its_room_once(pages):
    for _time in range(50):
        pages.keep("page", kept())
    pages.keep("other", kept())

    assert len(pages) == 2


@pytest.mark.parametrize(
    ("accepted", "encoding"), [("BR", "br"), ("x-gzip", "identity"), ("br;q=x,gzip", "gzip")]
)
def test_encoding_is_read_as_it_is_written(accepted, encoding):
    assert preferred_encoding(accepted) == encoding
