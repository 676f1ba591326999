"""Declarations hidden in the parts of an Office file, in any encoding."""

import io
import zipfile

import pytest

from measures.importing.faults import DocumentError
from measures.importing.input_formats import read_kind
from tests.support.documents import TYPES, docx


def with_part(content):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("[Content_Types].xml", TYPES)
        archive.writestr("word/document.xml", content)
    return out.getvalue()


DECLARED = '<?xml version="1.0" encoding="{}"?><!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "utf-16-le", "utf-16-be", "utf-32"])
def test_a_declaration_is_refused_in_every_encoding(encoding):
    with pytest.raises(DocumentError, match="DOCTYPE"):
        read_kind(with_part(DECLARED.format("utf-16").encode(encoding)))


def test_an_encoding_that_could_hide_one_is_refused():
    hidden = b'<?xml version="1.0" encoding="UTF-7"?>+ADwAIQ-DOCTYPE a><a/>'

    with pytest.raises(DocumentError, match="เสียหาย"):
        read_kind(with_part(hidden))


def test_an_ordinary_part_in_utf_16_is_read():
    with zipfile.ZipFile(io.BytesIO(docx())) as archive:
        text = archive.read("word/document.xml").decode()

    kind, lines = read_kind(with_part(text.encode("utf-16")))

    assert (kind, len(lines.lines)) == ("docx", 3)
