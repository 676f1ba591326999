"""The process that writes PDFs: one order after the other from one worker, then idle for a while, then gone.

`python -m ita_portal.pdf.worker` is started by client.py, without Django. Over the connection that is its
standard input it takes orders, JSON of {"markup", "css", "identifier" (hex), "fonts" (folder)}.
"""

import gc
import json
import os
import resource
import signal
import traceback
from multiprocessing.connection import Connection
from pathlib import Path

from ita_portal.pdf.writer import Unavailable, written

PDF, UNAVAILABLE, FAULT = "pdf", "unavailable", "fault"  # what an answer is
MOST_SECONDS = 120  # for one document; whoever ordered it waits less long, and may come back for it
IDLE_SECONDS = 300
MOST_DOCUMENTS = 200
MOST_RESIDENT = 160  # MB; who has needed more makes room for a fresh process
MOST_MEMORY = 2 * 1024 * 1024 * 1024


def serve(connection):
    """Answer orders until nobody is there, none has come for a while, or a fresh process is better.

    An order is one message, an answer two: what it is, and its bytes.
    """
    gc.disable()  # a document is made in half the time; between two documents there is time to clear away
    for _document in range(MOST_DOCUMENTS):
        try:
            if not connection.poll(IDLE_SECONDS):
                return
            signal.alarm(MOST_SECONDS)  # also when nobody is left to end it
            outcome, data = _answer(json.loads(connection.recv_bytes()))
            signal.alarm(IDLE_SECONDS)
            connection.send_bytes(outcome.encode())
            connection.send_bytes(data)
        except (EOFError, OSError):
            return
        finally:
            signal.alarm(0)
        if outcome != PDF or _megabytes() > MOST_RESIDENT:
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
    except Exception:  # noqa: BLE001 - whatever it is, the worker tells it
        return FAULT, traceback.format_exc().encode()
    return PDF, data


def main():
    """Serve the connection that is standard input."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl+C ends the server, and its end is ours
    resource.setrlimit(resource.RLIMIT_AS, (MOST_MEMORY, MOST_MEMORY))
    with Connection(os.dup(0)) as connection:
        serve(connection)


if __name__ == "__main__":
    main()
