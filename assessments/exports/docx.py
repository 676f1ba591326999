"""An ExportDocument as DOCX: styles, real headings, lists and tables, Thai set as complex script."""

import io
from copy import deepcopy
from datetime import UTC

import docx
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_TAB_ALIGNMENT, WD_TAB_LEADER
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Mm, Pt

from assessments.files.reproducible_zip import dated
from assessments.files.xlsx import plain_text
from ita_portal.thai.dates import bangkok

FONT = "TH SarabunPSK"  # the font of Thai official documents
INK = "000000"
LINE = Mm(62)
WIDTH, NARROW = Mm(160), Mm(23)  # of the text; of a column of figures or short words
TERM = Mm(42)  # the column of the terms of facts
WHOLE = 12  # a table of no more rows is not parted by the end of a page
# Sizes in points, as official letters have them.
SIZES = {
    "Normal": 16,
    "Title": 20,
    "Heading 1": 18,
    "Heading 2": 16,
    "Caption": 14,
    "Header": 12,
    "Footer": 12,
}
BOLD = {"Title", "Heading 1", "Heading 2"}


def document_docx(source, imprint):
    """The DOCX (bytes) of an ExportDocument."""
    document = docx.Document()
    _set_up(document, source, imprint)
    _title(document, source)
    lists = _Numbering(document)
    for block in source.blocks:
        _WRITE[block.kind](document, block, lists)
    written = io.BytesIO()
    document.save(written)
    return dated(written.getvalue(), bangkok(imprint.publication.published_at).timetuple()[:6])


def _title(document, source):
    title = document.add_paragraph(plain_text(source.subject), "Title")
    if source.year:
        title.add_run().add_break()
        title.add_run(plain_text(source.year))
    owner = document.add_paragraph(plain_text(source.owner))
    owner.paragraph_format.space_after = Pt(8)
    title.alignment = owner.alignment = WD_ALIGN_PARAGRAPH.CENTER


def _set_up(document, source, imprint):
    """Page, styles, what the file says of itself, head and foot."""
    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.left_margin, section.right_margin = Mm(30), Mm(20)
    section.top_margin = section.bottom_margin = Mm(25)
    for name, size in SIZES.items():
        _style(document.styles[name], size, bold=name in BOLD)
    cell = document.styles.add_style("Cell", WD_STYLE_TYPE.PARAGRAPH)
    cell.base_style = document.styles["Normal"]
    _style(cell, 14, bold=False)
    cell.paragraph_format.space_before = cell.paragraph_format.space_after = Pt(2)
    gap = document.styles.add_style("Gap", WD_STYLE_TYPE.PARAGRAPH)
    gap.base_style, gap.font.italic = document.styles["Normal"], True
    moment = imprint.publication.published_at.astimezone(UTC).replace(microsecond=0, tzinfo=None)
    about = document.core_properties
    about.title, about.author, about.language = plain_text(source.title), plain_text(source.owner), "th-TH"
    about.created = about.modified = moment
    about.last_modified_by, about.comments = about.author, f"{imprint.source} {imprint.state}"
    section.header.paragraphs[0].text = about.author
    foot = section.footer.paragraphs[0]
    foot.text = imprint.source
    _tab(foot, Mm(160), WD_TAB_ALIGNMENT.RIGHT)
    foot.add_run("\tหน้า ")
    _field(foot, "PAGE")
    foot.add_run(" / ")
    _field(foot, "NUMPAGES")
    section.footer.add_paragraph(imprint.state, "Footer")


def _style(style, size, *, bold):
    """Font, size and weight for Latin and for Thai alike: Word takes Thai from the cs attributes only."""
    style.font.name, style.font.size, style.font.bold = FONT, Pt(size), bold
    properties = style.element.get_or_add_rPr()
    fonts = properties.get_or_add_rFonts()
    for name in list(fonts.attrib):
        if "Theme" in name:  # a theme font would win over ours
            del fonts.attrib[name]
    for name in ("ascii", "hAnsi", "cs", "eastAsia"):
        fonts.set(qn(f"w:{name}"), FONT)
    _set(properties, "w:bCs", "1" if bold else "0")
    _set(properties, "w:szCs", str(size * 2))
    language = _child(properties, "w:lang")
    for name, value in (("val", "en-US"), ("eastAsia", "th-TH"), ("bidi", "th-TH")):
        language.set(qn(f"w:{name}"), value)
    _child(properties, "w:color").set(qn("w:val"), INK)
    for name in list(properties.find(qn("w:color")).attrib):
        if "theme" in name:
            del properties.find(qn("w:color")).attrib[name]
    if style.type == WD_STYLE_TYPE.PARAGRAPH:
        style.paragraph_format.space_after = Pt(0)
        style.paragraph_format.space_before = Pt(8 if bold else 0)
        for name in ("w:pBdr", "w:tabs"):  # of the template: a rule, and stops before ours
            found = style.element.pPr.find(qn(name))
            if found is not None:
                style.element.pPr.remove(found)


# The order in which the schema wants the properties of a run that we add.
_ORDER = "rFonts b bCs i iCs color spacing kern sz szCs lang".split()


def _child(properties, tag):
    found = properties.find(qn(tag))
    if found is None:
        found = OxmlElement(tag)
        properties.append(found)
        known = [each for each in properties if each.tag.partition("}")[2] in _ORDER]
        for each in sorted(known, key=lambda each: _ORDER.index(each.tag.partition("}")[2])):
            properties.remove(each)
            properties.append(each)
    return found


def _set(properties, tag, value):
    _child(properties, tag).set(qn("w:val"), value)


