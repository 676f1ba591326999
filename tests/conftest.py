"""Rules for every test: nothing leaves this machine, and the database can be emptied afterwards."""

import gc
import io
import ipaddress
import os
import sys

import fontpkg_sarabun
import pytest
from django.core.management import call_command
from django.db import transaction
from django.test import override_settings

from assessments.models.triggers import TRIGGERS as ASSESSMENTS_GUARDS
from assessments.models.triggers import drop_triggers
from ita_portal.management.commands import build_fonts
from measures.models.triggers import TRIGGERS as MEASURES_GUARDS
from tests.support.kept_rows import with_rows
from tests.support.quick_runs import tell_of_pages_only  # noqa: F401
from tests.support.ready_database import keep_as, kept_in, start_from
from tests.support.rich_agency import rich_agency as build_rich_agency

REQUIRE_ALL = os.environ.get("ITA_REQUIRE_ALL") == "1"
DATABASE_FIXTURES = frozenset({"db", "transactional_db", "live_server", "django_db_setup", "child_url"})
NETWORK_EVENTS = frozenset({"socket.connect", "socket.sendto", "socket.getaddrinfo", "socket.gethostbyname"})


def stays_here(host):
    """True for this machine's own names and addresses, and for the empty host that means it."""
    if isinstance(host, bytes):
        host = host.decode()
    if host in (None, "", "localhost"):
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def refuse_network(event, arguments, events=NETWORK_EVENTS):
    """Audit hook: a connection or name look-up that would leave this machine fails the test.

    `events` is its own, because it is called until the interpreter has ended, without the module's names.
    """
    if event not in events:
        return
    target = arguments[1] if event in ("socket.connect", "socket.sendto") else arguments[0]
    if isinstance(target, tuple):
        target = target[0]
    elif event == "socket.connect":
        return  # a Unix socket is named by a path
    if not stays_here(target):
        pytest.fail(f"a test tried to reach {target!r} over the network ({event})")


sys.addaudithook(refuse_network)


@pytest.fixture(autouse=True)
def guards_down_before_flush(request):
    """After a transactional test Django empties every table, on SQLite by DELETE, which the guards refuse.

    They come down for that; the post_migrate signal at the end of the flush puts them back.
    """
    marker = request.node.get_closest_marker("django_db")
    asked = marker and (marker.kwargs.get("transaction") or marker.args[:1] == (True,))
    if not asked and not {"transactional_db", "live_server"} & set(request.fixturenames):
        yield
        return
    request.getfixturevalue("transactional_db")  # so that this fixture ends before the flush
    yield
    drop_triggers(ASSESSMENTS_GUARDS + MEASURES_GUARDS)


@pytest.fixture(scope="session")
def migrated(pytestconfig):
    """Where the migrated database is kept from one run of the suite to the next; None without a cache."""
    cache = getattr(pytestconfig, "cache", None)
    return kept_in(cache.mkdir("databases")) if cache else None


@pytest.fixture(scope="session")
def django_db_modify_db_settings(django_db_modify_db_settings, migrated):
    """The migrations run once for many runs (SQLite)."""
    if migrated and migrated.exists():
        start_from(migrated)


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup, django_db_blocker, migrated):
    """The next run need not migrate."""
    if migrated and not migrated.exists():
        with django_db_blocker.unblock():
            keep_as(migrated)


def load_packs():
    call_command("load_packs", stdout=io.StringIO())


def load_example():
    load_packs()
    call_command("load_example", stdout=io.StringIO())


@pytest.fixture(scope="module")
def packs(django_db_setup, django_db_blocker):
    """Every year's pack, put in once for a module and rolled back after it."""
    with django_db_blocker.unblock(), transaction.atomic():
        with_rows("packs", load_packs)
        yield
        transaction.set_rollback(True)


@pytest.fixture(scope="module")
def example(django_db_setup, django_db_blocker):
    """The packs and the published Pak Chong example, put in once for a module and rolled back after it."""
    with django_db_blocker.unblock(), transaction.atomic():
        with_rows("example", load_example)
        yield
        transaction.set_rollback(True)


@pytest.fixture(scope="module")
def rich_agency(django_db_setup, django_db_blocker, tmp_path_factory):
    """The made-up agency that has all a public page may show, for a module, rolled back after it."""
    folder = tmp_path_factory.mktemp("documents")
    with django_db_blocker.unblock(), transaction.atomic(), override_settings(MEDIA_ROOT=folder):
        yield build_rich_agency("testserver")
        transaction.set_rollback(True)


@pytest.fixture(scope="session")
def pdf_build(tmp_path_factory):
    """A build folder with the fonts of PDFs, as build_fonts makes them."""
    folder = tmp_path_factory.mktemp("build")
    (folder / "pdf").mkdir()
    for name, source in build_fonts.PDF_WEIGHTS.items():
        data = build_fonts.pdf_font(fontpkg_sarabun.ROOT / "files" / source)
        (folder / "pdf" / name).write_bytes(data)
    return folder


@pytest.fixture
def quick_pdf(monkeypatch):
    """For a test to which it does not matter what is in a PDF."""
    monkeypatch.setattr("assessments.public.downloads.document_pdf", lambda document, imprint: b"%PDF-")


@pytest.fixture
def pdf_fonts(pdf_build, settings):
    """For a test that makes a PDF, wherever the portal itself was built."""
    settings.BUILD_DIR = pdf_build


def pytest_addoption(parser):
    """The option of the PostgreSQL leg: what never asks a database was tested in the SQLite leg already."""
    help_text = "run only what touches the database, without the browser (the PostgreSQL leg)"
    parser.addoption("--database-only", action="store_true", help=help_text)


def touches_database(item):
    """Does a test ask for the database, itself or through its fixtures?"""
    return bool(item.get_closest_marker("django_db") or DATABASE_FIXTURES & set(item.fixturenames))


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(config, items):
    """A file's tests run on one worker, so that what the file's fixtures build is built once."""
    for item in items:
        if not item.get_closest_marker("xdist_group"):
            item.add_marker(pytest.mark.xdist_group(item.path.name))
    if config.getoption("database_only"):
        left_out = [
            item for item in items if item.get_closest_marker("browser") or not touches_database(item)
        ]
        config.hook.pytest_deselected(items=left_out)
        items[:] = [item for item in items if item not in set(left_out)]


def pytest_collection_finish():
    """Modules and tests stay: the garbage collector need not look at them again and again."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(50_000, 20, 50)


def pytest_make_parametrize_id(val, argname):
    """Bytes are named by their argument: a ZIP holds the time it was made, and xdist compares the names."""
    return argname if isinstance(val, bytes) else None


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport():
    """With ITA_REQUIRE_ALL=1 (.ci/run) a skipped test has failed."""
    report = yield
    if REQUIRE_ALL and report.skipped and not hasattr(report, "wasxfail"):
        report.outcome = "failed"
        report.longrepr = f"{report.longrepr[2]}, but ITA_REQUIRE_ALL=1 lets nothing be skipped"
    return report
