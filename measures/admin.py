"""Desk screens of measures: the plan with its actions, the import with preview, the documents read."""

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.html import format_html, format_html_join

from assessments.admin.fields import SharedChoicesFormSet
from assessments.admin.publishable import PublishableAdmin
from assessments.admin.scoping import AgencyScoped, LookOnly, ScopedInline
from assessments.models import Indicator, Instrument, Page
from assessments.roles import access_of
from measures.actions import ImportRefused, import_measures, plan_builder, publish_plan, put_in_order
from measures.forms import ImportForm
from measures.importing.faults import DocumentError
from measures.models import (
    InstrumentAnalysis,
    MeasuresPlan,
    ProgressEntry,
    ProgressEvidence,
    RemediationAction,
    SourceDocument,
)
from measures.views import plan_context


class OfResultYear:
    """An inline whose instrument or indicator belongs to the plan's result year."""

    def formfield_for_foreignkey(self, db_field, request, **kwargs):
        plan = getattr(request, "desk_plan", None)
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
            place = (form.cleaned_data.get("indicator"), form.cleaned_data.get("order"))
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
class MeasuresPlanAdmin(PublishableAdmin):
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

    def get_urls(self):
        view = self.admin_site.admin_view
        return [
            path("import/", view(self.import_view), name="measures_measuresplan_import"),
            path("source/<int:pk>/", view(self.source_view), name="measures_measuresplan_source"),
            *super().get_urls(),
        ]

    def get_readonly_fields(self, request, obj=None):
        return [*self.readonly_fields, "agency", "year", "result_year"] if obj else self.readonly_fields

    def get_inlines(self, request, obj):
        request.desk_plan = obj
        return self.inlines if obj else []

    @admin.display(description="ข้อสังเกตจากเอกสารต้นฉบับ")
    def document_notices(self, plan):
        notices = [(notice["message"],) for source in plan.sources.all() for notice in source.notices]
        if not notices:
            return "ไม่มี"
        return format_html("<ul>{}</ul>", format_html_join("", "<li>{}</li>", notices))

    @admin.display(description="เอกสารต้นฉบับ")
    def documents(self, plan):
        rows = [
            (reverse("admin:measures_measuresplan_source", args=[source.pk]), source.file_name)
            for source in plan.sources.all()
        ]
        return format_html_join(" ", '<a href="{}">{}</a>', rows) if rows else "ไม่มี"

    def desk_journals(self, row):
        rows = [InstrumentAnalysis, RemediationAction]
        return [
            MeasuresPlan.history.filter(id=row.pk),
            *(each.history.filter(plan_id=row.pk) for each in rows),
        ]

    def content_builder(self, row):
        return plan_builder(row)

    def publish_row(self, row, **signature):
        return publish_plan(row, **signature)

    def preview_context(self, row, content):
        return plan_context(content)

    def public_address(self, row):
        return reverse("measures:plan_detail", args=[row.year.year_be])

    def import_view(self, request):
        """Choose a document, see what was read and what is odd, then write it."""
        if not self.has_add_permission(request):
            raise PermissionDenied
        form = ImportForm(request.POST or None, request.FILES or None)
        read, refusals = None, []
        if request.method == "POST" and form.is_valid():
            confirmed = "confirm" in request.POST
            try:
                read = import_measures(
                    form.cleaned_data["data"],
                    file_name=form.cleaned_data["file_name"],
                    by=request.user.get_username(),
                    agency_slug=form.agency_slug,
                    replace=form.cleaned_data["replace"],
                    dry_run=not confirmed,
                )
            except (DocumentError, ImportRefused) as error:
                refusals = str(error).splitlines()
            else:
                if confirmed:
                    return self.after_import(request, read)
                form = form.as_confirmation()
        context = self.admin_site.each_context(request) | {
            "title": "นำเข้าเอกสารมาตรการ",
            "opts": self.opts,
            "form": form,
            "read": read,
            "refusals": refusals,
        }
        return TemplateResponse(request, "admin/measures/import.html", context)

    def after_import(self, request, read):
        """Say what happened and go to the plan."""
        if read.already:
            messages.info(request, "เอกสารฉบับนี้นำเข้าไว้แล้ว ไม่มีอะไรเปลี่ยน")
        else:
            self.log_change(request, read.plan, f"นำเข้าจาก {read.plan.sources.first().file_name}")
            messages.success(
                request, f"นำเข้าแล้ว: มาตรการ {read.counts['actions']} ข้อ คะแนน {read.counts['scores']} ตัวชี้วัด"
            )
            for notice in read.document.warnings:
                messages.warning(request, f"โปรดตรวจ: {notice.message}")
        return redirect(self.change_address(read.plan))

    def source_view(self, request, pk):
        """The text of an imported document as found, as a plain file."""
        source = get_object_or_404(SourceDocument, pk=pk, plan__in=self.get_queryset(request))
        return HttpResponse(source.text, content_type="text/plain; charset=utf-8")


