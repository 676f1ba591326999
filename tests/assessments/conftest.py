"""Processes of their own, for what only several processes can show."""

import os
import sqlite3
import subprocess
import sys
from contextlib import closing, contextmanager
from pathlib import Path

import dj_database_url
import pytest
from django.conf import settings
from django.db import DEFAULT_DB_ALIAS, connection, connections
from django.db.utils import load_backend

from assessments.admin.checklist import handin
from assessments.checklist.own_addresses import Asked, own_addresses
from tests.browser.live_site import fresh_database

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def asked(monkeypatch):
    """No address of a hand-in is asked for over the network: all open but those in this set."""
    closed = set()

    def answers(content, **given):
        return [
            Asked(address, opens=address not in closed, finding="ไม่พบหน้า" if address in closed else "เปิดได้")
            for address in own_addresses(content)
        ]

    monkeypatch.setattr(handin, "ask_own_addresses", answers)
    return closed


@pytest.fixture
def child_url(tmp_path):
    """Where the database of a child_portal is."""
    url, drop = fresh_database(tmp_path)
    yield url
    drop()


@pytest.fixture
def child_portal(child_url, tmp_path, django_db_setup, django_db_blocker):
    """Starts Python on a portal with an empty database of its own; returns the process, its pipes open."""
    environment = os.environ | {
        "DATABASE_URL": child_url,
        "DJANGO_SETTINGS_MODULE": "ita_portal.settings",
        "ITA_LOCAL": "1",
        "SECRET_KEY": "only-for-this-test",
        "ITA_VAR_DIR": str(tmp_path / "var"),
        "PYTHONUTF8": "1",
    }

    def start(*arguments, **options):
        pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE} | options
        return subprocess.Popen([sys.executable, *arguments], cwd=ROOT, env=environment, text=True, **pipes)

    # The tables as the migrations left them in this process, unless no other test asked for any.
    if connection.vendor == "sqlite" and connection.is_in_memory_db():
        with (
            django_db_blocker.unblock(),
            closing(sqlite3.connect(child_url.removeprefix("sqlite:///"))) as file,
        ):
            connection.ensure_connection()
            connection.connection.backup(file)
    else:
        assert start("manage.py", "migrate", "--verbosity=0").wait(timeout=60) == 0
    return start


@pytest.fixture
def at_child(child_url, child_portal, django_db_blocker):
    """A context in which this process works on that database, too: a second sooner than a process more."""

    @contextmanager
    def at():
        ours = connections[DEFAULT_DB_ALIAS]
        given = settings.DATABASES[DEFAULT_DB_ALIAS] | dj_database_url.parse(child_url)
        theirs = connections.configure_settings({DEFAULT_DB_ALIAS: given})[DEFAULT_DB_ALIAS]
        connections[DEFAULT_DB_ALIAS] = load_backend(theirs["ENGINE"]).DatabaseWrapper(
            theirs, DEFAULT_DB_ALIAS
        )
        try:
            with django_db_blocker.unblock():
                yield
        finally:
            connections[DEFAULT_DB_ALIAS].close()
            connections[DEFAULT_DB_ALIAS] = ours

    return at
