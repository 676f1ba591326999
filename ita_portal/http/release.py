"""Which build of the portal renders the pages, so that caches let go of pages when their sources change.

Read once a process, and nothing large: what was built (static files, fonts) is known by the list of it.
"""

import hashlib
from datetime import UTC, datetime
from functools import cache

from django.conf import settings

RENDERED_FROM = ("templates", "static", "assessments", "measures", "ita_portal", "locale")
SUFFIXES = {".html", ".css", ".js", ".svg", ".py", ".json", ".txt", ".mo"}
LIBRARIES = "requirements.txt"
# The names of all static files, with their hashes; what the fonts of pages and of PDFs were made from.
BUILT = ("static/staticfiles.json", "fonts/recipe.txt")


def _files():
    for folder in RENDERED_FROM:
        for path in sorted((settings.BASE_DIR / folder).rglob("*")):
            if path.suffix in SUFFIXES and path.is_file():
                yield path
    for path in (settings.BASE_DIR / LIBRARIES, *(settings.BUILD_DIR / name for name in BUILT)):
        if path.is_file():
            yield path


@cache
def fingerprint():
    """Short hash of everything pages and files are made from; the same in every process of a release."""
    digest = hashlib.sha256()
    for path in _files():
        digest.update(path.read_bytes())
    return digest.hexdigest()[:16]


@cache
def released_at():
    """When the newest file of this release was written (aware, UTC, whole seconds)."""
    newest = max(path.stat().st_mtime for path in _files())
    return datetime.fromtimestamp(int(newest), UTC)
