"""Link checks and the database: who checks what, written down as each check ends.

A worker claims whole hosts for some minutes by one conditional UPDATE, so that two workers never ask one
host at once, and renews the claim with every result. A killed worker loses nothing: what it printed is
committed, what it held is free again when its claim runs out, and a check counts once per claim.
"""

import itertools
import os
import socket
import time
import uuid
from collections import Counter, defaultdict
from dataclasses import dataclass, fields
from datetime import timedelta

from django.db import connection, transaction
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

from assessments.linkcheck import Wanted, check_addresses
from assessments.links.published import ensure_targets
from assessments.links.status import GOOD, Standing, judge
from assessments.models import CheckedHost, DisclosureLink, LinkCheck, LinkState, LinkTarget, PublishedLink

CLAIM = timedelta(minutes=10)
UNCHANGED_KEPT = timedelta(days=90)
MOST_HOSTS_AT_ONCE, MOST_ADDRESSES_A_HOST = 200, 200
STANDING = [field.name for field in fields(Standing)]


@dataclass
class Claimed:
    """One host in this worker's hands: its targets by address, those still open counted."""

    host: CheckedHost
    claim: str
    targets: dict
    left: int


def desk_links(agency=None, year_be=None):
    """Links on the desk that lead to a web address; of one agency or year if given."""
    links = DisclosureLink.objects.filter(removed=False, kind=DisclosureLink.Kind.ADDRESS)
    links = links.filter(Q(url__istartswith="http://") | Q(url__istartswith="https://"))
    if agency:
        links = links.filter(disclosure__agency=agency)
    if year_be:
        links = links.filter(disclosure__item__year__year_be=year_be)
    return links


def sync_targets(agency=None, year_be=None):
    """Make the checker know every address on the desk; returns how many were new."""
    known = LinkTarget.objects.filter(agency=OuterRef("disclosure__agency"), url=OuterRef("url"))
    unknown = desk_links(agency, year_be).filter(~Exists(known)).select_related("disclosure__agency")
    by_agency = defaultdict(set)
    for link in unknown.order_by("disclosure__agency").iterator():
        by_agency[link.disclosure.agency].add(link.url)
    return sum(len(ensure_targets(owner, urls)) for owner, urls in by_agency.items())


def targets_in_use(agency=None, year_be=None):
    """The LinkTargets that a desk link or a page published now leads to."""
    on_desk = desk_links(agency, year_be).filter(disclosure__agency=OuterRef("agency"), url=OuterRef("url"))
    published = PublishedLink.objects.filter(target=OuterRef("pk"), publication__current_of__isnull=False)
    if year_be:
        published = published.filter(publication__year_be=year_be)
    rows = LinkTarget.objects.filter(Exists(on_desk) | Exists(published))
    return rows.filter(agency=agency) if agency else rows


