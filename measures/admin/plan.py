"""Admin screens of measures: the plan with its actions, the documents read; import: import_screens.py."""

from django import forms
from django.contrib import admin
from django.utils.html import format_html, format_html_join

from assessments.admin.agency_filters import StandingFilter, by_agency, by_year
from assessments.admin.inline_forms import SharedChoicesFormSet
from assessments.admin.publishing.publishable import PublishableAdmin
from assessments.admin.scoping import AgencyScoped, ReadOnlyMixin, ScopedInline
from assessments.models import Indicator, Instrument, Page
from assessments.permissions.roles import Permission
from measures.admin.carry_over import CarryOverScreen
from measures.admin.editions import EditionScreen
from measures.admin.grid import GridScreen
from measures.admin.import_screens import ImportScreen
from measures.admin.progress import ActionProgressScreen
from measures.models import InstrumentAnalysis, MeasuresPlan, RemediationAction, SourceDocument
from measures.plan.import_document import put_in_order
from measures.plan.worklists import ACTION_STANDINGS
from measures.progress.evidence import may_delete_evidence
from measures.public.plan import plan_context


class OfResultYear:
    """An inline whose instrument or indicator belongs to the plan's result year."""

    def formfield_for_foreignkey(self, db_field, request, **kwargs):
        plan = self.parent
        models = {"indicator": (Indicator, "number"), "instrument": (Instrument, "position")}
        if db_field.name == "division" and plan:
            kwargs["queryset"] = plan.agency.divisions.all()
        elif db_field.name in models and plan:
            model, order = models[db_field.name]
            kwargs["queryset"] = model.objects.filter(year=plan.result_year_id).order_by(order)
        return super().formfield_for_foreignkey(db_field, request, **kwargs)


class InstrumentAnalysisInline(OfResultYear, ScopedInline):
    model = InstrumentAnalysis
    formset = SharedChoicesFormSet


LAST_ORDER = 32767  # what the column holds


class ActionFormSet(SharedChoicesFormSet):
    """Lets actions swap places: the order is checked over the whole set, then written in two steps."""

    def add_fields(self, form, index):
        super().add_fields(form, index)
        form._get_validation_exclusions = lambda: {*type(form)._get_validation_exclusions(form), "order"}

    def clean(self):
        super().clean()
        taken = set()
        for form in self.forms:
            if form in self.deleted_forms or not form.cleaned_data:
                continue
            order = form.cleaned_data.get("order")
            if order is not None and not 1 <= order <= LAST_ORDER:
                form.add_error("order", f"ลำดับเป็นเลข 1 ถึง {LAST_ORDER:,}")
            place = (form.cleaned_data.get("indicator"), order)
            if None not in place and place in taken:
                form.add_error("order", "ตัวชี้วัดนี้มีมาตรการลำดับนี้แล้ว")
            taken.add(place)

    def save_existing_objects(self, commit=True):
        moved = [
            form.instance
            for form in self.initial_forms
            if {"order", "indicator"} & set(form.changed_data) and form not in self.deleted_forms
        ]
        if commit and moved:
            put_in_order(moved)
        return super().save_existing_objects(commit)


class RemediationActionInline(OfResultYear, ScopedInline):
    model = RemediationAction
    formset = ActionFormSet
    ordering = ["indicator__number", "order"]
    readonly_fields = ["source_text"]
    fieldsets = [
        (
            None,
            {
                "fields": [
                    ("indicator", "order"),
                    "text",
                    ("division", "responsible"),
                    ("start_on", "due_on"),
                    ("status", "dropped_reason"),
                ]
            },
        ),
        (
            "จุดอ่อน ขั้นตอน การติดตาม และข้อความตามเอกสาร",
            {"fields": ["weak_point", "steps", "monitoring", "source_text"], "classes": ["collapse"]},
        ),
    ]

    def formfield_for_dbfield(self, db_field, request, **kwargs):
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        if isinstance(field.widget if field else None, forms.Textarea):
            field.widget.attrs["rows"] = 3
        return field


