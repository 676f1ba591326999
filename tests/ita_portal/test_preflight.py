import socket

import pytest

from ita_portal.preflight import main, port_problem, python_problem


@pytest.fixture
def taken_port():
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        listener.listen()
        yield listener.getsockname()[1]


def test_old_python_is_named_with_the_way_out():
    sentence = python_problem((3, 10, 12))

    assert "ต้องใช้ Python 3.11 ขึ้นไป" in sentence
    assert "3.10" in sentence


@pytest.mark.parametrize("version", [(3, 11, 0), (3, 14, 1), (4, 0, 0)])
def test_newer_python_is_welcome(version):
    assert python_problem(version) is None


def test_taken_port_is_named_with_another_to_try(taken_port, capsys):
    assert main([str(taken_port)]) == 1

    assert f"พอร์ต {taken_port} มีโปรแกรมอื่นใช้อยู่แล้ว" in capsys.readouterr().err


def test_port_bound_but_not_yet_listening_is_taken():
    with socket.socket() as bound:
        bound.bind(("127.0.0.1", 0))

        assert "มีโปรแกรมอื่นใช้อยู่แล้ว" in port_problem(str(bound.getsockname()[1]))


def test_free_port_is_no_problem(taken_port, capsys):
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        free = str(probe.getsockname()[1])

    assert main([free]) == 0
    assert capsys.readouterr().err == ""


@pytest.mark.parametrize("text", ["", "abc", "0", "65536", "-1", "80 80", "๘๐๐๐"])
def test_port_that_is_no_port_is_refused(text):
    assert "ต้องเป็นตัวเลข 1–65535" in port_problem(text)
