"""Which answers, items, links and verdicts of an agency's year ask for work.

The number on the first screen and the list behind it ask here.

`divisions` are the ids somebody is bound to, or None for the whole agency.
"""

from django.db.models import Q

from assessments.models import Disclosure, DisclosureLink, OITItem


def own(divisions, lookup="division"):
    """The Q of rows that `divisions` answer for; everything when None."""
    return Q() if divisions is None else Q(**{f"{lookup}__in": divisions})


def answers(agency_id, year_id, divisions=None):
    """Disclosures of an agency's year that somebody answers for."""
    return Disclosure.objects.filter(own(divisions), agency=agency_id, item__year=year_id)


def items(agency_id, year_id, divisions=None):
    """The year's items; with `divisions` those whose disclosure is theirs."""
    rows = OITItem.objects.filter(year=year_id)
    if divisions is None:
        return rows
    return rows.filter(pk__in=answers(agency_id, year_id, divisions).values("item"))


def answered(rows):
    """Those of some Disclosures that have an answer."""
    return rows.exclude(answer="")


def links(agency_id, year_id, divisions=None):
    """The desk links of an agency's year that the checker looks after."""
    http = Q(url__istartswith="http://") | Q(url__istartswith="https://")
    return DisclosureLink.objects.filter(
        http,
        own(divisions, "disclosure__division"),
        disclosure__agency=agency_id,
        disclosure__item__year=year_id,
        removed=False,
    )


def broken_targets(rows, agency_id, year_id, divisions=None):
    """Those of some LinkTargets that are broken and stand on the desk of that year."""
    return rows.filter(
        agency=agency_id,
        broken=True,
        confirmed_at=None,
        url__in=links(agency_id, year_id, divisions).values("url"),
    )


def unanswered_items(rows, agency_id, year_id, divisions=None):
    """Those of some OITItems that the agency has not answered."""
    told = answered(answers(agency_id, year_id)).values("item")
    return rows.filter(pk__in=items(agency_id, year_id, divisions).values("pk")).exclude(pk__in=told)
