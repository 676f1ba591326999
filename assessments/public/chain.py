"""The public log of the chain: which record follows which, without any content."""

import re

from django.urls import reverse
from django.views.decorators.http import require_safe

from assessments.content.canonical_json import canonical_json
from assessments.public.page import LazyResponse, public_page
from assessments.record import chain
from assessments.record.chain_export import SCHEMA, TIP_TYPES, logged, tip_content
from assessments.record.moment import BadMoment

NEWEST = 1000
_SEQUENCE = re.compile("[1-9][0-9]{0,8}")


@require_safe
@public_page(whole=True)
def chain_data(request):
    """The head and the newest records in order; earlier ones by ?before=SEQUENCE: GET /ita/chain.json"""
    before = request.GET.get("before")
    if before is not None and not _SEQUENCE.fullmatch(before):
        raise BadMoment("before ต้องเป็นเลขลำดับของบันทึก เช่น ?before=1001")
    return LazyResponse(
        lambda: canonical_json(_document(request, before and int(before))),
        content_type="application/json; charset=utf-8",
    )


def _document(request, before):
    rows = request.public.agency.publications.order_by("-sequence")
    if request.public.moment.before:
        rows = rows.filter(published_at__lt=request.public.moment.before)
    page = rows.filter(sequence__lt=before) if before else rows
    entries = list(logged(page[:NEWEST]))[::-1]
    records = [record for record, _notice in entries]
    if before:
        head = tip_content(chain.tip(rows))
    else:
        head = {name: records[-1][name] for name in TIP_TYPES} if records else None
    notices = [notice for _record, notice in entries if notice]
    return {
        "schema": SCHEMA,
        "agency": request.public.agency.slug,
        "head": head,
        "records": records,
        "earlier": _earlier(request, records),
    } | ({"notices": notices} if notices else {})


def _earlier(request, records):
    """The address of the records before these, or None when these begin with the first."""
    if not records or records[0]["sequence"] == 1:
        return None
    query = request.GET.copy()
    query["before"] = records[0]["sequence"]
    return f"{reverse('assessments:chain_data')}?{query.urlencode()}"
