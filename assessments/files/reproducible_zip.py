"""DOCX and XLSX as bytes that depend on nothing but their content: an ETag stands for one file. Pure."""

import io
import re
import zipfile

FIRST_DAY = (1980, 1, 1, 0, 0, 0)  # the earliest that a ZIP can name
ABOUT = "docProps/core.xml"
_MADE_ON = re.compile(rb"<dcterms:(created|modified)[^>]*>[^<]*</dcterms:\1>")


def dated(written, day):
    """The same file (bytes, of bytes) with `day`, a time tuple of six, on every part."""
    return _packed(written, day, lambda name, data: data)


def undated(written):
    """The same file (bytes, of bytes) without a word of when it was made."""
    return _packed(written, FIRST_DAY, lambda name, data: _MADE_ON.sub(b"", data) if name == ABOUT else data)


def _packed(written, day, change):
    packed = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(written)) as parts,
        zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as whole,
    ):
        for part in parts.infolist():
            data = change(part.filename, parts.read(part))
            whole.writestr(zipfile.ZipInfo(part.filename, day), data, zipfile.ZIP_DEFLATED)
    return packed.getvalue()
