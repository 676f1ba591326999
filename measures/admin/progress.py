"""Admin screens of progress: what was done about a measure with its evidence, and the page made of it."""

from django import forms
from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.db.models import Count, Max, OuterRef, Subquery
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect
from django.urls import path, reverse
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.utils.html import format_html
from django.views.decorators.http import require_safe

from assessments.admin.agency_filters import by_agency
from assessments.admin.inline_forms import InlineForms
from assessments.admin.publishing.publishable import PublishableAdmin
from assessments.admin.scoping import AgencyScoped, ReadOnlyMixin, ScopedInline
from assessments.files.errors import Refused
from assessments.files.storage import look_at
from assessments.models import Page
from assessments.permissions.roles import Permission, access_of
from assessments.public.documents import ServedFile, document_response
from assessments.record.paths import evidence_path
from ita_portal.thai.dates import thai_date_short, thai_datetime
from measures.models import (
    PlanProgress,
    ProgressEntry,
    ProgressEvidence,
    RemediationAction,
)
from measures.progress.action_status import STANDINGS, standing
from measures.progress.content import actions_with_progress
from measures.progress.evidence import add_evidence, may_delete_evidence, put_evidence
from measures.public.progress import progress_context

Status = RemediationAction.Status
ONE_OF_BOTH = "ใส่ที่อยู่ของหลักฐาน หรือเลือกไฟล์ อย่างใดอย่างหนึ่ง"


class EntryForm(forms.ModelForm):
    """What was done, and how the measure stands from now on, in one go."""

    status = forms.ChoiceField(
        label="สถานะของมาตรการหลังจากนี้",
        required=False,
        choices=[("", "ไม่เปลี่ยน"), *((code, code.label) for code in (Status.DOING, Status.DONE))],
    )


