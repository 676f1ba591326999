"""Desk screens of agencies and their hosts."""

from django.contrib import admin

from assessments.models import Agency, PortalHost, WebsiteHost


class PortalHostInline(admin.StackedInline):
    model = PortalHost
    extra = 0


class WebsiteHostInline(admin.StackedInline):
    model = WebsiteHost
    extra = 0


@admin.register(Agency)
class AgencyAdmin(admin.ModelAdmin):
    list_display = ["name", "kind", "district", "province", "slug"]
    list_filter = ["kind", "province"]
    search_fields = ["name", "slug", "district", "province"]
    inlines = [PortalHostInline, WebsiteHostInline]

    def get_readonly_fields(self, request, obj=None):
        return ["slug"] if obj and obj.publications.exists() else []


@admin.register(PortalHost, WebsiteHost)
class HostAdmin(admin.ModelAdmin):
    list_display = ["host", "agency"]
    list_select_related = ["agency"]
    list_filter = ["agency__province"]
    search_fields = ["host", "agency__name"]
    autocomplete_fields = ["agency"]
