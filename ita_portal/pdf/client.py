"""HTML to PDF/UA, written by a process beside the worker: its memory is not ours, its time has an end."""

import hashlib
import json
import os
import socket
import subprocess
import sys
import time
from contextlib import suppress
from threading import Lock

from django.conf import settings

from ita_portal.pdf.worker import ORDER, PDF, UNAVAILABLE, Ended, put, take, wait_for

MOST_SECONDS = 25  # below the 30 after which gunicorn gives a worker up
MOST_SECONDS_TO_HAND_OVER = 5  # what is written
_turn = Lock()
_maker = None  # of this process, while it lives; to be looked at in turn only


class PdfUnavailable(Exception):
    """No PDF can be made: Pango, the fonts of `build_fonts` or time are missing; str() says which."""


class PdfLate(PdfUnavailable):
    """It takes longer than a reader may wait, and goes on: asked for again in a while, it is there."""

    def __init__(self):
        super().__init__(f"took more than {MOST_SECONDS} seconds")


def pdf_bytes(markup, css, *, identifier):
    """A page of HTML (str) as PDF/UA-1 bytes, styled by `css`; equal input gives equal bytes.

    `identifier` (bytes) is the PDF's own. Nothing is fetched but the portal's fonts. Raises PdfUnavailable,
    of which PdfLate is one.
    """
    order = {
        "markup": markup,
        "css": css,
        "identifier": identifier.hex(),
        "fonts": str(settings.BUILD_DIR / "pdf"),
    }
    before = time.monotonic() + MOST_SECONDS
    if not _turn.acquire(timeout=MOST_SECONDS):
        raise PdfLate
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
    """The maker's answer; one that was idle may just have ended, so then a fresh one is asked.

    So it is when the maker is late with something else: whoever asks now does not wait for that.
    """
    global _maker
    if _maker and _maker.alive() and _maker.can_take(order):
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
    except TimeoutError as error:  # in the middle of a message
        end_maker()
        raise PdfLate from error


def _mark(order):
    return hashlib.sha256(order).digest()


class _Maker:
    """One pdf_maker. It ends when its socket does, so never later than this process."""

    def __init__(self):
        self.owner, self.late = os.getpid(), None
        self.line, theirs = socket.socketpair()
        with theirs:
            self.process = subprocess.Popen(
                [sys.executable, "-m", "ita_portal.pdf.worker"],
                cwd=settings.BASE_DIR,
                stdin=theirs,
                stdout=subprocess.DEVNULL,
            )

    def alive(self):
        """True while it can be asked; never in a fork, which would hear another's answers."""
        return self.owner == os.getpid() and self.process.poll() is None

    def can_take(self, order):
        """True when it has nothing to do, or has begun with this very order."""
        return self.late in (None, _mark(order))

    def ask(self, order, before):
        """Its answer to the order; raises PdfLate, Ended, and TimeoutError when it is of no more use."""
        if self.late is None:
            put(self.line, ORDER, order, before=before)
        self.late = _mark(order)
        try:
            wait_for(self.line, before=before)
        except TimeoutError as error:
            raise PdfLate from error
        answer = take(self.line, before=time.monotonic() + MOST_SECONDS_TO_HAND_OVER)
        self.late = None
        return answer

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
