"""To embed in the agency's own website: a year's checklist as plain HTML to paste there."""

from django.http import HttpResponse
from django.template.loader import render_to_string
from django.template.response import TemplateResponse
from django.views.decorators.http import require_safe

from assessments.models import Page
from assessments.public.checklist import checklist_context
from assessments.public.page import page_context, public_page
from assessments.record.paths import page_path


def block_of(request, year_be):
    """(what the block shows, its HTML): headings, lists, addresses in full, nothing else."""
    checklist = request.public.read_content(year_be, Page.OIT)
    origin = request.public.origin
    context = checklist_context(checklist) | {
        "origin": origin,
        "address": origin + page_path(year_be, Page.OIT),
        "publication": request.public.pages.publication(year_be, Page.OIT),
    }
    markup = render_to_string("includes/_checklist_block.html", context)
    return context, "\n".join(line.strip() for line in markup.splitlines() if line.strip()) + "\n"


@require_safe
@public_page()
def checklist_block(request, year_be):
    """The block as it looks and its HTML to copy: GET /ita/2564/oit/block/"""
    block, markup = block_of(request, year_be)
    context = page_context(request, year_be) | {
        **block,
        "year_be": year_be,
        "markup": markup,
    }
    return TemplateResponse(request, "assessments/checklist_block.html", context)


@require_safe
@public_page()
def block_source(request, year_be):
    """The block alone, for a website that fetches it: GET /ita/2564/oit/block.html"""
    _block, markup = block_of(request, year_be)
    response = HttpResponse(markup, content_type="text/html; charset=utf-8")
    response.headers["Access-Control-Allow-Origin"] = "*"
    response.headers["X-Robots-Tag"] = "noindex"
    return response
