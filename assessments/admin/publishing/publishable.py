"""The two steps from a desk screen to the record: preview, then publish with a note."""

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Submit
from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import Http404
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import path, reverse

from assessments.admin.publishing.acknowledge_form import AcknowledgeForm
from assessments.admin.scoping import AgencyScoped
from assessments.models import Page
from assessments.permissions.roles import Permission, access_of
from assessments.privacy.publish_check import personal_check
from assessments.public.site import site_context
from assessments.record.publish import PublishingRefused
from assessments.record.publishable import publishable_page
from assessments.record.two_person_rule import refuse_alone


class PublishForm(AcknowledgeForm):
    """What an approver writes before a page becomes public."""

    offers_more = False  # True for a form by which the content itself may change

    note = forms.CharField(
        label="ฉบับนี้เปลี่ยนอะไร",
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="หนึ่งหรือสองประโยค ประชาชนเห็นข้อความนี้ในประวัติของหน้า และแก้ภายหลังไม่ได้",
        error_messages={"required": "กรุณาเขียนว่าฉบับนี้เปลี่ยนอะไร"},
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.helper = FormHelper()
        self.helper.add_input(Submit("publish", "เผยแพร่"))

    def chosen(self):
        """What the page's `publish` takes beside note, name and role."""
        return {}


class PublishableAdmin(AgencyScoped):
    """Adds …/preview/ and …/publish/ to a model whose row is one public page of one agency and year."""

    change_permission = Permission.EDIT
    change_form_template = "admin/publishing/change_form.html"
    page: Page
    preview_template: str

    @property
    def publishable(self):
        """What knows the rules of publishing this page."""
        return publishable_page(self.page)

    def preview_context(self, row, content):
        """The template context of the public page for `content`."""
        raise NotImplementedError

    def publish_form(self, data, row, **checks):
        """The PublishForm of the publish step; `checks` are its warnings and what was found of persons."""
        return PublishForm(data, **checks)

    def get_urls(self):
        name = f"{self.opts.app_label}_{self.opts.model_name}"
        view = self.admin_site.admin_view
        return [
            path("<path:object_id>/preview/", view(self.preview_view), name=f"{name}_preview"),
            path("<path:object_id>/publish/", view(self.publish_view), name=f"{name}_publish"),
            *super().get_urls(),
        ]

    def change_view(self, request, object_id, form_url="", extra_context=None):
        row = self.get_object(request, object_id)
        steps = {}
        if row is not None:
            latest = self.publishable.latest(row)
            live = latest if latest and not latest.withdrawn_at else None
            steps = {
                "subtitle": f"{row.agency} {row.year}",
                "page_name": self.page.label,
                "live": live,
                "may_publish": self.may(request, Permission.PUBLISH, row),
                "public_address": self.publishable.address(row) if live else "",
            }
        return super().change_view(request, object_id, form_url, steps | (extra_context or {}))

    def has_delete_permission(self, request, obj=None):
        allowed = super().has_delete_permission(request, obj)
        if not allowed or obj is None or obj.pk is None:
            return allowed
        return self.publishable.latest(obj) is None

    def get_actions(self, request):
        actions = super().get_actions(request)
        actions.pop("delete_selected", None)
        return actions

    def row_or_404(self, request, object_id):
        """The row if this person may see it."""
        row = self.get_object(request, object_id)
        if row is None:
            raise Http404
        if not self.has_view_or_change_permission(request, row):
            raise PermissionDenied
        return row

    def preview_view(self, request, object_id):
        """The public page as it would be if published now."""
        row = self.row_or_404(request, object_id)
        content, _changed = self.publishable.draft(row)
        context = site_context(request, row.agency, year_be=row.year.year_be) | {
            "preview": True,
            "publication": None,
            "year_be": row.year.year_be,
            **self.preview_context(row, content),
        }
        return TemplateResponse(request, self.preview_template, context)

    def publish_view(self, request, object_id):
        """Ask for the note, then publish."""
        row = self.row_or_404(request, object_id)
        if not self.may(request, Permission.PUBLISH, row):
            raise PermissionDenied
        page = self.publishable
        content, changed = page.draft(row)
        warnings, personal = page.warnings(row, content), personal_check(content)
        form = self.publish_form(request.POST or None, row, warnings=warnings, personal=personal)
        if request.method == "POST" and form.is_valid():
            try:
                with transaction.atomic():
                    refuse_alone(request.user, row.agency, page.latest(row), page.histories(row))
                    publication = page.publish(
                        row,
                        **form.chosen(),
                        note=form.cleaned_data["note"],
                        by=request.user.get_username(),
                        role=access_of(request.user).role_name(row.agency_id),
                    )
                    form.refuse_unseen(publication.data())
                    done = f"เผยแพร่ฉบับที่ {publication.number}: {publication.note}{form.evidence()}"
                    self.log_change(request, row, done)
            except PublishingRefused as refusal:
                form.add_error(None, str(refusal))
            else:
                messages.success(request, f"เผยแพร่{self.page.label}ฉบับที่ {publication.number} แล้ว")
                return redirect(self.change_address(row))
        latest = page.latest(row)
        context = self.admin_site.each_context(request) | {
            "title": f"เผยแพร่{self.page.label}",
            "opts": self.opts,
            "original": row,
            "form": form,
            "changed": changed,
            "refusal": page.refusal(row),
            "latest": latest,
            "next_number": latest.number + 1 if latest else 1,
            "change_address": self.change_address(row),
            "preview_address": reverse(
                f"admin:{self.opts.app_label}_{self.opts.model_name}_preview", args=[row.pk]
            ),
            "public_address": page.address(row),
        }
        return TemplateResponse(request, "admin/publishing/publish.html", context)

    def change_address(self, row):
        """The admin address of the row itself."""
        return reverse(f"admin:{self.opts.app_label}_{self.opts.model_name}_change", args=[row.pk])
