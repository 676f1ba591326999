"""Admin screen of all measures of a plan at once: weakest indicator first, all or nothing saved."""

import re
from itertools import groupby

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import path, reverse

from assessments.permissions.roles import Permission, access_of
from assessments.result.content import assessment_of
from ita_portal.thai.digits import thai_digits
from measures.admin.grid_form import RowForm
from measures.models import RemediationAction
from measures.plan.completeness import lacking

ROW = re.compile(r"m([0-9]+)-text")
GONE = "มีมาตรการในหน้านี้ที่ถูกลบหรือย้ายไปแล้ว ยังไม่มีอะไรถูกบันทึก กรุณาเปิดหน้านี้ใหม่"


def weakest_first(plan, actions):
    """Actions (with indicators) by the score of their indicator, lowest first; without a score last.

    Returns (indicator, score or None, its actions) in that order.
    """
    assessment = assessment_of(plan.agency, plan.result_year)
    scores = {score.indicator_id: score.value for score in assessment.scores.all()} if assessment else {}

    def place(action):
        score = scores.get(action.indicator_id)
        return (score is None, score or 0, action.indicator.number, action.order)

    ordered = sorted(actions, key=place)
    groups = groupby(ordered, key=lambda action: action.indicator)
    return [(indicator, scores.get(indicator.pk), list(rows)) for indicator, rows in groups]


class GridScreen:
    """Adds …/measuresplan/<pk>/grid/ to the screens of a plan."""

    change_form_template = "admin/measures/plan_form.html"

    def get_urls(self):
        view = self.admin_site.admin_view(self.grid_view)
        return [path("<int:pk>/grid/", view, name="measures_measuresplan_grid"), *super().get_urls()]

    def grid_view(self, request, pk):
        """The measures this person may change, to change them; a POST writes all of it or nothing."""
        plan = self.row_or_404(request, str(pk))
        access = access_of(request.user)
        bound = access.divisions(plan.agency_id)
        if bound is None and not access.may(Permission.EDIT, plan.agency_id):
            raise PermissionDenied
        divisions = list(plan.agency.divisions.all())
        if bound is not None:
            divisions = [division for division in divisions if division.pk in bound]
        with transaction.atomic():
            groups = weakest_first(plan, self.grid_rows(request, plan, bound))
            forms = {
                action.pk: self.row_form(request, action, divisions, bound)
                for _indicator, _score, actions in groups
                for action in actions
            }
            if request.method == "POST" and self.write_rows(request, plan, forms):
                return redirect(request.path)
        context = self.admin_site.each_context(request) | {
            "title": f"ตารางมาตรการ ปี {thai_digits(plan.year.year_be)}",
            "opts": self.opts,
            "original": plan,
            "change_address": self.change_address(plan),
            "only_own": bound is not None,
            "faults": [form for form in forms.values() if form.is_bound and form.errors],
            "groups": [
                {
                    "indicator": indicator,
                    "score": score,
                    "rows": [self.shown_row(forms[action.pk]) for action in actions],
                }
                for indicator, score, actions in groups
            ],
        }
        return TemplateResponse(request, "admin/measures/grid.html", context)

    def grid_rows(self, request, plan, bound):
        """The actions this person may change; locked while a POST writes them."""
        rows = RemediationAction.objects.filter(plan=plan).select_related("indicator", "plan")
        if request.method == "POST":
            rows = rows.select_for_update(of=("self",))
        return rows if bound is None else rows.filter(division__in=bound)

    def row_form(self, request, action, divisions, bound):
        """The form of one row; a row that the page sent did not have stays as it is."""
        prefix = f"m{action.pk}"
        data = request.POST if request.method == "POST" and f"{prefix}-text" in request.POST else None
        return RowForm(data, instance=action, prefix=prefix, divisions=divisions, bound=bound is not None)

    def shown_row(self, form):
        """What the grid shows of a row: its form and, in words, what it lacks."""
        action = form.instance
        add = reverse("admin:measures_progressentry_add")
        return {
            "form": form,
            "action": action,
            "lacking": lacking(action),
            "tell_address": f"{add}?action={action.pk}",
        }

    def write_rows(self, request, plan, forms):
        """Write what was changed when every row is good; True when the page may be opened anew."""
        sent = {int(found[1]) for key in request.POST if (found := ROW.fullmatch(key))}
        if sent - set(forms):
            messages.error(request, GONE)
            return True
        rows = [form for form in forms.values() if form.is_bound]
        if not all(form.is_valid() for form in rows):
            return False
        changed = [form for form in rows if form.changed_data]
        for form in changed:
            form.write()
        if changed:
            self.log_change(request, plan, f"แก้ {len(changed)} มาตรการในตาราง")
            messages.success(request, f"บันทึกแล้ว {thai_digits(len(changed))} มาตรการ")
        else:
            messages.info(request, "ไม่มีอะไรเปลี่ยน")
        return True
