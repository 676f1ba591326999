"""SIGKILL `migrate` at random moments: python bench/kill_migrate.py [times]; the database is DATABASE_URL's.

A throw-away database only: it goes back to an early migration and forth again, and is killed on the way.
Prints how often the kill found it running, how often the guards stood, and how often publishing refused.
"""

import os
import random
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "ita_portal.settings")


def start(*arguments, **options):
    """A process of this Python on the same database."""
    pipes = {"stdin": subprocess.PIPE, "text": True} | options
    return subprocess.Popen([sys.executable, *arguments], cwd=ROOT, **pipes)


def main(times):
    import django

    django.setup()
    from django.db import connection

    from assessments.models import Agency
    from assessments.models.triggers import trigger_faults
    from tests.support.killed_migrate import BACK, FORTH, finish, publish_next, record_is_safe, run_and_kill

    finish(start, FORTH)
    agency = Agency.objects.create(slug="bench", name="ทดลอง")
    publish_next(agency)
    chance = random.Random(times)
    running = guarded = 0
    for turn in range(times):
        arguments = (BACK, FORTH)[turn % 2]
        running += run_and_kill(start, arguments, chance.uniform(0.5, 4.0))
        guarded += record_is_safe(agency)
        connection.close()
        finish(start, arguments)
    finish(start, FORTH)
    assert trigger_faults() == []
    publish_next(agency)
    print(f"{connection.vendor}: {times} kills, {running} while running; guards stood {guarded}, ", end="")
    print(f"refused to publish {times - guarded}; whole after the last migrate")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 50)
