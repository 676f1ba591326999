"""Makes the portal's web fonts: Sarabun Regular and Bold, cut down to what the pages print."""

import hashlib
import io
import os
import unicodedata
from importlib.metadata import version

import fontpkg_sarabun
from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont

WEIGHTS = {"sarabun-400.woff2": "Sarabun-Regular.ttf", "sarabun-700.woff2": "Sarabun-Bold.ttf"}
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
    text_hash = hashlib.sha256(SUBSET_TEXT.encode()).hexdigest()
    return f"sarabun {version('fontpkg-sarabun')}, fonttools {version('fonttools')}, text {text_hash}\n"


class Command(BaseCommand):
    help = "สร้างฟอนต์เว็บ (Sarabun ปกติและตัวหนา) ไว้ที่ build/fonts; ข้ามเมื่อมีของล่าสุดอยู่แล้ว"
    # Static files are checked for this very folder, which does not exist before the first run.
    requires_system_checks = []

    def handle(self, *args, **options):
        root = settings.BUILD_DIR / "fonts"
        stamp = root / "recipe.txt"
        folder = root / "fonts"
        if (
            stamp.exists()
            and stamp.read_text() == recipe()
            and all((folder / name).exists() for name in WEIGHTS)
        ):
            self.stdout.write("ฟอนต์เว็บเป็นรุ่นล่าสุดแล้ว สร้างใหม่ 0 ไฟล์")
            return
        folder.mkdir(parents=True, exist_ok=True)
        stamp.unlink(missing_ok=True)
        for name, source in WEIGHTS.items():
            try:
                data = subset_font(fontpkg_sarabun.ROOT / "files" / source)
            except (OSError, ValueError) as fault:
                raise CommandError(f"สร้างฟอนต์ {name} ไม่สำเร็จ: {fault}") from fault
            unfinished = folder / f"{name}.unfinished"
            unfinished.write_bytes(data)
            os.replace(unfinished, folder / name)
        (folder / "sarabun-OFL.txt").write_bytes((fontpkg_sarabun.ROOT / "LICENSE").read_bytes())
        stamp.write_text(recipe())
        size = sum((folder / name).stat().st_size for name in WEIGHTS)
        self.stdout.write(f"สร้างฟอนต์เว็บ {len(WEIGHTS)} ไฟล์ รวม {size / 1000:.1f} kB")
