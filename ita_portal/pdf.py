"""HTML to PDF/UA with Thai that copies out as it was typed. WeasyPrint is loaded when the first is made."""

import re
from functools import cache

from django.conf import settings
from fontTools.ttLib import TTFont

from ita_portal.pdf_font import glyph_texts

FONT_FILES = {400: "sarabun-400.ttf", 700: "sarabun-700.ttf"}
FAMILY = "Sarabun"
_MAPPED = re.compile(rb"<([0-9a-fA-F]{4})> <[0-9a-fA-F]*>")


class PdfUnavailable(Exception):
    """This machine cannot make PDF: Pango or the fonts of `build_fonts` are missing. str() says which."""


def pdf_bytes(markup, css, *, identifier):
    """A page of HTML (str) as PDF/UA-1 bytes, styled by `css`; equal input gives equal bytes.

    `identifier` (bytes) is the PDF's own. Nothing is fetched but the portal's fonts. Raises PdfUnavailable.
    """
    engine = _engine()
    fonts = engine.text.fonts.FontConfiguration()
    faces = "".join(map(_font_face, FONT_FILES))
    fetcher = engine.urls.URLFetcher(allowed_protocols=["file"])
    sheet = engine.CSS(string=faces + css, font_config=fonts, url_fetcher=fetcher)
    page = engine.HTML(string=markup, url_fetcher=engine.urls.URLFetcher(allowed_protocols=[]))
    return page.write_pdf(
        stylesheets=[sheet],
        font_config=fonts,
        finisher=_write_texts,
        pdf_variant="pdf/ua-1",
        pdf_identifier=identifier,
    )


def _engine():
    try:
        import weasyprint.text.fonts
        import weasyprint.urls
    except (ImportError, OSError) as error:  # OSError: the package is there, the libraries of Pango are not
        raise PdfUnavailable(f"WeasyPrint: {error}") from error
    for name in FONT_FILES.values():
        if not _font_path(name).exists():
            raise PdfUnavailable(f"{_font_path(name)} is missing: run manage.py build_fonts")
    return weasyprint


def _font_path(name):
    return settings.BUILD_DIR / "pdf" / name


def _font_face(weight):
    address = _font_path(FONT_FILES[weight]).resolve().as_uri()
    return f'@font-face {{ font-family: {FAMILY}; font-weight: {weight}; src: url("{address}") }}\n'


@cache
def _texts_of(path):
    return glyph_texts(TTFont(path))


def _write_texts(document, pdf):
    """Rewrite what each glyph of our fonts stands for, as WeasyPrint calls it before the PDF is written."""
    objects = {each.number: each for each in pdf.objects}
    for font in list(pdf.objects):
        name = str(font.get("BaseFont", "")) if hasattr(font, "get") else ""
        if FAMILY in name and font.get("Subtype") == "/Type0":
            texts = _texts_of(_font_path(FONT_FILES[700 if "Bold" in name else 400]))
            number = int(re.match(rb"\d+", _as_bytes(font["ToUnicode"]))[0])
            stream = objects[number]
            stream.stream = [_with_text(_as_bytes(line), texts) for line in stream.stream]


def _with_text(line, texts):
    """A line of a ToUnicode map, with the text of its glyph when that is known."""
    mapped = _MAPPED.fullmatch(line)
    text = mapped and texts.get(int(mapped[1], 16))
    return b"<%s> <%s>" % (mapped[1], text.encode("utf-16-be").hex().encode()) if text else line


def _as_bytes(value):
    return value if isinstance(value, bytes) else str(value).encode()
