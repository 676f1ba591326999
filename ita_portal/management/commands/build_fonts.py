"""Makes the portal's fonts, Sarabun Regular and Bold: cut down for the web, and with sara am kept for PDF."""

import hashlib
import io
import os
import unicodedata
from importlib.metadata import version
from pathlib import Path

import fontpkg_sarabun
from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont

from ita_portal.pdf import font as pdf_font_module
from ita_portal.pdf.font import SARA_AM, TONES, begin_marks_earlier, glyph_texts, keep_sara_am, level_anchors

WEIGHTS = {"sarabun-400.woff2": "Sarabun-Regular.ttf", "sarabun-700.woff2": "Sarabun-Bold.ttf"}
PDF_WEIGHTS = {"sarabun-400.ttf": "Sarabun-Regular.ttf", "sarabun-700.ttf": "Sarabun-Bold.ttf"}
THAI = "".join(char for char in map(chr, range(0x0E00, 0x0E80)) if unicodedata.name(char, ""))
LATIN = "".join(map(chr, range(0x20, 0x7F)))
PUNCTUATION = "\u00a0–—…“”‘’·•›×−→≥≤©"
SUBSET_TEXT = THAI + LATIN + PUNCTUATION
# Without these a tone mark lands on the vowel below it: ที่ ปู่ น้ำ.
SHAPING = {"GSUB": {"ccmp"}, "GPOS": {"mark", "mkmk"}}


def subset_font(source):
    """WOFF2 bytes of the TTF file `source`, reduced to SUBSET_TEXT with its Thai shaping kept.

    Raises ValueError when a character or a shaping feature would be missing.
    """
    options = Options()
    options.flavor = "woff2"
    font = TTFont(source)
    subsetter = Subsetter(options)
    subsetter.populate(text=SUBSET_TEXT)
    subsetter.subset(font)
    font.flavor = "woff2"
    buffer = io.BytesIO()
    font.save(buffer)
    fault = shaping_fault(buffer.getvalue())
    if fault:
        raise ValueError(fault)
    return buffer.getvalue()


def pdf_font(source):
    """Bytes of the TTF file `source` with which the text of a PDF copies out as it was typed.

    Raises ValueError for a font that is not Sarabun as we know it.
    """
    font = TTFont(source)
    try:
        keep_sara_am(font)
        begin_marks_earlier(font)
        level_anchors(font)
    except (KeyError, StopIteration) as fault:
        raise ValueError(f"not the glyphs of Sarabun: {fault}") from fault
    texts = set(glyph_texts(font).values())
    if not {"\u0e33", *(chr(int(tone, 16)) for tone in TONES)} <= texts:
        raise ValueError(f"no text for {SARA_AM}")
    buffer = io.BytesIO()
    font.save(buffer)
    return buffer.getvalue()


def shaping_fault(data):
    """What a WOFF2 font lacks to print Thai, as one sentence; "" when nothing is missing."""
    font = TTFont(io.BytesIO(data))
    missing = [char for char in SUBSET_TEXT if ord(char) not in font.getBestCmap()]
    if missing:
        return "no glyph for " + " ".join(f"U+{ord(char):04X}" for char in missing)
    for table_tag, wanted in SHAPING.items():
        lost = wanted - thai_features(font, table_tag)
        if lost:
            return f"{table_tag} lost {' '.join(sorted(lost))} for Thai"
    return ""


def thai_features(font, table_tag):
    """Tags of the features that a font's GSUB or GPOS table offers to Thai text."""
    if table_tag not in font or not font[table_tag].table.ScriptList:
        return set()
    table = font[table_tag].table
    systems = [s.Script.DefaultLangSys for s in table.ScriptList.ScriptRecord if s.ScriptTag == "thai"]
    indexes = [index for system in systems if system for index in system.FeatureIndex]
    return {table.FeatureList.FeatureRecord[index].FeatureTag for index in indexes}


def recipe():
    """What the fonts are made from, as one line: equal lines mean equal fonts."""
    code = Path(pdf_font_module.__file__).read_bytes()
    text_hash = hashlib.sha256(SUBSET_TEXT.encode() + code).hexdigest()
    return f"sarabun {version('fontpkg-sarabun')}, fonttools {version('fonttools')}, text {text_hash}\n"


class Command(BaseCommand):
    help = "สร้างฟอนต์ (Sarabun ปกติและตัวหนา) ของเว็บและของ PDF ไว้ที่ build; ข้ามเมื่อมีของล่าสุดอยู่แล้ว"
    # Static files are checked for this very folder, which does not exist before the first run.
    requires_system_checks = []

    def handle(self, *args, **options):
        root = settings.BUILD_DIR / "fonts"
        stamp = root / "recipe.txt"
        web, pdf = root / "fonts", settings.BUILD_DIR / "pdf"
        wanted = [(web / name, subset_font, source) for name, source in WEIGHTS.items()]
        wanted += [(pdf / name, pdf_font, source) for name, source in PDF_WEIGHTS.items()]
        if (
            stamp.exists()
            and stamp.read_text() == recipe()
            and all(path.exists() for path, _make, _source in wanted)
        ):
            self.stdout.write("ฟอนต์เป็นรุ่นล่าสุดแล้ว สร้างใหม่ 0 ไฟล์")
            return
        for folder in (web, pdf):
            folder.mkdir(parents=True, exist_ok=True)
        stamp.unlink(missing_ok=True)
        for path, make, source in wanted:
            try:
                data = make(fontpkg_sarabun.ROOT / "files" / source)
            except (OSError, ValueError) as fault:
                raise CommandError(f"สร้างฟอนต์ {path.name} ไม่สำเร็จ: {fault}") from fault
            unfinished = path.with_name(f"{path.name}.unfinished")
            unfinished.write_bytes(data)
            os.replace(unfinished, path)
        (web / "sarabun-OFL.txt").write_bytes((fontpkg_sarabun.ROOT / "LICENSE").read_bytes())
        stamp.write_text(recipe())
        size = sum((web / name).stat().st_size for name in WEIGHTS)
        self.stdout.write(f"สร้างฟอนต์ {len(wanted)} ไฟล์ ของเว็บรวม {size / 1000:.1f} kB")
