"""The year's EIT survey as a poster to hang up: its published link and no word that coaches."""

import io

import segno
from django.http import Http404, HttpResponse
from django.template.response import TemplateResponse
from django.views.decorators.http import require_safe

from assessments.models import Page
from assessments.public.page import page_context, public_page

MODULE, QUIET_ZONE = 10, 4  # a QR code is read only with four light modules around it


def _published_link(request, year_be):
    """The link of the year's EIT survey; Http404 when none was published."""
    link = request.public.read_content(year_be, Page.OIT).get("eit_url")
    if not link:
        raise Http404("ยังไม่ได้เผยแพร่ลิงก์แบบวัด EIT ของปีนี้")
    return link


@require_safe
@public_page()
def eit_poster(request, year_be):
    """A4 poster with the QR code of the EIT survey: GET /ita/2564/eit/"""
    link = _published_link(request, year_be)
    context = page_context(request, year_be) | {
        "year_be": year_be,
        "publication": request.public.pages.publication(year_be, Page.OIT),
        "link": link,
    }
    return TemplateResponse(request, "assessments/eit_poster.html", context)


@require_safe
@public_page()
def eit_code(request, year_be):
    """The QR code alone: GET /ita/2564/eit/qr.svg"""
    link = _published_link(request, year_be)
    picture = io.BytesIO()
    code = segno.make(link, error="m", micro=False)
    code.save(picture, kind="svg", scale=MODULE, border=QUIET_ZONE, light="#fff", omitsize=True, nl=False)
    return HttpResponse(picture.getvalue(), content_type="image/svg+xml; charset=utf-8")
