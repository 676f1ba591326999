"""Work for a queue that several machines share (ITA_TASK_QUEUE=1); done at once in this process otherwise."""

try:
    from django.tasks import TaskResultStatus, task  # from Django 6 on
except ImportError:
    from django_tasks import TaskResultStatus, task  # type: ignore[no-redef,assignment]

from assessments.links.check_policy import policy_from_settings
from assessments.links.check_run import CheckRun, sync_targets, targets_in_use, within
from assessments.models import Agency, LinkTarget

__all__ = ["TaskResultStatus", "check_links", "check_targets"]


@task()
def check_links(agency_slug="", year_be=None, budget=None):
    """Check the addresses that are due, of one agency or year if given, for at most `budget` seconds."""
    agency = Agency.objects.get(slug=agency_slug) if agency_slug else None
    sync_targets(agency, year_be)
    sweep = CheckRun(targets_in_use(agency, year_be), policy=policy_from_settings(), tell=lambda *told: None)
    return dict(sweep.run(within(budget)))


@task()
def check_targets(keys, budget=None):
    """Check these LinkTargets (ids) now, for at most `budget` seconds; returns {state: how many}."""
    rows = LinkTarget.objects.filter(pk__in=keys)
    sweep = CheckRun(rows, policy=policy_from_settings(), tell=lambda *told: None)
    return dict(sweep.run(within(budget)))
