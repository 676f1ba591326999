"""Desk screens of OIT disclosures: item by item, and a year's checklist as a whole."""

from collections import defaultdict
from itertools import chain

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db.models import Count, F, Max, OuterRef, Q, Subquery, Value
from django.db.models.functions import Coalesce
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.html import format_html, format_html_join

from assessments.admin.agency_filters import AgencyFilter, by_year
from assessments.admin.checklist.disclosure_form import (
    DisclosureForm,
    DisclosureLinkForm,
    DisclosureLinkFormSet,
)
from assessments.admin.checklist.document_upload import DocumentReplacing, DocumentUploads
from assessments.admin.checklist.handin import HandinScreen
from assessments.admin.checklist.itas_sheet import SheetScreen
from assessments.admin.checklist.links import LinkScreen
from assessments.admin.publishing.publishable import PublishableAdmin
from assessments.admin.readiness import ReadinessReport
from assessments.admin.scoping import AgencyScoped, ScopedInline
from assessments.checklist.handin import publishing_warnings
from assessments.checklist.publish import (
    CHANGE_KINDS,
    checklist_builder,
    plan_year,
    publish_checklist,
    start_year,
    unconfirmed_list_refusal,
)
from assessments.checklist.requirements import keep_ticks
from assessments.framework.data_periods import due, explanation_advice, period_name, wanted_period
from assessments.links.check_run import desk_links, targets_in_use
from assessments.links.url import url_fingerprint
from assessments.models import (
    Assessment,
    Checklist,
    Disclosure,
    DisclosureLink,
    FiscalYear,
    ItemVerdict,
    LinkTarget,
    OITItem,
    Page,
    ShownRequirement,
    journal_as,
)
from assessments.public.checklist import checklist_context
from assessments.readiness.surroundings import disclosure_advice
from ita_portal.thai.dates import thai_date, thai_datetime
from ita_portal.thai.digits import thai_digits


class DisclosureLinkInline(ScopedInline):
    model = DisclosureLink
    form = DisclosureLinkForm
    formset = DisclosureLinkFormSet
    readonly_fields = ["advice"]
    fields = [
        ("position", "removed"),
        "label",
        "url",
        ("page", "note"),
        ("period_from", "period_to"),
        "check_for_year",
        "advice",
    ]
    disclosure = None

    def get_formset(self, request, obj=None, **kwargs):
        """An inline is made for each request, so it may keep whose links it shows."""
        self.disclosure = obj
        formset = super().get_formset(request, obj, **kwargs)
        highest = obj.links.aggregate(highest=Max("position"))["highest"] if obj else None
        if "position" in formset.form.base_fields:
            formset.form.base_fields["position"].initial = (highest or 0) + 1
        return formset

    @cached_property
    def found(self):
        """What is advised of the links, read once and only when it is shown."""
        return disclosure_advice(self.disclosure) if self.disclosure else {}

    @admin.display(description="คำแนะนำ")
    def advice(self, link):
        found = self.found.get(link.position, ()) if link.pk else ()
        if not found:
            return "ไม่มี" if link.pk else "แสดงหลังบันทึก"
        lines = format_html_join("", "<li>{} {}</li>", ((each.problem, each.todo) for each in found))
        return format_html('<ul class="link-advice">{}</ul>', lines)


def verdict_of(disclosure):
    """What the internal auditor said of an item: (words, reason, whether it was changed since), or None."""
    verdict = getattr(disclosure, "verdict", None)
    if verdict is None:
        return None
    changed = max(filter(None, (disclosure.changed_at, disclosure.links_changed_at)), default=None)
    stale = changed is not None and changed > verdict.given_at
    return {"said": verdict.get_verdict_display(), "reason": verdict.reason, "stale": stale}


