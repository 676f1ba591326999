"""The server killed at several moments of an import of 500 measures: all of it stands then, or nothing."""

import json
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from tests.browser.live_site import fresh_database
from tests.support.importer import ACTIONS

ROOT = Path(__file__).resolve().parents[3]
MOMENTS = {  # table into whose first row the server is killed: measures written by then, not yet committed
    "measures_remediationaction": 0,
    "assessments_storedfile": ACTIONS,
    "assessments_auditentry": ACTIONS,
}
NOTHING, ALL = [0] * 7, [1, ACTIONS, 1, 1, 1, 1, 1]


@pytest.fixture
def server(tmp_path):
    """The importer on a database of its own."""
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
        [sys.executable, "-W", "ignore", "-m", "tests.support.importer"],
        cwd=ROOT,
        env=environment,
        text=True,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
    )
    yield process
    process.communicate()
    drop()


def tell(server, line):
    """Send a line; the next line that the server says."""
    server.stdin.write(f"{line}\n")
    server.stdin.flush()
    return server.stdout.readline()


def test_an_import_of_500_measures_is_written_whole_or_not_at_all(server):
    assert server.stdout.readline() == "ready\n"

    for table, written in MOMENTS.items():
        said, child, count = tell(server, table).split()
        assert (said, int(count)) == ("killable", written)
        os.kill(int(child), signal.SIGKILL)
        assert json.loads(server.stdout.readline()) == NOTHING

    assert tell(server, "") == "done 302\n"
    assert json.loads(server.stdout.readline()) == ALL
