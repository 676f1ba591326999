"""Tasks queued before 2026.12 name this path; to be removed in the release after it (see links/tasks.py)."""

from assessments.links.tasks import check_links, check_targets

__all__ = ["check_links", "check_targets"]