@admin.register(Disclosure)
class DisclosureAdmin(LinkScreen, DocumentUploads, AgencyScoped):
    division_lookup = "division"
    form = DisclosureForm
    list_display = ["code", "title", "answer", "link_count", "division", "agency", "year_be"]
    list_display_links = ["code", "title"]
    list_filter = [
        AgencyFilter,
        by_year("item__year__year_be"),
        ("answer", admin.EmptyFieldListFilter),
        "item__year",
        "answer",
        "item__sub_indicator__number",
        "links__check_for_year",
    ]
    list_select_related = ["agency", "division", "item__year"]
    search_fields = ["item__code", "item__title", "agency__name", "explanation", "links__url"]
    autocomplete_fields = ["agency", "item", "division"]
    inlines = [DisclosureLinkInline]
    journal_also = [(ShownRequirement, "disclosure"), (ItemVerdict, "disclosure")]

    def get_queryset(self, request):
        return super().get_queryset(request).annotate(links_total=Count("links"))

    def get_readonly_fields(self, request, obj=None):
        return ["agency", "item", "period_asked"] if obj else []

    def get_fields(self, request, obj=None):
        """The checklist of contents needs the item, which is chosen on the first screen."""
        if obj is None:
            return ["agency", "item", "answer", "explanation", "division"]
        return ["agency", "item", "period_asked", "answer", "explanation", "shown", "division"]

    def save_related(self, request, form, formsets, change):
        """Keep the ticks, then say what an assessor may trip over. Nothing of it blocks the saving."""
        super().save_related(request, form, formsets, change)
        disclosure = self.model.objects.select_related("agency", "item__year").get(pk=form.instance.pk)
        if "shown" in form.cleaned_data:
            keep_ticks(disclosure, form.cleaned_data["shown"], by=request.user.get_username())
        if sentence := explanation_advice(disclosure.answer, disclosure.explanation):
            messages.warning(request, sentence)
        for advice in chain.from_iterable(disclosure_advice(disclosure).values()):
            messages.warning(request, str(advice))

    def change_view(self, request, object_id, form_url="", extra_context=None):
        """Offer the auditor's verdict: to give or change it, or to read the one that was given."""
        disclosure, address = self.get_object(request, object_id), ""
        verdicts = self.admin_site.get_model_admin(ItemVerdict)
        verdict = disclosure and ItemVerdict.objects.filter(disclosure=disclosure).first()
        if verdict:
            address = reverse("admin:assessments_itemverdict_change", args=[verdict.pk])
        elif disclosure and verdicts.has_add_permission(request):
            address = f"{reverse('admin:assessments_itemverdict_add')}?disclosure={disclosure.pk}"
        context = {"verdict_address": address} | (extra_context or {})
        return super().change_view(request, object_id, form_url, context)

    def has_delete_permission(self, request, obj=None):
        """An answer is emptied, not deleted: its published address must keep its meaning."""
        return False

    def link_subject(self, row):
        return f"{row.item.code} {row.item.title} {row.agency}"

    def link_urls(self, row):
        return row.agency, row.links.filter(removed=False).values_list("url", flat=True)

    def link_targets(self, row):
        keys = map(url_fingerprint, self.link_urls(row)[1])
        return LinkTarget.objects.filter(agency=row.agency, url_sha256__in=list(keys))

    @admin.display(description="ข้อ", ordering="item__number")
    def code(self, disclosure):
        return disclosure.item.code

    @admin.display(description="ชื่อข้อ", ordering="item__title")
    def title(self, disclosure):
        return disclosure.item.title

    @admin.display(description="ลิงก์", ordering="links_total")
    def link_count(self, disclosure):
        return disclosure.links_total

    @admin.display(description="ปี พ.ศ.", ordering="item__year__year_be")
    def year_be(self, disclosure):
        return disclosure.item.year.year_be

    @admin.display(description="รอบของข้อมูลที่ต้องการ")
    def period_asked(self, disclosure):
        year = disclosure.item.year
        wanted = wanted_period(disclosure.item.data_period, year.year_be)
        if wanted is None:
            return disclosure.item.get_data_period_display()
        links = disclosure.links.filter(removed=False, period_from__isnull=False)
        declared = list(links.values_list("period_from", "period_to"))
        state = due(disclosure.item, year, declared, timezone.localdate())
        return format_html(
            '{} ({} ถึง {}) <span class="due-{}">{}</span> {}',
            period_name(wanted),
            *map(thai_date, wanted),
            state.colour,
            state.name,
            state.sentence,
        )

    @admin.display(description="องค์ประกอบที่ตรวจแล้วว่าแสดงครบ")
    def shown(self, disclosure):
        """For those who may only look: who ticked what, and when."""
        ticks = disclosure.shown_requirements.all()
        return (
            "\n".join(f"• {each} ({each.ticked_by} {thai_datetime(each.ticked_at)})" for each in ticks) or "–"
        )


@admin.register(DisclosureLink)
class DisclosureLinkAdmin(DocumentReplacing, AgencyScoped):
    agency_lookup = "disclosure__agency"
    division_lookup = "disclosure__division"
    list_display = ["code", "position", "label", "url", "removed"]
    list_display_links = ["code", "label"]
    list_filter = ["disclosure__item__year", "removed"]
    list_select_related = ["disclosure__item"]
    search_fields = ["label", "url", "disclosure__item__code"]
    readonly_fields = ["disclosure", "position", "created_at"]

    def has_add_permission(self, request):
        """Links are added on the screen of their item."""
        return False

    def has_delete_permission(self, request, obj=None):
        return False

    @admin.display(description="ข้อ", ordering="disclosure__item__number")
    def code(self, link):
        return link.disclosure.item.code


def eit_link_changes(row):
    """The states in the journal of a year's row that gave it another EIT link than the state before."""
    earlier = Assessment.history.filter(id=OuterRef("id"), history_id__lt=OuterRef("history_id"))
    before = Subquery(earlier.order_by("-history_id").values("eit_url")[:1])
    states = Assessment.history.filter(id=row.pk).annotate(before=Coalesce(before, Value("")))
    return states.exclude(eit_url=F("before"))


