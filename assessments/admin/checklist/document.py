"""Admin screens of stored documents and their versions."""

from django.contrib import admin

from assessments.admin.scoping import AgencyScoped, ReadOnlyMixin, SuperuserOnly
from assessments.models import DocumentVersion, StoredFile


@admin.register(StoredFile)
class StoredFileAdmin(ReadOnlyMixin, SuperuserOnly):
    list_display = ["sha256", "kind", "size", "pages", "has_text", "stored_at"]
    list_filter = ["kind", "has_text"]
    search_fields = ["sha256"]


@admin.register(DocumentVersion)
class DocumentVersionAdmin(ReadOnlyMixin, AgencyScoped):
    agency_lookup = "link__disclosure__agency"
    division_lookup = "link__disclosure__division"
    list_display = ["name", "number", "link", "uploaded_at", "uploaded_by"]
    list_filter = ["file__kind"]
    list_select_related = ["link", "file"]
    search_fields = ["name", "file__sha256"]
