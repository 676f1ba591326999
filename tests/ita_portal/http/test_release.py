"""Kept pages, PDFs and 304 end with the release: with whatever they are made from, built things included."""

import os
from datetime import UTC, datetime

import pytest

from ita_portal.http import release

PARTS = [
    "templates/base.html",
    "static/css/portal.css",
    "assessments/packs/2564.json",
    "assessments/framework/concepts.json",
    "assessments/bundle/README.txt",
    "measures/public/plan.py",
    "locale/th/LC_MESSAGES/django.mo",
    "requirements.txt",
    "build/static/staticfiles.json",
    "build/fonts/recipe.txt",
]


@pytest.fixture
def site(settings, tmp_path):
    """A release of one file of each kind; site() is what a process that starts now says of it."""
    settings.BASE_DIR, settings.BUILD_DIR = tmp_path, tmp_path / "build"
    for name in PARTS:
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("first")
        os.utime(path, (1_600_000_000, 1_600_000_000))
    return lambda: (release.fingerprint.__wrapped__(), release.released_at.__wrapped__())


@pytest.mark.parametrize("name", PARTS)
def test_any_part_that_changes_makes_another_release(site, settings, name):
    before, at = site()
    path = settings.BASE_DIR / name
    path.write_text("second")
    os.utime(path, (1_700_000_000, 1_700_000_000))

    assert site() != (before, at)
    assert site()[0] != before
    assert site()[1] == datetime.fromtimestamp(1_700_000_000, UTC)


def test_what_no_page_is_made_from_makes_none(site, settings):
    before = site()
    for name in (
        "tests/test_x.py",
        "assessments/__pycache__/x.pyc",
        "build/pdf/sarabun-400.ttf",
        "var/db.sqlite3",
    ):
        path = settings.BASE_DIR / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("x")

    assert site() == before


def test_what_was_not_built_yet_is_no_fault(site, settings):
    before = site()
    (settings.BUILD_DIR / "static" / "staticfiles.json").unlink()

    assert site()[0] != before[0]


def test_real_packs_and_libraries_are_parts():
    names = {path.name for path in release._files()}

    assert {"2564.json", "requirements.txt", "django.mo", "font.py", "document.css"} <= names
    assert sum(path.stat().st_size for path in release._files()) < 10_000_000
