"""measures.docx and result.docx: real headings, lists and tables, Thai set as Word sets complex scripts."""

import io

import docx
import pytest
from django.db import transaction
from django.test import Client
from docx.oxml.ns import qn

from assessments.exports.document_blocks import ExportDocument, Facts, Numbered, Table
from assessments.exports.docx import FONT, document_docx
from tests.support.factories import publish_pakchong
from tests.support.public_pages import thai

pytestmark = pytest.mark.django_db
STYLES = ["Normal", "Title", "Heading 1", "Heading 2", "Caption", "Header", "Footer"]


@pytest.fixture(scope="module")
def documents(django_db_setup, django_db_blocker):
    """(measures.docx, result.docx, the content of each) of the published example."""
    with django_db_blocker.unblock(), transaction.atomic():
        publish_pakchong()
        client = Client()
        addresses = ("/ita/2564/measures", "/ita/2563/result")
        files = [docx.Document(io.BytesIO(client.get(f"{each}.docx").content)) for each in addresses]
        yield (*files, *(client.get(f"{each}.json").json() for each in addresses))
        transaction.set_rollback(True)


def texts(document, style):
    return [paragraph.text for paragraph in document.paragraphs if paragraph.style.name == style]


def test_measures_are_headings_and_lists_that_begin_at_one(documents):
    document, _result, content, _other = documents

    assert [text.replace("\n", " ") for text in texts(document, "Title")] == [content["title"]]
    names = [f"{each['name']} ({each['code']})" for each in content["instruments"]]
    assert texts(document, "Heading 1") == ["ความเป็นมา", *names, "ที่มาของเอกสาร"]
    assert texts(document, "Heading 2") == [
        thai(f"{each['number']}. {each['name']} {each['score']:.2f} คะแนน") for each in content["indicators"]
    ]
    assert texts(document, "List Paragraph") == [each["text"] for each in content["actions"]]
    lists = [paragraph._p.pPr.numPr.numId.val for paragraph in document.paragraphs if _numbered(paragraph)]
    assert len(lists) == 25
    assert len(set(lists)) == 10
    numbering = document.part.numbering_part.element
    for number in set(lists):
        (found,) = [each for each in numbering.findall(qn("w:num")) if each.numId == number]
        (abstract,) = [
            each
            for each in numbering.findall(qn("w:abstractNum"))
            if each.get(qn("w:abstractNumId")) == str(found.abstractNumId.val)
        ]
        assert found.find(f"{qn('w:lvlOverride')}/{qn('w:startOverride')}").get(qn("w:val")) == "1"
        assert abstract.find(f".//{qn('w:numFmt')}").get(qn("w:val")) == "thaiNumbers"


def _numbered(paragraph):
    return paragraph._p.pPr is not None and paragraph._p.pPr.numPr is not None


def test_result_is_tables_whose_heading_is_repeated(documents):
    _measures, document, _other, content = documents
    total, indicators, scale = document.tables

    assert [[cell.text for cell in row.cells] for row in indicators.rows[1:]] == [
        [
            thai(f"{each['number']}. {each['name']}"),
            each["instrument"],
            thai(f"{each['score']:.2f}"),
            thai(f"{content['computed']['indicator_losses'][str(each['number'])]:.2f}"),
        ]
        for each in content["indicators"]
    ]
    assert [cell.text for cell in total.rows[-1].cells] == ["รวม", "", "", "๕๕.๖๒", "๔๔.๓๘"]
    assert [row.cells[0].text for row in scale.rows[1:]] == ["AA", "A", "B", "C", "D", "E", "F"]
    for table in document.tables:
        assert table.rows[0]._tr.trPr.find(qn("w:tblHeader")) is not None
        assert table.style.name == "Table Grid"


@pytest.mark.parametrize("style", STYLES)
def test_thai_has_its_own_font_size_and_language(documents, style):
    for document in documents[:2]:
        properties = document.styles[style].element.rPr
        fonts = properties.rFonts

        assert {fonts.get(qn(f"w:{name}")) for name in ("ascii", "hAnsi", "cs")} == {FONT}
        assert not [name for name in fonts.attrib if "Theme" in name]
        size = properties.find(qn("w:sz")).get(qn("w:val"))
        assert properties.find(qn("w:szCs")).get(qn("w:val")) == size
        assert properties.find(qn("w:lang")).get(qn("w:bidi")) == "th-TH"
        order = [each.tag.partition("}")[2] for each in properties]
        wanted = "rFonts b bCs i iCs color spacing kern sz szCs lang".split()
        assert order == sorted(order, key=wanted.index)


def test_there_is_room_to_sign_and_the_foot_says_which_state_it_is(documents):
    measures, result, content, _other = documents

    for document, roles in ((measures, ("ผู้เสนอ", "ผู้เห็นชอบ", "ผู้อนุมัติ")), (result, ("ผู้รายงาน", "ผู้รับทราบ"))):
        first = ("ลงชื่อ", "(", "ตำแหน่ง", "วันที่")
        lines = [
            each.text for each in document.paragraphs if each.text.startswith(first) and "\t" in each.text
        ]
        assert [line for line in lines if line.startswith("ลงชื่อ")] == [f"ลงชื่อ \t {role}" for role in roles]
        assert len(lines) == 4 * len(roles)
    section = measures.sections[0]
    foot = [paragraph.text for paragraph in section.footer.paragraphs]
    assert foot[0].startswith("พิมพ์จาก http://testserver/ita/2564/measures/")
    assert foot[1].startswith("เผยแพร่เมื่อ ")
    assert foot[1].endswith(" น. ฉบับที่ ๑")
    fields = [each.get(qn("w:instr")) for each in section.footer._element.iter(qn("w:fldSimple"))]
    assert [field.split()[0] for field in fields] == ["PAGE", "NUMPAGES"]
    assert section.header.paragraphs[0].text.startswith(content["agency"]["name"])
    assert (round(section.page_width.mm), round(section.page_height.mm)) == (210, 297)
    assert (measures.core_properties.title, measures.core_properties.language) == (content["title"], "th-TH")


def test_text_that_no_xml_holds_and_facts_of_a_measure_are_written():
    facts = Facts([("ผู้รับผิดชอบ", "สำนักปลัด"), ("เริ่ม", "")])
    blocks = [Numbered([("บรรทัดหนึ่ง\nบรรทัดสอง\x0b\x01 <จบ>", facts)]), Table("ก", ["ข"], [["ค\x00"]])]

    class Imprint:
        """As far as the writer needs it."""

        source, state = "พิมพ์จาก …", "ฉบับที่ ๑"

        class publication:  # noqa: N801 - stands for a row
            import datetime

            published_at = datetime.datetime(2021, 3, 12, tzinfo=datetime.UTC)

    written = docx.Document(io.BytesIO(document_docx(ExportDocument("ชื่อ\x02", "หน่วยงาน", blocks), Imprint)))
    lines = [paragraph.text for paragraph in written.paragraphs]

    assert "บรรทัดหนึ่ง\nบรรทัดสอง <จบ>" in lines
    assert "ผู้รับผิดชอบ\tสำนักปลัด" in lines
    assert not [line for line in lines if line.startswith("เริ่ม")]
    assert written.tables[0].rows[1].cells[0].text == "ค"
