"""Sarabun as PDF needs it: sara am (ำ) stays one glyph, and what each glyph stands for is known. Pure.

Shaping takes ำ apart into nikhahit and sara aa, and the text of the PDF is then ดาเนินการ where the page shows
ดำเนินการ. So ccmp gets lookups that put the two together again, also below a tone mark (น้ำ). In Sarabun Bold a
mark begins to the right of the letter after it, and poppler, which sorts by place, reads ที่ as ที + ่ behind the
next letter. So marks begin further left; they are drawn where they were.
"""

import re
from collections import Counter

from fontTools.otlLib.builder import (
    ChainContextSubstBuilder,
    ChainContextualRule,
    LigatureSubstBuilder,
    SingleSubstBuilder,
)
from fontTools.ttLib.tables._g_l_y_f import Glyph, GlyphComponent

NIKHAHIT, SARA_AA, SARA_AM = "uni0E4D", "uni0E32", "uni0E33"
TONES = ("0E48", "0E49", "0E4A", "0E4B")
NARROW = ".narrow"  # the marks above ป ฝ ฟ ฬ stand further left
ROUND_TO_GRID_AND_XY = 0x204  # flags of a component that is placed by x and y
BACK = 100  # units by which a mark begins further left
_THAI_NAME = re.compile(r"uni((?:0E[0-9A-F]{2})+)(?:\..*)?")


def keep_sara_am(font):
    """Give a Sarabun TTFont the glyphs and lookups with which ำ stays one glyph, also after a tone mark."""
    shift = font["glyf"][NIKHAHIT + NARROW].xMin - font["glyf"][NIKHAHIT].xMin
    _add_glyph(font, SARA_AM + NARROW, [(NIKHAHIT, shift, 0), (SARA_AA, 0, 0)], like=SARA_AA)
    for tone in TONES:
        part = next(each for each in font["glyf"][NIKHAHIT + tone].components if each.glyphName != NIKHAHIT)
        for suffix, moved in (("", 0), (NARROW, shift)):
            place = (part.glyphName, part.x + moved, part.y)
            _add_glyph(font, f"uni{tone}.am{suffix}", [place], like=NIKHAHIT + tone)
    _add_lookups(font)


def begin_marks_earlier(font):
    """Move the origin of each mark left by BACK, and outlines and anchors right by as much."""
    subtables = [each for each in _positions(font) if each.LookupType in (4, 6)]
    anchors, marks = [], set()
    for each in subtables:
        coverage, records = (
            (each.MarkCoverage, each.MarkArray)
            if each.LookupType == 4
            else (each.Mark1Coverage, each.Mark1Array)
        )
        marks.update(coverage.glyphs)
        anchors += [record.MarkAnchor for record in records.MarkRecord]
    for each in subtables:
        if each.LookupType == 6:
            for name, record in zip(each.Mark2Coverage.glyphs, each.Mark2Array.Mark2Record, strict=True):
                anchors += record.Mark2Anchor if name in marks else []
    for anchor in {id(each): each for each in anchors if each}.values():
        anchor.XCoordinate += BACK
    glyphs = font["glyf"]
    for name in font.getGlyphOrder():
        glyph = glyphs[name]
        if glyph.isComposite():
            for part in glyph.components:
                part.x += BACK * ((name in marks) - (part.glyphName in marks))
        elif name in marks and glyph.numberOfContours:
            glyph.coordinates.translate((BACK, 0))
    for name in font.getGlyphOrder():
        glyphs[name].recalcBounds(glyphs)
        font["hmtx"][name] = (font["hmtx"][name][0], getattr(glyphs[name], "xMin", 0))


def level_anchors(font):
    """Let marks stand at one height over all letters whose anchors differ by a unit, which nobody sees.

    In Sarabun Bold those of ษ are a unit higher, and PDFium then reads the tone mark before the vowel.
    """
    for each in _positions(font):
        if each.LookupType == 4:
            for anchors in zip(*(record.BaseAnchor for record in each.BaseArray.BaseRecord), strict=True):
                known = [anchor for anchor in anchors if anchor]
                heights = Counter(anchor.YCoordinate for anchor in known)
                usual = heights.most_common(1)[0][0] if heights else 0
                for anchor in known:
                    if abs(anchor.YCoordinate - usual) == 1:
                        anchor.YCoordinate = usual


