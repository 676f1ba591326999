"""PDFs are written by a process beside ours, which may fail, take too long, go away or have no Pango."""

import os
import signal

import pytest

from ita_portal.pdf import client as pdf
from ita_portal.pdf.client import PdfUnavailable, stop_worker
from tests.support.pdf_orders import QUICK, made, maker


@pytest.mark.usefixtures("pdf_fonts")
def test_same_page_gives_the_same_bytes_whatever_its_writer_wrote_before():
    first = made("น้ำ"), made("ก๋วยเตี๋ยว <b>ปี่</b>")
    number = maker()

    assert all(each.startswith(b"%PDF-") for each in first)
    assert (made("น้ำ"), made("ก๋วยเตี๋ยว <b>ปี่</b>")) == first
    assert maker() == number
    stop_worker()
    assert (made("น้ำ"), made("ก๋วยเตี๋ยว <b>ปี่</b>")) == first
    assert maker() != number


@pytest.fixture
def number(pdf_fonts, engine):
    """The number of the process that has just made a PDF with a quick engine."""
    engine(QUICK)
    made("ก")
    return maker()


def test_one_that_was_killed_is_replaced_and_the_reader_sees_nothing_of_it(number):
    os.kill(number, signal.SIGKILL)
    pdf._worker.process.wait()

    assert b"<p>\xe0" in made("น้ำ")
    assert maker() != number


def test_one_that_goes_away_just_when_it_is_asked_is_replaced(number, monkeypatch):
    os.kill(number, signal.SIGKILL)
    pdf._worker.process.wait()
    monkeypatch.setattr(pdf._worker, "alive", lambda: True)

    assert made("น้ำ").startswith(b"%PDF-")
    assert maker() != number


def test_ctrl_c_which_the_whole_group_gets_does_not_end_it(number):
    os.kill(number, signal.SIGINT)

    assert made("น้ำ").startswith(b"%PDF-")
    assert maker() == number


def test_fork_has_one_of_its_own(number, monkeypatch):
    monkeypatch.setattr(pdf._worker, "owner", 1)
    others = pdf._worker.process

    made("น้ำ")
    assert maker() != number
    others.wait(timeout=30)  # nobody else holds its socket here


@pytest.mark.usefixtures("pdf_fonts")
def test_without_pango_it_says_so(engine):
    engine("raise OSError('cannot load libpango-1.0-0')")

    for _time in range(2):
        with pytest.raises(PdfUnavailable, match="libpango"):
            made("ก")


@pytest.mark.usefixtures("pdf_fonts")
def test_pango_that_came_meanwhile_is_used_without_a_restart(engine, tmp_path):
    engine("raise OSError('cannot load libpango-1.0-0')")
    with pytest.raises(PdfUnavailable, match="libpango"):
        made("ก")
    (tmp_path / "weasyprint" / "__init__.py").write_text(QUICK)

    assert made("ก").startswith(b"%PDF-")


def test_without_its_fonts_it_says_which_command_makes_them(settings, tmp_path):
    settings.BUILD_DIR = tmp_path

    with pytest.raises(PdfUnavailable, match="build_fonts"):
        made("ก")


@pytest.mark.usefixtures("pdf_fonts")
def test_fault_of_the_writer_is_told(engine):
    engine("raise ValueError('broken')")

    with pytest.raises(RuntimeError, match="broken"):
        made("ก")


@pytest.mark.usefixtures("pdf_fonts")
def test_writer_that_dies_over_a_page_is_told(engine):
    engine("import os; os._exit(7)")

    with pytest.raises(RuntimeError, match="7"):
        made("ก")


@pytest.mark.usefixtures("pdf_fonts")
def test_nothing_is_fetched_for_a_page(tmp_path):
    secret = tmp_path / "secret.txt"
    secret.write_text("ความลับ")

    data = made(f'<img src="{secret.as_uri()}" alt="ก"><a rel="attachment" href="{secret.as_uri()}">ข</a>')

    assert b"/EmbeddedFile" not in data
    assert b"/XObject <<" not in data.replace(b"/XObject << >>", b"")
