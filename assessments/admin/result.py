"""Admin screens of announced results and indicator scores."""

from django.contrib import admin, messages
from django.template.response import TemplateResponse
from django.urls import path

from assessments import scoring
from assessments.admin.concurrency.request_copies import with_posted
from assessments.admin.inline_forms import SharedChoicesFormSet
from assessments.admin.publishing.publishable import PublishableAdmin
from assessments.admin.route import route_context
from assessments.admin.scoping import AgencyScoped, ScopedInline
from assessments.dashboard.missing_parts import missing_parts
from assessments.framework.year_rules import announced_scores, rules_of
from assessments.models import Assessment, Indicator, IndicatorScore, Page
from assessments.permissions.roles import Permission
from assessments.public.result import result_context
from ita_portal.thai.digits import thai_digits


def beside(help_text, findings):
    """A field's help text with the findings on its value after it."""
    return " ".join([help_text, *(f"⚠ {finding.message}" for finding in findings)]).strip()


def findings_on(assessment):
    """Everything that does not fit in an assessment's announced figures; nothing is changed by it."""
    rules, scores = rules_of(assessment.year), announced_scores(assessment)
    return scoring.cross_checks(rules, scores, assessment.announced_total, assessment.announced_level)


class ScoreFormSet(SharedChoicesFormSet):
    """Shows beside each score what speaks against it."""

    def add_fields(self, form, index):
        super().add_fields(form, index)
        if not hasattr(self, "_findings"):
            self._findings = findings_on(self.instance) if self.instance.pk else []
            numbers = self.instance.year.indicators.values_list("pk", "number") if self.instance.pk else []
            self._numbers = dict(numbers)
        number = self._numbers.get(form.instance.indicator_id)
        mine = [finding for finding in self._findings if number and finding.indicator == number]
        form.fields["value"].help_text = beside("", mine)


class IndicatorScoreInline(ScopedInline):
    model = IndicatorScore
    formset = ScoreFormSet
    fields = [("indicator", "value", "state")]
    ordering = ["indicator__number"]
    can_delete = False

    def missing_indicators(self, assessment):
        """Indicators of the year that have no score yet, in official order."""
        if assessment is None:
            return Indicator.objects.none()
        entered = assessment.scores.values("indicator")
        return Indicator.objects.filter(year=assessment.year_id).exclude(pk__in=entered).order_by("number")

    def get_extra(self, request, obj=None, **kwargs):
        return self.missing_indicators(obj).count()

    def formfield_for_foreignkey(self, db_field, request, **kwargs):
        if db_field.name == "indicator" and self.parent:
            kwargs["queryset"] = Indicator.objects.filter(year=self.parent.year_id).order_by("number")
        return super().formfield_for_foreignkey(db_field, request, **kwargs)


@admin.register(Assessment)
class AssessmentAdmin(PublishableAdmin):
    page = Page.RESULT
    preview_template = "assessments/result_detail.html"
    list_display = ["agency", "year", "announced_total", "announced_level", "total_state", "announced_on"]
    list_display_links = ["agency", "year"]
    list_filter = ["year", "total_state"]
    list_select_related = ["agency", "year"]
    search_fields = ["agency__name", "agency__slug", "=year__year_be"]
    autocomplete_fields = ["agency", "year"]
    inlines = [IndicatorScoreInline]
    fields = [
        ("agency", "year"),
        "total_state",
        ("announced_total", "announced_level", "announced_on"),
        "source_label",
        "source_url",
    ]
    change_form_template = "admin/assessments/assessment_form.html"

    def get_urls(self):
        route = self.admin_site.admin_view(self.route_view)
        return [path("<int:pk>/route/", route, name="assessments_assessment_route"), *super().get_urls()]

    def route_view(self, request, pk):
        """What accepting OIT items would change. Reads only; its address is all it remembers."""
        assessment = self.row_or_404(request, str(pk))
        context = self.admin_site.each_context(request) | {
            "title": f"เส้นทางสู่ระดับถัดไป ปี {thai_digits(assessment.year.year_be)}",
            "opts": self.opts,
            **route_context(assessment, request.GET),
        }
        return TemplateResponse(request, "admin/assessments/route.html", context)

    def change_view(self, request, object_id, form_url="", extra_context=None):
        """Say what the year lacks, so that nobody looks for a total that cannot be worked out."""
        assessment = self.get_object(request, object_id)
        context = {"missing_parts": missing_parts(assessment.year)} if assessment else {}
        return super().change_view(request, object_id, form_url, context | (extra_context or {}))

    def get_form(self, request, obj=None, change=False, **kwargs):
        form = super().get_form(request, obj, change=change, **kwargs)
        findings = findings_on(obj) if obj else []
        for field, about in (("announced_total", "total"), ("announced_level", "level")):
            mine = [finding for finding in findings if finding.field == about]
            if field not in form.base_fields:
                continue  # this person only looks
            form.base_fields[field].help_text = beside(form.base_fields[field].help_text, mine)
        return form

    def save_related(self, request, form, formsets, change):
        super().save_related(request, form, formsets, change)
        for finding in findings_on(form.instance):
            messages.warning(request, finding.message)

    def get_readonly_fields(self, request, obj=None):
        return ["agency", "year"] if obj else []

    def get_inlines(self, request, obj):
        return self.inlines if obj else []

    def get_formset_kwargs(self, request, obj, inline, prefix):
        missing = inline.missing_indicators(obj).values_list("pk", flat=True)
        return super().get_formset_kwargs(request, obj, inline, prefix) | {
            "initial": [{"indicator": pk} for pk in missing]
        }

    def response_add(self, request, obj, post_url_continue=None):
        """Scores are entered next, so stay on the row."""
        if "_addanother" not in request.POST:
            posted = request.POST.copy()
            posted["_continue"] = "1"
            request = with_posted(request, posted)
        return super().response_add(request, obj, post_url_continue)

    def preview_context(self, row, content):
        return {
            "links": {"year_be": row.year.year_be, "result": None},
            **result_context(content, None),
        }


@admin.register(IndicatorScore)
class IndicatorScoreAdmin(AgencyScoped):
    change_permission = Permission.EDIT
    agency_lookup = "assessment__agency"
    list_display = ["agency_name", "year_be", "indicator", "value", "state"]
    list_display_links = ["agency_name", "indicator"]
    list_filter = ["assessment__year", "indicator__instrument__code", "state"]
    list_select_related = ["assessment__agency", "assessment__year", "indicator"]
    search_fields = ["assessment__agency__name", "indicator__name"]
    autocomplete_fields = ["assessment", "indicator"]

    def get_readonly_fields(self, request, obj=None):
        return ["assessment", "indicator"] if obj else []

    def has_delete_permission(self, request, obj=None):
        """A score that is not known any more gets another state; rows stay."""
        return False

    @admin.display(description="หน่วยงาน", ordering="assessment__agency__name")
    def agency_name(self, score):
        return score.assessment.agency.name

    @admin.display(description="ปี พ.ศ.", ordering="assessment__year__year_be")
    def year_be(self, score):
        return score.assessment.year.year_be
