"""The desk's site: Django's admin whose first screen says what is to be done."""

from django.contrib import admin
from django.utils import timezone

from ita_portal.thai import thai_digits


class DeskSite(admin.AdminSite):
    """Adds the morning's figures to the index."""

    def index(self, request, extra_context=None):
        """GET /ita/admin/: what is to be done, then the list of all rows."""
        return super().index(request, morning_context(self, request) | (extra_context or {}))


def morning_context(site, request):
    """What the first screen shows; the figures are absent where there is no agency or no year."""
    # The screens of both apps are registered by now; before, they cannot be imported.
    from ita_portal.morning import drafts, drafts_figure, figures
    from ita_portal.place import place_of

    today = timezone.localdate()
    place = place_of(request, today)
    context = {"place": place, "today": today}
    if place.agency is None or place.year is None:
        return context
    all_figures = [*figures(place, today), drafts_figure(drafts(site, place))]
    return context | {
        "figures": all_figures,
        "subtitle": f"{place.agency} ปีงบประมาณ {thai_digits(place.year.year_be)}",
    }