class EvidenceForm(forms.ModelForm):
    """Evidence as people have it: an address to paste, or a file to send."""

    upload = forms.FileField(
        label="หรือไฟล์",
        required=False,
        help_text="PDF, DOCX, XLSX, PPTX, ODT, ODS, CSV, JPG หรือ PNG ไม่เกิน 50 MB",
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if "label" in self.fields:
            self.fields["label"].required = False
            self.fields["label"].help_text = "เว้นว่างได้เมื่อส่งไฟล์ จะใช้ชื่อไฟล์"

    def clean(self):
        """One of both, and a file only if it would be kept."""
        cleaned = super().clean()
        upload, url = cleaned.get("upload"), cleaned.get("url")
        if upload and url:
            self.add_error("upload", ONE_OF_BOTH)
        elif upload:
            try:
                look_at(upload)
            except Refused as refusal:
                self.add_error("upload", str(refusal))
        elif not url and not self.instance.file_id and "url" not in self.errors:
            self.add_error("url", ONE_OF_BOTH)
        if not cleaned.get("label") and not upload:
            self.add_error("label", "กรุณาตั้งชื่อที่แสดง")
        return cleaned


class EvidenceFormSet(InlineForms):
    """New evidence takes the next number of the plan; what has a public address is not deleted."""

    def clean(self):
        super().clean()
        if any(form.instance.pk for form in self.deleted_forms) and not may_delete_evidence(
            self.instance.action.plan
        ):
            raise forms.ValidationError(
                "ความก้าวหน้าของแผนนี้เผยแพร่แล้ว หลักฐานจึงมีที่อยู่สาธารณะและลบไม่ได้ แก้ที่อยู่หรือส่งไฟล์ใหม่แทนได้"
            )

    def save_new(self, form, commit=True):
        given = form.cleaned_data
        return add_evidence(self.instance, label=given["label"], url=given["url"], upload=given.get("upload"))

    def save_existing(self, form, obj, commit=True):
        return put_evidence(form.instance, upload=form.cleaned_data.get("upload"))


class EvidenceInline(ScopedInline):
    model = ProgressEvidence
    form = EvidenceForm
    formset = EvidenceFormSet
    extra = 1
    fields = ["place", "label", "url", "upload", "kept"]
    readonly_fields = ["place", "kept"]

    def get_queryset(self, request):
        return super().get_queryset(request).select_related("file", "plan__year").defer("file__text")

    @admin.display(description="ที่อยู่สาธารณะ (เมื่อเผยแพร่)")
    def place(self, evidence):
        return evidence_path(evidence.plan.year.year_be, evidence.number) if evidence.pk else "ให้เลขเมื่อบันทึก"

    @admin.display(description="ไฟล์ที่เก็บไว้")
    def kept(self, evidence):
        if not evidence.file_id:
            return "–"
        address = reverse("admin:measures_progressentry_file", args=[evidence.entry_id, evidence.pk])
        return format_html('<a href="{}">{}</a>', address, evidence.file_name)


@admin.register(ProgressEntry)
class ProgressEntryAdmin(AgencyScoped):
    change_permission = Permission.EDIT
    form = EntryForm
    agency_lookup = "action__plan__agency"
    division_lookup = "action__division"
    list_display = ["text", "day", "action", "evidence_count", "entered_by"]
    list_filter = [by_agency("action__plan__agency"), "action__plan__year"]
    list_select_related = ["action"]
    search_fields = ["text", "action__text", "evidence__label"]
    autocomplete_fields = ["action"]
    readonly_fields = ["entered", "entered_by"]
    fields = ["action", "happened_on", "text", "entered", "entered_by"]
    inlines = [EvidenceInline]

    def get_queryset(self, request):
        return super().get_queryset(request).annotate(evidence_total=Count("evidence"))

    def get_readonly_fields(self, request, obj=None):
        return ["action", *self.readonly_fields] if obj else self.readonly_fields

    def get_fields(self, request, obj=None):
        if obj is None:
            return ["action", "happened_on", "text", "status"]
        return [*self.fields, "status"] if self.has_change_permission(request, obj) else self.fields

    def has_add_permission(self, request):
        """People who are bound to divisions tell of their own measures, too."""
        return access_of(request.user).may_anywhere(self.change_permission)

    def get_urls(self):
        view = self.admin_site.admin_view(self.file_view)
        name = "measures_progressentry_file"
        return [path("<int:pk>/evidence/<int:evidence>/", view, name=name), *super().get_urls()]

    @method_decorator(require_safe)
    def file_view(self, request, pk, evidence):
        """A file of evidence, published or not, for those who may look at its entry."""
        entry = self.get_object(request, str(pk))
        if entry is None:
            raise Http404
        if not self.has_view_permission(request, entry):
            raise PermissionDenied
        rows = entry.evidence.filter(file__isnull=False).select_related("file").defer("file__text")
        found = get_object_or_404(rows, pk=evidence)
        return document_response(request, ServedFile.kept(found.file, found.file_name, found.file.stored_at))

    def save_model(self, request, obj, form, change):
        if not change:
            obj.entered_by = request.user.get_username()
        super().save_model(request, obj, form, change)
        status = form.cleaned_data.get("status")
        if status and obj.action.status != status:
            obj.action.status = status
            obj.action.save(update_fields=["status"])

    def response_post_save_add(self, request, obj):
        return redirect(progress_screen(obj.action))

    def response_post_save_change(self, request, obj):
        return redirect(progress_screen(obj.action))

    @admin.display(description="วันที่ดำเนินการ", ordering="happened_on")
    def day(self, entry):
        return thai_date_short(entry.happened_on)

    @admin.display(description="บันทึกเมื่อ")
    def entered(self, entry):
        return thai_datetime(entry.entered_at)

    @admin.display(description="หลักฐาน", ordering="evidence_total")
    def evidence_count(self, entry):
        return entry.evidence_total


def progress_screen(action):
    """Where all measures of the plan of `action` stand, at that measure."""
    return f"{reverse('admin:measures_planprogress_change', args=[action.plan_id])}#action-{action.pk}"


@admin.register(ProgressEvidence)
class ProgressEvidenceAdmin(ReadOnlyMixin, AgencyScoped):
    agency_lookup = "plan__agency"
    division_lookup = "entry__action__division"
    list_display = ["number", "label", "url", "file_name", "plan"]
    list_display_links = ["number", "label"]
    list_filter = ["plan__year"]
    list_select_related = ["plan"]
    search_fields = ["label", "url", "file_name"]


class ActionProgressScreen:
    """Adds to the screen of a measure what was told of it, and the way to tell more."""

    change_form_template = "admin/measures/action_form.html"

    def change_view(self, request, object_id, form_url="", extra_context=None):
        action = self.get_object(request, object_id)
        context = {}
        if action is not None:
            context = {
                "entries": action.progress.annotate(evidence_total=Count("evidence")),
                "may_tell": self.may(request, Permission.EDIT, action),
                "progress_address": progress_screen(action),
            }
        return super().change_view(request, object_id, form_url, context | (extra_context or {}))


@admin.register(PlanProgress)
class PlanProgressAdmin(ReadOnlyMixin, PublishableAdmin):
    """The plan is made on its own screen, its progress told on others: here one looks and publishes."""

    page = Page.PROGRESS
    preview_template = "measures/progress_detail.html"
    change_form_template = "admin/measures/progress_form.html"
    list_display = ["title", "agency", "year", "told", "last_told"]
    list_filter = ["year"]
    list_select_related = ["agency", "year"]
    search_fields = ["title", "agency__name", "=year__year_be"]
    fields = ["agency", "year", "title"]

    def get_queryset(self, request):
        entries = ProgressEntry.objects.filter(action__plan=OuterRef("pk")).order_by().values("action__plan")
        return (
            super()
            .get_queryset(request)
            .annotate(
                told_total=Subquery(entries.annotate(total=Count("pk")).values("total")),
                told_last=Subquery(entries.annotate(last=Max("happened_on")).values("last")),
            )
        )

    @admin.display(description="รายการความก้าวหน้า", ordering="told_total")
    def told(self, plan):
        return plan.told_total or 0

    @admin.display(description="ล่าสุด", ordering="told_last")
    def last_told(self, plan):
        return thai_date_short(plan.told_last) if plan.told_last else "ยังไม่มี"

    def change_view(self, request, object_id, form_url="", extra_context=None):
        plan = self.get_object(request, object_id)
        context = {"rows": self.action_rows(request, plan)} if plan else {}
        return super().change_view(request, object_id, form_url, context | (extra_context or {}))

    def action_rows(self, request, plan):
        """Every measure of the plan: how it stands today, what was told, and whether one may tell more."""
        access, today = access_of(request.user), timezone.localdate()
        for action in actions_with_progress(plan):
            entries = action.progress.all()
            code = standing(status=action.status, due_on=action.due_on, entries=entries, on=today)
            yield {
                "action": action,
                "entries": entries,
                "standing": code,
                "standing_name": STANDINGS[code],
                "may_tell": access.may_for_division(Permission.EDIT, plan.agency_id, action.division_id),
            }

    def preview_context(self, row, content):
        return progress_context(content)
