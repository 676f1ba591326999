"""Admin screens of people: accounts, their roles in agencies, and the internal auditor's verdicts."""

from django import forms
from django.contrib import admin
from django.contrib.admin.widgets import AdminTextInputWidget
from django.contrib.auth import get_user_model
from django.contrib.auth.admin import UserAdmin
from django.contrib.auth.forms import AdminPasswordChangeForm, UserChangeForm, UserCreationForm
from django.contrib.auth.models import Group
from django.db import transaction
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html

from assessments.admin.account_requests import LETTERS, AskMixin
from assessments.admin.agencies.agency_filters import by_agency, by_year
from assessments.admin.inline_forms import InlineForms
from assessments.admin.scoping import (
    AgencyScoped,
    PortalModelAdmin,
    ReadOnlyMixin,
    ScopedInline,
    SuperuserOnly,
)
from assessments.models import AuditEntry, Disclosure, ItemVerdict, Membership, Role, SentDigest
from assessments.permissions.dual_control import is_asked_about
from assessments.permissions.guarded_accounts import (
    ALONE,
    ASKED_ABOUT,
    NeedsSecondPerson,
    guarded_roles,
    locked_account,
    note_account,
    refuse_alone,
    roles_watched,
    tell_people,
)
from assessments.permissions.letters import sent_by_mail
from assessments.permissions.roles import GUARDED_ROLES, Permission, access_of

User = get_user_model()
admin.site.unregister(Group)  # roles in agencies take their place
admin.site.unregister(User)


class MembershipForm(forms.ModelForm):
    """A role in an agency; only an editor can be bound to divisions, and only to that agency's.

    Unless `alone` (for superusers) it offers no role that needs a second person, and only shows such a row.
    """

    alone = is_guarded = False

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if self.alone:
            return
        self.is_guarded = Membership.objects.filter(pk=self.instance.pk, role__in=GUARDED_ROLES).exists()
        if self.is_guarded:
            for field in self.fields.values():
                field.disabled = True
        elif role := self.fields.get("role"):
            role.choices = [each for each in role.choices if each[0] not in GUARDED_ROLES]
            role.help_text = "ผู้อนุมัติและผู้ดูแลระบบต้องมีคนที่สองยืนยัน: ให้บทบาทอื่นก่อน บันทึก แล้วกด “ขอ” ที่หน้าบัญชี"

    def clean(self):
        cleaned = super().clean()
        agency, divisions = cleaned.get("agency") or self.instance_agency(), cleaned.get("divisions") or ()
        if any(division.agency_id != (agency and agency.pk) for division in divisions):
            self.add_error("divisions", "เลือกได้เฉพาะส่วนงานของหน่วยงานเดียวกัน")
        if divisions and cleaned.get("role") != Role.EDITOR:
            self.add_error("divisions", "จำกัดส่วนงานได้เฉพาะผู้กรอกข้อมูล")
        return cleaned

    def instance_agency(self):
        """The agency of a row that exists, where the field is only shown."""
        return self.instance.agency if self.instance.agency_id else None


class RoleForms(InlineForms):
    """The roles of an account; a role that needs a second person is not taken away by one."""

    def add_fields(self, form, index):
        super().add_fields(form, index)
        if form.is_guarded and "DELETE" in form.fields:
            form.fields["DELETE"].disabled = True


class MembershipInline(ScopedInline):
    """On an account's own screen: its roles in the agencies this person manages."""

    model = Membership
    form, formset = MembershipForm, RoleForms
    autocomplete_fields = ["agency", "divisions"]

    def get_queryset(self, request):
        return self.admin_site.get_model_admin(Membership).rows_for(request, Permission.MANAGE)

    def get_extra(self, request, obj=None, **kwargs):
        return 0 if obj else 1

    def get_formset(self, request, obj=None, **kwargs):
        """An account that somebody makes for an agency has a role there from the start."""
        if obj is None and not access_of(request.user).everywhere:
            kwargs |= {"min_num": 1, "validate_min": True}
        formset = super().get_formset(request, obj, **kwargs)
        formset.form.alone = access_of(request.user).everywhere
        return formset

    def formfield_for_manytomany(self, db_field, request, **kwargs):
        divisions = self.admin_site.get_model_admin(db_field.remote_field.model)
        kwargs["queryset"] = divisions.rows_for(request, Permission.MANAGE)
        return super().formfield_for_manytomany(db_field, request, **kwargs)


