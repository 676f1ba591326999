"""The public log of the chain: which record follows which, without any content."""

import re

from django.core.exceptions import BadRequest
from django.http import HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_safe

from assessments import chain
from assessments.canonical import canonical_json
from assessments.chain_log import HEAD_TYPES, SCHEMA, head_content, log_records
from assessments.public_page import public_page

NEWEST = 1000
_SEQUENCE = re.compile("[1-9][0-9]{0,8}")


@require_safe
@public_page()
def chain_data(request):
    """The head and the newest records in order; earlier ones by ?before=SEQUENCE: GET /ita/chain.json"""
    before = request.GET.get("before")
    if before is not None and not _SEQUENCE.fullmatch(before):
        raise BadRequest("before ต้องเป็นเลขลำดับ 1 ขึ้นไป เช่น ?before=1001")
    rows = request.agency.publications.order_by("-sequence")
    if before:
        rows = rows.filter(sequence__lt=int(before))
    records = list(log_records(rows[:NEWEST]))[::-1]
    if before or not records:
        head = head_content(chain.head(request.agency))
    else:
        head = {name: records[-1][name] for name in HEAD_TYPES}
    earlier = None
    if records and records[0]["sequence"] > 1:
        earlier = f"{reverse('assessments:chain_data')}?before={records[0]['sequence']}"
    document = {"schema": SCHEMA, "agency": request.agency.slug, "head": head}
    document |= {"records": records, "earlier": earlier}
    return HttpResponse(canonical_json(document), content_type="application/json; charset=utf-8")
