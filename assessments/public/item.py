"""One item of a checklist, and the stable addresses of its links and documents."""

from functools import wraps

from django.http import Http404, HttpResponseRedirect
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.views.decorators.http import require_safe

from assessments.models import Page
from assessments.open_data.memento import DocumentAddresses
from assessments.open_data.memento_states import as_original, document_states, timegate
from assessments.public.checklist import checked_checklist
from assessments.public.documents import ServedFile, document_response
from assessments.public.page import page_context, public_page


def _item_and_neighbours(checklist, number):
    """(item, code before, code after) of item `number`; Http404 when the year has no such item."""
    codes = [item["code"] for item in checklist["items"]]
    code = f"O{number}"
    if code not in codes:
        raise Http404("ปีนี้ไม่มีข้อนี้")
    index = codes.index(code)
    before = codes[index - 1] if index else None
    after = codes[index + 1] if index + 1 < len(codes) else None
    return checklist["items"][index], before, after


def canonical_item_address(view):
    """Redirect for good from other spellings of an item's code (O42, o.42, o042) to /oit/o42/."""

    @wraps(view)
    def wrapper(request, **kwargs):
        canonical = reverse(f"assessments:{view.__name__}", kwargs=kwargs)
        if request.path == canonical:
            return view(request, **kwargs)
        query = request.META.get("QUERY_STRING", "")
        return redirect(f"{canonical}?{query}" if query else canonical, permanent=True)

    return wrapper


@require_safe
@canonical_item_address
@public_page(Page.OIT)
def oititem_detail(request, year_be, number):
    """One item of the checklist: GET /ita/2564/oit/o42/"""
    checklist, found = checked_checklist(request, year_be, number)
    item, previous_item, next_item = _item_and_neighbours(checklist, number)
    context = page_context(request, year_be, Page.OIT, number) | {
        "year_be": year_be,
        "standings": found,
        "publication": request.public.pages.publication(year_be, Page.OIT),
        "item": item,
        "corrections": checklist.get("corrections", ()),
        "group": next(
            (group for group in checklist["sub_indicators"] if group["number"] == item["sub_indicator"]), None
        ),
        "previous_item": previous_item,
        "next_item": next_item,
    }
    return TemplateResponse(request, "assessments/oititem_detail.html", context)


@require_safe
@canonical_item_address
@public_page()
def link_redirect(request, year_be, number, position):
    """The stable address of link no. `position` of an item: GET /ita/2564/oit/o42/1/"""
    checklist = request.public.read_content(year_be, Page.OIT)
    item, _before, _after = _item_and_neighbours(checklist, number)
    link = next((link for link in item["links"] if link["position"] == position), None)
    if link is None:
        raise Http404("ข้อนี้ไม่มีลิงก์ลำดับนี้")
    if link["removed"]:
        context = page_context(request, year_be)
        context |= {"year_be": year_be, "item": item, "link": link}
        return TemplateResponse(request, "assessments/link_gone.html", context, status=410)
    if "document" in link:
        addresses = DocumentAddresses(request.public.origin, year_be, number, position)
        led = timegate(request, addresses, lambda: document_states(request.public.agency, addresses))
        publication = request.public.pages.publication(year_be, Page.OIT)
        served = ServedFile.published(link["document"], publication)
        return led or as_original(document_response(request, served), addresses)
    return HttpResponseRedirect(link["url"])
