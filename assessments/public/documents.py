"""Documents as citizens get them: the bytes that were published, at a stable address and by version.

Which bytes those are is told by the published content, its hash above all: rows of the desk decide nothing.

Every answer forbids sniffing and runs nothing: the policy allows no script, no frame and no form. `sandbox`
is added to everything but PDF: browsers show a PDF in a viewer of their own, which a sandbox may stop.
"""

import re
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from urllib.parse import quote

from django.http import Http404, HttpResponse, StreamingHttpResponse
from django.shortcuts import render
from django.template.response import TemplateResponse
from django.utils.cache import get_conditional_response
from django.utils.http import http_date, parse_http_date_safe
from django.views.decorators.http import require_safe

from assessments.files.integrity import is_whole
from assessments.files.storage import path_of
from assessments.models import Page, Publication, PublishedLink, StoredFile
from assessments.open_data.memento import DocumentAddresses
from assessments.open_data.memento_states import as_memento, document_states
from assessments.public.error_pages import error_context
from assessments.public.page import page_context, public_page

BLOCK = 64 * 1024
_OOXML = "application/vnd.openxmlformats-officedocument."
TYPES = {
    "pdf": "application/pdf",
    "docx": _OOXML + "wordprocessingml.document",
    "xlsx": _OOXML + "spreadsheetml.sheet",
    "pptx": _OOXML + "presentationml.presentation",
    "odt": "application/vnd.oasis.opendocument.text",
    "ods": "application/vnd.oasis.opendocument.spreadsheet",
    "csv": "text/csv",
    "jpg": "image/jpeg",
    "png": "image/png",
}
SHOWN_IN_BROWSER = {"pdf", "jpg", "png"}
POLICY = "default-src 'none'; style-src 'unsafe-inline'; img-src 'self'; frame-ancestors 'none'"
ONE_RANGE = re.compile(r"bytes=([0-9]{0,18})-([0-9]{0,18})")


@dataclass(frozen=True)
class ServedFile:
    """A file as it is sent: its bytes by their hash, `size` of them, its name, and since when it stands."""

    sha256: str
    kind: str
    size: int
    name: str
    since: datetime

    @classmethod
    def published(cls, document: dict[str, Any], publication: Publication) -> "ServedFile":
        """The file that a content names as `document`, as it was published with `publication`."""
        named = {key: document[key] for key in ("sha256", "kind", "size", "name")}
        return cls(**named, since=publication.published_at)

    @classmethod
    def kept(cls, file: StoredFile, name: str, since: datetime) -> "ServedFile":
        """A file of the desk, published or not."""
        return cls(file.sha256, file.kind, file.size, name, since)


class FileBytes:
    """`length` bytes of a file from `start`, block by block; closed with the response."""

    def __init__(self, file, start, length):
        self.file, self.left = file, length
        file.seek(start)

    def __iter__(self):
        while self.left and (block := self.file.read(min(BLOCK, self.left))):
            self.left -= len(block)
            yield block

    def close(self):
        """Called by Django when the response ends, however it ends."""
        self.file.close()


def disposition(kind, name):
    """Content-Disposition with the name for old readers and, by RFC 5987, as it is written in Thai."""
    how = "inline" if kind in SHOWN_IN_BROWSER else "attachment"
    return f"{how}; filename=\"document.{kind}\"; filename*=UTF-8''{quote(name, safe='')}"


def byte_range(header, size):
    """(first, last) of a Range header with one range; None to send all; ValueError when outside the file."""
    found = ONE_RANGE.fullmatch(header.replace(" ", ""))
    if not found or found.groups() == ("", ""):
        return None
    first, last = found.groups()
    if not first:
        if not int(last):
            raise ValueError(header)
        return max(0, size - int(last)), size - 1
    if last and int(last) < int(first):
        return None
    if int(first) >= size:
        raise ValueError(header)
    return int(first), min(int(last) if last else size - 1, size - 1)


