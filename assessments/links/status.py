"""From one more check to how an address stands: pure rules, so that nobody is told “broken” for a hiccup.

Broken is what failed three times in a row over at least 24 hours; one success heals. A page that a person
should look at, a robot wall and an address that is not opened for safety are neither failure nor success.
"""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from assessments.linkcheck.outcome import (
    CERTIFICATE,
    MOVED,
    NEEDS_LOGIN,
    NO_ANSWER,
    NOT_FOUND,
    OPENS,
    ROBOT_WALL,
    SERVER_ERROR,
    UNSAFE,
)

GOOD = frozenset({OPENS, MOVED})
FAILURES = frozenset({NOT_FOUND, SERVER_ERROR, NO_ANSWER, CERTIFICATE, NEEDS_LOGIN})
FAILURES_UNTIL_BROKEN, DAY = 3, timedelta(hours=24)
AGAIN_AFTER_FAILURE, AGAIN_WITHOUT_ROBOTS = timedelta(hours=6), timedelta(days=7)
MOST_FAILURES = 32_767


@dataclass(frozen=True)
class Standing:
    """How an address stands; fields as in LinkTarget."""

    state: str
    state_since: datetime | None
    broken: bool
    failures: int
    first_failure_at: datetime | None
    last_checked_at: datetime | None
    last_opened_at: datetime | None
    next_check_at: datetime


def next_check(state: str, broken: bool, at: datetime) -> datetime:
    """When to look again: daily, after a failure every six hours until it is broken, walls weekly."""
    if state in (ROBOT_WALL, UNSAFE):
        return at + AGAIN_WITHOUT_ROBOTS
    return at + (AGAIN_AFTER_FAILURE if state in FAILURES and not broken else DAY)


def judge(standing: Standing, state: str, at: datetime) -> tuple[Standing, bool]:
    """(Standing, changed) after a check at `at` found `state`; `changed` when state or broken differ."""
    after = replace(standing, state=state, last_checked_at=at)
    if state in GOOD:
        after = replace(after, broken=False, failures=0, first_failure_at=None, last_opened_at=at)
    elif state in FAILURES:
        first = standing.first_failure_at or at
        failures = min(standing.failures + 1, MOST_FAILURES)
        broken = standing.broken or (failures >= FAILURES_UNTIL_BROKEN and at - first >= DAY)
        after = replace(after, broken=broken, failures=failures, first_failure_at=first)
    changed = (after.state, after.broken) != (standing.state, standing.broken)
    since = at if after.state != standing.state else standing.state_since
    return replace(after, state_since=since, next_check_at=next_check(state, after.broken, at)), changed
