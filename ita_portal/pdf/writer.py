"""Writes a PDF with WeasyPrint, in Thai that copies out as it was typed. No Django; runs in worker.py.

What it needs is loaded late, because the portal imports this module too, and kept for the next PDF.
"""

import ctypes.util
import re
import sys
from functools import cache, lru_cache

FONT_FILES = {400: "sarabun-400.ttf", 700: "sarabun-700.ttf"}
FAMILY = "Sarabun"
_MAPPED = re.compile(rb"<([0-9a-fA-F]{4})> <[0-9a-fA-F]*>")


class Unavailable(Exception):
    """Something that no PDF can be written without is not on this machine."""


def written(markup, css, *, identifier, fonts):
    """The PDF (bytes) of a page of HTML; `fonts` is the folder of FONT_FILES. Raises Unavailable."""
    for name in FONT_FILES.values():
        if not (fonts / name).exists():
            raise Unavailable(f"{fonts / name} is missing: run manage.py build_fonts")
    engine = _engine()
    made = tuple((fonts / name).stat().st_mtime_ns for name in FONT_FILES.values())
    configuration, sheet = _sheet(css, fonts, made)
    nothing = engine.urls.URLFetcher(allowed_protocols=[])
    return engine.HTML(string=markup, url_fetcher=nothing).write_pdf(
        stylesheets=[sheet],
        font_config=configuration,
        finisher=lambda document, pdf: _finish(pdf, fonts),
        pdf_variant="pdf/ua-1",
        pdf_identifier=identifier,
    )


def _finish(pdf, fonts):
    from ita_portal.pdf.tags import mend_tags

    _write_texts(pdf, fonts)
    mend_tags(pdf)


@cache
def _engine():
    found = ctypes.util.find_library
    if sys.platform == "linux":  # it asks the compiler and the linker for each spelling of each library
        ctypes.util.find_library = lambda name: None
    try:
        import weasyprint.text.fonts
        import weasyprint.urls
    except (ImportError, OSError) as error:  # OSError: the package is there, the libraries of Pango are not
        raise Unavailable(f"WeasyPrint: {error}") from error
    finally:
        ctypes.util.find_library = found
    return weasyprint


@lru_cache(maxsize=1)
def _sheet(css, fonts, made):
    """(fonts, style sheet) as WeasyPrint wants them; `made` is when the fonts were made."""
    engine = _engine()
    configuration = engine.text.fonts.FontConfiguration()
    faces = "".join(_font_face(fonts, weight) for weight in FONT_FILES)
    only_files = engine.urls.URLFetcher(allowed_protocols=["file"])
    return configuration, engine.CSS(string=faces + css, font_config=configuration, url_fetcher=only_files)


def _font_face(fonts, weight):
    address = (fonts / FONT_FILES[weight]).resolve().as_uri()
    return f'@font-face {{ font-family: {FAMILY}; font-weight: {weight}; src: url("{address}") }}\n'


@lru_cache(maxsize=len(FONT_FILES))
def _texts_of(path, made):
    from fontTools.ttLib import TTFont

    from ita_portal.pdf.font import glyph_texts

    return glyph_texts(TTFont(path))


def _write_texts(pdf, fonts):
    """Rewrite what each glyph of our fonts stands for, before the PDF is written."""
    objects = {each.number: each for each in pdf.objects}
    for font in list(pdf.objects):
        name = str(font.get("BaseFont", "")) if hasattr(font, "get") else ""
        if FAMILY in name and font.get("Subtype") == "/Type0":
            path = fonts / FONT_FILES[700 if "Bold" in name else 400]
            texts = _texts_of(path, path.stat().st_mtime_ns)
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
