"""A server that answers every request with bytes as they are, right or wrong."""

import socket
import threading
from contextlib import contextmanager


@contextmanager
def raw_server(answers):
    """The port of a server on loopback: {host: bytes}, sent whatever is asked, then the line is cut."""
    with socket.create_server(("127.0.0.1", 0), backlog=100) as server:
        thread = threading.Thread(target=_serve, args=(server, answers), daemon=True)
        thread.start()
        yield server.getsockname()[1]
        server.shutdown(socket.SHUT_RDWR)
        thread.join()


def _serve(server, answers):
    while True:
        try:
            connection, _address = server.accept()
        except OSError:
            return
        threading.Thread(target=_answer, args=(connection, answers), daemon=True).start()


def _answer(connection, answers):
    with connection:
        try:
            asked = connection.recv(8192).decode("latin-1")
            host = asked.partition("Host: ")[2].partition("\r\n")[0].partition(":")[0]
            body = b"HEAD" if asked.startswith("HEAD ") else b""
            answer = answers[host]
            connection.sendall(answer.partition(b"\r\n\r\n")[0] + b"\r\n\r\n" if body else answer)
        except OSError:
            return  # the checker had enough
