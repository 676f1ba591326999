"""The process that writes PDFs ends when nobody is there, nobody asks, or it has grown: it keeps no state."""

import gc
import json
import signal
import socket
import subprocess
import sys
import time

import pytest

from ita_portal.pdf import worker as pdf_maker
from ita_portal.pdf.worker import FAULT, ORDER, PDF, Ended, put, serve, take, wait_for


@pytest.fixture
def line():
    ours, theirs = socket.socketpair()
    with ours, theirs:
        yield ours, theirs
    gc.enable()


@pytest.fixture
def answers(line, monkeypatch):
    """answers(markup, …): what serve() answers to these orders until it ends; nothing real is written."""
    ours, theirs = line

    def written(markup, css, **more):
        if markup == "broken":
            raise ValueError(markup)
        return b"%PDF " + markup.encode()

    def serve_all(*markups):
        for markup in markups:
            order = {"markup": markup, "css": "", "identifier": "00", "fonts": "/"}
            put(ours, ORDER, json.dumps(order).encode())
        ours.shutdown(socket.SHUT_WR)
        serve(theirs)
        theirs.close()
        return list(iter(lambda: _next(ours), None))

    monkeypatch.setattr(pdf_maker, "written", written)
    monkeypatch.setattr(pdf_maker, "MOST_KEPT", 1_000_000)  # this process is that of all tests
    return serve_all


def _next(ours):
    try:
        return take(ours)
    except Ended:
        return None


def test_orders_are_answered_in_turn_until_nobody_is_there(answers):
    assert answers("ก", "ข") == [(PDF, "%PDF ก".encode()), (PDF, "%PDF ข".encode())]


def test_after_a_fault_it_ends(answers):
    ((kind, said),) = answers("broken", "ข")

    assert kind == FAULT
    assert b"ValueError: broken" in said


def test_after_many_documents_it_ends(answers, monkeypatch):
    monkeypatch.setattr(pdf_maker, "MOST_DOCUMENTS", 2)

    assert len(answers("ก", "ข", "ค")) == 2


def test_grown_too_large_it_ends(answers, monkeypatch):
    monkeypatch.setattr(pdf_maker, "MOST_KEPT", 1)

    assert len(answers("ก", "ข")) == 1


def test_idle_for_long_it_ends(line, monkeypatch):
    monkeypatch.setattr(pdf_maker, "IDLE_SECONDS", 0)

    serve(line[1])


def test_each_document_has_its_time_after_which_the_system_ends_the_process(answers, monkeypatch):
    set_to = []
    monkeypatch.setattr(pdf_maker.signal, "alarm", set_to.append)
    answers("ก", "ข")

    assert set_to == [pdf_maker.MOST_SECONDS, 0] * 2
    assert signal.getsignal(signal.SIGALRM) == signal.SIG_DFL


def test_other_end_that_says_nothing_is_not_waited_for(line):
    with pytest.raises(TimeoutError):
        take(line[0], before=time.monotonic())


def test_other_end_that_takes_nothing_is_not_waited_for(line):
    with pytest.raises(TimeoutError):
        put(line[0], ORDER, bytes(10_000_000), before=time.monotonic())


def test_message_that_is_waited_for_is_still_there(line):
    put(line[1], ORDER, b"order")

    wait_for(line[0], before=time.monotonic() + 10)
    assert take(line[0]) == (ORDER, b"order")
    with pytest.raises(TimeoutError):
        wait_for(line[0], before=time.monotonic())
    line[1].close()
    with pytest.raises(Ended):
        wait_for(line[0], before=time.monotonic() + 10)


def test_process_ends_with_the_one_that_started_it(line):
    ours, theirs = line
    process = subprocess.Popen([sys.executable, "-m", "ita_portal.pdf.worker"], stdin=theirs)
    theirs.close()
    ours.close()

    assert process.wait(timeout=30) == 0
