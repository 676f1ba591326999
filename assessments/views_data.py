"""What machines need to read the open data: the schemas of its documents."""

from django.http import Http404, HttpResponse
from django.views.decorators.http import require_safe

from assessments.open_data import SCHEMAS
from assessments.public_page import public_page


@require_safe
@public_page(whole=True)
def schema_data(request, name):
    """The JSON Schema of one kind of document: GET /ita/data/schemas/result-1.json"""
    if name not in SCHEMAS:
        raise Http404("ไม่มีสคีมานี้")
    return HttpResponse(SCHEMAS[name].read_bytes(), content_type="application/schema+json")
