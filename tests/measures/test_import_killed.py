"""The server killed at several moments of an import of 500 measures: all of it stands then, or nothing."""

import json
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from tests.browser.live_site import fresh_database
from tests.measures.importer import ACTIONS

ROOT = Path(__file__).resolve().parents[2]
MOMENTS = (20, 50, 70)  # statements of some 75; the last ones are the measures, their source and the log
NOTHING, ALL = [0] * 7, [1, ACTIONS, 1, 1, 1, 1, 1]


@pytest.fixture
def server(tmp_path):
    """The importer on a database of its own; `send(line)` returns the next line it says."""
    url, drop = fresh_database(tmp_path)
    environment = os.environ | {
        "DATABASE_URL": url,
        "DJANGO_SETTINGS_MODULE": "ita_portal.settings",
        "ITA_LOCAL": "1",
        "SECRET_KEY": "only-for-this-test",
        "ITA_VAR_DIR": str(tmp_path / "var"),
        "PYTHONUTF8": "1",
    }
    process = subprocess.Popen(
        [sys.executable, "-W", "ignore", "-m", "tests.measures.importer"],
        cwd=ROOT,
        env=environment,
        text=True,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
    )
    yield process
    process.communicate()
    drop()


def test_an_import_of_500_measures_is_written_whole_or_not_at_all(server):
    assert server.stdout.readline() == "ready\n"

    written = []
    for moment in (*MOMENTS, 0):
        server.stdin.write(f"{moment}\n")
        server.stdin.flush()
        said, *numbers = server.stdout.readline().split()
        if moment:
            assert said == "killable"
            written.append(int(numbers[1]))
            os.kill(int(numbers[0]), signal.SIGKILL)
        standing = json.loads(server.stdout.readline())
        assert standing == (NOTHING if moment else ALL)

    assert (said, numbers[0]) == ("done", "302")
    assert written[0] == 0
    assert written[-1] == ACTIONS  # written, not yet committed
