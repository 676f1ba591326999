"""Who is to be told what on a day: dates, measures and broken links that are theirs, read at once.

A step, a due date or a measure's ninetieth silent day is told 7, 3 and 1 days before. A broken link has no
day of its own: it goes along with any letter, and alone on Mondays.
"""

from collections import defaultdict
from dataclasses import dataclass, field

from django.urls import reverse

from assessments.dashboard.figures import calendar_dates
from assessments.dashboard.scope import current_year
from assessments.dashboard.sources import DigestItem, sources
from assessments.models import DisclosureLink, FiscalYear, LinkTarget, Membership, Role
from ita_portal.thai.dates import thai_date
from ita_portal.thai.digits import thai_digits
from ita_portal.thai.text import clipped

AHEAD = (7, 3, 1)
MONDAY = 0
MOST_LINES = 50


@dataclass
class Letter:
    """What one person is told: {Agency: [(sentence, path of the desk)]}."""

    user: object
    parts: dict = field(default_factory=lambda: defaultdict(list))

    @property
    def lines(self):
        """How many things it tells."""
        return sum(map(len, self.parts.values()))


def letters(day):
    """The Letters of a day, for active members with an e-mail address, by user name. Seven queries."""
    members = list(
        Membership.objects.filter(user__is_active=True)
        .exclude(user__email="")
        .select_related("user", "agency")
        .prefetch_related("divisions")
        .order_by("user__username", "agency__name")
    )
    agencies = {member.agency_id: member.agency for member in members}
    by_kind = defaultdict(list)
    for year in FiscalYear.objects.order_by("-year_be"):
        by_kind[year.applies_to].append(year)
    years = {pk: current_year(by_kind[agency.applies_to], day) for pk, agency in agencies.items()}
    dated, broken = _dated(years, day), _broken(years)
    found = {}
    for member in members:
        here = _theirs(member, dated[member.agency_id])
        links = _theirs(member, broken[member.agency_id])
        if here or (links and day.weekday() == MONDAY):
            letter = found.setdefault(member.user.pk, Letter(member.user))
            letter.parts[member.agency] += [(each.sentence, each.path) for each in here + links]
    return list(found.values())


def _theirs(member, items):
    divisions = {division.pk for division in member.divisions.all()} if member.role == Role.EDITOR else set()
    return [each for each in items if not divisions or each.everybody or each.division in divisions]


def days_ahead(day, today):
    """ "อีก ๓ วัน (๑๓ เมษายน ๒๕๖๔)" for a day that is to be told of on `today`, else ""."""
    days = (day - today).days
    return f"อีก {thai_digits(days)} วัน ({thai_date(day)})" if days in AHEAD else ""


def _dated(years, today):
    """{agency id: [DigestItem]} of calendar dates, and of what the sources tell."""
    found = defaultdict(list)
    for agency_id, year in years.items():
        if year is None:
            continue
        path = reverse("admin:index", query={"agency": agency_id, "year": year.year_be})
        for each in calendar_dates(year.calendar)[0]:
            if when := days_ahead(each.day, today):
                found[agency_id].append(DigestItem(f"{each.words} {when}", path, everybody=True))
    for source in sources():
        for agency_id, item in source.digest_items(years, today):
            found[agency_id].append(item)
    return found


def _broken(years):
    """{agency id: [DigestItem]} of links of the current year that are broken and that nobody opened since."""
    found = defaultdict(list)
    targets = LinkTarget.objects.filter(agency__in=years, broken=True, confirmed_at=None)
    broken = set(targets.values_list("agency_id", "url"))
    links = DisclosureLink.objects.filter(
        disclosure__item__year__in={year.pk for year in years.values() if year},
        disclosure__agency__in=years,
        removed=False,
        url__in=targets.values("url"),
    ).select_related("disclosure__item")
    for link in links.order_by("disclosure__item__number", "position"):
        row = link.disclosure
        year = years[row.agency_id]
        if (row.agency_id, link.url) in broken and year and year.pk == row.item.year_id:
            path = reverse("admin:assessments_disclosure_change", args=[row.pk])
            sentence = (
                f"ลิงก์เสียในข้อ {row.item.code} ลำดับ {thai_digits(link.position)}: {clipped(link.label, 100)}"
            )
            found[row.agency_id].append(DigestItem(sentence, path, row.division_id))
    return found
