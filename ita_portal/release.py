"""Which build of the portal renders the pages, so that caches let go of pages when templates change."""

import hashlib
from datetime import UTC, datetime
from functools import cache

from django.conf import settings

RENDERED_FROM = ("templates", "static", "assessments", "measures", "ita_portal")
SUFFIXES = {".html", ".css", ".js", ".svg", ".py"}


def _files():
    for folder in RENDERED_FROM:
        for path in sorted((settings.BASE_DIR / folder).rglob("*")):
            if path.suffix in SUFFIXES and path.is_file():
                yield path


@cache
def fingerprint():
    """Short hash of everything pages are rendered from; the same in every process of a release."""
    digest = hashlib.sha256()
    for path in _files():
        digest.update(path.read_bytes())
    return digest.hexdigest()[:16]


@cache
def released_at():
    """When the newest file of this release was written (aware, UTC, whole seconds)."""
    newest = max(path.stat().st_mtime for path in _files())
    return datetime.fromtimestamp(int(newest), UTC)