@admin.register(Checklist)
class ChecklistAdmin(SheetScreen, HandinScreen, LinkScreen, ReadinessReport, PublishableAdmin):
    page = Page.OIT
    preview_template = "assessments/checklist_detail.html"
    list_display = ["agency", "year", "answered", "item_total"]
    list_display_links = ["agency", "year"]
    list_filter = ["year"]
    list_select_related = ["agency", "year"]
    search_fields = ["agency__name", "agency__slug", "=year__year_be"]
    fields = ["agency", "year", "eit_url"]
    autocomplete_fields = ["agency", "year"]
    change_form_template = "admin/publishable/checklist_form.html"

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

    def get_urls(self):
        start = self.admin_site.admin_view(self.start_view)
        return [path("<int:pk>/start/", start, name="assessments_checklist_start"), *super().get_urls()]

    def start_view(self, request, pk):
        """Carry what is known from an earlier year: a preview table, then one button."""
        checklist = self.row_or_404(request, str(pk))
        if not self.has_change_permission(request, checklist):
            raise PermissionDenied
        earlier = list(
            FiscalYear.objects.filter(
                applies_to=checklist.year.applies_to, year_be__lt=checklist.year.year_be
            ).order_by("-year_be")
        )
        wanted = request.POST.get("from") or request.GET.get("from")
        old_year = next((year for year in earlier if str(year.year_be) == wanted), None)
        old_year = old_year or next(iter(earlier), None)
        if request.method == "POST" and old_year:
            with journal_as("", f"ยกข้อมูลมาจากปี {thai_digits(old_year.year_be)}"):
                counts = start_year(checklist.agency, old_year, checklist.year)
            carried = f"ยกมา {counts.get('items', 0)} ข้อ {counts.get('links', 0)} ลิงก์ จากปี {old_year.year_be}"
            self.log_change(request, checklist, carried)
            messages.success(request, carried)
            return redirect(self.change_address(checklist))
        items = plan_year(checklist.agency, old_year, checklist.year) if old_year else []
        context = self.admin_site.each_context(request) | {
            "title": "ยกข้อมูลจากปีก่อน",
            "opts": self.opts,
            "checklist": checklist,
            "earlier": earlier,
            "old_year": old_year,
            "rows": [{"item": item, "kind": CHANGE_KINDS[item.change.kind]} for item in items],
        }
        return TemplateResponse(request, "admin/assessments/start_year.html", context)

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
            context = {"item_rows": self.item_rows(checklist), "refusal": self.refusal(checklist)}
        return super().change_view(request, object_id, form_url, context | (extra_context or {}))

    def link_subject(self, row):
        return f"{row.agency} {row.year}"

    def link_urls(self, row):
        return row.agency, desk_links(row.agency, row.year.year_be).values_list("url", flat=True)

    def link_targets(self, row):
        return targets_in_use(row.agency, row.year.year_be)

    def item_rows(self, checklist):
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
                to_check=Count("links", filter=Q(links__removed=False, links__check_for_year__isnull=False)),
                **{name: Subquery(newest.values("history_date")[:1]) for name, newest in changes.items()},
            )
        }
        declared = defaultdict(list)
        links = DisclosureLink.objects.filter(
            disclosure__in=[row.pk for row in answers.values()], removed=False, period_from__isnull=False
        )
        for item_id, *period in links.values_list("disclosure__item", "period_from", "period_to"):
            declared[item_id].append(tuple(period))
        add, today = reverse("admin:assessments_disclosure_add"), timezone.localdate()
        rows = []
        for item in checklist.year.oit_items.select_related("sub_indicator").order_by("number"):
            disclosure = answers.get(item.pk)
            address = (
                reverse("admin:assessments_disclosure_change", args=[disclosure.pk])
                if disclosure
                else f"{add}?agency={checklist.agency_id}&item={item.pk}"
            )
            state = due(item, checklist.year, declared[item.pk], today)
            row = {"item": item, "disclosure": disclosure, "address": address, "due": state}
            rows.append(row | {"verdict": verdict_of(disclosure) if disclosure else None})
        return rows

    def desk_journals(self, row):
        mine = Disclosure.objects.filter(agency=row.agency, item__year=row.year)
        of_mine = {"disclosure_id__in": mine.values("pk")}
        return [
            eit_link_changes(row),
            Disclosure.history.filter(agency_id=row.agency_id, item_id__in=row.year.oit_items.values("pk")),
            DisclosureLink.history.filter(**of_mine),
        ]

    def content_builder(self, row):
        return checklist_builder(row.agency, row.year)

    def refusal(self, row):
        return unconfirmed_list_refusal(row.year)

    def publish_row(self, row, **signature):
        return publish_checklist(row.agency, row.year, **signature)

    def warnings(self, row, content):
        return publishing_warnings(row.agency, row.year.year_be, content)

    def preview_context(self, row, content):
        return checklist_context(content)

    def public_address(self, row):
        return reverse("assessments:checklist_detail", args=[row.year.year_be])