def _wanted_range(request, served, etag):
    """The range to send, or None for the whole; a reader with another version gets the whole."""
    header, condition = request.headers.get("Range"), request.headers.get("If-Range")
    if header is None or request.method != "GET":
        return None
    same_time = condition and parse_http_date_safe(condition) == int(served.since.timestamp())
    if condition and condition != etag and not same_time:
        return None
    return byte_range(header, served.size)


def document_response(request, served):
    """A ServedFile: 200, 206, 304 or 416, never held in memory whole; 503 with its name when it is lost."""
    etag = f'"{served.sha256}"'
    modified = int(served.since.timestamp())
    try:
        wanted = _wanted_range(request, served, etag)
    except ValueError:
        refusal = HttpResponse(status=416, headers={"Content-Range": f"bytes */{served.size}"})
        return _with_headers(refusal, served, etag, modified)
    unchanged = get_conditional_response(request, etag, modified, HttpResponse())
    if unchanged.status_code != 200:
        return _with_headers(unchanged, served, etag, modified)
    path = path_of(served.sha256)
    if not is_whole(path, served.size):
        return _lost(request, served)
    first, last = wanted or (0, served.size - 1)
    response = HttpResponse()
    if request.method != "HEAD":
        response = StreamingHttpResponse(FileBytes(path.open("rb"), first, last - first + 1))
    if wanted:
        response.status_code = 206
        response.headers["Content-Range"] = f"bytes {first}-{last}/{served.size}"
    response.headers["Content-Length"] = str(last - first + 1)
    return _with_headers(response, served, etag, modified)


def _lost(request, served):
    """503: what the file was, so that whoever has a copy can be asked and can prove that it is the same."""
    context = error_context(request) | {"file": served}
    response = render(request, "assessments/document_lost.html", context, status=503)
    response.headers["Cache-Control"] = "no-store"
    response.headers["X-Robots-Tag"] = "noindex"
    return response


def _with_headers(response, served, etag, modified):
    kind = served.kind
    policy = POLICY if kind == "pdf" else f"{POLICY}; sandbox"
    headers = {"ETag": etag, "Last-Modified": http_date(modified), "Accept-Ranges": "bytes"}
    headers |= {"Cache-Control": "public, no-cache", "Content-Security-Policy": policy}
    for name, value in (headers | {"X-Content-Type-Options": "nosniff"}).items():
        response.headers[name] = value
    if response.status_code in (200, 206):
        response.headers["Content-Type"] = TYPES[kind]
        response.headers["Content-Disposition"] = disposition(kind, served.name)
    return response


def _published_with(agency, year_be, number, position, edition):
    """The PublishedLinks that name version `edition` of a link's document, of withdrawn publications too."""
    return PublishedLink.objects.filter(
        publication__agency=agency,
        publication__year_be=year_be,
        publication__page=Page.OIT,
        code=f"O{number}",
        position=position,
        version__number=edition,
    )


def _document_in(content, number, position, edition):
    """The document that a checklist's content names at this place, or None."""
    for item in content["items"]:
        for link in item["links"] if item["code"] == f"O{number}" else ():
            document = link.get("document")
            if link["position"] == position and document and document["version"] == edition:
                return document
    return None


@require_safe
@public_page()
def document_version(request, year_be, number, position, edition):
    """One published version of a document: GET /ita/2564/oit/o12/1/versions/2/"""
    named = _published_with(request.public.agency, year_be, number, position, edition)
    standing = named.filter(publication__withdrawn_at=None).select_related("publication")
    if link := standing.order_by("publication__number").first():
        document = _document_in(link.publication.data(), number, position, edition)
        if document is None:
            raise Http404("ไม่มีเอกสารรุ่นนี้")
        response = document_response(request, ServedFile.published(document, link.publication))
        addresses = DocumentAddresses(request.public.origin, year_be, number, position)
        states = document_states(request.public.agency, addresses)
        return response if response.status_code >= 400 else as_memento(response, addresses, states, edition)
    if not named.exists():
        raise Http404("เอกสารรุ่นนี้ยังไม่เผยแพร่")
    request.public.read_pages_now()
    context = page_context(request, year_be)
    context |= {"year_be": year_be, "number": number, "edition": edition}
    return TemplateResponse(request, "assessments/document_version.html", context, status=410)
