"""Admin screens of OIT disclosures, item by item."""

from itertools import chain

from django.contrib import admin, messages
from django.db.models import Count, Max
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.html import format_html, format_html_join

from assessments.admin.agencies.agency_filters import AgencyFilter, by_year
from assessments.admin.checklist.confirm_carried import CarriedScreen
from assessments.admin.checklist.disclosure_form import (
    DisclosureForm,
    DisclosureLinkForm,
    DisclosureLinkFormSet,
)
from assessments.admin.checklist.document_upload import DocumentReplacing, DocumentUploads
from assessments.admin.checklist.links import LinkScreen
from assessments.admin.scoping import AgencyScoped, ScopedInline
from assessments.checklist.carried import unconfirmed
from assessments.checklist.requirements import save_requirement_checks
from assessments.framework.data_periods import due, explanation_advice, period_name, wanted_period
from assessments.links.url import url_fingerprint
from assessments.models import (
    Disclosure,
    DisclosureLink,
    ItemVerdict,
    LinkTarget,
    ShownRequirement,
)
from assessments.permissions.roles import Permission
from assessments.readiness.surroundings import disclosure_advice
from ita_portal.thai.dates import thai_date, thai_datetime


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

    def get_formset(self, request, obj=None, **kwargs):
        formset = super().get_formset(request, obj, **kwargs)
        highest = obj.links.aggregate(highest=Max("position"))["highest"] if obj else None
        if "position" in formset.form.base_fields:
            formset.form.base_fields["position"].initial = (highest or 0) + 1
        return formset

    @cached_property
    def found(self):
        """What is advised of the links, read once and only when it is shown."""
        return disclosure_advice(self.parent) if self.parent else {}

    @admin.display(description="คำแนะนำ")
    def advice(self, link):
        found = self.found.get(link.position, ()) if link.pk else ()
        if not found:
            return "ไม่มี" if link.pk else "แสดงหลังบันทึก"
        lines = format_html_join("", "<li>{} {}</li>", ((each.problem, each.todo) for each in found))
        return format_html('<ul class="link-advice">{}</ul>', lines)


@admin.register(Disclosure)
class DisclosureAdmin(CarriedScreen, LinkScreen, DocumentUploads, AgencyScoped):
    change_permission = Permission.EDIT
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
    history_also = [(ShownRequirement, "disclosure"), (ItemVerdict, "disclosure")]

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
            save_requirement_checks(disclosure, form.cleaned_data["shown"], by=request.user.get_username())
        if sentence := explanation_advice(disclosure.answer, disclosure.explanation):
            messages.warning(request, sentence)
        for advice in chain.from_iterable(disclosure_advice(disclosure).values()):
            messages.warning(request, str(advice))

    def change_view(self, request, object_id, form_url="", extra_context=None):
        """Offer the auditor's verdict, to give or to read, and the look at what was carried over."""
        disclosure, address = self.get_object(request, object_id), ""
        verdicts = self.admin_site.get_model_admin(ItemVerdict)
        verdict = disclosure and ItemVerdict.objects.filter(disclosure=disclosure).first()
        if verdict:
            address = reverse("admin:assessments_itemverdict_change", args=[verdict.pk])
        elif disclosure and verdicts.has_add_permission(request):
            address = f"{reverse('admin:assessments_itemverdict_add')}?disclosure={disclosure.pk}"
        context = {"verdict_address": address} | (extra_context or {})
        if disclosure:
            left = unconfirmed(disclosure.agency_id, disclosure.item.year_id)
            context["to_confirm"] = left.filter(pk=disclosure.pk).exists()
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
        periods = disclosure.links.filter(removed=False).values_list("period_from", "period_to")
        declared = [period for period in periods if period[0]]
        today = timezone.localdate()
        state = due(disclosure.item, year, declared, today, links=len(periods), answer=disclosure.answer)
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
    change_permission = Permission.EDIT
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
