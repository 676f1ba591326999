"""The page of the search. Reads publications only."""

from django.db.models import Q
from django.template.response import TemplateResponse
from django.views.decorators.http import require_safe

from assessments.public.page import page_context, public_page
from assessments.public.search.search_form import SearchForm
from assessments.public.search.search_index import MOST_FOUND, SEARCHED, found


@require_safe
@public_page()
def search_list(request):
    """Items, measures and documents that hold a text: GET /ita/search/?q=จัดซื้อ"""
    form = SearchForm(request.GET if "q" in request.GET else None)
    asked = form.is_valid()
    pages = request.public.read_pages(Q(page__in=SEARCHED) if asked else None)
    context = page_context(request) | {"form": form, "asked": asked, "most": MOST_FOUND}
    if asked:
        contents = ((page, pages.content(year_be, page)) for year_be, page in pages.publications)
        searched = ((page, content) for page, content in contents if content)
        context["years"], context["count"] = found(form.cleaned_data["q"], searched)
    response = TemplateResponse(request, "assessments/search_list.html", context)
    response.headers["X-Robots-Tag"] = "noindex"
    request.public.free_text = True
    return response