class PasswordForm(AdminPasswordChangeForm):
    """A new password. Accounts without one are of no use here: nobody signs in from elsewhere."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields.pop("usable_password", None)


class AccountForm(UserChangeForm):
    """An account; switching it off says why."""

    off_reason = forms.CharField(
        label="เหตุผลที่ปิดบัญชี",
        required=False,
        max_length=300,
        widget=AdminTextInputWidget,
        help_text="ต้องกรอกเมื่อปิดบัญชี (เอาเครื่องหมายที่ “ใช้งานได้” ออก) บัญชีไม่มีการลบ เพราะชื่อนี้อยู่ในประวัติและบันทึก",
    )

    def clean(self):
        cleaned = super().clean()
        off = "is_active" in self.fields and self.instance.is_active and not cleaned.get("is_active")
        if off and not cleaned.get("off_reason", "").strip():
            self.add_error("off_reason", "กรุณาบอกเหตุผลที่ปิดบัญชี")
        return cleaned


@admin.register(User)
class AccountAdmin(AskMixin, PortalModelAdmin, UserAdmin):
    """Accounts. Who manages an agency sees its people and changes those who belong nowhere else.

    What may publish or manage is changed by two: see `permissions/guarded_accounts.py`.
    """

    form, add_form, change_password_form = AccountForm, UserCreationForm, PasswordForm
    change_form_template = "admin/accounts/account_form.html"
    list_display = ["username", "first_name", "last_name", "email", "is_active", "last_login"]
    list_filter = ["is_active"]
    filter_horizontal = []
    inlines = [MembershipInline]
    fieldsets = [
        (None, {"fields": ["username", "password"]}),
        ("ชื่อและการติดต่อ", {"fields": ["first_name", "last_name", "email"]}),
        ("การเข้าใช้", {"fields": ["is_active", "off_reason", "is_superuser", "last_login", "date_joined"]}),
    ]
    readonly_fields = ["last_login", "date_joined"]
    add_fieldsets = [
        (None, {"fields": ["username", "first_name", "last_name", "email", "password1", "password2"]})
    ]

    def get_queryset(self, request):
        rows, access = super().get_queryset(request), access_of(request.user)
        if access.everywhere:
            return rows
        return rows.filter(memberships__agency__in=access.agencies(Permission.MANAGE)).distinct()

    def get_fieldsets(self, request, obj=None):
        """Why an account is switched off is asked only where it can be."""
        hidden = set() if access_of(request.user).everywhere else {"is_superuser"}
        if obj and not (obj.is_active and self.has_change_permission(request, obj)):
            hidden.add("off_reason")
        return [
            (label, {"fields": [name for name in given["fields"] if name not in hidden]})
            for label, given in super().get_fieldsets(request, obj)
        ]

    def get_readonly_fields(self, request, obj=None):
        """A name that signs the history stays; what needs a second person is only shown."""
        shown = list(super().get_readonly_fields(request, obj))
        if obj is None or access_of(request.user).everywhere:
            return shown
        if not guarded_roles(obj):
            return [*shown, "username"]
        # The name too: by it two accounts of one person are known, who may not confirm what he asked.
        told = ["username", "email", "first_name", "last_name"]
        return [*shown, *told, *([] if obj.is_active else ["is_active"])]

    def has_view_permission(self, request, obj=None):
        return access_of(request.user).may_anywhere(Permission.MANAGE)

    def has_add_permission(self, request):
        return access_of(request.user).may_anywhere(Permission.MANAGE)

    def has_change_permission(self, request, obj=None):
        """Somebody who also works for another agency, or runs the portal, is not this manager's to change."""
        access = access_of(request.user)
        if access.everywhere or obj is None:
            return access.may_anywhere(Permission.MANAGE)
        theirs = set(obj.memberships.values_list("agency", flat=True))
        return not obj.is_superuser and bool(theirs) and theirs <= access.agencies(Permission.MANAGE)

    def has_delete_permission(self, request, obj=None):
        """An account is switched off: its name stands in the history and in the record."""
        return False

    def user_change_password(self, request, id, form_url=""):  # noqa: A002 - Django's name
        """Under a lock: an account that becomes an approver's meanwhile keeps the password it got then."""
        with self.hidden_from_others(request, id), transaction.atomic():
            account = self.get_object(request, id)
            before = locked_account(account.pk) if account else None
            if (
                account
                and self.has_change_permission(request, account)
                and not self.may_alone(request, before)
            ):
                self.message_user(request, ALONE, "WARNING")
                return redirect(self.ask_address(account))
            response = super().user_change_password(request, id, form_url)
            if account and locked_account(account.pk).password != before.password:
                self.tell(request, account, f"ตั้งรหัสผ่านใหม่ให้บัญชี {account}")
            return response

    def may_alone(self, request, account):
        """May this person change what else needs two, of this account?"""
        return access_of(request.user).everywhere or not guarded_roles(account)

    def tell(self, request, account, sentence, also=()):
        """Into the audit log; by letter where the account may publish or manage, to addresses `also`."""
        by = request.user.get_username()
        note_account(account, sentence, by=by)
        if held := guarded_roles(account):
            tell_people(account, f"{sentence} (โดย {by})", held, request.user, also)
            if not sent_by_mail():
                self.message_user(
                    request, f"ยังไม่มีเซิร์ฟเวอร์อีเมล ให้พิมพ์จดหมายแจ้งจากหน้า “{LETTERS}” ของบัญชีนี้", "WARNING"
                )

    def save_formset(self, request, form, formset, change):
        """No role is given or changed in an agency that this person does not manage, whatever was posted."""
        roles = self.admin_site.get_model_admin(Membership)
        for each in formset.forms:
            if each.has_changed():
                roles.refuse_foreign(request, each.instance)
        with roles_watched(request.user, [form.instance.pk]):
            super().save_formset(request, form, formset, change)

    def save_model(self, request, obj, form, change):
        """An account opens the desk; what it may do there its roles say. This form writes no password."""
        if not change:
            obj.is_staff = True
            return super().save_model(request, obj, form, change)
        before = locked_account(obj.pk)
        obj.password = before.password
        if not access_of(request.user).everywhere:
            refuse_alone(before, obj)
            if before.is_active and not obj.is_active and guarded_roles(obj) and is_asked_about(request.user):
                raise NeedsSecondPerson(ASKED_ABOUT)
        super().save_model(request, obj, form, change)
        if before.is_active and not obj.is_active:
            self.tell(request, obj, f"ปิดบัญชี {obj} เหตุผล: {form.cleaned_data['off_reason'].strip()}")
        elif obj.is_active and not before.is_active:
            self.tell(request, obj, f"เปิดบัญชี {obj} ที่ปิดไว้")
        if before.email != obj.email and guarded_roles(obj):
            emails = f"จาก {before.email or '(ว่าง)'} เป็น {obj.email or '(ว่าง)'}"
            self.tell(request, obj, f"เปลี่ยนอีเมลของบัญชี {obj} {emails}", [before.email])
        return None


