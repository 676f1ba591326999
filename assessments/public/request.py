"""What a public address is asked for, and what was read to answer it: `request.public`, one for a request."""

from dataclasses import dataclass
from enum import Enum

from django.db.models import Q
from django.http import Http404, HttpRequest

from assessments.links.standings import LinkStandings, standings
from assessments.models import Agency, Page, Publication
from assessments.public.cache_key import CacheKey
from assessments.record.moment import Moment
from assessments.record.pages import PublishedPages, published_content, this_page


class Caching(Enum):
    """What the response cache may do with the answer to a request."""

    PRIVATE = "private"  # nothing: it is no page of the record, or one reader's own
    SHARED = "shared"  # pack it, since it is the same for everybody, but do not keep it
    KEPT = "kept"  # keep it under the request's cache key, which covers all that it shows


@dataclass(frozen=True)
class BundledPage:
    """A page that is rendered for a bundle: the tip of the chain then, and the address of the page."""

    tip: Publication | None
    address: str


class PublicRequest:
    """One request of a public page. Its view reads through it, so that what comes after need not read again.

    `moment` is the point in time that is asked for, `pages` what was read of the record last, `link_status`
    how the links stand that the page shows beside the record: ETag and Last-Modified follow all three.
    `cache_key` is None for a request from inside, `bundled` None but for a page of a bundle. A view sets
    `free_text` where it answers what readers type: right at once, but not worth keeping.

    `origin` stands before every address that is written in full: the agency's public one, and the one by
    which somebody asked only while the agency has named none. A request from inside says its own.
    """

    def __init__(
        self,
        cache_key: CacheKey | None = None,
        *,
        origin: str,
        agency: Agency | None = None,
        bundled: BundledPage | None = None,
    ):
        self._agency, self._asked_under = agency, origin
        self.cache_key, self.bundled = cache_key, bundled
        self.moment = Moment()
        self.pages: PublishedPages | None = None
        self.link_status: LinkStandings | None = None
        self.free_text = False
        self.caching = Caching.PRIVATE

    @property
    def agency(self) -> Agency:
        """The agency whose site the request's host is; Http404 for a host that is nobody's."""
        if self._agency is None and self.cache_key is not None:
            self._agency = self.cache_key.agency
        if self._agency is None:
            raise Http404("ไม่พบหน่วยงานของที่อยู่นี้")
        return self._agency

    @property
    def origin(self) -> str:
        """Scheme and host of every address that is written in full."""
        if self.cache_key is None:
            return self._asked_under
        return self.agency.public_origin or self._asked_under

    @property
    def id_origin(self) -> str:
        """Scheme and host in ids that stay the same when the agency moves to another host."""
        return self.agency.id_origin or self.origin

    def read_pages(self, content_of: Q | None = None) -> PublishedPages:
        """The published pages at the moment, with the contents that match `content_of`."""
        self.pages = PublishedPages(self.agency, content_of, self.moment.before)
        return self.pages

    def read_pages_now(self, content_of: Q | None = None) -> PublishedPages:
        """The published pages as they stand now, whatever the moment."""
        self.pages = PublishedPages(self.agency, content_of)
        return self.pages

    def read_content(self, year_be: int, page: Page) -> dict:
        """The content of one page at the moment; Http404 when never published, Withdrawn when taken back."""
        return published_content(self.read_pages(this_page(year_be, page)), year_be, page)

    def read_link_status(self, urls: list[str]) -> LinkStandings:
        """How these addresses stand at the moment."""
        self.link_status = standings(self.agency, urls, before=self.moment.before)
        return self.link_status


def public_request(request: HttpRequest) -> PublicRequest:
    """The PublicRequest of a request, made by whoever asks first; DisallowedHost for a host not ours."""
    if not hasattr(request, "public"):
        key, origin = CacheKey(request), f"{request.scheme}://{request.get_host()}"
        request.public = PublicRequest(key, origin=origin)  # type: ignore[attr-defined]
    return request.public  # type: ignore[attr-defined]
