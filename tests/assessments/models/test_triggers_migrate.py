"""`migrate` never leaves the record without guards, killed or not, and changes none for nothing."""

import random
import subprocess

import pytest
from django.core.management import call_command
from django.db import connection, connections
from django.test.utils import CaptureQueriesContext

from assessments.models import Agency, Publication
from assessments.models.trigger_state import installed_triggers
from assessments.models.triggers import (
    TRIGGERS,
    create_triggers,
    drop_triggers,
    registered_triggers,
    trigger_faults,
)
from tests.support.killed_migrate import BACK, FORTH, finish, publish_next, record_is_safe, run_and_kill

KILLS = 3


@pytest.mark.django_db
def test_migrate_without_a_migration_changes_no_guard_and_locks_nothing():
    with CaptureQueriesContext(connection) as queries:
        call_command("migrate", verbosity=0)

    words = {each["sql"].split()[0] for each in queries.captured_queries}
    assert words.isdisjoint({"DROP", "CREATE", "ALTER", "LOCK"}), words


@pytest.mark.django_db
def test_only_what_differs_is_put_up():
    fallen = TRIGGERS[:2]
    drop_triggers(fallen)
    with connection.cursor() as cursor:
        before = installed_triggers(cursor)

    changed = create_triggers(registered_triggers())

    with connection.cursor() as cursor:
        after = installed_triggers(cursor)
    assert trigger_faults() == []
    assert len(after) - len(before) == changed
    assert create_triggers(registered_triggers()) == 0


def weaken(guard):
    """Put up another guard under the name of this one, as somebody with the database password could."""
    drop_triggers([guard])
    with connection.cursor() as cursor:
        for statement in guard.statements(connection.vendor):
            cursor.execute(statement.replace(guard.condition, "1 = 0"))


@pytest.mark.django_db
@pytest.mark.parametrize("guard", [TRIGGERS[0], TRIGGERS[-1]], ids=lambda guard: guard.name)
def test_guard_of_another_condition_is_altered_and_put_right(guard):
    weaken(guard)

    assert (guard.name, guard.table, "altered") in trigger_faults()
    create_triggers(registered_triggers())
    assert trigger_faults() == []


@pytest.mark.django_db
def test_disabled_guard_is_altered():
    guard = TRIGGERS[0]
    if connection.vendor == "sqlite":  # there a trigger is up or down
        drop_triggers([guard])
    else:
        with connection.cursor() as cursor:
            cursor.execute(f"ALTER TABLE {guard.table} DISABLE TRIGGER {guard.name}")

    assert (guard.name, guard.table) in {fault[:2] for fault in trigger_faults()}


def test_killed_migrate_leaves_a_guarded_record_or_one_that_is_not_written(child_portal, at_child):
    with at_child():
        agency = Agency.objects.create(slug="pakchong", name="ปากช่อง")
        publish_next(agency)
    chance = random.Random(14)
    for turn in range(KILLS):
        arguments = (BACK, FORTH)[turn % 2]
        run_and_kill(child_portal, arguments, chance.uniform(1.0, 4.0))
        with at_child():
            record_is_safe(agency)
        finish(child_portal, arguments)

    finish(child_portal, FORTH)
    with at_child():
        assert trigger_faults() == []
        publish_next(agency)
        assert Publication.objects.count() == 2


def test_of_two_migrates_at_once_one_waits(child_portal, at_child):
    finish(child_portal, BACK)

    both = [child_portal("manage.py", *FORTH, stderr=subprocess.PIPE) for _machine in range(2)]

    told = [process.communicate(timeout=60)[1] for process in both]
    assert [process.returncode for process in both] == [0, 0], told
    with at_child():
        assert trigger_faults() == []


def test_reader_of_every_table_does_not_hold_up_a_migrate_without_work(child_portal, at_child):
    """What pg_dump does: it holds each table in ACCESS SHARE as long as it runs."""
    with at_child():
        Agency.objects.create(slug="pakchong", name="ปากช่อง")
        ours = connections["default"]
        ours.set_autocommit(False)
        with ours.cursor() as cursor:
            for table in sorted({guard.table for guard in registered_triggers()}):
                cursor.execute(f"SELECT 1 FROM {table} LIMIT 1")
        finish(child_portal, ("migrate", "--verbosity=0", "--lock-timeout=1"))
        ours.rollback()
