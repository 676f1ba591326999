"""Admin screens of a year's official framework, as packs brought it."""

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Submit
from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import path
from django.utils.html import format_html, format_html_join

from assessments.admin.agencies.agency_filters import ForYearFilter, ItemStanding, by_agency
from assessments.admin.scoping import PortalModelAdmin, ScopedInline
from assessments.framework.data_periods import calendar_steps
from assessments.framework.list_confirmation import confirm_list
from assessments.framework.missing_parts import missing_parts
from assessments.framework.year_rules import known_years
from assessments.models import FiscalYear, Indicator, Instrument, OITItem, RatingBand, SubIndicator
from assessments.models.framework import Confidence
from assessments.scoring import year_findings
from ita_portal.thai.dates import thai_date, thai_datetime


class FrameworkAdmin(PortalModelAdmin):
    """Rows that packs bring, the same for every agency: a correction is kept by later loads."""


class InstrumentInline(ScopedInline):
    model = Instrument
    show_change_link = True
    fields = ["code", "name", "weight", "position"]


class RatingBandInline(ScopedInline):
    model = RatingBand


CONFIDENCE_PARTS = {
    "instruments": "เครื่องมือประเมิน",
    "weights": "น้ำหนัก",
    "indicators": "ตัวชี้วัด",
    "sub_indicators": "ตัวชี้วัดย่อยและขอบเขตของข้อ",
    "oit_items": "รายการข้อ OIT",
    "oit_items_partial": "รายการข้อ OIT บางส่วน",
    "oit_groups": "กลุ่มของข้อ",
    "oit_requirements": "องค์ประกอบของแต่ละข้อ",
    "rating_bands": "เกณฑ์ระดับผล",
    "calendar": "ปฏิทิน",
    "item_value": "ค่าคะแนนต่อข้อ",
    "pass_mark": "เกณฑ์เป้าหมาย",
    "note": "หมายเหตุของชุดข้อมูล",
}


def confidence_rows(year):
    """(what, how sure in Thai, the pack's own words) for each part of a year's pack."""
    for part, text in year.confidence.items():
        if not isinstance(text, str):
            continue
        word = text.split(" ")[0].strip(",;")
        label = Confidence(word).label if word in Confidence.values else ""
        yield CONFIDENCE_PARTS.get(part, part), label, "" if text == word else text


class ConfirmForm(forms.Form):
    """Who compared the list with the handbook."""

    name = forms.CharField(
        label="ชื่อผู้ตรวจ", max_length=200, help_text="ชื่อและตำแหน่งของผู้ที่เทียบรายการนี้กับคู่มือของปีนั้น"
    )
    compared = forms.BooleanField(label="ได้เทียบรหัส ชื่อข้อ และตัวชี้วัดย่อยทุกข้อกับคู่มือการประเมินของปีนี้แล้ว")

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.helper = FormHelper()
        self.helper.add_input(Submit("confirm", "ตรวจกับคู่มือแล้ว"))


