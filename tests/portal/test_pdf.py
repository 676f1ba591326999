"""A PDF is written by a process of its own, which may fail, take too long or have no Pango."""

import pytest

from ita_portal import pdf
from ita_portal.pdf import PdfUnavailable, pdf_bytes

PAGE = '<html lang="th"><head><title>ทดสอบ</title></head><body><p>{}</p></body></html>'


def made(text):
    return pdf_bytes(PAGE.format(text), "html { font: 12pt Sarabun }", identifier=b"0123456789abcdef")


@pytest.fixture
def no_pango(monkeypatch, tmp_path):
    """What a machine without the libraries has: the package, whose import fails."""
    (tmp_path / "weasyprint").mkdir()
    (tmp_path / "weasyprint" / "__init__.py").write_text("raise OSError('cannot load libpango-1.0-0')")
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))


@pytest.mark.usefixtures("pdf_fonts")
def test_same_page_gives_the_same_bytes():
    first = made("น้ำ")

    assert first.startswith(b"%PDF-")
    assert made("น้ำ") == first


@pytest.mark.usefixtures("pdf_fonts", "no_pango")
def test_without_pango_it_says_so():
    with pytest.raises(PdfUnavailable, match="libpango"):
        made("ก")


def test_without_its_fonts_it_says_which_command_makes_them(settings, tmp_path):
    settings.BUILD_DIR = tmp_path

    with pytest.raises(PdfUnavailable, match="build_fonts"):
        made("ก")


@pytest.mark.usefixtures("pdf_fonts")
def test_what_takes_too_long_is_given_up(monkeypatch):
    monkeypatch.setattr(pdf, "MOST_SECONDS", 0.01)

    with pytest.raises(PdfUnavailable, match="seconds"):
        made("ก")


@pytest.mark.usefixtures("pdf_fonts")
def test_fault_of_the_writer_is_told(monkeypatch, tmp_path):
    (tmp_path / "weasyprint").mkdir()
    (tmp_path / "weasyprint" / "__init__.py").write_text("raise ValueError('broken')")
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))

    with pytest.raises(RuntimeError, match="broken"):
        made("ก")


@pytest.mark.usefixtures("pdf_fonts")
def test_nothing_is_fetched_for_a_page(tmp_path):
    secret = tmp_path / "secret.txt"
    secret.write_text("ความลับ")

    data = made(f'<img src="{secret.as_uri()}" alt="ก"><a rel="attachment" href="{secret.as_uri()}">ข</a>')

    assert b"/EmbeddedFile" not in data
    assert b"/XObject <<" not in data.replace(b"/XObject << >>", b"")
