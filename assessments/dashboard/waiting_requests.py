"""Requests about accounts that wait for this person's second signature, or that they made."""

from dataclasses import dataclass

from assessments.models import AccountRequest
from assessments.permissions.dual_control import sentence_of
from assessments.permissions.roles import Permission, access_of


@dataclass(frozen=True)
class WaitingRequest:
    """One request in words. `own`: whoever looks asked for it."""

    pk: int
    sentence: str
    asker: str
    reason: str
    expires_at: object
    own: bool


def waiting_requests(user, now):
    """The WaitingRequests of the agencies this person stands for, the oldest first; one query at most."""
    access = access_of(user)
    if not access.may_anywhere(Permission.VOUCH):
        return []
    rows = AccountRequest.objects.waiting(now).select_related("account", "agency", "asker")
    if not access.everywhere:
        rows = rows.filter(agency__in=access.agencies(Permission.VOUCH))
    return [
        WaitingRequest(
            row.pk,
            sentence_of(row),
            row.asker.get_full_name() or row.asker.get_username(),
            row.reason,
            row.expires_at,
            row.asker_id == user.pk,
        )
        for row in rows.order_by("asked_at", "pk")
    ]
