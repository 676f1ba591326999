"""Ordering PDFs in tests, from the real engine or from a quick one in its place."""

from ita_portal.pdf import client as pdf
from ita_portal.pdf.client import pdf_bytes

# As much of WeasyPrint as writer.py asks for; it starts ten times faster.
QUICK = """
import sys, types
class HTML:
    def __init__(self, string, url_fetcher):
        self.string = string
    def write_pdf(self, **given):
        return b"%PDF-" + self.string.encode()
class Anything:
    __init__ = lambda self, *args, **named: None
CSS = Anything
for name, has in (("text.fonts", "FontConfiguration"), ("urls", "URLFetcher")):
    module = types.ModuleType(name)
    setattr(module, has, Anything)
    sys.modules["weasyprint." + name] = module
text = sys.modules["weasyprint.text"] = types.ModuleType("text")
text.fonts, urls = sys.modules["weasyprint.text.fonts"], sys.modules["weasyprint.urls"]
"""
PAGE = '<html lang="th"><head><title>ทดสอบ</title></head><body><p>{}</p></body></html>'


def made(text):
    return pdf_bytes(PAGE.format(text), "html { font: 12pt Sarabun }", identifier=b"0123456789abcdef")


def maker():
    """The number of the process that writes our PDFs."""
    return pdf._worker.process.pid
