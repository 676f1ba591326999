"""A PDF that takes longer than a reader may wait goes on, and holds nobody up."""

import os
import signal

import pytest

from ita_portal.pdf import client as pdf
from ita_portal.pdf.client import PdfLate
from tests.support.pdf_orders import QUICK, made, maker


@pytest.fixture
def go_on(pdf_fonts, engine, monkeypatch, tmp_path):
    """An engine that stops at a page with "ช้า" in it until go_on(); readers wait 0.05 seconds."""
    sign = tmp_path / "go on"
    wait = f"""
        import os, time
        while "ช้า" in self.string and not os.path.exists({str(sign)!r}):
            time.sleep(0.01)
        return b"""
    engine(QUICK.replace("        return b", wait.removeprefix("\n")))
    made("ก")
    monkeypatch.setattr(pdf, "MOST_SECONDS", 0.05)

    def go_on():
        sign.touch()
        monkeypatch.setattr(pdf, "MOST_SECONDS", 30)

    return go_on


def test_what_takes_too_long_goes_on_and_is_there_when_asked_for_again(go_on):
    number = maker()
    for _reader in range(2):
        with pytest.raises(PdfLate, match="seconds"):
            made("ช้า")
    go_on()

    assert "ช้า".encode() in made("ช้า")
    assert "<p>ก".encode() in made("ก")
    assert maker() == number


def test_nobody_waits_for_what_another_gave_up(go_on, monkeypatch):
    number = maker()
    with pytest.raises(PdfLate):
        made("ช้า")
    monkeypatch.setattr(pdf, "MOST_SECONDS", 30)

    assert "ข".encode() in made("ข")
    assert maker() != number


def test_who_waits_too_long_for_another_is_told(monkeypatch):
    monkeypatch.setattr(pdf, "MOST_SECONDS", 0.01)

    with pdf._turn, pytest.raises(PdfLate, match="seconds"):
        made("ก")


@pytest.mark.usefixtures("pdf_fonts")
def test_worker_that_takes_no_order_is_not_waited_for(engine, monkeypatch):
    engine(QUICK)
    made("ก")
    stopped = pdf._worker.process
    os.kill(stopped.pid, signal.SIGSTOP)
    monkeypatch.setattr(pdf, "MOST_SECONDS", 0.2)

    with pytest.raises(PdfLate, match="seconds"):
        made("ก" * 1_000_000)
    assert stopped.wait(timeout=30) == -signal.SIGKILL


@pytest.mark.usefixtures("pdf_fonts")
@pytest.mark.parametrize("began", [b"\0\0\0\x09pd", b"\x7f\xff\xff\xff"], ids=["half", "2 GB announced"])
def test_worker_that_hands_over_no_whole_message_is_not_waited_for(engine, monkeypatch, began):
    stalls = f"        import os, time; os.write(0, {began!r}); time.sleep(60)\n        return b"
    engine(QUICK.replace("        return b", stalls))
    monkeypatch.setattr(pdf, "MOST_SECONDS_TO_HAND_OVER", 0.2)

    with pytest.raises(RuntimeError, match="failed"):
        made("ก")
    assert pdf._worker is None
