"""Desk screens of the checker: how each address stands, and every check kept of it."""

from django.contrib import admin

from assessments.admin.publication import ReadOnlyAdmin
from assessments.models import CheckedHost, LinkCheck, LinkTarget, PublishedLink


@admin.register(LinkTarget)
class LinkTargetAdmin(ReadOnlyAdmin):
    list_display = ["url", "state", "broken", "last_checked_at", "agency"]
    list_filter = ["broken", "state"]
    list_select_related = ["agency"]
    search_fields = ["url"]


@admin.register(LinkCheck)
class LinkCheckAdmin(ReadOnlyAdmin):
    list_display = ["target", "checked_at", "state", "broken", "changed"]
    list_filter = ["changed", "state"]
    list_select_related = ["target"]
    search_fields = ["target__url"]


@admin.register(CheckedHost)
class CheckedHostAdmin(ReadOnlyAdmin):
    list_display = ["host", "claimed_by", "claimed_until", "not_before"]
    list_filter = ["claimed_until"]
    search_fields = ["host"]


@admin.register(PublishedLink)
class PublishedLinkAdmin(ReadOnlyAdmin):
    list_display = ["code", "position", "publication", "target", "version"]
    list_filter = ["code"]
    list_select_related = ["publication", "target", "version"]
    search_fields = ["target__url", "version__name"]
