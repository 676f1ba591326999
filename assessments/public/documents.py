"""Documents as citizens get them: the bytes that were published, at a stable address and by version.

Every answer forbids sniffing and runs nothing: the policy allows no script, no frame and no form. `sandbox`
is added to everything but PDF: browsers show a PDF in a viewer of their own, which a sandbox may stop.
"""

import re
from urllib.parse import quote

from django.http import Http404, HttpResponse, StreamingHttpResponse
from django.template.response import TemplateResponse
from django.utils.cache import get_conditional_response
from django.utils.http import http_date, parse_http_date_safe
from django.views.decorators.http import require_safe

from assessments.files.storage import path_of
from assessments.models import DocumentVersion, Page, PublishedLink
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


def _wanted_range(request, version, etag):
    """The range to send, or None for the whole; a reader with another version gets the whole."""
    header, condition = request.headers.get("Range"), request.headers.get("If-Range")
    if header is None or request.method != "GET":
        return None
    same_time = condition and parse_http_date_safe(condition) == int(version.uploaded_at.timestamp())
    if condition and condition != etag and not same_time:
        return None
    return byte_range(header, version.file.size)


def document_response(request, version):
    """The file of a DocumentVersion (with its file): 200, 206, 304 or 416, never held in memory whole."""
    size, etag = version.file.size, f'"{version.file.sha256}"'
    modified = int(version.uploaded_at.timestamp())
    try:
        wanted = _wanted_range(request, version, etag)
    except ValueError:
        refusal = HttpResponse(status=416, headers={"Content-Range": f"bytes */{size}"})
        return _with_headers(refusal, version, etag, modified)
    unchanged = get_conditional_response(request, etag, modified, HttpResponse())
    if unchanged.status_code != 200:
        return _with_headers(unchanged, version, etag, modified)
    first, last = wanted or (0, size - 1)
    response = HttpResponse()
    if request.method != "HEAD":
        response = StreamingHttpResponse(
            FileBytes(path_of(version.file.sha256).open("rb"), first, last - first + 1)
        )
    if wanted:
        response.status_code = 206
        response.headers["Content-Range"] = f"bytes {first}-{last}/{size}"
    response.headers["Content-Length"] = str(last - first + 1)
    return _with_headers(response, version, etag, modified)


def _with_headers(response, version, etag, modified):
    kind = version.file.kind
    policy = POLICY if kind == "pdf" else f"{POLICY}; sandbox"
    headers = {"ETag": etag, "Last-Modified": http_date(modified), "Accept-Ranges": "bytes"}
    headers |= {"Cache-Control": "public, no-cache", "Content-Security-Policy": policy}
    for name, value in (headers | {"X-Content-Type-Options": "nosniff"}).items():
        response.headers[name] = value
    if response.status_code in (200, 206):
        response.headers["Content-Type"] = TYPES[kind]
        response.headers["Content-Disposition"] = disposition(kind, version.name)
    return response


def version_of(agency, year_be, number, position, edition):
    """The DocumentVersion behind an address, published or not; Http404 when there is none."""
    versions = DocumentVersion.objects.select_related("file").defer("file__text")
    version = versions.filter(
        link__disclosure__agency=agency,
        link__disclosure__item__year__year_be=year_be,
        link__disclosure__item__code=f"O{number}",
        link__position=position,
        number=edition,
    ).first()
    if version is None:
        raise Http404("ไม่มีเอกสารรุ่นนี้")
    return version


@require_safe
@public_page()
def document_version(request, year_be, number, position, edition):
    """One published version of a document: GET /ita/2564/oit/o12/1/versions/2/"""
    version = version_of(request.public.agency, year_be, number, position, edition)
    published = PublishedLink.objects.filter(version=version, publication__page=Page.OIT)
    if published.filter(publication__withdrawn_at=None).exists():
        return document_response(request, version)
    if not published.exists():
        raise Http404("เอกสารรุ่นนี้ยังไม่เผยแพร่")
    request.public.read_pages_now()
    context = page_context(request, year_be)
    context |= {"year_be": year_be, "number": number, "edition": edition}
    return TemplateResponse(request, "assessments/document_version.html", context, status=410)
