"""What other apps add to the dashboard: each registers one source, which answers four questions.

The dashboard asks its sources in the order in which they were registered, and knows nothing else of them.
"""

from dataclasses import dataclass
from datetime import date
from typing import Protocol

from assessments.dashboard.figures import Figure
from assessments.dashboard.scope import Scope
from assessments.models import FiscalYear


@dataclass(frozen=True)
class OverdueItem:
    """Something whose day has passed; `division` is the name of who answers for it, "" for nobody yet."""

    text: str
    division: str
    due_on: date


@dataclass(frozen=True)
class CalendarEvent:
    """An all-day event of the calendar file. `uid` (without a host) stays when day or words change.

    `path` is where the desk shows what the event is about.
    """

    uid: str
    day: date
    summary: str
    description: str
    path: str


@dataclass(frozen=True)
class DigestItem:
    """One thing the daily digest tells; `division` (an id) answers for it, None for everybody or nobody."""

    sentence: str
    path: str
    division: int | None = None
    everybody: bool = False


class DashboardSource(Protocol):
    """One app's answers. Each costs a number of queries that does not grow with the rows."""

    def figures(self, scope: Scope, today: date) -> list[Figure]:
        """The Figures of an agency's year, for the first screen."""

    def overdue(self, scope: Scope, today: date, most: int) -> tuple[list[OverdueItem], int]:
        """The first `most` items whose day has passed, most overdue first, and how many there are in all."""

    def events(self, scope: Scope) -> list[CalendarEvent]:
        """What has a day in the calendar of an agency's year."""

    def digest_items(self, years: dict[int, FiscalYear | None], day: date) -> list[tuple[int, DigestItem]]:
        """(agency id, DigestItem) of what is to be told on `day`; `years` has each agency's current year."""


_sources: list[DashboardSource] = []


def register(source: DashboardSource) -> None:
    """Add a source; called once by an app when it is ready."""
    _sources.append(source)


def sources() -> tuple[DashboardSource, ...]:
    """The sources that were registered."""
    return tuple(_sources)