@admin.register(MeasuresPlan)
class MeasuresPlanAdmin(EditionScreen, CarryOverScreen, GridScreen, ImportScreen, PublishableAdmin):
    page = Page.MEASURES
    preview_template = "measures/plan_detail.html"
    change_list_template = "admin/measures/plan_list.html"
    list_display = ["title", "agency", "year", "result_year"]
    list_filter = ["year"]
    list_select_related = ["agency", "year", "result_year"]
    search_fields = ["title", "agency__name", "=year__year_be", "actions__text"]
    autocomplete_fields = ["agency", "year", "result_year"]
    readonly_fields = ["document_notices", "documents"]
    fields = ["agency", ("year", "result_year"), "title", "introduction", "document_notices", "documents"]
    inlines = [InstrumentAnalysisInline, RemediationActionInline]

    def get_readonly_fields(self, request, obj=None):
        return [*self.readonly_fields, "agency", "year", "result_year"] if obj else self.readonly_fields

    def get_inlines(self, request, obj):
        return self.inlines if obj else []

    @admin.display(description="ข้อสังเกตจากเอกสารต้นฉบับ")
    def document_notices(self, plan):
        sources = plan.sources.defer("text", "original")
        notices = [(notice["message"],) for source in sources for notice in source.notices]
        if not notices:
            return "ไม่มี"
        return format_html("<ul>{}</ul>", format_html_join("", "<li>{}</li>", notices))

    @admin.display(description="เอกสารต้นฉบับ")
    def documents(self, plan):
        return self.source_links(plan)

    def has_delete_permission(self, request, obj=None):
        allowed = super().has_delete_permission(request, obj)
        return allowed and (obj is None or may_delete_evidence(obj))

    def preview_context(self, row, content):
        return plan_context(content)


class ActionStanding(StandingFilter):
    """Measures that lack somebody or a date, or that should be told of."""

    kinds = ACTION_STANDINGS


@admin.register(RemediationAction)
class RemediationActionAdmin(ActionProgressScreen, AgencyScoped):
    change_permission = Permission.EDIT
    agency_lookup = "plan__agency"
    division_lookup = "division"
    list_display = ["text", "indicator", "order", "responsible", "due_on", "status", "plan"]
    list_filter = [
        by_agency("plan__agency"),
        by_year("plan__year__year_be"),
        ActionStanding,
        "plan__year",
        "status",
        "indicator__instrument__code",
    ]
    list_select_related = ["indicator", "plan"]
    search_fields = ["text", "responsible", "plan__title"]
    autocomplete_fields = ["plan", "indicator"]
    readonly_fields = ["source_text"]


@admin.register(InstrumentAnalysis)
class InstrumentAnalysisAdmin(AgencyScoped):
    change_permission = Permission.EDIT
    agency_lookup = "plan__agency"
    list_display = ["instrument", "plan"]
    list_filter = ["plan__year", "instrument__code"]
    list_select_related = ["instrument", "plan"]
    search_fields = ["text", "plan__title"]
    autocomplete_fields = ["plan", "instrument"]


@admin.register(SourceDocument)
class SourceDocumentAdmin(ReadOnlyMixin, AgencyScoped):
    agency_lookup = "plan__agency"
    list_display = ["file_name", "plan", "imported_at", "imported_by"]
    list_filter = ["plan__year"]
    list_select_related = ["plan"]
    search_fields = ["file_name", "plan__title", "sha256"]
    fields = ["plan", "file_name", "imported_at", "imported_by", "sha256", "notice_list", "text"]

    def get_queryset(self, request):
        return super().get_queryset(request).defer("original")

    @admin.display(description="ข้อสังเกตจากการอ่าน")
    def notice_list(self, source):
        rows = ((notice["message"],) for notice in source.notices)
        return format_html("<ul>{}</ul>", format_html_join("", "<li>{}</li>", rows))
