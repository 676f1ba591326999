"""Office files opened safely: declarations, relations, links and prologs, each at a bounded cost."""

import io
import stat
import time
import zipfile

import pytest

from assessments.files import office_zip
from assessments.files.errors import Refused
from assessments.files.office_zip import Limits, open_safely

OURS = Limits()
WORD = b"<Types>wordprocessingml.document.main+xml</Types>"
DOCTYPE = b"<!DOCTYPE a><a/>"
ENTITY = b'<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'


def packed(*members, first=("[Content_Types].xml", WORD)):
    """A file of (name or ZipInfo, bytes) members."""
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in (first, *members):
            archive.writestr(name, content)
    return data


def refusal(*members, limits=OURS, **more):
    """The sentence with which a file of these members is refused."""
    with pytest.raises(Refused) as refused:
        open_safely(packed(*members, **more), limits)
    return str(refused.value)


def odt(*members):
    return packed(*members, first=("mimetype", b"application/vnd.oasis.opendocument.text"))


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (DOCTYPE, office_zip.DECLARED),
        (ENTITY, office_zip.DECLARED),
        (b"\xef\xbb\xbf<?a?>\n<!-- -->" + ENTITY, office_zip.DECLARED),
        (ENTITY.decode().encode("utf-16"), office_zip.DECLARED),
        (b'<?xml version="1.0" encoding="UTF-7"?>+ADwAIQ-DOCTYPE a><a/>', office_zip.DAMAGED),
        (b'<?xml version="1.0" encoding="no-such"?><a/>', office_zip.DAMAGED),
        (b"<!---->" * office_zip.PROLOG + DOCTYPE, office_zip.DAMAGED),
        (b"<a", office_zip.DAMAGED),
    ],
    ids=["doctype", "entity", "late", "UTF-16", "UTF-7", "unknown encoding", "far behind", "no element"],
)
@pytest.mark.parametrize("name", ["word/document.xml", "word/_rels/d.rels", "customXml/ITEM.XML"])
def test_what_declares_something_is_refused_wherever_it_stands(name, content, sentence):
    assert refusal((name, content)) == sentence


def test_old_opendocument_may_name_its_type_but_declare_nothing():
    with open_safely(odt(("META-INF/manifest.xml", DOCTYPE), ("content.xml", b""))) as office:
        assert office.kind == "odt"
    with pytest.raises(Refused, match="DOCTYPE"):
        open_safely(odt(("META-INF/manifest.xml", ENTITY)))


def test_declaration_behind_the_first_element_is_not_read_either():
    office = open_safely(packed(("word/document.xml", b"<a>" + ENTITY)))

    with pytest.raises(Refused):
        office.xml("word/document.xml")


def test_parts_are_given_as_elements():
    with open_safely(packed(("word/document.xml", "<a>น้ำ</a>".encode("utf-16")))) as office:
        assert (office.kind, office.xml("word/document.xml").text) == ("docx", "น้ำ")


RELATION = '<Relationship TargetMode="External" Target="x" Type="http://x/{}"/>'


@pytest.mark.parametrize("kind", ["attachedTemplate", "oleObject", "FRAME", "subDocument"])
@pytest.mark.parametrize("before", ["", "<a>" + " " * 1_000_000], ids=["first", "behind a megabyte"])
def test_what_loads_from_elsewhere_is_refused(kind, before):
    content = f"{before}{RELATION.format(kind)}{'</a>' if before else ''}".encode()
    assert refusal(("word/_rels/d.rels", content)) == office_zip.REMOTE


def test_hyperlinks_and_inner_relations_are_taken():
    inner = RELATION.format("oleObject").replace("External", "Internal")
    content = f"<a>{RELATION.format('hyperlink')}{inner}</a>".encode()
    assert open_safely(packed(("word/_rels/d.rels", content))).kind == "docx"


@pytest.mark.parametrize("content", [b"<a><b></a>", b"<a>", b"<a>&b;</a>"])
def test_relations_that_are_no_xml_are_damage(content):
    assert refusal(("word/_rels/d.rels", content)) == office_zip.DAMAGED


def test_link_among_the_members_is_refused():
    link = zipfile.ZipInfo("word/a.xml")
    link.external_attr = (stat.S_IFLNK | 0o777) << 16
    assert refusal((link, b"/etc/passwd")) == office_zip.ODD_NAME


def test_whoever_opens_sets_limits_and_says_so_in_words_of_their_own():
    limits = Limits(most_bytes=1000, most_xml=500, too_large="ใหญ่", damaged="เสีย")

    assert refusal(("word/a.bin", b"x" * 1000), limits=limits) == "ใหญ่"
    assert refusal(("word/a.xml", b"<a>" + b" " * 500), limits=limits) == "ใหญ่"
    assert refusal(("word/a.xml", b"<a"), limits=limits) == "เสีย"
    assert open_safely(packed(("word/a.bin", b"x" * 600)), limits).kind == "docx"


@pytest.mark.parametrize(
    ("count", "content", "sentence"),
    [
        (3, b"<Relationship " * 18_000, office_zip.DAMAGED),
        (1, b"<a>" + b"<b/>" * 520_000 + b"</a>", None),
        (1, b"<a>" + b"<b/>" * 530_000 + b"</a>", office_zip.LINKED),
        (2, b"<a>" + b"<b/>" * 270_000 + b"</a>", office_zip.LINKED),
    ],
    ids=["begun and never ended", "as many as may be", "too many", "too many in two parts"],
)
def test_relations_cost_little_whatever_they_are(count, content, sentence):
    members = [(f"word/_rels/d{n}.rels", content) for n in range(count)]
    began = time.process_time()
    if sentence:
        assert refusal(*members) == sentence
    else:
        assert open_safely(packed(*members)).kind == "docx"
    assert time.process_time() - began < 3  # once 30 seconds for the first
