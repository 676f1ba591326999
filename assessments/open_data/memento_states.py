"""The states of what can be read as of a moment, and negotiation for them by datetime (RFC 7089).

Requests are those of public pages: `request.public.moment` is what they ask for already.
"""

from itertools import groupby

from django.db.models import Min
from django.http import HttpResponseRedirect
from django.utils import timezone
from django.utils.cache import patch_vary_headers

from assessments.models import Page, Publication, PublishedLink
from assessments.open_data.memento import accept_datetime, link_header, rfc1123, state_at
from ita_portal.thai.dates import bangkok


def page_states(agency, addresses):
    """[(number, published_at)] of a page, oldest first."""
    rows = Publication.objects.states(agency, addresses.year_be, addresses.page)
    return list(rows.values_list("number", "published_at"))


def home_states(agency):
    """[(day, moment of its last record)] of /ita/: each day before today on which anything was published.

    Days are ISO dates of Bangkok. Today's state may still change, so it is not one of them.
    """
    today = bangkok(timezone.now()).date()
    moments = agency.publications.order_by("published_at").values_list("published_at", flat=True)
    by_day = groupby(moments.iterator(), key=lambda moment: bangkok(moment).date())
    return [(day.isoformat(), list(of_day)[-1]) for day, of_day in by_day if day < today]


def document_states(agency, addresses):
    """[(edition, when it was published first)] of a link's document; withdrawn publications do not count."""
    links = PublishedLink.objects.filter(
        publication__agency=agency,
        publication__year_be=addresses.year_be,
        publication__page=Page.OIT,
        publication__withdrawn_at=None,
        code=f"O{addresses.number}",
        position=addresses.position,
        version__isnull=False,
    )
    editions = links.values("version__number").annotate(since=Min("publication__published_at"))
    return list(editions.order_by("version__number").values_list("version__number", "since"))


def timegate(request, addresses, states):
    """The redirect to the state that `Accept-Datetime` asks for; None without that header or any state.

    `states()` gives the list; what was asked for by `?as_of=` goes before the header.
    """
    asked = accept_datetime(request)  # refused when unreadable, whatever else is asked for
    if asked is None or not request.public.moment.is_live:
        return None
    found = states()
    if not found:
        return None
    key = state_at(asked, found)
    response = HttpResponseRedirect(addresses.version(key))
    response.headers["Link"] = link_header(addresses, found, key)
    patch_vary_headers(response, ["Accept-Datetime"])
    return response


def as_original(response, addresses):
    """Say in the headers of a live answer where its states are."""
    patch_vary_headers(response, ["Accept-Datetime"])
    response.headers.setdefault("Link", link_header(addresses))
    return response


def as_memento(response, addresses, states, key):
    """Say in the headers of one state since when it stood, and its neighbours."""
    response.headers["Memento-Datetime"] = rfc1123(dict(states)[key])
    response.headers["Link"] = link_header(addresses, states, key)
    return response
