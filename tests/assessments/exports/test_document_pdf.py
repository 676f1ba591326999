"""The PDFs of the real report: the content character by character, tagged, Thai, in Sarabun, always alike."""

import io
import re
from functools import partial

import pypdf
import pytest
from django.db import transaction
from django.test import Client, override_settings

from assessments.exports.document_blocks import Imprint, with_imprint
from assessments.exports.result_document import result_as_document
from assessments.models import Page
from measures.plan.plan_document import plan_as_document, progress_as_document
from tests.support.factories import publish_content, publish_pakchong
from tests.support.pdf_readers import IN_ORDER, by_pdfium, by_poppler_by_place, solid
from tests.support.public_pages import thai

pytestmark = pytest.mark.django_db
PAPERS = {
    "/ita/2564/measures.pdf": (Page.MEASURES, plan_as_document),
    "/ita/2563/result.pdf": (Page.RESULT, result_as_document),
    "/ita/2565/measures.pdf": (Page.MEASURES, plan_as_document),
    "/ita/2564/progress.pdf": (Page.PROGRESS, partial(progress_as_document, origin="http://testserver")),
}
HARD = "น้ำ ก๋วยเตี๋ยว ปี่ ป้้ ญี่ปุ่น ฐานะ ทั้งสิ้น ชั้น กำหนด ผู้"
EACH = pytest.mark.parametrize("address", PAPERS)
NUMBERED = re.compile("หน้า[๐-๙]+/[๐-๙]+")


@pytest.fixture(scope="module")
def made(pdf_build, django_db_setup, django_db_blocker):
    """{address: (PDF, its ExportDocument, its Imprint, the content)} of the published example."""
    found = {}
    with django_db_blocker.unblock(), transaction.atomic(), override_settings(BUILD_DIR=pdf_build):
        agency = publish_pakchong()
        publish_more(agency)
        for address, (page, make) in PAPERS.items():
            publication = agency.publications.get(page=page, year_be=int(address.split("/")[2]))
            imprint = Imprint("http://testserver", publication)
            paper = with_imprint(make(publication.data()), imprint)
            response = Client().get(address)
            assert (response.status_code, response["Content-Type"]) == (200, "application/pdf")
            found[address] = (response.content, paper, imprint, publication.data())
        yield found
        transaction.set_rollback(True)


def publish_more(agency):
    """A plan of which every field is known, and what became of its measures, in the hardest Thai."""
    plan = agency.publications.get(page=Page.MEASURES).data()
    known = dict.fromkeys(["weak_point", "division", "responsible", "monitoring"], HARD)
    known |= {
        "steps": f"๑. {HARD}\n๒. ปี่",
        "start_on": "2021-01-04",
        "due_on": "2021-06-30",
        "status": "doing",
    }
    full = [action | known for action in plan["actions"]]
    publish_content(agency, 2565, Page.MEASURES, plan | {"fiscal_year": 2565, "actions": full})
    proof = {"number": 1, "label": HARD, "address": "/ita/2564/measures/progress/evidence/1/", "url": None}
    told = {
        "entries": [{"id": 1, "date": "2021-03-12", "text": HARD, "evidence": [proof]}],
        "dropped_reason": "",
    }
    progress = plan | {"schema": "progress/1", "judged_on": "2021-09-30"}
    progress["actions"] = [action | told | {"standing": "doing"} for action in full[:10]]
    publish_content(agency, 2564, Page.PROGRESS, progress)


def body(sheets, paper, imprint):
    """The text of all sheets without what stands at the head and foot of each."""
    owner = solid(paper.owner)
    for number, sheet in enumerate(map(solid, sheets)):
        rest = NUMBERED.sub("", sheet.replace(solid(imprint.source + imprint.state), ""))
        # The first sheet has the owner once, below its title; the others have it at the head only.
        yield rest if number == 0 else rest.replace(owner, "", 1)


@EACH
@pytest.mark.parametrize("reader", IN_ORDER)
def test_text_copies_out_character_by_character(made, address, reader):
    data, paper, imprint, _content = made[address]
    sheets = IN_ORDER[reader](data)

    assert "".join(body(sheets, paper, imprint)) == solid("".join(paper.texts()))


