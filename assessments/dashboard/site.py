"""The desk's site: Django's admin whose first screen says what is to be done."""

from functools import partial

from django.contrib import admin
from django.http import Http404, HttpResponse
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.utils.functional import SimpleLazyObject
from django.views.decorators.http import require_safe

from ita_portal.thai.digits import thai_digits


class PortalAdminSite(admin.AdminSite):
    """Adds the morning's figures to the index."""

    def get_urls(self):
        return [
            path("head/", self.admin_view(self.executive_summary), name="executive_summary"),
            path("calendar.ics", self.admin_view(self.calendar), name="calendar"),
            path("guide/", self.admin_view(self.guide), name="guide"),
            path("guide/<slug:name>.png", self.admin_view(self.guide_picture), name="guide_picture"),
            *super().get_urls(),
        ]

    def get_app_list(self, request, app_label=None):
        """The list of all screens is made once a page, and only where the page shows it."""
        if app_label is not None:
            return super().get_app_list(request, app_label)
        if not hasattr(request, "desk_screens"):
            request.desk_screens = SimpleLazyObject(partial(super().get_app_list, request))
        return request.desk_screens

    @method_decorator(require_safe)
    def executive_summary(self, request):
        """GET /ita/admin/head/: the same on one page of paper for the head of the agency."""
        from assessments.dashboard.executive_summary import executive_context

        context = self.each_context(request) | dashboard_context(self, request)
        if "figures" in context:
            context |= executive_context(context["scope"], context["today"])
        return TemplateResponse(
            request, "admin/desk/executive_summary.html", context | {"title": "สรุปสำหรับผู้บริหาร"}
        )

    @method_decorator(require_safe)
    def calendar(self, request):
        """GET /ita/admin/calendar.ics: the year's dates and due measures for a calendar program."""
        from assessments.dashboard.ical import calendar_file
        from assessments.dashboard.scope import scope_of

        scope = scope_of(request, timezone.localdate())
        if scope.agency is None or scope.year is None:
            raise Http404("ยังไม่มีหน่วยงานหรือปีงบประมาณ")
        response = HttpResponse(
            calendar_file(scope, timezone.now()), content_type="text/calendar; charset=utf-8"
        )
        name = f"ita-{scope.agency.slug}-{scope.year.year_be}.ics"
        response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
        return response

    def guide(self, request):
        """GET /ita/admin/guide/: how the work of a year goes, with pictures."""
        from assessments.dashboard.staff_guide import guide

        return guide(request, self)

    def guide_picture(self, request, name):
        """GET /ita/admin/guide/first-screen.png: one of its pictures."""
        from assessments.dashboard.staff_guide import guide_picture

        return guide_picture(request, name)

    def index(self, request, extra_context=None):
        """GET /ita/admin/: what is to be done, then the list of all rows."""
        context = {"title": "สิ่งที่ต้องทำวันนี้"} | dashboard_context(self, request)
        return super().index(request, context | (extra_context or {}))


def dashboard_context(site, request):
    """What the first screen shows; the figures are absent where there is no agency or no year."""
    # The screens of both apps are registered by now; before, they cannot be imported.
    from assessments.dashboard.dashboard import drafts, drafts_figure, figures
    from assessments.dashboard.scope import scope_of

    today = timezone.localdate()
    scope = scope_of(request, today)
    context = {"scope": scope, "today": today}
    if scope.agency is None or scope.year is None:
        return context
    all_figures = [*figures(scope, today), drafts_figure(drafts(site, scope))]
    return context | {
        "figures": all_figures,
        "summary_address": reverse("admin:executive_summary") + f"?{scope.query}",
        "calendar_address": reverse("admin:calendar") + f"?{scope.query}",
        "subtitle": f"{scope.agency} ปีงบประมาณ {thai_digits(scope.year.year_be)}",
    }
