"""The portal's admin site: Django's, whose first screen says what is to be done."""

from functools import partial

from django.contrib import admin
from django.http import Http404, HttpResponse
from django.template.response import TemplateResponse
from django.urls import path
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.utils.functional import SimpleLazyObject
from django.views.decorators.http import require_safe
from django.views.i18n import JavaScriptCatalog

from assessments.dashboard import staff_guide
from assessments.dashboard.executive_summary import executive_context
from assessments.dashboard.ical import calendar_file
from assessments.dashboard.index import dashboard_context
from assessments.dashboard.scope import scope_of
from assessments.dashboard.waiting_requests import waiting_requests


class PortalAdminSite(admin.AdminSite):
    """Adds the dashboard to the index, and the screens that belong to no model."""

    site_header = site_title = "ระบบจัดการ ITA"
    index_title = "ข้อมูลที่แก้ไขได้ก่อนเผยแพร่"
    site_url = "/ita/"

    def get_urls(self):
        return [
            path("head/", self.admin_view(self.executive_summary), name="executive_summary"),
            path("calendar.ics", self.admin_view(self.calendar), name="calendar"),
            path("guide/", self.admin_view(self.guide), name="guide"),
            path("guide/<slug:name>.png", self.admin_view(self.guide_picture), name="guide_picture"),
            *super().get_urls(),
        ]

    @property
    def screens(self):
        """{model: its ModelAdmin} of every screen."""
        return dict(self._registry)

    def get_app_list(self, request, app_label=None):
        """The list of all screens is made only where a page shows it."""
        if app_label is not None:
            return super().get_app_list(request, app_label)
        return SimpleLazyObject(partial(super().get_app_list, request))

    def i18n_javascript(self, request, extra_context=None):
        """Words for scripts; Django's own view leaves out those that LOCALE_PATHS adds."""
        return JavaScriptCatalog.as_view()(request)

    @method_decorator(require_safe)
    def executive_summary(self, request):
        """GET /ita/admin/head/: the same on one page of paper for the head of the agency."""
        context = self.each_context(request) | dashboard_context(request)
        if "figures" in context:
            context |= executive_context(context["scope"], context["today"])
        return TemplateResponse(
            request, "admin/dashboard/executive_summary.html", context | {"title": "สรุปสำหรับผู้บริหาร"}
        )

    @method_decorator(require_safe)
    def calendar(self, request):
        """GET /ita/admin/calendar.ics: the year's dates and due measures for a calendar program."""
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
        return staff_guide.guide(request, self)

    def guide_picture(self, request, name):
        """GET /ita/admin/guide/first-screen.png: one of its pictures."""
        return staff_guide.guide_picture(request, name)

    def index(self, request, extra_context=None):
        """GET /ita/admin/: what is to be done, then the list of all rows, which the page shows twice."""
        screens = self.get_app_list(request)
        context = {"title": "สิ่งที่ต้องทำวันนี้", "available_apps": screens, "app_list": screens}
        context["account_requests"] = waiting_requests(request.user, timezone.now())
        return super().index(request, context | dashboard_context(request) | (extra_context or {}))
