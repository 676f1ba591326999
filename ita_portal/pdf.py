"""HTML to PDF/UA, written by a process beside the worker: its memory is not ours, its time has an end."""

import json
import os
import socket
import subprocess
import sys
import time
from contextlib import suppress
from threading import Lock

from django.conf import settings

from ita_portal.pdf_maker import ORDER, PDF, UNAVAILABLE, Ended, put, take

MOST_SECONDS = 25  # below the 30 after which gunicorn gives a worker up
_TOO_LONG = f"took more than {MOST_SECONDS} seconds"
_turn = Lock()
_maker = None  # of this process, while it lives; to be looked at in turn only


class PdfUnavailable(Exception):
    """No PDF can be made: Pango, the fonts of `build_fonts` or time are missing; str() says which."""


def pdf_bytes(markup, css, *, identifier):
    """A page of HTML (str) as PDF/UA-1 bytes, styled by `css`; equal input gives equal bytes.

    `identifier` (bytes) is the PDF's own. Nothing is fetched but the portal's fonts. Raises PdfUnavailable.
    """
    order = {
        "markup": markup,
        "css": css,
        "identifier": identifier.hex(),
        "fonts": str(settings.BUILD_DIR / "pdf"),
    }
    before = time.monotonic() + MOST_SECONDS
    if not _turn.acquire(timeout=MOST_SECONDS):
        raise PdfUnavailable(_TOO_LONG)
    try:
        kind, data = _answer(json.dumps(order).encode(), before)
    finally:
        _turn.release()
    if kind == PDF:
        return data
    said = data.decode(errors="replace").strip()
    if kind == UNAVAILABLE:
        raise PdfUnavailable(said)
    raise RuntimeError(f"writing a PDF failed: {said}")


def end_maker():
    """End the process that writes this one's PDFs, if there is one; the next PDF starts another."""
    global _maker
    if _maker:
        _maker.end()
    _maker = None


def _answer(order, before):
    """The maker's answer; a maker that was idle may just have ended, so then a fresh one is asked."""
    global _maker
    if _maker and _maker.alive():
        try:
            return _ask(order, before)
        except Ended:
            pass
    end_maker()
    _maker = _Maker()
    try:
        return _ask(order, before)
    except Ended as error:
        status = _maker.ended()
        _maker = None
        raise RuntimeError(f"writing a PDF failed ({status})") from error


def _ask(order, before):
    try:
        return _maker.ask(order, before)
    except TimeoutError as error:
        end_maker()
        raise PdfUnavailable(_TOO_LONG) from error


class _Maker:
    """One pdf_maker. It ends when its socket does, so never later than this process."""

    def __init__(self):
        self.owner = os.getpid()
        self.line, theirs = socket.socketpair()
        with theirs:
            self.process = subprocess.Popen(
                [sys.executable, "-m", "ita_portal.pdf_maker"],
                cwd=settings.BASE_DIR,
                stdin=theirs,
                stdout=subprocess.DEVNULL,
            )

    def alive(self):
        """True while it can be asked; never in a fork, which would hear another's answers."""
        return self.owner == os.getpid() and self.process.poll() is None

    def ask(self, order, before):
        put(self.line, ORDER, order, before=before)
        return take(self.line, before=before)

    def end(self):
        """Make it end."""
        self.line.close()
        if self.owner == os.getpid():
            self.process.kill()
            self.process.wait()

    def ended(self):
        """The exit status of one that has ended, or is about to."""
        with suppress(subprocess.TimeoutExpired):
            self.process.wait(timeout=1)
        self.end()
        return self.process.returncode
