"""A migrate that is killed: what the suite does three times and bench/kill_migrate.py fifty times."""

import signal
import subprocess
import time

import pytest
from django.db import IntegrityError, connection, transaction

from assessments.models import Publication
from assessments.models.triggers import trigger_faults
from assessments.record.publish import PublishingRefused, publish

BACK, FORTH = ("migrate", "assessments", "0004", "--verbosity=0"), ("migrate", "--verbosity=0")


def run_and_kill(start, arguments, seconds):
    """Start `manage.py …`, SIGKILL it after so many seconds; True when it was still running."""
    process = start("manage.py", *arguments, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    time.sleep(seconds)
    alive = process.poll() is None
    if alive:
        process.send_signal(signal.SIGKILL)
    process.wait()
    process.stdin.close()
    return alive


def finish(start, arguments):
    """Run `manage.py …` to its end, which must be a good one."""
    process = start("manage.py", *arguments, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
    _nothing, told = process.communicate()
    assert process.returncode == 0, told


def record_is_safe(agency):
    """True when the guards of the record stand; False when some do not, and then publishing refuses.

    Fails when a record can be deleted although every guard is said to stand, or published although not.
    """
    missing = trigger_faults()
    if not missing:
        try:
            with transaction.atomic(), connection.cursor() as cursor:
                cursor.execute("DELETE FROM assessments_publishedpage")
                cursor.execute("DELETE FROM assessments_publication")
        except IntegrityError:
            return True
        raise AssertionError("the record could be deleted, and no guard was named as missing")
    with pytest.raises(PublishingRefused, match="migrate"):
        publish_next(agency)
    return False


def publish_next(agency):
    """One more record of a page that rests on no desk row."""
    turn = Publication.objects.count()
    content = {"schema": "stand-in/1", "turn": turn}
    return publish(agency, 2563, "result", lambda previous, at: content, note="x", by="x", role="ปลัด")