def glyph_texts(font):
    """{glyph number: the text it stands for} from the font's own cmap, names and substitutions."""
    texts = {}
    for char, name in sorted(font.getBestCmap().items()):
        texts.setdefault(name, chr(char))
    for name in font.getGlyphOrder():
        named = _THAI_NAME.fullmatch(name)
        if named:
            texts.setdefault(name, bytes.fromhex(named[1]).decode("utf-16-be"))
    known = 0
    while known < len(texts):  # a substitution may rest on another
        known = len(texts)
        for glyphs, made in _substitutions(font):
            if all(glyph in texts for glyph in glyphs):
                texts.setdefault(made, "".join(texts[glyph] for glyph in glyphs))
    return {font.getGlyphID(name): text for name, text in texts.items()}


def _add_glyph(font, name, parts, *, like):
    """Add a glyph made of other glyphs, (name, x, y) each, as wide as the glyph `like`."""
    glyph = Glyph()
    glyph.numberOfContours, glyph.components = -1, []
    for part, x, y in parts:
        component = GlyphComponent()
        component.glyphName, component.x, component.y = part, x, y
        component.flags = ROUND_TO_GRID_AND_XY
        glyph.components.append(component)
    font.setGlyphOrder([*font.getGlyphOrder(), name])
    font["glyf"].glyphs[name] = glyph
    glyph.recalcBounds(font["glyf"])
    font["hmtx"][name] = (font["hmtx"][like][0], glyph.xMin)
    font["maxp"].numGlyphs = len(font.getGlyphOrder())


def _add_lookups(font):
    """Append to ccmp: nikhahit and sara aa become ำ; below a tone mark, the mark and ำ."""
    table = font["GSUB"].table
    first = len(table.LookupList.Lookup)
    together = LigatureSubstBuilder(font, None)
    tone, wide, narrow = (SingleSubstBuilder(font, None) for _each in range(3))
    in_context = ChainContextSubstBuilder(font, None)
    wide.mapping, narrow.mapping = {SARA_AA: SARA_AM}, {SARA_AA: SARA_AM + NARROW}
    for suffix, sara_am in (("", wide), (NARROW, narrow)):
        together.ligatures[NIKHAHIT + suffix, SARA_AA] = SARA_AM + suffix
        for code in TONES:
            raised = NIKHAHIT + code + suffix
            tone.mapping[raised] = f"uni{code}.am{suffix}"
            in_context.rules.append(ChainContextualRule([], [{raised}, {SARA_AA}], [], [[tone], [sara_am]]))
    builders = [together, tone, wide, narrow, in_context]
    for index, builder in enumerate(builders, start=first):
        builder.lookup_index = index
    table.LookupList.Lookup += [builder.build() for builder in builders]
    table.LookupList.LookupCount = len(table.LookupList.Lookup)
    for record in table.FeatureList.FeatureRecord:
        if record.FeatureTag == "ccmp":
            record.Feature.LookupListIndex += [first, first + builders.index(in_context)]
            record.Feature.LookupCount = len(record.Feature.LookupListIndex)


def _positions(font):
    """Every subtable of GPOS."""
    for lookup in font["GPOS"].table.LookupList.Lookup:
        yield from (getattr(each, "ExtSubTable", each) for each in lookup.SubTable)


def _substitutions(font):
    """(glyphs, the glyph they become) of every single and ligature substitution."""
    for lookup in font["GSUB"].table.LookupList.Lookup:
        for each in lookup.SubTable:
            subtable = getattr(each, "ExtSubTable", each)
            if subtable.LookupType == 1:
                yield from (((glyph,), made) for glyph, made in subtable.mapping.items())
            elif subtable.LookupType == 4:
                for glyph, ligatures in subtable.ligatures.items():
                    yield from (((glyph, *each.Component), each.LigGlyph) for each in ligatures)
