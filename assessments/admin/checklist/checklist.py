"""Admin screens of a year's checklist as a whole: every item, a new year, hand-in, sheet, readiness."""

from django.contrib import admin
from django.db.models import Count, OuterRef, Q, Subquery
from django.urls import reverse
from django.utils import timezone

from assessments import scoring
from assessments.admin.checklist.handin import HandinScreen
from assessments.admin.checklist.itas_sheet import SheetScreen
from assessments.admin.checklist.links import LinkScreen
from assessments.admin.checklist.start_year import StartScreen
from assessments.admin.publishing.publishable import PublishableAdmin
from assessments.admin.readiness import ReadinessReport
from assessments.checklist.desk_standings import checklist_standings
from assessments.checklist.item_standing import kind_sums
from assessments.framework.missing_parts import missing_parts
from assessments.framework.year_rules import rules_of
from assessments.links.check_run import desk_links, targets_in_use
from assessments.models import (
    Checklist,
    Disclosure,
    DisclosureLink,
    OITItem,
    Page,
)
from assessments.public.checklist import checklist_context


def verdict_of(disclosure):
    """What the internal auditor said of an item: (words, reason, whether it was changed since), or None."""
    verdict = getattr(disclosure, "verdict", None)
    if verdict is None:
        return None
    changed = max(filter(None, (disclosure.changed_at, disclosure.links_changed_at)), default=None)
    stale = changed is not None and changed > verdict.given_at
    return {"said": verdict.get_verdict_display(), "reason": verdict.reason, "stale": stale}


@admin.register(Checklist)
class ChecklistAdmin(StartScreen, SheetScreen, HandinScreen, LinkScreen, ReadinessReport, PublishableAdmin):
    page = Page.OIT
    preview_template = "assessments/checklist_detail.html"
    list_display = ["agency", "year", "answered", "item_total"]
    list_display_links = ["agency", "year"]
    list_filter = ["year"]
    list_select_related = ["agency", "year"]
    search_fields = ["agency__name", "agency__slug", "=year__year_be"]
    fields = ["agency", "year", "eit_url"]
    autocomplete_fields = ["agency", "year"]
    change_form_template = "admin/publishing/checklist_form.html"

    def get_queryset(self, request):
        answers = (
            Disclosure.objects.filter(agency=OuterRef("agency"), item__year=OuterRef("year"))
            .exclude(answer="")
            .order_by()
            .values("agency")
        )
        items = OITItem.objects.filter(year=OuterRef("year")).order_by().values("year")
        return (
            super()
            .get_queryset(request)
            .annotate(
                answered_total=Subquery(answers.annotate(total=Count("pk")).values("total")),
                items_total=Subquery(items.annotate(total=Count("pk")).values("total")),
            )
        )

    def get_readonly_fields(self, request, obj=None):
        return ["agency", "year"] if obj else []

    def has_delete_permission(self, request, obj=None):
        """The row is the year's assessment too; it is deleted there, while nothing is published."""
        return False

    @admin.display(description="ตอบแล้ว")
    def answered(self, checklist):
        return checklist.answered_total or 0

    @admin.display(description="จากทั้งหมด")
    def item_total(self, checklist):
        return checklist.items_total or 0

    def change_view(self, request, object_id, form_url="", extra_context=None):
        checklist = self.get_object(request, object_id)
        context = {}
        if checklist:
            standings = checklist_standings(checklist.agency_id, checklist.year, timezone.localdate())
            context = {
                "item_rows": self.item_rows(checklist, standings),
                "sums": kind_sums(standings, scoring.item_values(rules_of(checklist.year))),
                "refusal": self.publishable.refusal(checklist),
                "missing_parts": missing_parts(checklist.year),
            }
        return super().change_view(request, object_id, form_url, context | (extra_context or {}))

    def link_subject(self, row):
        return f"{row.agency} {row.year}"

    def link_urls(self, row):
        return row.agency, desk_links(row.agency, row.year.year_be).values_list("url", flat=True)

    def link_targets(self, row):
        return targets_in_use(row.agency, row.year.year_be)

    def item_rows(self, checklist, standings):
        """Every item of the year with its answer and the address where staff edit it."""
        changes = {
            "changed_at": Disclosure.history.filter(id=OuterRef("pk")),
            "links_changed_at": DisclosureLink.history.filter(disclosure_id=OuterRef("pk")),
        }
        mine = Disclosure.objects.filter(agency=checklist.agency, item__year=checklist.year)
        answers = {
            disclosure.item_id: disclosure
            for disclosure in mine.select_related("verdict").annotate(
                links_total=Count("links", filter=Q(links__removed=False)),
                **{name: Subquery(newest.values("history_date")[:1]) for name, newest in changes.items()},
            )
        }
        add = reverse("admin:assessments_disclosure_add")
        rows = []
        for item in checklist.year.oit_items.select_related("sub_indicator").order_by("number"):
            disclosure = answers.get(item.pk)
            address = (
                reverse("admin:assessments_disclosure_change", args=[disclosure.pk])
                if disclosure
                else f"{add}?agency={checklist.agency_id}&item={item.pk}"
            )
            standing = standings[item.code]
            row = {"item": item, "disclosure": disclosure, "address": address, "standing": standing}
            rows.append(row | {"verdict": verdict_of(disclosure) if disclosure else None})
        return rows

    def preview_context(self, row, content):
        return checklist_context(content)