@admin.register(Membership)
class MembershipAdmin(AgencyScoped):
    form = MembershipForm
    change_permission = view_permission = Permission.MANAGE
    list_display = ["user", "role", "agency", "bound_to"]
    list_filter = ["role"]
    list_select_related = ["user", "agency"]
    search_fields = ["user__username", "user__first_name", "agency__name"]
    autocomplete_fields = ["user", "agency", "divisions"]

    def get_queryset(self, request):
        return super().get_queryset(request).prefetch_related("divisions")

    def get_readonly_fields(self, request, obj=None):
        return ["user", "agency"] if obj else []

    def get_form(self, request, obj=None, change=False, **kwargs):
        form = super().get_form(request, obj, change=change, **kwargs)
        form.alone = access_of(request.user).everywhere
        return form

    def has_delete_permission(self, request, obj=None):
        """A role that needs a second person is changed to another first."""
        if obj and obj.role in GUARDED_ROLES and not access_of(request.user).everywhere:
            return False
        return super().has_delete_permission(request, obj)

    def choices_of(self, db_field, request):
        if db_field.name == "user":
            return {"queryset": self.admin_site.get_model_admin(User).get_queryset(request)}
        return super().choices_of(db_field, request)

    def write_state(self, request, attempt, state):
        try:
            return super().write_state(request, attempt, state)
        except NeedsSecondPerson as refusal:
            return [str(refusal)]

    def delete_model(self, request, obj):
        with roles_watched(request.user, [obj.user_id]):
            super().delete_model(request, obj)

    def delete_queryset(self, request, queryset):
        with roles_watched(request.user, set(queryset.values_list("user", flat=True))):
            super().delete_queryset(request, queryset)

    def save_model(self, request, obj, form, change):
        with roles_watched(request.user, [obj.user_id]):
            super().save_model(request, obj, form, change)
        if not obj.user.is_staff:
            obj.user.is_staff = True
            obj.user.save(update_fields=["is_staff"])

    @admin.display(description="เฉพาะส่วนงาน")
    def bound_to(self, membership):
        return ", ".join(division.name for division in membership.divisions.all()) or "ทุกส่วนงาน"


