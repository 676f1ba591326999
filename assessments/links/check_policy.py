"""How politely this deployment checks links, from its settings."""

from django.conf import settings

from assessments.linkcheck import Policy


def policy_from_settings():
    """The Policy of this deployment; hosts learn from the User-Agent which portal asks, and where it is."""
    return Policy(
        pause=settings.LINKCHECK_PAUSE,
        ports=frozenset(settings.LINKCHECK_PORTS),
        allow_local=settings.LINKCHECK_LOCAL,
        user_agent=f"ita-portal-linkcheck/1.0 (+{settings.SITE_ADDRESS})",
    )