@admin.register(RemediationAction)
class RemediationActionAdmin(AgencyScoped):
    agency_lookup = "plan__agency"
    division_lookup = "division"
    list_display = ["text", "indicator", "order", "responsible", "due_on", "status", "plan"]
    list_filter = ["plan__year", "status", "indicator__instrument__code"]
    list_select_related = ["indicator", "plan"]
    search_fields = ["text", "responsible", "plan__title"]
    autocomplete_fields = ["plan", "indicator"]
    readonly_fields = ["source_text"]


@admin.register(InstrumentAnalysis)
class InstrumentAnalysisAdmin(AgencyScoped):
    agency_lookup = "plan__agency"
    list_display = ["instrument", "plan"]
    list_filter = ["plan__year", "instrument__code"]
    list_select_related = ["instrument", "plan"]
    search_fields = ["text", "plan__title"]
    autocomplete_fields = ["plan", "instrument"]


@admin.register(SourceDocument)
class SourceDocumentAdmin(LookOnly, AgencyScoped):
    agency_lookup = "plan__agency"
    list_display = ["file_name", "plan", "imported_at", "imported_by"]
    list_filter = ["plan__year"]
    list_select_related = ["plan"]
    search_fields = ["file_name", "plan__title", "sha256"]
    fields = ["plan", "file_name", "imported_at", "imported_by", "sha256", "notice_list", "text"]

    @admin.display(description="ข้อสังเกตจากการอ่าน")
    def notice_list(self, source):
        rows = ((notice["message"],) for notice in source.notices)
        return format_html("<ul>{}</ul>", format_html_join("", "<li>{}</li>", rows))


@admin.register(ProgressEntry)
class ProgressEntryAdmin(AgencyScoped):
    agency_lookup = "action__plan__agency"
    division_lookup = "action__division"
    list_display = ["text", "happened_on", "action", "entered_by"]
    list_filter = ["action__plan__year"]
    list_select_related = ["action"]
    search_fields = ["text", "action__text"]
    autocomplete_fields = ["action"]
    readonly_fields = ["entered_at", "entered_by"]

    def has_add_permission(self, request):
        """People who are bound to divisions tell of their own measures, too."""
        return access_of(request.user).may_anywhere(self.deed)

    def save_model(self, request, obj, form, change):
        if not change:
            obj.entered_by = request.user.get_username()
        super().save_model(request, obj, form, change)


@admin.register(ProgressEvidence)
class ProgressEvidenceAdmin(LookOnly, AgencyScoped):
    agency_lookup = "plan__agency"
    division_lookup = "entry__action__division"
    list_display = ["number", "label", "url", "file_name", "plan"]
    list_display_links = ["number", "label"]
    list_filter = ["plan__year"]
    list_select_related = ["plan"]
    search_fields = ["label", "url", "file_name"]
