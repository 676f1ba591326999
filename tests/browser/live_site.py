"""Starts the portal as `make run` does: a fresh database, the packs, the example, gunicorn with DEBUG off."""

import os
import re
import signal
import socket
import subprocess
import sys
import time
from dataclasses import dataclass, field
from pathlib import Path
from urllib.error import URLError
from urllib.parse import urlsplit
from urllib.request import urlopen
from uuid import uuid4

import dj_database_url
import psycopg2

ROOT = Path(__file__).resolve().parents[2]
START_SECONDS = 60


@dataclass
class LiveSite:
    """A running portal: where it is, who may log in, and the environment its commands need."""

    url: str
    environment: dict
    log: Path
    admin_password: str = ""
    process: subprocess.Popen | None = None
    clean_up: list = field(default_factory=list)
    admin_username = "admin"

    def manage(self, *arguments):
        """Standard output of `manage.py …` on this site's database; fails with its output on an error."""
        done = subprocess.run(
            [sys.executable, "manage.py", *arguments],
            cwd=ROOT,
            env=self.environment,
            capture_output=True,
            text=True,
        )
        assert done.returncode == 0, f"manage.py {' '.join(arguments)}\n{done.stdout}\n{done.stderr}"
        return done.stdout

    def stop(self):
        """End the server and throw its database away."""
        if self.process:
            os.killpg(self.process.pid, signal.SIGTERM)
            try:
                self.process.wait(timeout=10)
            except subprocess.TimeoutExpired:
                os.killpg(self.process.pid, signal.SIGKILL)
                self.process.wait()
        for action in self.clean_up:
            action()


def start_live_site(folder, build=None):
    """A LiveSite whose data lie in the empty folder `folder`; fonts and static files too, or in `build`."""
    database_url, drop_database = fresh_database(folder)
    environment = {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "ita_portal.settings",
        "PYTHONUTF8": "1",
        "ITA_LOCAL": "1",
        "DEBUG": "0",
        "SECRET_KEY": uuid4().hex,
        "DATABASE_URL": database_url,
        "ITA_VAR_DIR": str(folder / "var"),
        "ITA_BUILD_DIR": build or str(folder / "build"),
    }
    site = LiveSite(f"http://127.0.0.1:{free_port()}", environment, folder / "server.log")
    site.clean_up.append(drop_database)
    try:
        if build is None:
            site.manage("build_fonts")
        told = site.manage("prepare_local_site", "--origin", site.url)
        site.admin_password = re.search(r"รหัสผ่าน +(\S+)", told)[1]
        if build is None:
            site.manage("collectstatic", "--noinput", "--verbosity=0")
        start_server(site)
    except BaseException:
        site.stop()
        raise
    return site


def start_server(site):
    """Start gunicorn for `site` and wait until its health check answers."""
    with site.log.open("wb") as log:
        site.process = subprocess.Popen(
            [sys.executable, "-m", "gunicorn", "--bind", urlsplit(site.url).netloc],
            cwd=ROOT,
            env=site.environment,
            stdout=log,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
    deadline = time.monotonic() + START_SECONDS
    while time.monotonic() < deadline and site.process.poll() is None:
        try:
            with urlopen(f"{site.url}/ita/healthz", timeout=5):
                return
        except (URLError, OSError):
            time.sleep(0.1)
    raise AssertionError(f"the server did not start:\n{site.log.read_text()}")


def fresh_database(folder):
    """(URL, action that removes it): a SQLite file in `folder`, or a new database beside DATABASE_URL's."""
    server_url = os.environ.get("DATABASE_URL", "")
    if not server_url.startswith(("postgres://", "postgresql://")):
        return f"sqlite:///{folder / 'site.sqlite3'}", lambda: None
    name = f"ita_live_{uuid4().hex[:12]}"
    run_on_server(server_url, f'CREATE DATABASE "{name}"')
    url = urlsplit(server_url)._replace(path=f"/{name}").geturl()
    return url, lambda: run_on_server(server_url, f'DROP DATABASE "{name}" WITH (FORCE)')


def run_on_server(url, statement):
    """Run one statement outside a transaction, as CREATE DATABASE wants it."""
    parts = dj_database_url.parse(url)
    given = {"dbname": parts["NAME"], "user": parts["USER"], "password": parts["PASSWORD"]}
    given |= {"host": parts["HOST"], "port": parts["PORT"], **parts.get("OPTIONS", {})}
    connection = psycopg2.connect(**{name: value for name, value in given.items() if value})
    connection.autocommit = True
    try:
        with connection.cursor() as cursor:
            cursor.execute(statement)
    finally:
        connection.close()


def free_port():
    """A port of 127.0.0.1 on which nothing listens."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]
