"""Desk screens of announced results and indicator scores."""

from django.contrib import admin
from django.urls import reverse

from assessments.admin.fields import DESK_OVERRIDES, SharedChoicesFormSet
from assessments.admin.publishable import PublishableAdmin
from assessments.content import result_content
from assessments.models import Assessment, Indicator, IndicatorScore, Page
from assessments.views import result_context


class IndicatorScoreInline(admin.StackedInline):
    model = IndicatorScore
    formset = SharedChoicesFormSet
    formfield_overrides = DESK_OVERRIDES
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
        year_id = getattr(request, "desk_year_id", None)
        if db_field.name == "indicator" and year_id:
            kwargs["queryset"] = Indicator.objects.filter(year=year_id).order_by("number")
        return super().formfield_for_foreignkey(db_field, request, **kwargs)


@admin.register(Assessment)
class AssessmentAdmin(PublishableAdmin):
    page = Page.RESULT
    preview_template = "assessments/result_detail.html"
    list_display = ["agency", "year", "announced_total", "announced_level", "total_state", "announced_on"]
    list_display_links = ["agency", "year"]
    list_filter = ["year", "total_state", "announced_level"]
    list_select_related = ["agency", "year"]
    search_fields = ["agency__name", "agency__slug", "=year__year_be"]
    autocomplete_fields = ["agency", "year"]
    formfield_overrides = DESK_OVERRIDES
    inlines = [IndicatorScoreInline]

    def get_readonly_fields(self, request, obj=None):
        return ["agency", "year"] if obj else []

    def get_inlines(self, request, obj):
        request.desk_year_id = obj.year_id if obj else None
        return self.inlines if obj else []

    def get_formset_kwargs(self, request, obj, inline, prefix):
        missing = inline.missing_indicators(obj).values_list("pk", flat=True)
        return super().get_formset_kwargs(request, obj, inline, prefix) | {
            "initial": [{"indicator": pk} for pk in missing]
        }

    def response_add(self, request, obj, post_url_continue=None):
        """Scores are entered next, so stay on the row."""
        request.POST = (
            request.POST | {"_continue": "1"} if "_addanother" not in request.POST else request.POST
        )
        return super().response_add(request, obj, post_url_continue)

    def content_builder(self, row):
        return lambda previous, at: result_content(row)

    def preview_context(self, row, content):
        return {
            "links": {"year_be": row.year.year_be, "result": None},
            **result_context(content, None),
        }

    def public_address(self, row):
        return reverse("assessments:result_detail", args=[row.year.year_be])


@admin.register(IndicatorScore)
class IndicatorScoreAdmin(admin.ModelAdmin):
    list_display = ["agency_name", "year_be", "indicator", "value", "state"]
    list_display_links = ["agency_name", "indicator"]
    list_filter = ["assessment__year", "indicator__instrument__code", "state"]
    list_select_related = ["assessment__agency", "assessment__year", "indicator"]
    search_fields = ["assessment__agency__name", "indicator__name"]
    autocomplete_fields = ["assessment", "indicator"]
    formfield_overrides = DESK_OVERRIDES

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
