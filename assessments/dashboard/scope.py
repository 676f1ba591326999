"""For which agency and fiscal year somebody looks at the desk: chosen by membership and by plain GET."""

from dataclasses import dataclass
from urllib.parse import urlencode

from django.db.models import Exists, OuterRef, Q
from django.http import Http404
from django.urls import reverse

from assessments.models import FiscalYear, PortalHost
from assessments.permissions.roles import access_of
from ita_portal.thai.dates import fiscal_year_be
from ita_portal.thai.digits import ascii_digits

MOST_CHOICES = 20
MOST_DIGITS = 18  # more fit into no column


@dataclass(frozen=True)
class Scope:
    """An agency and year with what else can be chosen. `agency` or `year` is None where there is none.

    `divisions` are the ids somebody is bound to, or None. `many` says that `agencies` is not all of them,
    `find` is what was searched for.
    """

    agency: object
    year: object
    agencies: tuple
    years: tuple
    divisions: frozenset | None
    many: bool = False
    find: str = ""
    is_current: bool = False

    @property
    def query(self):
        """The choice as it stands in an address."""
        return urlencode({"agency": self.agency.pk, "year": self.year.year_be})

    def list_address(self, model, **filters):
        """The address of a model's list at the desk, narrowed to this agency and year and by `filters`."""
        name = f"admin:{model._meta.app_label}_{model._meta.model_name}_changelist"
        return reverse(name, query={"agency": self.agency.pk, "for_year": self.year.year_be} | filters)


def whole_number(text):
    """The whole number that an address names (facets of a list give the number itself), None for all else."""
    text = str(text or "")
    return int(text) if text.isdecimal() and len(text) <= MOST_DIGITS else None


def current_year(years, today):
    """Of FiscalYears, newest first: the one that `today` lies in, else the newest; None without any."""
    wanted = fiscal_year_be(today)
    return next((year for year in years if year.year_be == wanted), next(iter(years), None))


def scope_of(request, today):
    """The Scope of a request; Http404 for an agency that is not theirs and for a year we do not know.

    Without a choice it is the agency of the host if it is theirs, else the first of theirs.
    """
    access = access_of(request.user)
    host = request.get_host().rsplit(":", 1)[0].lower()
    here = Exists(PortalHost.objects.filter(agency=OuterRef("pk"), host=host))
    own = access.own_agencies().annotate(here=here).order_by("-here", "province", "district", "name", "pk")
    find = " ".join(request.GET.get("find", "").split())[:100]
    named = Q(name__icontains=find) | Q(slug__icontains=find)
    placed = Q(district__icontains=find) | Q(province__icontains=find)
    agencies = list((own.filter(named | placed) if find else own)[: MOST_CHOICES + 1])
    agency = _chosen(own, agencies, request.GET.get("agency", ""), find)
    years = list(FiscalYear.objects.filter(applies_to=agency.applies_to)) if agency else []
    year = current = current_year(years, today)
    if wanted := ascii_digits(request.GET.get("year", "")):
        year = next((each for each in years if str(each.year_be) == wanted), None)
        if year is None:
            raise Http404("ไม่มีปีงบประมาณนี้ในระบบ")
    return Scope(
        agency=agency,
        year=year,
        agencies=tuple(agencies[:MOST_CHOICES]),
        years=tuple(years),
        divisions=access.divisions(agency.pk) if agency else None,
        many=bool(find) or len(agencies) > MOST_CHOICES,
        find=find,
        is_current=year is not None and year == current,
    )


def _chosen(own, agencies, wanted, find):
    """The agency with the id that was asked for, or the first one."""
    if wanted:
        listed = next((each for each in agencies if str(each.pk) == wanted), None)
        found = listed or own.filter(pk=whole_number(wanted)).first()
        if found is None:
            raise Http404("ไม่พบหน่วยงานนี้")
        return found
    return own.first() if find else next(iter(agencies), None)
