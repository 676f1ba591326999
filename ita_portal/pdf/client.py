"""HTML to PDF/UA, written by a process beside the worker: its memory is not ours, its time has an end."""

import hashlib
import json
import os
import subprocess
import sys
import time
from contextlib import contextmanager, suppress
from multiprocessing import Pipe
from threading import Lock, Timer

from django.conf import settings

from ita_portal.pdf.worker import PDF, UNAVAILABLE

MOST_SECONDS = 25  # below the 30 after which gunicorn gives a worker up
MOST_SECONDS_TO_HAND_OVER = 5  # what is written
MOST_BYTES = 200 * 1024 * 1024  # of one PDF
_turn = Lock()
_worker = None  # of this process, while it lives; to be looked at in turn only


class PdfUnavailable(Exception):
    """No PDF can be made: Pango, the fonts of `build_fonts` or time are missing; str() says which."""


class PdfLate(PdfUnavailable):
    """It takes longer than a reader may wait, and goes on: asked for again in a while, it is there."""

    def __init__(self):
        super().__init__(f"took more than {MOST_SECONDS} seconds")


class WorkerGone(Exception):
    """The process that writes PDFs has ended, or had to be ended."""


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
        outcome, data = _answer(json.dumps(order).encode(), before)
    finally:
        _turn.release()
    if outcome == PDF:
        return data
    said = data.decode(errors="replace").strip()
    if outcome == UNAVAILABLE:
        raise PdfUnavailable(said)
    raise RuntimeError(f"writing a PDF failed: {said}")


def stop_worker():
    """End the process that writes this one's PDFs, if there is one; the next PDF starts another."""
    global _worker
    if _worker:
        _worker.stop()
    _worker = None


def _answer(order, before):
    """The worker's answer; one that was idle may just have ended, so then a fresh one is asked.

    So it is when the worker is late with something else: whoever asks now does not wait for that.
    """
    global _worker
    if _worker and _worker.alive() and _worker.can_take(order):
        try:
            return _worker.ask(order, before)
        except WorkerGone:
            pass
    stop_worker()
    _worker = PdfWorker()
    try:
        return _worker.ask(order, before)
    except WorkerGone as error:
        status = _worker.exit_status()
        _worker = None
        if time.monotonic() >= before:
            raise PdfLate from error
        raise RuntimeError(f"writing a PDF failed ({status})") from error


def _digest(order):
    return hashlib.sha256(order).digest()


class PdfWorker:
    """One `ita_portal.pdf.worker`. It ends when its connection does, so never later than this process."""

    def __init__(self):
        self.owner, self.late = os.getpid(), None
        self.connection, theirs = Pipe()
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
        return self.late in (None, _digest(order))

    def ask(self, order, before):
        """(outcome, bytes) for the order (JSON bytes); raises PdfLate, and WorkerGone when it has ended.

        `before` is a moment of time.monotonic(). Bytes only, never pickles: it has read what strangers wrote.
        """
        if self.late is None:
            with self._ended_after(_left(before)):
                self.connection.send_bytes(order)
        self.late = _digest(order)
        if not self.connection.poll(_left(before)):
            raise PdfLate
        with self._ended_after(MOST_SECONDS_TO_HAND_OVER):
            outcome = self.connection.recv_bytes(MOST_BYTES).decode(errors="replace")
            data = self.connection.recv_bytes(MOST_BYTES)
        self.late = None
        return outcome, data

    def stop(self):
        """Make it end."""
        self.connection.close()
        if self.owner == os.getpid():
            self.process.kill()
            self.process.wait()

    def exit_status(self):
        """The exit status of one that has ended, or is about to."""
        with suppress(subprocess.TimeoutExpired):
            self.process.wait(timeout=1)
        self.stop()
        return self.process.returncode

    @contextmanager
    def _ended_after(self, seconds):
        """Ends the process when a message takes longer than that; raises WorkerGone when it has ended."""
        watchdog = Timer(seconds, self.process.kill)
        watchdog.start()
        try:
            yield
        except (EOFError, OSError) as error:
            raise WorkerGone from error
        finally:
            watchdog.cancel()


def _left(before):
    return max(0, before - time.monotonic())
