"""Admin screens of agencies, their hosts and their divisions."""

from django.contrib import admin

from assessments.admin.history.screens import AgencyLog
from assessments.admin.scoping import AgencyScoped, ScopedInline, SuperuserOnly
from assessments.models import Agency, Division, PortalHost, WebsiteHost
from assessments.permissions.roles import Permission, access_of


class PortalHostInline(ScopedInline):
    """Which host serves which agency is for whoever runs the portal to say."""

    model = PortalHost

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
    change_permission = Permission.MANAGE
    list_display = ["name", "kind", "district", "province", "slug", "two_person_rule"]
    list_filter = ["kind", "province"]
    search_fields = ["name", "slug", "district", "province"]
    inlines = [DivisionInline, WebsiteHostInline, PortalHostInline]

    def has_add_permission(self, request):
        return access_of(request.user).everywhere

    def has_delete_permission(self, request, obj=None):
        return access_of(request.user).everywhere

    def get_readonly_fields(self, request, obj=None):
        """The slug is in the record; who runs the portal gave it and the names of the place."""
        if not access_of(request.user).everywhere:
            return ["name", "slug", "kind", "district", "province"]
        return ["slug"] if obj and obj.publications.exists() else []


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
    list_display = ["host", "agency"]
    list_select_related = ["agency"]
    list_filter = ["agency__province"]
    search_fields = ["host", "agency__name"]
    autocomplete_fields = ["agency"]


admin.site.register(PortalHost, HostAdmin)


@admin.register(WebsiteHost)
class WebsiteHostAdmin(AgencyScoped):
    change_permission = Permission.MANAGE
    list_display = ["host", "agency"]
    list_select_related = ["agency"]
    list_filter = ["agency__province"]
    search_fields = ["host", "agency__name"]
    autocomplete_fields = ["agency"]
