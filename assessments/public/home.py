"""The first page: latest result, trend over the years, the way to everything."""

from django.template.response import TemplateResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from assessments.models import Page
from assessments.open_data.memento import HomeAddresses
from assessments.open_data.memento_states import as_memento, as_original, home_states, timegate
from assessments.public import charts
from assessments.public.page import page_context, public_page
from assessments.record.pages import latest_result
from ita_portal.thai.dates import bangkok


@require_safe
@public_page()
def home(request):
    """Latest result, the years, the way to everything: GET /ita/"""
    public, addresses = request.public, HomeAddresses(request.public.origin)
    if led := timegate(request, addresses, lambda: home_states(public.agency)):
        return led
    pages = public.read_pages(latest_result(public.agency, public.moment.before))
    trend = pages.trend()
    trend_of = {row.year_be: row for row in trend}
    years = [pages.year(year_be) | {"trend": trend_of.get(year_be)} for year_be in pages.years]

    def newest_with(page):
        return next((row for row in years if row[page.value]), None)

    latest = next((row for row in trend if row.total is not None), None)
    oit = newest_with(Page.OIT)
    context = page_context(request) | {
        "years": years,
        "trend_chart": charts.trend_chart(trend),
        "latest": latest,
        "only": charts.missing_context(pages.content(latest.year_be, Page.RESULT))
        if latest and len(trend) == 1
        else None,
        "waiting": trend[0] if trend and trend[0] is not latest else None,
        "latest_measures": newest_with(Page.MEASURES),
        "latest_progress": newest_with(Page.PROGRESS),
        "latest_oit": oit,
        "unanswered": oit["oit"]["summary"]["items"] - oit["oit"]["summary"]["answered"] if oit else 0,
    }
    return _of_its_day(request, TemplateResponse(request, "assessments/home.html", context), addresses)


def _of_its_day(request, response, addresses):
    """The headers of the live page, or of its state at the end of an earlier day."""
    public = request.public
    day = public.moment.day
    if day is None:
        return as_original(response, addresses)
    if day == bangkok(timezone.now()).date():
        public.free_text = True  # what is today's state is one that stays from midnight on: not to be kept
        return as_original(response, addresses)
    states = home_states(public.agency)
    earlier = [key for key, _moment in states if key <= day.isoformat()]
    return (
        as_memento(response, addresses, states, earlier[-1]) if earlier else as_original(response, addresses)
    )
