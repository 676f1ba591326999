"""The only code of the portal that opens sockets: it checks addresses, politely and safely."""

from collections.abc import Callable, Mapping, Sequence

from assessments.linkcheck.fetch import Fetching
from assessments.linkcheck.outcome import Found, Policy, Wanted

__all__ = ["Found", "Policy", "Wanted", "check_addresses"]

LONGEST_TURN = 0.5


def check_addresses(
    wanted_by_host: Mapping[str, Sequence[Wanted]],
    *,
    policy: Policy,
    on_found: Callable[[str, Found], None],
    stop: Callable[[], bool],
    more: Callable[[], Mapping[str, Sequence[Wanted]]] | None = None,
) -> None:
    """Check {host: [Wanted, …]}: many hosts at once, one request at a time and a pause for each.

    `on_found(host, Found)` is called in this thread as each check finishes. `more()` is asked for further
    hosts whenever fewer than `policy.most_hosts` are under way; an empty answer ends the asking. `stop()`
    true leaves what is under way without reporting it.
    """
    fetching = Fetching(policy, on_found)
    coming = dict(wanted_by_host)
    try:
        while not stop():
            while coming and len(fetching.queues) < policy.most_hosts:
                fetching.add(*coming.popitem())
            if more and not coming and len(fetching.queues) < policy.most_hosts:
                coming = dict(more())
                more = more if coming else None
                continue
            if not fetching.queues:
                return
            fetching.turn(LONGEST_TURN)
    finally:
        fetching.close()