def _tab(paragraph, position, alignment, leader=WD_TAB_LEADER.SPACES):
    paragraph.paragraph_format.tab_stops.add_tab_stop(position, alignment, leader)


def _field(paragraph, name):
    """A number that Word fills in, in Thai digits."""
    field = OxmlElement("w:fldSimple")
    field.set(qn("w:instr"), f" {name} \\* THAIARABIC ")
    run = paragraph.add_run("๑")
    field.append(deepcopy(run._r))
    paragraph._p.replace(run._r, field)


class _Numbering:
    """Numbered lists with Thai digits, each beginning at ๑."""

    def __init__(self, document):
        self._root = document.part.numbering_part.element
        self._abstract = self._free("w:abstractNum", "w:abstractNumId")
        level = (
            f'<w:abstractNum {nsdecls("w")} w:abstractNumId="{self._abstract}">'
            '<w:multiLevelType w:val="singleLevel"/>'
            '<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="thaiNumbers"/><w:lvlText w:val="%1."/>'
            '<w:lvlJc w:val="left"/><w:pPr><w:ind w:left="567" w:hanging="567"/></w:pPr></w:lvl>'
            "</w:abstractNum>"
        )
        first = self._root.find(qn("w:num"))
        if first is None:
            self._root.append(parse_xml(level))
        else:
            first.addprevious(parse_xml(level))  # the schema wants them before every w:num

    def _free(self, tag, attribute):
        taken = (int(each.get(qn(attribute))) for each in self._root.findall(qn(tag)))
        return max(taken, default=0) + 1

    def new_list(self):
        """The id of a list of its own."""
        number = self._free("w:num", "w:numId")
        self._root.append(
            parse_xml(
                f'<w:num {nsdecls("w")} w:numId="{number}"><w:abstractNumId w:val="{self._abstract}"/>'
                '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride></w:num>'
            )
        )
        return number


def _heading(document, block, lists):
    paragraph = document.add_heading(plain_text(block.text), block.level - 1)
    if block.aside:
        run = paragraph.add_run(f" {block.aside}")
        run.bold = False
        _set(run._r.get_or_add_rPr(), "w:bCs", "0")


def _text(document, block, lists):
    if block.gap:
        document.paragraphs[-1].paragraph_format.keep_with_next = True
    document.add_paragraph(plain_text(block.text), "Gap" if block.gap else None)


def _facts(document, block, lists, *, indent=0):
    for at, (term, text) in enumerate(block.known):
        paragraph = document.add_paragraph(style="Cell" if block.small else None)
        paragraph.paragraph_format.left_indent = indent + TERM
        paragraph.paragraph_format.first_line_indent = -TERM
        paragraph.paragraph_format.keep_with_next = indent and at == 0 and len(block.known) > 1
        _bold(paragraph.add_run(term))
        paragraph.add_run(f"\t{plain_text(text)}")


def _bold(run):
    run.bold = True
    _set(run._r.get_or_add_rPr(), "w:bCs", "1")


def _numbered(document, block, lists):
    number = lists.new_list()
    for text, facts in block.items:
        paragraph = document.add_paragraph(plain_text(text), "List Paragraph")
        properties = paragraph._p.get_or_add_pPr().get_or_add_numPr()
        properties.get_or_add_ilvl().val = 0
        properties.get_or_add_numId().val = number
        paragraph.paragraph_format.keep_together = True
        paragraph.paragraph_format.keep_with_next = bool(facts.known)
        _facts(document, facts, lists, indent=Mm(10))


def _table(document, block, lists):
    caption = document.add_paragraph(block.caption, "Caption")
    caption.paragraph_format.keep_with_next = True
    table = document.add_table(rows=0, cols=len(block.headings), style="Table Grid")
    small = {*block.figures, *block.narrow}
    share = (WIDTH - len(small) * NARROW) // (len(block.headings) - len(small))
    widths = [NARROW if column in small else share for column in range(len(block.headings))]
    for column, width in zip(table.columns, widths, strict=True):
        column.width = width
    for at, cells in enumerate([block.headings, *block.rows]):
        row = table.add_row()
        properties = row._tr.get_or_add_trPr()
        properties.append(OxmlElement("w:cantSplit"))
        if at == 0:
            properties.append(OxmlElement("w:tblHeader"))
        for column, (cell, text) in enumerate(zip(row.cells, cells, strict=True)):
            cell.width = widths[column]
            paragraph = cell.paragraphs[0]
            paragraph.style = "Cell"
            paragraph.paragraph_format.keep_with_next = at < len(block.rows) <= WHOLE
            run = paragraph.add_run(plain_text(text))
            if at == 0 or (block.total and at == len(block.rows)):
                _bold(run)
            if column in block.figures:
                paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT


def _signature(document, block, lists):
    for role in block.roles:
        lines = (("ลงชื่อ ", f" {role}"), ("( ", " )"), ("ตำแหน่ง ", ""), ("วันที่ ", ""))
        for at, (before, after) in enumerate(lines):
            paragraph = document.add_paragraph()
            paragraph.paragraph_format.left_indent = Mm(60)
            paragraph.paragraph_format.space_before = Pt(18 if at == 0 else 0)
            paragraph.paragraph_format.keep_with_next = at < len(lines) - 1
            _tab(paragraph, Mm(60) + LINE, WD_TAB_ALIGNMENT.LEFT, WD_TAB_LEADER.DOTS)
            paragraph.add_run(f"{before}\t{after}")


_WRITE = {
    "heading": _heading,
    "text": _text,
    "facts": _facts,
    "numbered": _numbered,
    "table": _table,
    "signature": _signature,
}
