"""The process that writes PDFs ends when nobody is there, nobody asks, or it has grown: it keeps no state."""

import gc
import json
import signal
import subprocess
import sys
from multiprocessing import Pipe

import pytest

from ita_portal.pdf import worker as pdf_worker
from ita_portal.pdf.worker import FAULT, PDF, serve


@pytest.fixture
def pipe():
    ours, theirs = Pipe()
    with ours, theirs:
        yield ours, theirs
    gc.enable()


@pytest.fixture
def answers(pipe, monkeypatch):
    """answers(markup, …): what serve() answers to these orders until it ends; nothing real is written."""
    ours, theirs = pipe

    def written(markup, css, **more):
        if markup == "broken":
            raise ValueError(markup)
        return b"%PDF " + markup.encode()

    def serve_all(*markups):
        for markup in markups:
            order = {"markup": markup, "css": "", "identifier": "00", "fonts": "/"}
            ours.send_bytes(json.dumps(order).encode())
        serve(theirs)
        theirs.close()
        return list(iter(lambda: _next(ours), None))

    monkeypatch.setattr(pdf_worker, "written", written)
    monkeypatch.setattr(pdf_worker, "IDLE_SECONDS", 0)
    monkeypatch.setattr(pdf_worker, "MOST_RESIDENT", 1_000_000)  # this process is that of all tests
    return serve_all


def _next(ours):
    try:
        return ours.recv_bytes().decode(), ours.recv_bytes()
    except (EOFError, ConnectionResetError):
        return None


def test_orders_are_answered_in_turn(answers):
    assert answers("ก", "ข") == [(PDF, "%PDF ก".encode()), (PDF, "%PDF ข".encode())]


def test_without_anybody_there_it_ends(pipe):
    pipe[0].close()

    serve(pipe[1])


def test_after_a_fault_it_ends(answers):
    ((outcome, said),) = answers("broken", "ข")

    assert outcome == FAULT
    assert b"ValueError: broken" in said


def test_after_many_documents_it_ends(answers, monkeypatch):
    monkeypatch.setattr(pdf_worker, "MOST_DOCUMENTS", 2)

    assert len(answers("ก", "ข", "ค")) == 2


def test_grown_too_large_it_ends(answers, monkeypatch):
    monkeypatch.setattr(pdf_worker, "MOST_RESIDENT", 1)

    assert len(answers("ก", "ข")) == 1


def test_idle_for_long_it_ends(pipe, monkeypatch):
    monkeypatch.setattr(pdf_worker, "IDLE_SECONDS", 0)

    serve(pipe[1])


def test_each_document_has_its_time_after_which_the_system_ends_the_process(answers, monkeypatch):
    set_to = []
    monkeypatch.setattr(pdf_worker.signal, "alarm", set_to.append)
    answers("ก", "ข")

    assert set_to[:6] == [pdf_worker.MOST_SECONDS, pdf_worker.IDLE_SECONDS, 0] * 2
    assert signal.getsignal(signal.SIGALRM) == signal.SIG_DFL


def test_process_ends_with_the_one_that_started_it(pipe):
    ours, theirs = pipe
    process = subprocess.Popen([sys.executable, "-m", "ita_portal.pdf.worker"], stdin=theirs)
    theirs.close()
    ours.close()

    assert process.wait(timeout=30) == 0