@admin.register(FiscalYear)
class FiscalYearAdmin(FrameworkAdmin):
    change_form_template = "admin/framework/year_form.html"
    list_display = ["__str__", "applies_to", "rating_scheme", "oit_item_count", "pass_mark", "list_status"]
    list_filter = ["applies_to", "rating_scheme"]
    search_fields = ["year_be"]
    inlines = [InstrumentInline, RatingBandInline]
    readonly_fields = ["list_status", "calendar_list", "confidence_list", "sources_list"]
    fields = [
        "year_be",
        "applies_to",
        "rating_scheme",
        "pass_mark",
        "oit_item_count",
        "list_status",
        "calendar_list",
        "confidence_list",
        "sources_list",
    ]

    def get_urls(self):
        confirm = self.admin_site.admin_view(self.confirm_view)
        name = "assessments_fiscalyear_confirm"
        return [path("<int:pk>/confirm/", confirm, name=name), *super().get_urls()]

    def change_view(self, request, object_id, form_url="", extra_context=None):
        year = self.get_object(request, object_id)
        context = {"missing_parts": missing_parts(year)} if year else {}
        return super().change_view(request, object_id, form_url, context | (extra_context or {}))

    def save_model(self, request, obj, form, change):
        known = [year_be for year_be in known_years() if year_be != obj.year_be]
        for finding in year_findings(obj.year_be, known):
            messages.warning(request, finding.message)
        super().save_model(request, obj, form, change)

    def confirm_view(self, request, pk):
        """Show the whole list with how sure each part is, and note who compared it with the handbook."""
        year = get_object_or_404(FiscalYear, pk=pk)
        if not self.has_change_permission(request, year):
            raise PermissionDenied
        form = ConfirmForm(request.POST or None)
        if request.method == "POST" and form.is_valid():
            confirm_list(year, by=form.cleaned_data["name"])
            self.log_change(request, year, f"ตรวจกับคู่มือแล้ว โดย {year.list_confirmed_by}")
            messages.success(request, f"บันทึกแล้วว่า {year.list_confirmed_by} ตรวจรายการของปีนี้กับคู่มือ")
            return redirect("admin:assessments_fiscalyear_change", year.pk)
        context = self.admin_site.each_context(request) | {
            "title": f"ตรวจรายการข้อ OIT กับคู่มือ {year}",
            "opts": self.opts,
            "original": year,
            "form": form,
            "items": year.oit_items.select_related("sub_indicator").order_by("number"),
            "confidence": list(confidence_rows(year)),
        }
        return TemplateResponse(request, "admin/framework/confirm.html", context)

    @admin.display(description="รายการข้อ OIT")
    def list_status(self, year):
        if year.list_confirmed_at:
            return f"ตรวจกับคู่มือแล้ว โดย {year.list_confirmed_by} เมื่อ {thai_datetime(year.list_confirmed_at)}"
        return "ยืนยันจากแหล่งที่ระบุ" if year.list_is_verified else "ยังไม่ยืนยัน เผยแพร่แบบรายการไม่ได้"

    @admin.display(description="ปฏิทินการประเมิน")
    def calendar_list(self, year):
        rows = [
            (
                step.name or "ไม่ระบุขั้นตอน",
                *(thai_date(day) if day else "ไม่ทราบ" for day in (step.first, step.last)),
            )
            for step in calendar_steps(year.calendar)
        ]
        if not rows:
            return "ยังไม่มี"
        return format_html("<ul>{}</ul>", format_html_join("", "<li>{}: {} – {}</li>", rows))

    @admin.display(description="ความเชื่อมั่นของแต่ละรายการ")
    def confidence_list(self, year):
        rows = format_html_join(
            "", '<li>{}: <strong>{}</strong> <span lang="en">{}</span></li>', confidence_rows(year)
        )
        return format_html("<ul>{}</ul>", rows)

    @admin.display(description="แหล่งที่มา")
    def sources_list(self, year):
        rows = ((source.get("what") or "ไม่ระบุ", source.get("url") or "ไม่มีที่อยู่") for source in year.sources)
        return format_html("<ul>{}</ul>", format_html_join("", '<li lang="en">{}<br>{}</li>', rows))


@admin.register(Instrument)
class InstrumentAdmin(FrameworkAdmin):
    list_display = ["code", "name", "weight", "year"]
    list_filter = ["year", "code"]
    list_select_related = ["year"]
    search_fields = ["code", "name"]
    autocomplete_fields = ["year"]


class SubIndicatorInline(ScopedInline):
    model = SubIndicator


@admin.register(Indicator)
class IndicatorAdmin(FrameworkAdmin):
    list_display = ["number", "name", "instrument", "year"]
    list_display_links = ["number", "name"]
    list_filter = ["year", "instrument__code"]
    list_select_related = ["instrument", "year"]
    search_fields = ["name", "number"]
    autocomplete_fields = ["year", "instrument"]
    inlines = [SubIndicatorInline]


@admin.register(SubIndicator)
class SubIndicatorAdmin(FrameworkAdmin):
    list_display = ["number", "name", "indicator", "item_count"]
    list_display_links = ["number", "name"]
    list_filter = ["indicator__year"]
    list_select_related = ["indicator"]
    search_fields = ["number", "name"]
    autocomplete_fields = ["indicator"]


@admin.register(OITItem)
class OITItemAdmin(FrameworkAdmin):
    list_display = ["code", "title", "sub_indicator", "data_period", "requirements_confidence", "year"]
    list_display_links = ["code", "title"]
    list_filter = [
        by_agency(""),
        ForYearFilter,
        ItemStanding,
        "year",
        "requirements_confidence",
        "data_period",
        "sub_indicator__number",
    ]
    list_select_related = ["year", "sub_indicator"]
    search_fields = ["code", "title", "concept"]
    autocomplete_fields = ["year", "sub_indicator"]


@admin.register(RatingBand)
class RatingBandAdmin(FrameworkAdmin):
    list_display = ["label", "min_score", "max_score", "each_instrument_min", "year"]
    list_filter = ["year"]
    list_select_related = ["year"]
    search_fields = ["label", "name"]
    autocomplete_fields = ["year"]
