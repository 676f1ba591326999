"""The record, to look at. Nothing here can be changed; a record may be withdrawn, once and for good."""

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Submit
from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import Http404
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import path, reverse

from assessments.admin.publishing.acknowledge_form import AcknowledgeForm
from assessments.admin.scoping import AgencyScoped, ReadOnlyMixin
from assessments.checklist.handin import withdrawing_warnings
from assessments.models import Notice, Page, Publication, PublishedPage
from assessments.permissions.roles import Permission, access_of
from assessments.record.paths import page_path, version_path
from assessments.record.publish import LONGEST_SENTENCE, PublishingRefused, current_publication, withdraw


class WithdrawForm(AcknowledgeForm):
    """What citizens will read in place of the content."""

    reason = forms.CharField(
        label="เหตุผลที่ถอน",
        max_length=LONGEST_SENTENCE,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="ประชาชนเห็นข้อความนี้แทนเนื้อหา และแก้ภายหลังไม่ได้ ห้ามเขียนข้อมูลส่วนบุคคลที่ต้องการถอนลงไปซ้ำ",
        error_messages={"required": "กรุณาเขียนเหตุผลที่ถอน"},
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.helper = FormHelper()
        self.helper.add_input(Submit("withdraw", "ถอนฉบับนี้ถาวร"))


@admin.register(Publication)
class PublicationAdmin(ReadOnlyMixin, AgencyScoped):
    list_display = ["sequence", "page", "year_be", "number", "published_at", "published_by", "note", "agency"]
    list_display_links = ["sequence", "page"]
    list_filter = ["page", "year_be", ("withdrawn_at", admin.EmptyFieldListFilter)]
    list_select_related = ["agency"]
    search_fields = ["note", "agency__name", "sha256", "record_sha256"]
    change_form_template = "admin/publishing/publication_form.html"

    def get_queryset(self, request):
        rows = super().get_queryset(request)
        on_list = request.resolver_match and request.resolver_match.url_name.endswith("_changelist")
        return rows.defer("content") if on_list else rows

    def get_urls(self):
        view = self.admin_site.admin_view(self.withdraw_view)
        name = "assessments_publication_withdraw"
        return [path("<path:object_id>/withdraw/", view, name=name), *super().get_urls()]

    def change_view(self, request, object_id, form_url="", extra_context=None):
        record = self.get_object(request, object_id)
        step = {"may_withdraw": record is not None and self._may_withdraw(request, record)}
        return super().change_view(request, object_id, form_url, step | (extra_context or {}))

    def _may_withdraw(self, request, record):
        """A withdrawal itself stays: it holds nothing but numbers, hashes and the reason."""
        return record.page != Notice.WITHDRAWAL and self.may(request, Permission.PUBLISH, record)

    def withdraw_view(self, request, object_id):
        """Show what withdrawing this record will do and ask for the reason; do it by POST only."""
        record = self.get_object(request, object_id)
        if record is None:
            raise Http404
        if not self._may_withdraw(request, record):
            raise PermissionDenied
        change_address = reverse("admin:assessments_publication_change", args=[record.pk])
        form = WithdrawForm(request.POST or None, warnings=withdrawing_warnings(record))
        if request.method == "POST" and form.is_valid():
            try:
                with transaction.atomic():
                    withdraw(
                        record,
                        reason=form.cleaned_data["reason"],
                        by=request.user.get_username(),
                        role=access_of(request.user).role_name(record.agency_id),
                    )
                    done = f"ถอนฉบับที่ {record.number}: {record.withdrawn_reason}"
                    self.log_change(request, record, done)
            except PublishingRefused as refusal:
                form.add_error(None, str(refusal))
            else:
                messages.success(request, f"ถอน{record.get_page_display()}ฉบับที่ {record.number} แล้ว")
                return redirect(change_address)
        context = self.admin_site.each_context(request) | {
            "title": f"ถอน{record.get_page_display()} ฉบับที่ {record.number}",
            "opts": self.opts,
            "record": record,
            "form": form,
            "change_address": change_address,
            **consequences(record),
        }
        status = 409 if record.withdrawn_at else 200
        return TemplateResponse(request, "admin/publishing/withdraw.html", context, status=status)


def consequences(record):
    """What withdrawing a record does to its page, and which other versions still hold their content."""
    newest = current_publication(record.agency, record.year_be, record.page)
    of_page = Publication.objects.filter(agency=record.agency, year_be=record.year_be, page=record.page)
    others = of_page.filter(withdrawn_at=None).exclude(pk=record.pk).order_by("number").defer("content")
    return {
        "is_current": newest == record,
        "newest": newest,
        "next_number": newest.number + 1,
        "others": others,
        "page_address": page_path(record.year_be, record.page),
        "version_address": version_path(record.year_be, record.page, record.number),
    }


@admin.register(PublishedPage)
class PublishedPageAdmin(ReadOnlyMixin, AgencyScoped):
    list_display = ["page", "year_be", "current_number", "agency"]
    list_filter = ["page", "year_be"]
    search_fields = ["agency__name"]

    def get_queryset(self, request):
        related = super().get_queryset(request).filter(page__in=Page.values)
        return related.select_related("agency", "current").defer("current__content")

    @admin.display(description="ฉบับที่", ordering="current__number")
    def current_number(self, row):
        return row.current.number
