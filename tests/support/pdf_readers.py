"""The text of a PDF as poppler, PDFium and pypdf read it, a string a sheet."""

import io
import re
import shutil
import subprocess
import unicodedata

import pypdf
import pypdfium2
import pytest


def by_poppler(data):
    """As `pdftotext -raw` gives it: in the order in which it was written."""
    return _pdftotext(data, "-raw")


def by_poppler_by_place(data):
    """As plain `pdftotext` gives it: sorted by where the characters stand."""
    return _pdftotext(data)


def _pdftotext(data, *options):
    if shutil.which("pdftotext") is None:
        pytest.skip("pdftotext is not installed (Debian: apt-get install poppler-utils)")
    done = subprocess.run(["pdftotext", *options, "-", "-"], input=data, capture_output=True, check=True)
    return done.stdout.decode().split("\f")[:-1]


def by_pdfium(data):
    """As Chromium copies it."""
    with pypdfium2.PdfDocument(data) as document:
        return [sheet.get_textpage().get_text_range() for sheet in document]


def by_pypdf(data):
    """As Python programs read it."""
    return [sheet.extract_text() for sheet in pypdf.PdfReader(io.BytesIO(data)).pages]


IN_ORDER = {"poppler": by_poppler, "pdfium": by_pdfium, "pypdf": by_pypdf}


def solid(text):
    """Text to compare: NFC and without white space."""
    return re.sub(r"\s", "", unicodedata.normalize("NFC", text))
