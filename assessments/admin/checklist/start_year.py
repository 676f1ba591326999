"""Admin screen that starts a year from an earlier one: a look at it first, one write, and the way back."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import path

from assessments.checklist.carried import Unclear, carried_rows, undo_refusal, undo_start
from assessments.checklist.start_year import CHANGE_KINDS, carried_sentence, plan_year, start_year
from assessments.models import FiscalYear


class StartScreen:
    """Adds …/checklist/<pk>/start/ to the screens of a year's checklist."""

    def get_urls(self):
        view = self.admin_site.admin_view(self.start_view)
        return [path("<int:pk>/start/", view, name="assessments_checklist_start"), *super().get_urls()]

    def start_view(self, request, pk):
        """A table of what would be carried from the chosen year; a POST carries it, or takes it back."""
        checklist = self.row_or_404(request, str(pk))
        if not self.has_change_permission(request, checklist):
            raise PermissionDenied
        earlier = list(
            FiscalYear.objects.filter(
                applies_to=checklist.year.applies_to, year_be__lt=checklist.year.year_be
            ).order_by("-year_be")
        )
        wanted = request.POST.get("from") or request.GET.get("from")
        old_year = next((year for year in earlier if str(year.year_be) == wanted), None)
        if request.method == "POST" and "undo" in request.POST:
            return self._undo(request, checklist)
        if request.method == "POST" and old_year:
            return self._start(request, checklist, old_year)
        if request.method == "POST":
            messages.error(request, "ไม่มีปีที่เลือกให้ยกข้อมูล จึงยังไม่ได้ยก กรุณาเลือกปีจากรายการ")
        old_year = old_year or next(iter(earlier), None)
        items = plan_year(checklist.agency, old_year, checklist.year) if old_year else []
        context = self.admin_site.each_context(request) | {
            "title": "ยกข้อมูลจากปีก่อน",
            "opts": self.opts,
            "checklist": checklist,
            "earlier": earlier,
            "old_year": old_year,
            "rows": [{"item": item, "kind": CHANGE_KINDS[item.change.kind]} for item in items],
            "carried": carried_rows(checklist.agency, checklist.year).count(),
            "undo_refusal": undo_refusal(checklist.agency, checklist.year),
        }
        return TemplateResponse(request, "admin/assessments/start_year.html", context)

    def _start(self, request, checklist, old_year):
        counts = start_year(checklist.agency, old_year, checklist.year)
        carried = f"{carried_sentence(counts)} จากปี {old_year.year_be}"
        if counts["items"]:
            self.log_change(request, checklist, carried)
        messages.success(request, carried)
        return redirect(self.change_address(checklist))

    def _undo(self, request, checklist):
        try:
            count = undo_start(checklist.agency, checklist.year, by=request.user.get_username())
        except Unclear as reason:
            messages.error(request, str(reason))
            return redirect(request.path)
        sentence = f"ยกเลิกการยกข้อมูลจากปีก่อน {count} ข้อ"
        self.log_change(request, checklist, sentence)
        messages.success(request, sentence)
        return redirect(request.path)
