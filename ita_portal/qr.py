"""QR codes as the path of an inline SVG: no file, no data: address, no markup to trust. Pure."""

from functools import lru_cache

import segno

QUIET = 4  # modules of white around the code, as the standard wants


@lru_cache(maxsize=512)
def qr_code(text):
    """{"size": modules a side with the quiet zone, "path": the dark modules} of a QR code for `text`."""
    rows = segno.make(text, error="m", micro=False).matrix
    runs = "".join(f"M{x + QUIET} {y + QUIET}h{length}v1h-{length}z" for y, x, length in _dark_runs(rows))
    return {"size": len(rows) + 2 * QUIET, "path": runs}


def _dark_runs(rows):
    """(row, column, length) of every run of dark modules."""
    for y, row in enumerate(rows):
        x = 0
        while x < len(row):
            length = next((at for at, module in enumerate(row[x:]) if not module), len(row) - x)
            if length:
                yield y, x, length
            x += length or 1
