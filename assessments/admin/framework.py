"""Desk screens of a year's official framework, as packs brought it."""

from django.contrib import admin
from django.utils.html import format_html, format_html_join

from assessments.admin.fields import DESK_OVERRIDES
from assessments.models import FiscalYear, Indicator, Instrument, OITItem, RatingBand, SubIndicator


class FrameworkAdmin(admin.ModelAdmin):
    """Rows that packs bring: staff may correct them, later loads keep the correction."""

    formfield_overrides = DESK_OVERRIDES


class InstrumentInline(admin.StackedInline):
    model = Instrument
    extra = 0
    show_change_link = True
    formfield_overrides = DESK_OVERRIDES
    fields = ["code", "name", "weight", "position"]


class RatingBandInline(admin.StackedInline):
    model = RatingBand
    extra = 0
    formfield_overrides = DESK_OVERRIDES


@admin.register(FiscalYear)
class FiscalYearAdmin(FrameworkAdmin):
    list_display = ["__str__", "applies_to", "rating_scheme", "oit_item_count", "pass_mark"]
    list_filter = ["applies_to", "rating_scheme"]
    search_fields = ["year_be"]
    inlines = [InstrumentInline, RatingBandInline]
    readonly_fields = ["calendar_list", "confidence_list", "sources_list"]
    fields = [
        "year_be",
        "applies_to",
        "rating_scheme",
        "pass_mark",
        "oit_item_count",
        "calendar_list",
        "confidence_list",
        "sources_list",
    ]

    @admin.display(description="ปฏิทินการประเมิน")
    def calendar_list(self, year):
        rows = ((step["step"], step["from"] or "ไม่ทราบ", step["to"] or "ไม่ทราบ") for step in year.calendar)
        return format_html("<ul>{}</ul>", format_html_join("", "<li>{}: {} – {}</li>", rows))

    @admin.display(description="ความเชื่อมั่นของแต่ละรายการ")
    def confidence_list(self, year):
        rows = ((name, text) for name, text in year.confidence.items() if isinstance(text, str))
        return format_html("<ul>{}</ul>", format_html_join("", "<li>{}: {}</li>", rows))

    @admin.display(description="แหล่งที่มา")
    def sources_list(self, year):
        rows = ((source["what"], source["url"] or "ไม่มีที่อยู่") for source in year.sources)
        return format_html("<ul>{}</ul>", format_html_join("", "<li>{}<br>{}</li>", rows))


@admin.register(Instrument)
class InstrumentAdmin(FrameworkAdmin):
    list_display = ["code", "name", "weight", "year"]
    list_filter = ["year", "code"]
    list_select_related = ["year"]
    search_fields = ["code", "name"]
    autocomplete_fields = ["year"]


class SubIndicatorInline(admin.StackedInline):
    model = SubIndicator
    extra = 0


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
    list_filter = ["year", "requirements_confidence", "data_period", "sub_indicator__number"]
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
