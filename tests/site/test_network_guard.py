"""The guard of conftest.py: without it these lines would leave the machine."""

import socket

import pytest


@pytest.mark.parametrize("address", [("192.0.2.1", 80), ("2001:db8::1", 80)])
def test_connection_to_another_machine_fails_the_test(address):
    family = socket.AF_INET6 if ":" in address[0] else socket.AF_INET
    with socket.socket(family) as caller:
        caller.settimeout(0.01)
        with pytest.raises(pytest.fail.Exception, match="over the network"):
            caller.connect(address)


def test_datagram_to_another_machine_fails_the_test():
    with (
        socket.socket(type=socket.SOCK_DGRAM) as caller,
        pytest.raises(pytest.fail.Exception, match="over the network"),
    ):
        caller.sendto(b"?", ("192.0.2.1", 53))


def test_name_lookup_fails_the_test():
    with pytest.raises(pytest.fail.Exception, match="www.example.com"):
        socket.getaddrinfo("www.example.com", 443)


def test_this_machine_may_be_reached():
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        listener.listen()
        with socket.create_connection(("localhost", listener.getsockname()[1])) as caller:
            assert caller.getpeername()[0] == "127.0.0.1"
