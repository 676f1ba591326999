"""A server whose status line is spelt oddly must not end the run for all others."""

import socket
import threading

import pytest

from assessments.linkcheck import Policy, Wanted, check_addresses

REST = b"\r\nContent-Length: 2\r\nContent-Type: application/pdf\r\nConnection: close\r\n\r\nok"


def answer_of(line, path):
    """(state, status) that the checker finds for a server that begins every answer with `line`."""
    found = []
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]

        def serve():
            while True:
                try:
                    connection, _address = server.accept()
                except OSError:
                    return
                with connection:
                    connection.recv(4096)
                    connection.sendall(line + REST)

        thread = threading.Thread(target=serve, daemon=True)
        thread.start()
        check_addresses(
            {"odd.test": [Wanted(f"http://odd.test:{port}/{path}")]},
            policy=Policy(
                pause=0,
                ports=frozenset({port}),
                allow_local=True,
                user_agent="test",
                total_timeout=5,
                resolve={f"odd.test:{port}": "127.0.0.1"},
            ),
            on_found=lambda host, result: found.append((result.state, result.http_status)),
            stop=lambda: False,
        )
        server.shutdown(socket.SHUT_RDWR)
        thread.join()
    return found


@pytest.mark.parametrize("path", ["page", "report.pdf"])
@pytest.mark.parametrize(
    ("line", "expected"),
    [
        (b"HTTP/1.1 200 OK", ("opens", 200)),
        (b"HTTP/1.1\t200 OK", ("opens", 200)),
        (b"HTTP/1.1 200\tOK", ("opens", 200)),
        (b"HTTP/1.1 200;OK", ("opens", 200)),
        (b"HTTP/1.1 70000 OK", ("look", None)),
    ],
)
def test_an_odd_status_line_is_read_or_left_to_a_person(line, path, expected):
    assert answer_of(line, path) == [expected]
