"""HTML to PDF/UA, written by a process of its own: its memory goes with it, and it may not take for ever."""

import json
import subprocess
import sys

from django.conf import settings

from ita_portal.pdf_writer import UNAVAILABLE

MOST_SECONDS = 25  # below the 30 after which gunicorn gives a worker up


class PdfUnavailable(Exception):
    """No PDF can be made: Pango, the fonts of `build_fonts` or time are missing; str() says which."""


def pdf_bytes(markup, css, *, identifier):
    """A page of HTML (str) as PDF/UA-1 bytes, styled by `css`; equal input gives equal bytes.

    `identifier` (bytes) is the PDF's own. Nothing is fetched but the portal's fonts. Raises PdfUnavailable.
    """
    order = {
        "markup": markup,
        "css": css,
        "identifier": identifier.hex(),
        "fonts": str(settings.BUILD_DIR / "pdf"),
    }
    try:
        done = subprocess.run(
            [sys.executable, "-m", "ita_portal.pdf_writer"],
            input=json.dumps(order).encode(),
            cwd=settings.BASE_DIR,
            capture_output=True,
            timeout=MOST_SECONDS,
        )
    except subprocess.TimeoutExpired as error:
        raise PdfUnavailable(f"took more than {MOST_SECONDS} seconds") from error
    said = done.stderr.decode(errors="replace").strip()
    if done.returncode == UNAVAILABLE:
        raise PdfUnavailable(said)
    if done.returncode:
        raise RuntimeError(f"writing a PDF failed ({done.returncode}): {said}")
    return done.stdout
