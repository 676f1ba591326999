"""Admin screen that takes an import back: what goes and what stays, or why it cannot, then one button."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import path

from measures.plan.import_document import ImportRefused
from measures.plan.undo_import import undo_import, undo_of


class UndoImportScreen:
    """Adds …/measuresplan/<pk>/undo-import/ to the screens of a plan."""

    def get_urls(self):
        view = self.admin_site.admin_view(self.undo_import_view)
        name = "measures_measuresplan_undo_import"
        return [path("<int:pk>/undo-import/", view, name=name), *super().get_urls()]

    def undo_import_view(self, request, pk):
        """What taking back the newest import would do; a POST does it."""
        plan = self.row_or_404(request, str(pk))
        if not self.has_change_permission(request, plan):
            raise PermissionDenied
        undo = undo_of(plan)
        if undo is None:
            raise Http404("แผนนี้ไม่ได้มาจากการนำเข้าเอกสาร")
        if request.method == "POST":
            try:
                undo_import(plan, by=request.user.get_username())
            except ImportRefused as error:
                undo.reasons[:] = error.reasons
            else:
                messages.success(request, f"ยกเลิกการนำเข้า {undo.source.file_name} แล้ว")
                return redirect("admin:measures_measuresplan_changelist")
        context = self.admin_site.each_context(request) | {
            "title": "ยกเลิกการนำเข้าเอกสาร",
            "opts": self.opts,
            "original": plan,
            "change_address": self.change_address(plan),
            "undo": undo,
        }
        return TemplateResponse(request, "admin/measures/undo_import.html", context)
