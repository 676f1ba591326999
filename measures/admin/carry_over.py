"""Admin screen that carries last year's unfinished measures into a plan: look, choose, then one write."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import path

from ita_portal.thai.digits import thai_digits
from measures.plan.carry_over import carry_over, carry_over_candidates, earlier_plan


class CarryOverScreen:
    """Adds …/measuresplan/<pk>/carry/ to the screens of a plan."""

    def get_urls(self):
        view = self.admin_site.admin_view(self.carry_over_view)
        return [path("<int:pk>/carry/", view, name="measures_measuresplan_carry_over"), *super().get_urls()]

    def carry_over_view(self, request, pk):
        """A table of what could be carried, each with a box; a POST carries the chosen ones."""
        plan = self.row_or_404(request, str(pk))
        if not self.has_change_permission(request, plan):
            raise PermissionDenied
        if request.method == "POST":
            chosen = {int(each) for each in request.POST.getlist("action") if each.isdecimal()}
            count = carry_over(plan, chosen, by=request.user.get_username())
            if count:
                self.log_change(request, plan, f"ยกมา {count} มาตรการจากแผนปีก่อน")
                messages.success(request, f"ยกมาแล้ว {thai_digits(count)} มาตรการ โปรดกำหนดวันของปีนี้")
                return redirect("admin:measures_measuresplan_grid", plan.pk)
            messages.error(request, "ยังไม่ได้เลือกมาตรการที่ยกมาได้ ไม่มีอะไรเปลี่ยน")
        context = self.admin_site.each_context(request) | {
            "title": f"ยกมาตรการที่ยังไม่เสร็จมาปี {thai_digits(plan.year.year_be)}",
            "opts": self.opts,
            "original": plan,
            "change_address": self.change_address(plan),
            "earlier": earlier_plan(plan),
            "rows": carry_over_candidates(plan),
        }
        return TemplateResponse(request, "admin/measures/carry_over.html", context)
