"""A year's published pages as one file that can be kept and checked without this portal."""

from django.http import Http404
from django.views.decorators.http import require_safe

from assessments.bundle.build import build_bundle, bundle_name
from assessments.public.page import LazyResponse, public_page
from assessments.record.moment import BadMoment


@require_safe
@public_page(whole=True)
def year_bundle(request, year_be):
    """Pages, data, earlier versions and the chain of a year as a ZIP: GET /ita/2564/bundle.zip"""
    if not request.public.moment.is_live:
        raise BadMoment("แฟ้มรวมมีเฉพาะสภาพปัจจุบัน ฉบับก่อนหน้าทุกฉบับอยู่ในโฟลเดอร์ versions ของแฟ้ม")
    if not request.public.agency.publications.filter(year_be=year_be).exists():
        raise Http404("ยังไม่มีหน้าใดของปีนี้ที่เผยแพร่")
    response = LazyResponse(
        lambda: build_bundle(request.public.agency, year_be, request.public.origin),
        content_type="application/zip",
    )
    name = bundle_name(request.public.agency, year_be)
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
