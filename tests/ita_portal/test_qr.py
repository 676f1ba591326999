"""A QR code drawn as one path is the code that segno made, with its quiet zone."""

import re

import segno

from ita_portal.qr import QUIET, qr_code

ADDRESS = "https://www.pakchong.go.th/ita/2564/measures/"


def drawn(code):
    """The dark modules of a path as (column, row)."""
    runs = re.findall(r"M(\d+) (\d+)h(\d+)v1h-(\d+)z", code["path"])
    assert "".join(f"M{x} {y}h{wide}v1h-{back}z" for x, y, wide, back in runs) == code["path"]
    assert all(wide == back for _x, _y, wide, back in runs)
    return [(int(x) + at, int(y)) for x, y, wide, _back in runs for at in range(int(wide))]


def test_every_dark_module_is_drawn_once_inside_the_quiet_zone():
    code = qr_code(ADDRESS)
    matrix = segno.make(ADDRESS, error="m", micro=False).matrix
    dark = {(x + QUIET, y + QUIET) for y, row in enumerate(matrix) for x, module in enumerate(row) if module}

    assert len(drawn(code)) == len(set(drawn(code)))
    assert set(drawn(code)) == dark
    assert code["size"] == len(matrix) + 2 * QUIET


def test_other_address_is_another_code_and_thai_is_taken():
    assert qr_code(ADDRESS)["path"] != qr_code(f"{ADDRESS}x")["path"]
    assert qr_code("https://อบต.ไทย/ita/")["size"] > 0
