"""PDFs that were made once, kept on disk until their publication is withdrawn, or they are old or too many.

The folder may be emptied at any time. Every process may read and write at once: a file appears whole or not
at all, and its name says everything that its bytes depend on.
"""

import hashlib
import logging
import os
import shutil
import tempfile
import time

from django.conf import settings

from ita_portal.http.release import fingerprint

MOST_FILES = 2000
DAYS = 30
SUFFIX = ".pdf"
logger = logging.getLogger(__name__)


def cached_pdf(imprint, make):
    """The kept PDF (bytes) of a publication under an origin, or that of `make()`, kept for next time."""
    if settings.PDF_CACHE_DIR is None:
        return make()
    key = hashlib.sha256(f"{fingerprint()}\n{imprint.origin}".encode()).hexdigest()
    path = _folder(imprint.publication) / f"{key}{SUFFIX}"
    try:
        return path.read_bytes()
    except OSError:  # not there, or not to be read: then it is made
        data = make()
    try:
        _write(path, data)
        _let_go_of_old()
    except OSError as error:  # a full disk must not keep a citizen from reading
        logger.warning("a PDF could not be kept: %s", error)
    return data


def forget(publication):
    """Remove every kept PDF of a publication, for when its content was withdrawn."""
    if settings.PDF_CACHE_DIR is not None:
        shutil.rmtree(_folder(publication), ignore_errors=True)


def _folder(publication):
    return settings.PDF_CACHE_DIR / publication.record_sha256


def _write(path, data):
    path.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.NamedTemporaryFile(dir=path.parent, delete=False) as unfinished:
        unfinished.write(data)
        unfinished.flush()
        os.fsync(unfinished.fileno())
    os.replace(unfinished.name, path)


def _let_go_of_old():
    """Remove what is older than DAYS, and the older half when there are more than MOST_FILES."""
    files = []
    for path in settings.PDF_CACHE_DIR.glob("*/*"):  # unfinished ones of a killed process too
        try:
            files.append((path.stat().st_mtime, path))
        except FileNotFoundError:  # another process was quicker
            continue
    files.sort()
    spare = MOST_FILES // 2 if len(files) > MOST_FILES else len(files)
    oldest = time.time() - DAYS * 24 * 60 * 60
    for at, (modified, path) in enumerate(files):
        if modified < oldest or at < len(files) - spare:
            path.unlink(missing_ok=True)
