"""The record, to look at. Nothing here can be changed."""

from django.contrib import admin

from assessments.models import Publication, PublishedPage


class ReadOnlyAdmin(admin.ModelAdmin):
    """Rows to look at: no adding, changing or deleting for anybody."""

    def has_add_permission(self, request):
        return False

    def has_change_permission(self, request, obj=None):
        return False

    def has_delete_permission(self, request, obj=None):
        return False


@admin.register(Publication)
class PublicationAdmin(ReadOnlyAdmin):
    list_display = ["sequence", "page", "year_be", "number", "published_at", "published_by", "note", "agency"]
    list_display_links = ["sequence", "page"]
    list_filter = ["page", "year_be", ("withdrawn_at", admin.EmptyFieldListFilter)]
    list_select_related = ["agency"]
    search_fields = ["note", "agency__name", "sha256", "record_sha256"]

    def get_queryset(self, request):
        rows = super().get_queryset(request)
        on_list = request.resolver_match and request.resolver_match.url_name.endswith("_changelist")
        return rows.defer("content") if on_list else rows


@admin.register(PublishedPage)
class PublishedPageAdmin(ReadOnlyAdmin):
    list_display = ["page", "year_be", "current_number", "agency"]
    list_filter = ["page", "year_be"]
    search_fields = ["agency__name"]

    def get_queryset(self, request):
        related = super().get_queryset(request).select_related("agency", "current")
        return related.defer("current__content")

    @admin.display(description="ฉบับที่", ordering="current__number")
    def current_number(self, row):
        return row.current.number
