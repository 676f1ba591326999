"""Admin screens of an assessor's eyes: a year's readiness report, and what staff ticked as shown."""

from django.contrib import admin
from django.template.response import TemplateResponse
from django.urls import path
from django.utils import timezone

from assessments.admin.scoping import AgencyScoped, ReadOnlyMixin
from assessments.framework.data_periods import days_left
from assessments.framework.missing_parts import missing_parts
from assessments.models import ShownRequirement
from assessments.public.site import origin_of
from assessments.readiness.findings import readiness


class ReadinessReport:
    """Adds …/readiness/ to the admin of a year's checklist."""

    def get_urls(self):
        view = self.admin_site.admin_view(self.readiness_view)
        name = "assessments_checklist_readiness"
        return [path("<path:object_id>/readiness/", view, name=name), *super().get_urls()]

    def readiness_view(self, request, object_id):
        """What an assessor may ask about, most points at stake first. To look at and to print."""
        checklist = self.row_or_404(request, object_id)
        today = timezone.localdate()
        report = readiness(
            checklist.agency, checklist.year, origin=origin_of(request, checklist.agency), today=today
        )
        context = self.admin_site.each_context(request) | {
            "title": "ตรวจความพร้อมก่อนส่ง",
            "subtitle": f"{checklist.agency} {checklist.year}",
            "opts": self.opts,
            "checklist": checklist,
            "report": report,
            "today": today,
            "missing_parts": missing_parts(checklist.year),
            "days_left": days_left(report.handin, today) if report.handin else "",
        }
        return TemplateResponse(request, "admin/assessments/readiness.html", context)


@admin.register(ShownRequirement)
class ShownRequirementAdmin(ReadOnlyMixin, AgencyScoped):
    agency_lookup = "disclosure__agency"
    division_lookup = "disclosure__division"
    list_display = ["requirement", "disclosure", "ticked_at", "ticked_by"]
    list_filter = ["disclosure__item__year"]
    list_select_related = ["disclosure"]
    search_fields = ["requirement"]
