"""List filters that narrow a list to one agency, and to what the first screen counts there.

Nobody is offered an agency that is not theirs, and no list of choices grows with the number of agencies.
"""

from collections.abc import Callable, Mapping

from django.contrib import admin
from django.db.models import QuerySet

from assessments.checklist import worklists as checklist_rows
from assessments.checklist.desk_standings import items_of_kind
from assessments.checklist.item_standing import AT_RISK, UNSEEN
from assessments.dashboard.scope import whole_number
from assessments.models import FiscalYear
from assessments.permissions.roles import access_of
from ita_portal.thai.digits import thai_digits

MOST_CHOICES = 20


class AgencyFilter(admin.SimpleListFilter):
    """`?agency=ID`. Where the rows belong to no agency, it only says for whom another filter looks."""

    title, parameter_name = "หน่วยงาน", "agency"
    agency_lookup = "agency"

    def lookups(self, request, model_admin):
        self.own = access_of(request.user).own_agencies()
        first = list(self.own.values_list("pk", "name")[: MOST_CHOICES + 1])
        choices = first if len(first) <= MOST_CHOICES else []
        self.several = len(choices) > 1
        chosen = self.value()
        if chosen and chosen not in {str(pk) for pk, _name in choices}:
            choices += list(self.own.filter(pk=whole_number(chosen)).values_list("pk", "name"))
        return choices

    def has_output(self):
        return bool(self.value()) or (self.several and bool(self.agency_lookup))

    def queryset(self, request, queryset):
        if not self.value() or not self.agency_lookup:
            return queryset
        agency_id = whole_number(self.value())
        return queryset.none() if agency_id is None else queryset.filter(**{self.agency_lookup: agency_id})


def by_agency(lookup):
    """An AgencyFilter over another lookup, such as "plan__agency"."""
    return type("AgencyFilter", (AgencyFilter,), {"agency_lookup": lookup})


class StandingFilter(admin.SimpleListFilter):
    """What asks for work at the agency (and year) named in the address: rows exactly as they are counted."""

    title, parameter_name = "สิ่งที่ต้องทำ", "standing"
    kinds: Mapping[str, tuple[str, Callable[..., QuerySet]]] = {}  # value -> (words, rows of these)

    def lookups(self, request, model_admin):
        self.place = _place(request, model_admin)
        return (
            [(value, words) for value, (words, _rows) in self.kinds.items()]
            if self.place or self.value()
            else []
        )

    def queryset(self, request, queryset):
        if self.value() not in self.kinds:
            return queryset
        return self.kinds[self.value()][1](queryset, *self.place) if self.place else queryset.none()


def _place(request, screen):
    """(agency id, year id, divisions) that an address names, if they are this person's to look at."""
    agency, year = whole_number(request.GET.get("agency")), whole_number(request.GET.get("for_year"))
    if agency is None or year is None:
        return None
    access = access_of(request.user)
    row = access.own_agencies().filter(pk=agency).first()
    found = row and FiscalYear.objects.filter(applies_to=row.applies_to, year_be=year).first()
    return (row.pk, found.pk, access.divisions(row.pk)) if found else None


class ForYearFilter(admin.SimpleListFilter):
    """`?for_year=2564`: the fiscal year that StandingFilter looks at."""

    title, parameter_name = "ปีงบประมาณ", "for_year"
    year_lookup = ""

    def lookups(self, request, model_admin):
        return [(self.value(), thai_digits(self.value()))] if self.value() else []

    def queryset(self, request, queryset):
        if not self.value() or not self.year_lookup:
            return queryset
        year = whole_number(self.value())
        return queryset.none() if year is None else queryset.filter(**{self.year_lookup: year})


def by_year(lookup):
    """A ForYearFilter over a lookup, such as "item__year__year_be"."""
    return type("ForYearFilter", (ForYearFilter,), {"year_lookup": lookup})


class ItemStanding(StandingFilter):
    """Items not answered, at risk, or not looked at yet."""

    kinds = {
        "unanswered": ("ยังไม่ตอบ", checklist_rows.unanswered_items),
        AT_RISK: ("เสี่ยง", items_of_kind(AT_RISK)),
        UNSEEN: ("ยังไม่รู้", items_of_kind(UNSEEN)),
    }


class TargetStanding(StandingFilter):
    """Addresses that are broken and stand on the desk of a year."""

    kinds = {"broken": ("เสีย และใช้ในปีนั้น", checklist_rows.broken_targets)}
