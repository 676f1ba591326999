"""What every public view shares: moment, caching, Memento, and honest refusals."""

import hashlib
from functools import wraps

from django.http import Http404, HttpResponse
from django.template.response import TemplateResponse
from django.utils.cache import get_conditional_response
from django.utils.http import http_date

from assessments.exports.formats import file_links
from assessments.models import Publication
from assessments.open_data.datasets import dataset_of
from assessments.open_data.memento import Addresses, accept_datetime
from assessments.open_data.memento_states import as_memento, as_original, page_states, timegate
from assessments.public.request import Caching, public_request
from assessments.public.site import site_context
from assessments.record.moment import AS_OF, BadMoment, moment_of
from assessments.record.pages import RecordState, Withdrawn
from assessments.record.paths import version_path
from ita_portal.http.release import released_at

# A cache before the portal may answer by itself for a second, and once more within the next four while it
# asks again: no reader gets a page older than five seconds (docs/deploy.md).
CACHE_CONTROL = "public, max-age=0, s-maxage=1, stale-while-revalidate=4"


class LazyResponse(HttpResponse):
    """A response whose bytes are made by `build()` after the reader's copy was found to be old.

    `fallbacks` maps an exception of `build` to what makes of it the response to send in its place.
    """

    def __init__(self, build, *, fallbacks=None, **given):
        super().__init__(**given)
        self._build, self._fallbacks = build, fallbacks or {}

    def render(self):
        """Called by Django as for a TemplateResponse."""
        try:
            self.content = self._build()
        except tuple(self._fallbacks) as error:
            return self._fallbacks[type(error)](error).render()
        return self


def public_page(page=None, *, data=False, whole=False):
    """Decorate a view of `page` (a Page, or None for one that has no versions); `data` for its JSON.

    A keyword `form` of the address (pdf, csv …) is the form of the file that the view answers with.

    `whole` is for what shows more than current pages: it changes with anything in the agency's record.

    The view gets `request.public` (a PublicRequest), reads the record through it first, and returns a
    TemplateResponse, a LazyResponse or bytes. A keyword `version` of the address is taken here: the view
    shows all as it stood then.
    """

    def decorate(view):
        @wraps(view)
        def wrapper(request, version=None, **kwargs):
            public = public_request(request)
            agency = public.agency
            state = RecordState(agency) if whole else None
            year_be, number = kwargs.get("year_be"), kwargs.get("number")
            form = "json" if data else kwargs.get("form")
            addresses = Addresses(public.origin, year_be, page, number, form=form) if page else None
            try:
                public.moment = moment_of(request, agency, year_be, page, version)
                response = _timegate(request, addresses) or view(request, **kwargs)
            except BadMoment as refusal:
                context = site_context(request, agency, public.read_pages_now())
                context |= {"reason": str(refusal)}
                return TemplateResponse(request, "400.html", context, status=400)
            except Withdrawn as withdrawn:
                return _gone(request, withdrawn.publication)
            except Http404:
                if page and public.moment.kind == AS_OF:
                    return _not_yet(request, year_be, page)
                raise
            if addresses:
                _add_memento(request, response, addresses)
            return _conditional(request, response, state)

        # What only reads has no form to protect: another method is told 405 by require_safe, not 403.
        wrapper.csrf_exempt = True
        return wrapper

    return decorate


def page_context(request, year_be=None, page=None, number=None):
    """`site_context` and what a page says of itself: moment, canonical address, chain tip.

    `canonical` is where the page stands today; `permanent` where the state that a reader of an earlier day or
    version sees stands for ever, "" for today's ("own_path" without the origin).

    The view has read the published pages before, so that the menu and the state come from those.
    """
    public = request.public
    context = site_context(request, public.agency, public.pages, year_be, page)
    addresses = Addresses(context["origin"], year_be, page, number) if page else None
    shown = public.pages.publication(year_be, page)
    version = None if public.moment.is_live or shown is None else shown.number
    own_path = version_path(year_be, page, version, number) if version else ""
    return context | {
        "own_path": own_path,
        "permanent": own_path and context["origin"] + own_path,
        "files": file_links(year_be, page, version) if shown else [],
        "dataset": dataset_of(public.agency, year_be, page) if shown and number is None else None,
        "moment": public.moment,
        "canonical": addresses.original if addresses else context["origin"] + request.path,
        "tip": public.pages.tip,
    }


def _timegate(request, addresses):
    """The redirect to the state that `Accept-Datetime` asks for; None without that header."""
    moment = request.public.moment
    if addresses is None or moment.version:
        return None
    response = timegate(request, addresses, lambda: page_states(request.public.agency, addresses))
    if response is None and moment.is_live and accept_datetime(request):
        raise Http404("หน้านี้ยังไม่เผยแพร่")
    return response


def _add_memento(request, response, addresses):
    version = request.public.moment.version
    if version is None:
        as_original(response, addresses)
    else:
        as_memento(response, addresses, page_states(request.public.agency, addresses), version.number)


def _conditional(request, response, state=None):
    """Add ETag, Last-Modified and robots headers; 304 when the reader has this already, before rendering.

    Says by `request.public.caching` what the response cache may do with it.
    """
    public = request.public
    if not public.moment.is_live:
        response.headers["X-Robots-Tag"] = "noindex"
    record, key = state or public.pages, public.cache_key
    if key is None or record is None or response.status_code != 200 or response.has_header("ETag"):
        return response
    links = public.link_status
    covered = links is None or (key.covers_links and not links.past)
    tag = key.value if covered else _joined(key.value, links.fingerprint)
    etag = f'W/"{tag}"'
    moments = [record.changed_at, released_at(), links and links.changed_at]
    modified = max(filter(None, moments))
    response.headers["ETag"] = etag
    response.headers["Last-Modified"] = http_date(modified.timestamp())
    response.headers.setdefault("Cache-Control", CACHE_CONTROL)
    public.caching = Caching.KEPT if covered and not public.free_text else Caching.SHARED
    return get_conditional_response(request, etag, int(modified.timestamp()), response)


def _joined(key, fingerprint):
    """One key of two."""
    return hashlib.sha256(f"{key} {fingerprint}".encode()).hexdigest()[:32]


def _gone(request, publication):
    """410 with the reason of a withdrawal, the menu of today and the way to the page's other states."""
    request.public.read_pages_now()
    context = page_context(request, publication.year_be, publication.page)
    context |= {"publication": publication, "moment": None}
    response = TemplateResponse(request, "410.html", context, status=410)
    response.headers["X-Robots-Tag"] = "noindex"
    return response


def _not_yet(request, year_be, page):
    """404 for a day before the page existed: says since when it does."""
    public = request.public
    first = Publication.objects.states(public.agency, year_be, page).first()
    if first is None or first.published_at < public.moment.before:
        raise Http404("ไม่พบหน้านี้")
    context = page_context(request, year_be, page) | {"first": first}
    return TemplateResponse(request, "assessments/not_yet.html", context, status=404)