class CheckRun:
    """One worker's run over the addresses that are due."""

    def __init__(self, rows, *, policy, tell, limit=None, check=None):
        self.rows, self.policy, self.tell, self.limit = rows, policy, tell, limit
        self.check = check or check_addresses
        self.worker = f"{socket.gethostname()[:20]}-{os.getpid()}-{uuid.uuid4().hex[:8]}"
        self.rounds, self.claimed, self.taken = itertools.count(1), {}, 0
        self.tally = Counter()

    def run(self, stop):
        """Check until nothing is due or `stop()`; returns a Counter of states."""
        try:
            self.check({}, policy=self.policy, on_found=self.found, stop=stop, more=self.more)
        finally:
            for claimed in list(self.claimed.values()):
                self.release(claimed)
        return self.tally

    def more(self):
        """Claim some more hosts: {host: [Wanted, …]}, empty when nothing is due or the limit is reached."""
        room = MOST_HOSTS_AT_ONCE - len(self.claimed)
        if self.limit is not None:
            room = min(room, self.limit - self.taken)
        wanted = {}
        for claimed in self.claim(room) if room > 0 else ():
            self.claimed[claimed.host.host] = claimed
            wanted[claimed.host.host] = [_wanted(targets[0]) for targets in claimed.targets.values()]
        return wanted

    def claim(self, room):
        """Claim up to `room` hosts with something due and nobody at them; yields Claimed."""
        now, claim = timezone.now(), f"{self.worker}-{next(self.rounds)}"
        due = self.rows.filter(next_check_at__lte=now)
        free = Q(claimed_until__isnull=True) | Q(claimed_until__lt=now)
        free &= Q(not_before__isnull=True) | Q(not_before__lte=now)
        with transaction.atomic():
            hosts = CheckedHost.objects.filter(free, Exists(due.filter(host=OuterRef("pk"))))
            if connection.features.has_select_for_update_skip_locked:
                hosts = hosts.select_for_update(skip_locked=True)
            chosen = list(hosts.order_by("pk").values_list("pk", flat=True)[:room])
            CheckedHost.objects.filter(free, pk__in=chosen).update(
                claimed_by=claim, claimed_until=now + CLAIM
            )
        by_host = defaultdict(dict)
        ours = due.filter(host__claimed_by=claim).select_related("host").order_by("next_check_at")
        for target in ours:
            addresses = by_host[target.host]
            if target.url in addresses:
                addresses[target.url].append(target)
            elif len(addresses) < MOST_ADDRESSES_A_HOST and (self.limit is None or self.taken < self.limit):
                addresses[target.url] = [target]
                self.taken += 1
        for host in CheckedHost.objects.filter(claimed_by=claim):
            claimed = Claimed(host, claim, by_host[host], len(by_host[host]))
            if claimed.left:
                yield claimed
            else:
                self.release(claimed)

    def release(self, claimed):
        """Let others have the host, after the pause that it is owed from any of us."""
        self.claimed.pop(claimed.host.host, None)
        held = CheckedHost.objects.filter(pk=claimed.host.pk, claimed_by=claimed.claim)
        rested = timezone.now() + timedelta(seconds=self.policy.pause)
        held.filter(Q(not_before__isnull=True) | Q(not_before__lt=rested)).update(not_before=rested)
        held.update(claimed_by="", claimed_until=None)

    def found(self, host, found):
        """Commit one result for every agency that has the address, then tell it."""
        claimed = self.claimed[host]
        written = write_down(claimed, found, timezone.now())
        claimed.left -= 1
        for target in written:
            self.tally[target.state] += 1
            self.tell(target, found)
        if not claimed.left:
            self.release(claimed)


def _wanted(target):
    """What to ask for; a conditional request only where the last answer was a good one."""
    if target.state not in GOOD:
        return Wanted(target.url)
    return Wanted(target.url, target.etag, target.last_modified)


@transaction.atomic
def write_down(claimed, found, at):
    """Write one result while the claim holds; returns the changed LinkTargets, none when it was lost."""
    held = CheckedHost.objects.filter(pk=claimed.host.pk, claimed_by=claimed.claim)
    until = {"claimed_until": at + CLAIM}
    if found.retry_after:
        until["not_before"] = at + timedelta(seconds=found.retry_after)
    if not held.update(**until):
        return []
    keys = [target.pk for target in claimed.targets[found.url]]
    targets = list(LinkTarget.objects.select_for_update().filter(pk__in=keys))
    for target in targets:
        _apply(target, found, at, claimed.claim)
    LinkCheck.objects.filter(target__in=keys, changed=False, checked_at__lt=at - UNCHANGED_KEPT).delete()
    return targets


def _apply(target, found, at, claim):
    standing, changed = judge(Standing(**{name: getattr(target, name) for name in STANDING}), found.state, at)
    for name in STANDING:
        setattr(target, name, getattr(standing, name))
    target.moved_to = found.moved_to if found.state == LinkState.MOVED else ""
    if found.state in GOOD and found.http_status != 304:
        target.content_type, target.size = found.content_type, found.size
        target.etag, target.last_modified = found.etag, found.last_modified
    target.save()
    LinkCheck.objects.create(
        target=target,
        claim=claim,
        checked_at=at,
        state=found.state,
        broken=target.broken,
        changed=changed,
        http_status=found.http_status,
        final_url=found.final_url,
        detail=found.detail,
        milliseconds=found.milliseconds,
    )


def within(budget):
    """A `stop` for run(): true when `budget` seconds (None: never) are over."""
    end = None if budget is None else time.monotonic() + budget
    return lambda: end is not None and time.monotonic() >= end


def make_due(rows):
    """Mark addresses (a queryset of LinkTarget) to be checked now; returns how many."""
    return rows.update(next_check_at=timezone.now())


def confirm_by_person(target, by):
    """Note that `by` (a user name) opened an address that no machine can check. Ended by no machine."""
    target.confirmed_at, target.confirmed_by = timezone.now(), by
    target.save(update_fields=["confirmed_at", "confirmed_by"])
