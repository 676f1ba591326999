"""Thai in a PDF copies out as it was typed: every consonant under every mark, with ำ and tones stacked."""

import fontpkg_sarabun
import pytest
from fontTools.ttLib import TTFont

from ita_portal.management.commands.build_fonts import PDF_WEIGHTS, pdf_font
from ita_portal.pdf.font import BACK, glyph_texts
from ita_portal.pdf.writer import written
from tests.support.pdf_readers import IN_ORDER, by_poppler_by_place, solid

CONSONANTS = "กขคฆงจฉชซฌญฎฏฐฑฒณดตถทธนบปผฝพฟภมยรลวศษสหฬอฮ"
TONES = "\u0e48\u0e49\u0e4a\u0e4b"
ABOVE, BELOW = "\u0e31\u0e34\u0e35\u0e36\u0e37", "\u0e38\u0e39"
WORDS = (
    "ดำเนินการ น้ำ ซ้ำ ค่ำ ป่ำ ฝ้ำ ที่ปู่น้ำ เพื่อฟื้นฟู ญี่ปุ่น ฐานกฎ ปี่ ฝั่ง ผู้รับผิดชอบ จัดซื้อจัดจ้าง ฤๅษี ๐๑๒๓๔๕๖๗๘๙ ฯลฯ ๆ ฿ "
    "ก๋วยเตี๋ยว ป้้ ป้ำ ฐานะ ทั้งสิ้น ชั้น กำหนด ฎีกา ปฏิบัติ กตัญญู"
)
# Every consonant with ำ, with a tone mark and ำ, with each vowel, and with each vowel and a tone mark.
STACKED = "\n".join(
    " ".join(letter + marks for letter in CONSONANTS)
    for marks in ["\u0e33", *(tone + "\u0e33" for tone in TONES), *ABOVE, *BELOW]
    + [mark + tone for mark in ABOVE[1:] + BELOW for tone in TONES[:2]]
)
CSS = "html { font: 12pt/1.8 Sarabun } b { font-weight: 700 } p { white-space: pre-line }"
PAGE = '<html lang="th"><head><title>ทดสอบ</title></head><body><p>{}</p></body></html>'


@pytest.fixture(scope="module")
def made(pdf_build):
    """{tag: the PDF of all words and stacks inside that element}"""
    return {tag: document(pdf_build, WORDS + "\n" + STACKED, tag) for tag in ("span", "b")}


def document(build, text, tag):
    markup = PAGE.format(f"<{tag}>{text}</{tag}>")
    return written(markup, CSS, identifier=b"0123456789abcdef", fonts=build / "pdf")


@pytest.mark.parametrize("reader", [*IN_ORDER.values(), by_poppler_by_place])
@pytest.mark.parametrize("tag", ["span", "b"])
def test_every_stack_of_marks_comes_out_as_it_was_typed(made, reader, tag):
    assert solid("".join(reader(made[tag]))) == solid(WORDS + STACKED)


@pytest.mark.parametrize(("name", "source"), PDF_WEIGHTS.items())
def test_marks_begin_earlier_and_are_drawn_where_they_were(pdf_build, name, source):
    """What a reader sees is anchor less anchor: outline and anchor of a mark moved alike."""
    before = TTFont(fontpkg_sarabun.ROOT / "files" / source)
    after = TTFont(pdf_build / "pdf" / name)

    moved = [
        name
        for name in before.getGlyphOrder()
        if getattr(after["glyf"][name], "xMin", 0) != getattr(before["glyf"][name], "xMin", 0)
    ]
    assert {"uni0E34", "uni0E48", "uni0E48.small", "uni0E4D0E49"} <= set(moved)
    assert not {"uni0E33", "uni0E01"} & set(moved)
    for name in moved:
        assert after["glyf"][name].xMin - before["glyf"][name].xMin == BACK
        assert _anchors(after)[name] == [x + BACK for x in _anchors(before)[name]]


def _anchors(font):
    """{mark: the x of its anchors, in the order of the lookups}."""
    found = {}
    for lookup in font["GPOS"].table.LookupList.Lookup:
        for each in lookup.SubTable:
            subtable = getattr(each, "ExtSubTable", each)
            marks = {4: "MarkCoverage MarkArray", 6: "Mark1Coverage Mark1Array"}.get(subtable.LookupType)
            if marks:
                coverage, array = (getattr(subtable, name) for name in marks.split())
                for name, record in zip(coverage.glyphs, array.MarkRecord, strict=True):
                    found.setdefault(name, []).append(record.MarkAnchor.XCoordinate)
    return found


def test_no_glyph_stands_for_nothing(pdf_build):
    font = TTFont(pdf_build / "pdf" / "sarabun-400.ttf")
    texts = glyph_texts(font)

    assert all(texts.values())
    assert texts[font.getGlyphID("uni0E33.narrow")] == "\u0e33"
    assert texts[font.getGlyphID("uni0E4D0E49")] == "\u0e4d\u0e49"


def test_font_that_is_not_sarabun_is_refused(monkeypatch):
    monkeypatch.setattr("ita_portal.pdf.font.TONES", ("0E5B",))

    with pytest.raises(ValueError, match="not the glyphs of Sarabun"):
        pdf_font(fontpkg_sarabun.ROOT / "files" / "Sarabun-Regular.ttf")