@EACH
def test_every_text_is_found_where_it_is_sorted_by_place(made, address):
    data, paper, _imprint, _content = made[address]
    text = solid("".join(by_poppler_by_place(data)))

    assert not [each for each in paper.texts() if each not in "()" and solid(each) not in text]


def test_measures_have_all_that_was_published(made):
    data, _paper, _imprint, content = made["/ita/2564/measures.pdf"]
    text = solid("".join(by_pdfium(data)))

    wanted = [content["title"], content["introduction"]]
    wanted += [each["analysis"] for each in content["instruments"]]
    wanted += [f"{thai(str(each['number']))}. {each['name']}" for each in content["indicators"]]
    wanted += [f"{thai(str(round(each['score'], 2)))} คะแนน" for each in content["indicators"]]
    wanted += [action["text"] for action in content["actions"]]
    assert len(wanted) == 50
    assert not [each for each in wanted if solid(each) not in text]
    assert text.count("ลงชื่อ") == 3


def test_result_has_all_figures_that_were_published(made):
    data, _paper, _imprint, content = made["/ita/2563/result.pdf"]
    text = solid("".join(by_pdfium(data)))

    losses = content["computed"]["indicator_losses"]
    for each in content["indicators"]:
        row = f"{each['number']}. {each['name']} {each['instrument']} {each['score']:.2f}"
        assert solid(thai(f"{row} {losses[str(each['number'])]:.2f}")) in text
    for code, part in content["computed"]["parts"].items():
        assert solid(thai(f"{part:.2f}")) in text, code
    assert "๕๕.๖๒คะแนนระดับที่ประกาศD" in text


@EACH
def test_it_is_tagged_thai_and_named_and_carries_its_fonts(made, address):
    data, paper, _imprint, _content = made[address]
    document = pypdf.PdfReader(io.BytesIO(data))
    root = document.trailer["/Root"]

    assert (root["/MarkInfo"]["/Marked"], root["/Lang"]) == (True, "th")
    assert root["/ViewerPreferences"]["/DisplayDocTitle"]
    assert document.metadata.title == paper.title
    assert document.metadata.author == paper.owner
    assert b'pdfuaid:part="1"' in document.xmp_metadata.stream.get_data().replace(b"'", b'"') or (
        b"<pdfuaid:part>1" in document.xmp_metadata.stream.get_data()
    )
    assert {"/H1", "/H2", "/P"} <= set(_tags(root["/StructTreeRoot"]))
    fonts = {
        font["/BaseFont"]: "/FontFile2" in font["/DescendantFonts"][0]["/FontDescriptor"]
        for sheet in document.pages
        for font in (each.get_object() for each in sheet["/Resources"]["/Font"].values())
    }
    assert all(fonts.values())
    assert {name.partition("+")[2] for name in fonts} == {"Sarabun", "Sarabun-Bold"}
    assert {tuple(map(round, sheet.mediabox[2:])) for sheet in document.pages} == {(595, 842)}


def _tags(node):
    """The kinds of all structure elements."""
    node = node.get_object()
    if isinstance(node, list):
        for each in node:
            yield from _tags(each)
    elif isinstance(node, dict):
        if "/S" in node:
            yield node["/S"]
        if "/K" in node:
            yield from _tags(node["/K"])


@EACH
def test_every_sheet_says_where_it_comes_from_and_which_it_is(made, address):
    data, _paper, imprint, _content = made[address]
    sheets = [solid(sheet) for sheet in by_pdfium(data)]
    year_be = address.split("/")[2]
    of_page = {"result": "", "measures": "measures/", "progress": "measures/progress/"}
    page = f"http://testserver/ita/{year_be}/{of_page[imprint.publication.page]}"

    for number, sheet in enumerate(sheets, start=1):
        assert solid(f"พิมพ์จาก {page} เผยแพร่เมื่อ") in sheet
        assert "ฉบับที่๑" in sheet
        assert solid(thai(f"หน้า {number} / {len(sheets)}")) in sheet
    assert imprint.publication.sha256 in sheets[-1]
    assert f"{page}versions/1/" in sheets[-1]
