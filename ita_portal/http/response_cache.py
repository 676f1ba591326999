"""Rendered public pages in this process's memory, each in the encodings that readers asked for.

A page is kept under a hash of all it shows, so nothing is ever wrong in here and nothing need be taken out;
the pages not read for longest go when the room is full.
"""

import gzip
from collections import OrderedDict
from functools import lru_cache
from threading import Lock

import brotli
from django.http import HttpResponse, HttpResponseNotModified
from django.http.response import ResponseHeaders
from django.utils.cache import get_conditional_response, patch_vary_headers
from django.utils.http import parse_http_date_safe

BROTLI, GZIP, IDENTITY = "br", "gzip", "identity"
TEXTUAL = ("text/", "application/json", "application/xml", "application/atom+xml", "application/link-format")
SMALLEST_WORTH_IT = 200
OVERHEAD = 2000  # bytes beside the bodies: headers, keys, the objects themselves
WITH_304 = ("Cache-Control", "ETag", "Last-Modified", "Vary")  # what RFC 9110 asks of the 200's headers
LARGEST_SHARE = 8  # no page takes more than this part of the room


@lru_cache(maxsize=500)
def preferred_encoding(accepted):
    """Brotli, gzip or identity for an Accept-Encoding header; what is weighted 0 is not sent."""
    weights = {}
    for part in accepted.lower().split(","):
        name, _semicolon, parameter = part.partition(";")
        try:
            weight = float(parameter.strip().removeprefix("q=") or 1)
        except ValueError:
            weight = 0
        weights[name.strip()] = weight
    others = weights.get("*", 0)
    for encoding in (BROTLI, GZIP):
        if weights.get(encoding, others) > 0:
            return encoding
    return IDENTITY


def encoded(body, encoding):
    """The bytes of a body in an encoding."""
    if encoding == BROTLI:
        return brotli.compress(body, quality=7)
    return gzip.compress(body, compresslevel=7, mtime=0) if encoding == GZIP else body


class ReadyHeaders(ResponseHeaders):
    """Headers that were checked before, copied without checking each of them again."""

    def __init__(self, headers):
        self._store = headers._store.copy()


def ready(response, headers):
    """The response with these headers and no others."""
    response.headers = ReadyHeaders(headers)
    return response


class CachedResponse:
    """One answer with status 200: what its headers are, and its body in each encoding asked for so far."""

    def __init__(self, response):
        is_text = response.headers["Content-Type"].startswith(TEXTUAL)
        self._varies = is_text and len(response.content) >= SMALLEST_WORTH_IT
        if is_text:
            patch_vary_headers(response, ["Accept-Encoding"])
        self._plain = response.content
        self._variants = {}
        self._headers = {name: value for name, value in response.items() if name != "Content-Length"}
        self._unchanged = ResponseHeaders(
            {name: value for name, value in self._headers.items() if name in WITH_304}
        )
        self._etag = response.headers["ETag"]
        self._modified = parse_http_date_safe(response.headers["Last-Modified"])

    @property
    def size(self):
        """Bytes of memory, about."""
        variants = list(self._variants.values())  # another thread may be adding one
        made = sum(len(body) for body, _headers in variants if body is not self._plain)
        return OVERHEAD + len(self._plain) + made

    def answer(self, request):
        """The response to a GET or HEAD, compressed as the reader likes, or 304 if that is what it has."""
        meta = request.META
        if meta.get("HTTP_IF_NONE_MATCH") == self._etag:
            return ready(HttpResponseNotModified(), self._unchanged)
        encoding = preferred_encoding(meta.get("HTTP_ACCEPT_ENCODING", "")) if self._varies else IDENTITY
        body, headers = self._variants.get(encoding) or self._add(encoding)
        response = ready(HttpResponse(b"" if request.method == "HEAD" else body, content_type=""), headers)
        if "HTTP_IF_NONE_MATCH" in meta or "HTTP_IF_MODIFIED_SINCE" in meta:
            return get_conditional_response(request, self._etag, self._modified, response)
        return response

    def _add(self, encoding):
        """Make the body of an encoding and its headers, and keep them."""
        body = encoded(self._plain, encoding)
        coded = {} if encoding == IDENTITY else {"Content-Encoding": encoding}
        headers = ResponseHeaders(self._headers | coded | {"Content-Length": str(len(body))})
        self._variants[encoding] = body, headers
        return body, headers


class ResponseCache:
    """Pages by key, at most `room` bytes of them, the one read last at the end."""

    def __init__(self, room):
        self._room, self._used = room, 0
        self._pages, self._sizes, self._lock = OrderedDict(), {}, Lock()

    def __len__(self):
        return len(self._pages)

    def get(self, key):
        """The page of a key, or None."""
        return self._pages.get(key)

    def keep(self, key, page):
        """Keep a page, or take note that one was read and may have grown; makes room for it."""
        size = page.size
        if key not in self._pages and size > self._room // LARGEST_SHARE:
            return
        with self._lock:
            self._pages[key] = page
            self._pages.move_to_end(key)
            self._used += size - self._sizes.get(key, 0)
            self._sizes[key] = size
            while self._used > self._room:
                oldest, _page = self._pages.popitem(last=False)
                self._used -= self._sizes.pop(oldest)
