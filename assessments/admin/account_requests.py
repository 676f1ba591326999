"""Admin screens of dual control: asking about an account, a second person's decision, letters to print."""

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Submit
from django import forms
from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from assessments.admin.publishing.acknowledge_form import SHORTEST_REASON, refuse_numbers
from assessments.admin.scoping import AgencyScoped, ReadOnlyMixin
from assessments.models import AccountRequest, Agency, AuditEntry, RequestKind, Role
from assessments.permissions.dual_control import (
    RequestRefused,
    ask,
    concerned,
    confirm,
    deeds_about,
    may_refuse,
    objection,
    refuse,
    seconds_for,
    sentence_of,
    superusers,
    twins_of,
)
from assessments.permissions.guarded_accounts import guarded_roles, people_of
from assessments.permissions.letters import letter_text, sent_by_mail
from assessments.permissions.roles import Permission, access_of

LETTERS = "จดหมายแจ้ง"
DIRECTLY = "ท่านเป็นผู้ดูแลทั้งระบบ แก้บัญชีนี้ได้โดยตรง ไม่ต้องขอ ผู้เกี่ยวข้องจะได้รับจดหมายแจ้ง"


class ReasonForm(forms.Form):
    """Why something is asked or decided: it stays in the audit log."""

    reason = forms.CharField(
        label="เหตุผล",
        min_length=SHORTEST_REASON,
        max_length=500,
        validators=[refuse_numbers],
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="อย่างน้อย ๑๐ ตัวอักษร เก็บไว้ในบันทึกการกระทำ แก้และลบภายหลังไม่ได้",
        error_messages={"required": "กรุณาบอกเหตุผล"},
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.helper = FormHelper()


class AskForm(ReasonForm):
    """What is asked for about one account, in one of `agencies` (a queryset)."""

    kind = forms.ChoiceField(label="ขออะไร", choices=RequestKind)
    agency = forms.ModelChoiceField(label="ในหน่วยงาน", queryset=Agency.objects.none(), empty_label=None)
    role = forms.ChoiceField(
        label="บทบาทใหม่ (เฉพาะเมื่อขอเปลี่ยนบทบาท)", choices=[("", "ไม่เปลี่ยน"), *Role.choices], required=False
    )
    email = forms.EmailField(label="อีเมลใหม่ (เฉพาะเมื่อขอเปลี่ยนอีเมล)", max_length=254, required=False)
    field_order = ["kind", "agency", "role", "email", "reason"]

    def __init__(self, *args, agencies, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["agency"].queryset = agencies
        self.helper.add_input(Submit("ask", "ส่งคำขอ"))

    def clean(self):
        cleaned = super().clean()
        kind = cleaned.get("kind")
        for name, of in (("role", RequestKind.ROLE), ("email", RequestKind.EMAIL)):
            if kind != of:
                cleaned[name] = ""
            elif not cleaned.get(name) and name not in self.errors:
                self.add_error(name, "กรุณาเลือกบทบาทใหม่" if name == "role" else "กรุณากรอกอีเมลใหม่")
        return cleaned


def letters_of(deeds, people, also=()):
    """[(AuditEntry, text)] to print: each deed to everybody it concerns."""
    names = dict.fromkeys([person.get_full_name() or person.get_username() for person in people])
    return [(deed, letter_text(deed.sentence, ", ".join([*names, *also]), deed.agency)) for deed in deeds]


class AskMixin:
    """Adds …/ask/ and …/letters/ to the screen of accounts."""

    def get_urls(self):
        view = self.admin_site.admin_view
        return [
            path("<path:object_id>/ask/", view(self.ask_view), name="auth_user_ask"),
            path("<path:object_id>/letters/", view(self.letters_view), name="auth_user_letters"),
            *super().get_urls(),
        ]

    def ask_address(self, account):
        """Where one asks for what needs a second person."""
        return reverse("admin:auth_user_ask", args=[account.pk])

    def own_account(self, request, object_id):
        """The account that this person manages; Http404 or PermissionDenied."""
        account = self.get_object(request, object_id)
        if account is None:
            raise Http404
        if not self.has_change_permission(request, account):
            raise PermissionDenied
        return account

    @method_decorator(never_cache)
    def ask_view(self, request, object_id):
        """A form; its answer shows the first half of a new password, once."""
        account = self.own_account(request, object_id)
        if access_of(request.user).everywhere:
            self.message_user(request, DIRECTLY)
            return redirect("admin:auth_user_change", account.pk)
        agencies = Agency.objects.filter(pk__in=account.memberships.values("agency"))
        form = AskForm(request.POST or None, agencies=agencies, initial={"agency": agencies.first()})
        asked, half = None, ""
        if request.method == "POST" and form.is_valid():
            try:
                asked, half = ask(account, request.user, now=timezone.now(), **form.cleaned_data)
            except RequestRefused as refusal:
                form.add_error(None, str(refusal))
        agency_ids = {*agencies.values_list("pk", flat=True), *guarded_roles(account)}
        context = self.admin_site.each_context(request) | {
            "title": "ขอ (ต้องมีคนที่สองยืนยัน)",
            "subtitle": str(account),
            "opts": self.opts,
            "original": account,
            "form": form,
            "asked": asked,
            "half": half,
            "seconds": seconds_for(account, request.user, agency_ids),
            "superusers": superusers(),
            "mail": sent_by_mail(),
        }
        return TemplateResponse(request, "admin/accounts/ask.html", context)

    @method_decorator(require_safe)
    def letters_view(self, request, object_id):
        """What was done to an account without a request, as letters."""
        account = self.own_account(request, object_id)
        deeds = (
            AuditEntry.objects.filter(model="auth.user", row=str(account.pk))
            .order_by("-pk")
            .select_related("agency")
        )
        seen = {(deed.sentence, deed.at.replace(microsecond=0)): deed for deed in deeds[:50]}
        context = self.admin_site.each_context(request) | {
            "title": LETTERS,
            "subtitle": str(account),
            "opts": self.opts,
            "original": account,
            "letters": letters_of(seen.values(), people_of(account, guarded_roles(account))),
            "mail": sent_by_mail(),
        }
        return TemplateResponse(request, "admin/accounts/letters.html", context)


@admin.register(AccountRequest)
class AccountRequestAdmin(ReadOnlyMixin, AgencyScoped):
    """The requests of an agency: for its approvers and administrators."""

    view_permission = change_permission = Permission.VOUCH
    list_display = ["pk", "kind", "account", "agency", "asker", "asked_at", "decision", "expires_at"]
    list_display_links = ["pk", "kind"]
    list_filter = ["decision", "kind"]
    list_select_related = ["account", "agency", "asker"]
    search_fields = ["account__username", "asker__username", "reason"]
    fields = [
        ("account", "agency"),
        ("kind", "role", "email"),
        ("asker", "asked_at", "expires_at"),
        "reason",
        ("decision", "decided_by", "decided_at"),
        "decided_reason",
    ]
    change_form_template = "admin/accounts/request_form.html"

    def get_urls(self):
        view, name = self.admin_site.admin_view, "assessments_accountrequest_decide"
        return [
            path("<path:object_id>/decide/", view(self.decide_view), name=name),
            *super().get_urls(),
        ]

    def change_view(self, request, object_id, form_url="", extra_context=None):
        row = self.get_object(request, object_id)
        more = {}
        if row is not None and self.has_view_permission(request, row):
            people = people_of(row.account, concerned(row), row.asker)
            more = {
                "letters": letters_of(deeds_about(row), people, [row.email] if row.email else []),
                "mail": sent_by_mail(),
                "is_waiting": not row.decision and row.expires_at > timezone.now(),
            }
        return super().change_view(request, object_id, form_url, more | (extra_context or {}))

    @method_decorator(never_cache)
    def decide_view(self, request, object_id):
        """What is asked and by whom; confirming shows the second half of a new password, once."""
        row = self.get_object(request, object_id)
        if row is None:
            raise Http404
        if not self.has_view_permission(request, row):
            raise PermissionDenied
        form = ReasonForm(request.POST or None)
        given = {"by": request.user.get_username(), "now": timezone.now()}
        done, half, refusing = False, "", "refuse" in request.POST
        against = objection(request.user, row)
        if not against:
            form.helper.add_input(Submit("confirm", "ยืนยัน"))
        if may_refuse(request.user, row):
            form.helper.add_input(Submit("refuse", "ไม่ยืนยัน", css_class="button"))
        if request.method == "POST" and form.is_valid():
            given["reason"] = form.cleaned_data["reason"]
            try:
                if refusing:
                    refuse(row, person=request.user, **given)
                else:
                    half = confirm(row, person=request.user, **given)
                done = True
            except RequestRefused as refusal:
                form.add_error(None, str(refusal))
        row.refresh_from_db()
        people = seconds_for(row.account, row.asker, concerned(row))
        context = self.admin_site.each_context(request) | {
            "title": "ตัดสินคำขอ" if not row.decision else "คำขอที่ตัดสินแล้ว",
            "opts": self.opts,
            "row": row,
            "sentence": sentence_of(row),
            "over": not row.decision and row.expires_at <= given["now"],
            "form": form,
            "done": done,
            "half": half,
            "against": against,
            "twins": twins_of(row.account),
            "seconds": people,
            "superusers": superusers(),
            "mail": sent_by_mail(),
            "change_address": reverse("admin:assessments_accountrequest_change", args=[row.pk]),
        }
        return TemplateResponse(request, "admin/accounts/decide.html", context)
