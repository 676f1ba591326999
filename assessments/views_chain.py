"""The public log of the chain: which record follows which, without any content."""

import re
from datetime import datetime

from django.http import HttpResponse
from django.urls import reverse
from django.utils.cache import get_conditional_response
from django.utils.http import http_date
from django.views.decorators.http import require_safe

from assessments import chain
from assessments.canonical import canonical_json, sha256_hex
from assessments.chain_log import HEAD_TYPES, SCHEMA, head_content, log_records
from assessments.public_page import public_page
from assessments.reading import BadMoment

NEWEST = 1000
_SEQUENCE = re.compile("[1-9][0-9]{0,8}")


@require_safe
@public_page()
def chain_data(request):
    """The head and the newest records in order; earlier ones by ?before=SEQUENCE: GET /ita/chain.json"""
    before = request.GET.get("before")
    if before is not None and not _SEQUENCE.fullmatch(before):
        raise BadMoment("before ต้องเป็นเลขลำดับของบันทึก เช่น ?before=1001")
    rows = request.agency.publications.order_by("-sequence")
    if request.reading.before:
        rows = rows.filter(published_at__lt=request.reading.before)
    page = rows.filter(sequence__lt=int(before)) if before else rows
    records = list(log_records(page[:NEWEST]))[::-1]
    if before:
        head = head_content(chain.head(rows))
    else:
        head = {name: records[-1][name] for name in HEAD_TYPES} if records else None
    document = {
        "schema": SCHEMA,
        "agency": request.agency.slug,
        "head": head,
        "records": records,
        "earlier": _earlier(request, records),
    }
    return _conditional(request, canonical_json(document), _changed_at(head, records))


def _earlier(request, records):
    """The address of the records before these, or None when these begin with the first."""
    if not records or records[0]["sequence"] == 1:
        return None
    query = request.GET.copy()
    query["before"] = records[0]["sequence"]
    return f"{reverse('assessments:chain_data')}?{query.urlencode()}"


def _changed_at(head, records):
    """When anything in the document was last published or withdrawn, as UTC text; "" for an empty chain."""
    moments = [record["withdrawn"]["at"] for record in records if record["withdrawn"]]
    return max([head["published_at"], *moments]) if head else ""


def _conditional(request, text, changed_at):
    """The document with its ETag; 304 when the reader has it. An old record's withdrawal changes it too."""
    etag = f'"{sha256_hex(text)[:32]}"'
    headers = {"ETag": etag, "Cache-Control": "public, no-cache"}
    response = HttpResponse(text, content_type="application/json; charset=utf-8", headers=headers)
    modified = None
    if changed_at:
        modified = int(datetime.fromisoformat(changed_at).timestamp())
        response.headers["Last-Modified"] = http_date(modified)
    return get_conditional_response(request, etag, modified, response)
