"""Processes of their own, for what only several processes can show."""

import os
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest
from django.db import connection

from tests.browser.live_site import fresh_database

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def child_portal(tmp_path, django_db_setup, django_db_blocker):
    """Starts Python on a portal with an empty database of its own; returns the process, its pipes open."""
    url, drop = fresh_database(tmp_path)
    environment = os.environ | {
        "DATABASE_URL": url,
        "DJANGO_SETTINGS_MODULE": "ita_portal.settings",
        "ITA_LOCAL": "1",
        "SECRET_KEY": "only-for-this-test",
        "ITA_VAR_DIR": str(tmp_path / "var"),
        "PYTHONUTF8": "1",
    }

    def start(*arguments, **options):
        pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE} | options
        return subprocess.Popen([sys.executable, *arguments], cwd=ROOT, env=environment, text=True, **pipes)

    if connection.vendor == "sqlite":  # the tables as the migrations left them in this process
        with django_db_blocker.unblock(), closing(sqlite3.connect(url.removeprefix("sqlite:///"))) as file:
            connection.ensure_connection()
            connection.connection.backup(file)
    else:
        assert start("manage.py", "migrate", "--verbosity=0").wait(timeout=60) == 0
    yield start
    drop()
