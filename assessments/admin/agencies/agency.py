"""Admin screens of agencies, their hosts and their divisions."""

from django.contrib import admin, messages

from assessments.admin.agencies.agency_hosts import (
    AnotherAgencyForm,
    PortalHostForm,
    PortalHostForms,
    left_without,
    not_allowed,
    sentence_of,
    what_will_change,
)
from assessments.admin.agencies.agency_origin import AgencyForm
from assessments.admin.history.screens import AgencyLog
from assessments.admin.scoping import AgencyScoped, ScopedInline, SuperuserOnly
from assessments.links.origin import origin_fault
from assessments.models import Agency, Division, PortalHost, WebsiteHost, agencies_without_host
from assessments.permissions.roles import Permission, access_of


class PortalHostInline(ScopedInline):
    """Which host serves which agency is for whoever runs the portal to say."""

    model = PortalHost
    formset = PortalHostForms

    def has_change_permission(self, request, obj=None):
        return access_of(request.user).everywhere


class WebsiteHostInline(ScopedInline):
    model = WebsiteHost


class DivisionInline(ScopedInline):
    model = Division
    fields = [("name", "position")]


@admin.register(Agency)
class AgencyAdmin(AgencyLog, AgencyScoped):
    agency_lookup = "pk"
    form = AgencyForm
    change_permission = Permission.MANAGE
    list_display = ["name", "kind", "district", "province", "slug", "public_origin", "two_person_rule"]
    list_filter = ["kind", "province"]
    search_fields = ["name", "slug", "district", "province"]
    inlines = [DivisionInline, WebsiteHostInline, PortalHostInline]

    def has_add_permission(self, request):
        return access_of(request.user).everywhere

    def has_delete_permission(self, request, obj=None):
        return access_of(request.user).everywhere

    def get_readonly_fields(self, request, obj=None):
        """The slug is in the record; who runs the portal gave it, the names of the place and the ids."""
        if not access_of(request.user).everywhere:
            return ["name", "slug", "kind", "district", "province", "id_origin"]
        return ["slug"] if obj and obj.publications.exists() else []

    def get_form(self, request, obj=None, change=False, **kwargs):
        """Beside others a new agency has more to say: see AnotherAgencyForm."""
        if obj is not None or not Agency.objects.exists():
            return super().get_form(request, obj, change, **kwargs)
        form = super().get_form(request, obj, change, **{"form": AnotherAgencyForm} | kwargs)
        if agencies_without_host().count() != 1:
            del form.base_fields["first_host"]
        return form

    def get_fieldsets(self, request, obj=None):
        """Adding a second one says what it does to the first."""
        fieldsets = super().get_fieldsets(request, obj)
        if obj is None and (sentence := what_will_change(list(Agency.objects.order_by("pk")[:2]))):
            fieldsets[0][1]["description"] = sentence
        return fieldsets

    def render_change_form(self, request, context, add=False, change=False, form_url="", obj=None):
        """What is wrong with the public origin stands above the form until it is mended."""
        context |= {"origin_fault": origin_fault(obj) if obj else ""}
        return super().render_change_form(request, context, add, change, form_url, obj)

    def save_related(self, request, form, formsets, change):
        super().save_related(request, form, formsets, change)
        if first := getattr(form, "first", None):
            self.log_change(
                request, first, f"ให้โดเมน {form.cleaned_data['first_host']} เมื่อเพิ่ม{form.instance}"
            )
        if hosts := not_allowed(form.instance):
            text = f"เซิร์ฟเวอร์ยังไม่รับโดเมน {', '.join(hosts)} ให้ผู้ดูแลเครื่องเพิ่มใน ALLOWED_HOSTS แล้วเริ่มระบบใหม่"
            messages.warning(request, text)


@admin.register(Division)
class DivisionAdmin(AgencyScoped):
    """An editor may add a division while answering an item; taking one away is for who manages."""

    change_permission = Permission.EDIT
    list_display = ["name", "position", "agency"]
    list_filter = ["agency__kind"]
    list_select_related = ["agency"]
    search_fields = ["name", "agency__name"]
    autocomplete_fields = ["agency"]

    def has_delete_permission(self, request, obj=None):
        return self.may(request, Permission.MANAGE, obj)


class HostAdmin(SuperuserOnly):
    form = PortalHostForm
    list_display = ["host", "agency"]
    list_select_related = ["agency"]
    list_filter = ["agency__province"]
    search_fields = ["host", "agency__name"]
    autocomplete_fields = ["agency"]

    def get_deleted_objects(self, objs, request):
        """The last host of an agency beside others stays; the page of deleting says so."""
        deleted, counts, lacking, protected = super().get_deleted_objects(objs, request)
        left = left_without(list(objs))
        return deleted, counts, lacking, [*protected, *([sentence_of(left)] if left else [])]


admin.site.register(PortalHost, HostAdmin)


@admin.register(WebsiteHost)
class WebsiteHostAdmin(AgencyScoped):
    change_permission = Permission.MANAGE
    list_display = ["host", "agency"]
    list_select_related = ["agency"]
    list_filter = ["agency__province"]
    search_fields = ["host", "agency__name"]
    autocomplete_fields = ["agency"]
