"""The empty SQLite database as all migrations leave it: made once, kept as a file, copied into memory later.

The file is named by what it comes from, so that a new migration makes a new one. `migrate` runs all the
same: it finds its work done, and whatever it does after that (guards, content types) it does anew.
"""

import hashlib
import os
import sqlite3
from contextlib import closing
from pathlib import Path

import django
from django.apps import apps
from django.db import connection
from django.db.backends.signals import connection_created

ROOT = Path(__file__).resolve().parents[2]


def migration_files():
    """Every migration of the installed apps, and what ours read beside the tables."""
    folders = [Path(app.path) / "migrations" for app in apps.get_app_configs()]
    files = [file for folder in folders for file in folder.rglob("*.py")]
    return sorted(files) + [ROOT / app / "models" / "triggers.py" for app in ("assessments", "measures")]


def kept_in(folder):
    """The file in `folder` that fits these migrations, whether it exists already or not."""
    known = hashlib.sha256(f"{django.VERSION} {sqlite3.sqlite_version}".encode())
    for file in migration_files():
        known.update(f"{file.parent.parent.name}/{file.name}\0".encode() + file.read_bytes())
    return Path(folder) / f"{known.hexdigest()[:16]}.sqlite3"


def start_from(file):
    """Fill the test database from `file` the moment it is opened, before anything is asked of it."""

    def fill(connection, **_given):
        if connection.vendor == "sqlite" and connection.is_in_memory_db():
            connection_created.disconnect(fill)
            with closing(sqlite3.connect(file)) as kept:
                kept.backup(connection.connection)

    connection_created.connect(fill, weak=False)


def keep_as(file):
    """Write the test database, in which nothing has been done yet, to `file`, whole or not at all."""
    if connection.vendor != "sqlite" or not connection.is_in_memory_db():
        return  # also where no test asked for a database, and none was made
    new = file.with_suffix(f".{os.getpid()}")
    with closing(sqlite3.connect(new)) as kept:
        connection.connection.backup(kept)
    for old in file.parent.glob("*.sqlite3"):
        old.unlink(missing_ok=True)
    new.replace(file)