@admin.register(ItemVerdict)
class ItemVerdictAdmin(AgencyScoped):
    """What the internal auditor says of each item, before an assessor says it."""

    agency_lookup = "disclosure__agency"
    division_lookup = "disclosure__division"
    change_permission = Permission.JUDGE
    list_display = ["code", "verdict", "reason", "given_by", "given_at"]
    list_filter = [
        by_agency("disclosure__agency"),
        by_year("disclosure__item__year__year_be"),
        "verdict",
        "disclosure__item__year",
    ]
    list_select_related = ["disclosure__item"]
    search_fields = ["disclosure__item__code", "disclosure__item__title", "reason"]
    autocomplete_fields = ["disclosure"]
    fields = ["disclosure", "item_link", "verdict", "reason", "given_at", "given_by"]
    readonly_fields = ["item_link", "given_at", "given_by"]

    def get_readonly_fields(self, request, obj=None):
        return [*self.readonly_fields, "disclosure"] if obj else self.readonly_fields

    def has_delete_permission(self, request, obj=None):
        """An opinion changes; that it was given stays."""
        return False

    def choices_of(self, db_field, request):
        """An auditor does not edit items, but chooses among those of the agencies audited."""
        screen, access = self.admin_site.get_model_admin(Disclosure), access_of(request.user)
        rows = screen.get_queryset(request)
        return {
            "queryset": rows
            if access.everywhere
            else rows.filter(agency__in=access.agencies(self.change_permission))
        }

    def save_model(self, request, obj, form, change):
        obj.given_at, obj.given_by = timezone.now(), request.user.get_username()
        super().save_model(request, obj, form, change)

    @admin.display(description="ข้อ", ordering="disclosure__item__number")
    def code(self, verdict):
        return verdict.disclosure.item.code

    @admin.display(description="ดูข้อนี้")
    def item_link(self, verdict):
        if not verdict.disclosure_id:
            return "แสดงหลังเลือกข้อ"
        address = reverse("admin:assessments_disclosure_change", args=[verdict.disclosure_id])
        return format_html('<a href="{}">{}</a>', address, verdict.disclosure.item)


@admin.register(SentDigest)
class SentDigestAdmin(ReadOnlyMixin, SuperuserOnly):
    list_display = ["username", "sent_on", "lines", "sent_at"]
    list_filter = ["sent_on"]
    search_fields = ["username"]


@admin.register(AuditEntry)
class AuditEntryAdmin(ReadOnlyMixin, SuperuserOnly):
    """The whole audit log; an agency's people read theirs in its log."""

    list_display = ["at", "by", "agency", "about", "sentence"]
    list_filter = ["agency", "model"]
    list_select_related = ["agency"]
    search_fields = ["by", "about", "sentence"]
