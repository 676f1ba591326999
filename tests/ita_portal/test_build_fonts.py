import io
from shutil import copytree

import fontpkg_sarabun
import pytest
from django.core.management import call_command
from django.test import override_settings
from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont

from ita_portal.management.commands import build_fonts
from ita_portal.management.commands.build_fonts import PDF_WEIGHTS, SUBSET_TEXT, WEIGHTS, shaping_fault

REGULAR = fontpkg_sarabun.ROOT / "files" / "Sarabun-Regular.ttf"


@pytest.fixture
def folder(settings, tmp_path):
    settings.BUILD_DIR = tmp_path
    return tmp_path / "fonts" / "fonts"


def build():
    output = io.StringIO()
    call_command("build_fonts", stdout=output)
    return output.getvalue()


@pytest.fixture(scope="module")
def fonts_of_a_build(tmp_path_factory):
    """What a first run writes; it takes long, so it is made once."""
    root = tmp_path_factory.mktemp("build")
    with override_settings(BUILD_DIR=root):
        said = build()
    return root / "fonts", said


@pytest.fixture
def built(folder, fonts_of_a_build):
    """The folder as a first run left it."""
    for name in ("fonts", "pdf"):
        copytree(fonts_of_a_build[0].parent / name, folder.parents[1] / name)
    return folder


def woff2(text, **options):
    """A font reduced to `text`, as bytes."""
    font = TTFont(REGULAR)
    subsetter = Subsetter(Options(**options))
    subsetter.populate(text=text)
    subsetter.subset(font)
    font.flavor = "woff2"
    buffer = io.BytesIO()
    font.save(buffer)
    return buffer.getvalue()


@pytest.mark.parametrize("name", WEIGHTS)
def test_subset_prints_thai_and_stays_small(fonts_of_a_build, name):
    data = (fonts_of_a_build[0] / "fonts" / name).read_bytes()

    assert data[:4] == b"wOF2"
    assert shaping_fault(data) == ""
    assert set(map(ord, "ที่ปู่น้ำ๐๙฿AZaz–—…“”‘’·›×→≥≤\u00a0")) <= set(TTFont(io.BytesIO(data)).getBestCmap())
    assert len(data) < 20_000


def test_a_font_without_shaping_is_refused():
    assert shaping_fault(woff2(SUBSET_TEXT, layout_features=["mark", "mkmk"])) == "GSUB lost ccmp for Thai"
    assert shaping_fault(woff2(SUBSET_TEXT, layout_features=["ccmp"])) == "GPOS lost mark mkmk for Thai"


def test_a_font_without_a_character_is_refused():
    assert shaping_fault(woff2(SUBSET_TEXT.replace("ฮ", ""))) == "no glyph for U+0E2E"


def test_build_fonts_writes_both_weights_with_their_licence(fonts_of_a_build):
    fonts, said = fonts_of_a_build
    folder = fonts / "fonts"
    assert said.startswith("สร้างฟอนต์ 4 ไฟล์")

    assert {path.name for path in folder.iterdir()} == {*WEIGHTS, "sarabun-OFL.txt"}
    assert "SIL OPEN FONT LICENSE" in (folder / "sarabun-OFL.txt").read_text()


def test_build_fonts_again_writes_nothing(built):
    folder = built
    before = {path.name: path.stat().st_mtime_ns for path in folder.iterdir()}

    assert "สร้างใหม่ 0 ไฟล์" in build()

    assert {path.name: path.stat().st_mtime_ns for path in folder.iterdir()} == before


def test_build_fonts_again_after_a_change_of_its_text_or_a_lost_file(built, monkeypatch):
    folder = built
    # The fonts of PDFs hold every character and come out the same: they need not be made twice more.
    ready = {source: (folder.parents[1] / "pdf" / name).read_bytes() for name, source in PDF_WEIGHTS.items()}
    monkeypatch.setattr(build_fonts, "pdf_font", lambda source: ready[source.name])
    (folder / "sarabun-700.woff2").unlink()
    assert build().startswith("สร้างฟอนต์ 4 ไฟล์")

    monkeypatch.setattr(build_fonts, "SUBSET_TEXT", SUBSET_TEXT + "é")

    assert build().startswith("สร้างฟอนต์ 4 ไฟล์")
    assert ord("é") in TTFont(folder / "sarabun-400.woff2").getBestCmap()
