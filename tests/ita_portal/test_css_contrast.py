"""The colour tokens of portal.css reach WCAG AA in the light and in the dark scheme."""

import re
from pathlib import Path

import pytest

STYLESHEET = Path(__file__).resolve().parents[2] / "static" / "css" / "portal.css"
TEXT, SHAPE = 4.5, 3.0

# (foreground, background, least ratio): every pair the stylesheet sets on each other.
PAIRS = [
    ("ink", "ground", TEXT),
    ("ink", "paper", TEXT),
    ("ink", "brand-tint", TEXT),
    ("ink-soft", "ground", TEXT),
    ("ink-soft", "paper", TEXT),
    ("brand", "ground", TEXT),
    ("brand", "paper", TEXT),
    ("on-band", "band", TEXT),
    ("on-band-soft", "band", TEXT),
    ("earned", "paper", TEXT),
    ("amber", "paper", TEXT),
    ("amber", "amber-tint", TEXT),
    ("focus-ink", "focus", TEXT),
    ("earned", "missing", SHAPE),
    ("rule-strong", "paper", SHAPE),
    ("rule-strong", "ground", SHAPE),
]


def tokens(scheme):
    """{name: hex colour} of the first :root block (light), or of the one for dark screens."""
    blocks = re.findall(r":root \{(.*?)\}", STYLESHEET.read_text(encoding="utf-8"), re.DOTALL)
    return dict(re.findall(r"--([a-z-]+): (#[0-9a-f]{6});", blocks[scheme == "dark"]))


def luminance(colour):
    """Relative luminance of #rrggbb, 0-1 (WCAG 2.2)."""
    channels = (int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one, other):
    """Contrast ratio of two colours, 1-21."""
    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)


def test_contrast_of_black_and_white_is_21():
    assert contrast("#000000", "#ffffff") == pytest.approx(21)


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize(("foreground", "background", "least"), PAIRS)
def test_pair_is_readable(scheme, foreground, background, least):
    colours = tokens(scheme)
    assert contrast(colours[foreground], colours[background]) >= least


def test_both_schemes_name_the_same_tokens():
    assert tokens("light").keys() == tokens("dark").keys()


def test_colours_stand_only_in_the_tokens():
    css = STYLESHEET.read_text(encoding="utf-8")
    rules = re.sub(r":root \{.*?\}", "", css, flags=re.DOTALL)
    assert re.findall(r"#[0-9a-fA-F]{3,8}\b|\brgba?\(|\bhsla?\(", rules) == []


def test_stylesheet_stays_under_30_kb():
    assert STYLESHEET.stat().st_size < 30_000
