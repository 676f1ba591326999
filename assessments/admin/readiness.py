"""Desk screens of an assessor's eyes: what staff ticked as shown, item by item."""

from django.contrib import admin

from assessments.admin.publication import ReadOnlyAdmin
from assessments.models import ShownRequirement


@admin.register(ShownRequirement)
class ShownRequirementAdmin(ReadOnlyAdmin):
    list_display = ["requirement", "disclosure", "ticked_at", "ticked_by"]
    list_filter = ["disclosure__item__year"]
    list_select_related = ["disclosure"]
    search_fields = ["requirement"]
