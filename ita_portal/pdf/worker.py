"""The process that writes PDFs: one order after the other from one worker, then idle for a while, then gone.

`python -m ita_portal.pdf.worker` is started by pdf.py, without Django. Over the socket that is its standard
input it takes orders, JSON of {"markup", "css", "identifier" (hex), "fonts" (folder)}, and answers each.
"""

import gc
import json
import os
import resource
import signal
import socket
import struct
import time
import traceback
from pathlib import Path

from ita_portal.pdf.writer import Unavailable, written

ORDER, PDF, UNAVAILABLE, FAULT = b"O", b"P", b"U", b"F"  # what a message is
MOST_SECONDS = 120  # for one document; whoever ordered it waits less long, and may come back for it
IDLE_SECONDS = 300
MOST_DOCUMENTS = 200
MOST_KEPT = 160  # MB; who has needed more makes room for a fresh process
MOST_MEMORY = 2 * 1024 * 1024 * 1024
_HEAD = struct.Struct(">cQ")


class Ended(Exception):
    """The other end is gone."""


def put(line, kind, data, *, before=None):
    """Send a message over a socket; raises TimeoutError at the moment `before` (monotonic), Ended."""
    line.settimeout(_left(before))
    try:
        line.sendall(_HEAD.pack(kind, len(data)) + data)
    except (BrokenPipeError, ConnectionResetError) as error:
        raise Ended from error


def take(line, *, before=None):
    """(kind, data) of the next message from a socket; raises TimeoutError and Ended as put() does."""
    kind, length = _HEAD.unpack(_bytes(line, _HEAD.size, before))
    return kind, _bytes(line, length, before)


def wait_for(line, *, before):
    """Return when a message begins; raises TimeoutError and Ended as take() does, and takes nothing."""
    line.settimeout(_left(before))
    try:
        if not line.recv(1, socket.MSG_PEEK):
            raise Ended
    except ConnectionResetError as error:
        raise Ended from error


def _bytes(line, length, before):
    data = bytearray(length)
    view, at = memoryview(data), 0
    while at < length:
        line.settimeout(_left(before))
        try:
            came = line.recv_into(view[at:])
        except ConnectionResetError as error:
            raise Ended from error
        if not came:
            raise Ended
        at += came
    return bytes(data)


def _left(before):
    return None if before is None else max(0.001, before - time.monotonic())


def serve(line):
    """Answer orders until nobody is there, none has come for a while, or a fresh process is better."""
    gc.disable()  # a document is made in half the time; between two documents there is time to clear away
    for _document in range(MOST_DOCUMENTS):
        try:
            _kind, order = take(line, before=time.monotonic() + IDLE_SECONDS)
            signal.alarm(MOST_SECONDS)  # also when nobody is left to end it
            kind, data = _answer(json.loads(order))
            signal.alarm(0)
            put(line, kind, data, before=time.monotonic() + IDLE_SECONDS)
        except (TimeoutError, Ended):
            return
        if kind != PDF or _megabytes() > MOST_KEPT:
            return
        gc.collect()


def _megabytes():
    """Memory of this process now, 0 where the system does not tell; getrusage() would count the parent."""
    try:
        pages = Path("/proc/self/statm").read_text().split()[1]
    except OSError:
        return 0
    return int(pages) * resource.getpagesize() / 2**20


def _answer(order):
    try:
        data = written(
            order["markup"],
            order["css"],
            identifier=bytes.fromhex(order["identifier"]),
            fonts=Path(order["fonts"]),
        )
    except Unavailable as error:
        return UNAVAILABLE, str(error).encode()
    except Exception:  # whatever it is, the worker tells it
        return FAULT, traceback.format_exc().encode()
    return PDF, data


def main():
    """Serve the socket that is standard input."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl+C ends the server, and its end is ours
    resource.setrlimit(resource.RLIMIT_AS, (MOST_MEMORY, MOST_MEMORY))
    with socket.socket(fileno=os.dup(0)) as line:
        serve(line)


if __name__ == "__main__":
    main()
