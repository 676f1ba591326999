"""Work that an older release queued is done by this one: the queue holds the path of a function."""

import pytest
from django.core.management import call_command
from django_tasks_db.models import DBTaskResult

from assessments.links.tasks import check_links, check_targets
from assessments.models import LinkTarget

OLD_PATHS = {"assessments.tasks.check_links": check_links, "assessments.tasks.check_targets": check_targets}


@pytest.fixture
def queue(db, settings, monkeypatch):
    """Tasks wait in the database; the test's own connection is the worker's."""
    worker = "django_tasks_db.management.commands.db_worker"
    monkeypatch.setattr(f"{worker}.close_old_connections", lambda: None)
    settings.TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}


@pytest.mark.parametrize("path", OLD_PATHS)
def test_task_queued_under_its_old_path_still_runs(queue, path):
    OLD_PATHS[path].enqueue(**({"keys": []} if path.endswith("targets") else {}))
    DBTaskResult.objects.update(task_path=path)

    call_command("db_worker", "--batch", "--no-startup-delay", "--interval", "0")

    assert DBTaskResult.objects.get().status == "SUCCESSFUL"
    assert not LinkTarget.objects.exists()
