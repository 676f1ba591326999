"""The pages that the desk publishes: one object a page, which knows its row and the rules of publishing it.

The admin asks these objects for everything but how a preview looks, the dashboard for the drafts, commands
for what they publish. Apps register theirs when they are ready. A hand-in is not among them: it has no row
of its own, and nobody can draft it without saying who confirmed it (checklist/handin.py).
"""

from collections.abc import Callable
from datetime import datetime
from typing import Any, ClassVar

from django.db.models import Model, QuerySet

from assessments.models import Agency, FiscalYear, Page, Publication
from assessments.record.paths import page_path
from assessments.record.publish import PublishingRefused, current_publication, draft, publish

Content = dict[str, Any]
Builder = Callable[[Content | None, datetime], Content]


class PublishablePage:
    """One public page of an agency's year. A `row` is an instance of `model`, with `agency` and `year`."""

    page: ClassVar[Page]
    model: ClassVar[type[Model]]

    def builder(self, row: Any) -> Builder:
        """What makes the content: a function of (content published before or None, moment of publishing)."""
        raise NotImplementedError

    def histories(self, row: Any) -> list[QuerySet[Any]]:
        """The history rows of everything at the desk that the page is made of."""
        raise NotImplementedError

    def refusal(self, row: Any) -> str:
        """Why the row may not be published at all yet, in Thai; "" when it may."""
        return ""

    def warnings(self, row: Any, content: Content) -> list[str]:
        """What publishing `content` would do that somebody must know first, as Thai sentences."""
        return []

    def publish(self, row: Any, *, note: str, by: str, role: str) -> Publication:
        """Write the next record of the page; PublishingRefused says in Thai why not."""
        if refusal := self.refusal(row):
            raise PublishingRefused(refusal)
        return publish(
            row.agency, row.year.year_be, self.page, self.builder(row), note=note, by=by, role=role
        )

    def address(self, row: Any) -> str:
        """The public address where the page stands once it is published."""
        return page_path(row.year.year_be, self.page)

    def row_of(self, agency: Agency, year: FiscalYear) -> Any:
        """The row of an agency's year, or None."""
        return (
            self.model._default_manager.filter(agency=agency, year=year)
            .select_related("agency", "year")
            .first()
        )

    def latest(self, row: Any) -> Publication | None:
        """The newest record of the page, withdrawn or not; None when it was never published."""
        return current_publication(row.agency, row.year.year_be, self.page)

    def draft(self, row: Any) -> tuple[Content, bool]:
        """(content that publishing now would write, does it differ from the newest record?)"""
        return draft(row.agency, row.year.year_be, self.page, self.builder(row))


_pages: dict[Page, PublishablePage] = {}


def register(*pages: PublishablePage) -> None:
    """Add pages; called once by an app when it is ready. ValueError for a page that somebody has."""
    for each in pages:
        if each.page in _pages:
            raise ValueError(f"{each.page} is registered already")
        _pages[each.page] = each


def publishable_page(page: Page) -> PublishablePage:
    """The object of a page; KeyError for one that nobody registered."""
    return _pages[page]


def publishable_pages() -> list[PublishablePage]:
    """All of them, in the order of Page."""
    return [_pages[page] for page in Page if page in _pages]


def agency_content(agency: Agency) -> Content:
    """Who publishes: the same object in every content."""
    return {
        "slug": agency.slug,
        "name": agency.name,
        "kind": agency.kind,
        "kind_name": agency.get_kind_display(),
        "district": agency.district,
        "province": agency.province,
    }
