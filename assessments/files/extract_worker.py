"""Reads pages and text of one document and prints them as JSON. Run as a program of its own, without Django.

`python -I extract_worker.py KIND PATH MOST_CHARACTERS`; documents come from strangers, so memory and time
are limited before a byte is read. Prints {"pages": int|null, "has_text": bool|null, "text": str, "refusal":
""|"javascript"|"launch"|"attachment"|"password"|"damaged"}; a form feed parts the pages of a PDF.
"""

import json
import re
import resource
import sys
import time
import zipfile
import zlib

MOST_MEMORY = 1024 * 1024 * 1024
MOST_CPU_SECONDS = 15
READING_SECONDS = 8
MOST_XML = 40 * 1024 * 1024
TEXT_PARTS = {
    "docx": r"word/(document|footnotes|header[0-9]*|footer[0-9]*)\.xml",
    "xlsx": r"xl/(sharedStrings\.xml|worksheets/sheet[0-9]+\.xml)",
    "pptx": r"ppt/slides/slide[0-9]+\.xml",
    "odt": r"content\.xml",
    "ods": r"content\.xml",
}
PAGE_TAGS = {"docx": "Pages", "pptx": "Slides", "odt": "page-count"}


def _name(word):
    """A PDF name as a pattern; each of its letters may be written as #xx."""
    letters = (b"(?:%c|#(?i:%02x))" % (letter, letter) for letter in word.encode())
    return b"/" + b"".join(letters) + rb"(?![A-Za-z])"


ACTIVE = {
    "javascript": re.compile(_name("JavaScript")),
    "launch": re.compile(_name("Launch")),
    "attachment": re.compile(_name("EmbeddedFile")),
}
OBJECT_STREAM = re.compile(rb"/ObjStm\b.{0,400}?stream\r?\n", re.DOTALL)


def limit():
    """No more memory, time and files from here on than a document can need."""
    resource.setrlimit(resource.RLIMIT_AS, (MOST_MEMORY, MOST_MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (MOST_CPU_SECONDS, MOST_CPU_SECONDS))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def active_content(data):
    """Which active content a PDF holds, in the open or in its compressed object streams; "" for none."""
    texts = [data]
    unpacked = 0
    for found in OBJECT_STREAM.finditer(data):
        try:
            text = zlib.decompressobj().decompress(data[found.end() :][:MOST_XML], MOST_XML - unpacked)
        except zlib.error:
            continue
        unpacked += len(text)
        texts.append(text)
        if unpacked >= MOST_XML:
            break
    for name, pattern in ACTIVE.items():
        if any(pattern.search(text) for text in texts):
            return name
    return ""


def read_pdf(path, most):
    """Pages, and text of as many of them as fit the limits; about `most` characters."""
    import pypdfium2

    with open(path, "rb") as file:
        refusal = active_content(file.read())
    if refusal:
        return {"refusal": refusal}
    try:
        document = pypdfium2.PdfDocument(path)
    except pypdfium2.PdfiumError as error:
        return {"refusal": "password" if "assword" in str(error) else "damaged"}
    if not len(document):
        return {"refusal": "damaged"}
    texts, characters, until = [], 0, time.monotonic() + READING_SECONDS
    for page in document:
        text = page.get_textpage().get_text_bounded()
        texts.append(text.replace("\f", "\n"))
        characters += len(text)
        page.close()
        if characters >= most or time.monotonic() > until:
            break
    text = "\f".join(texts)
    letters = sum(1 for sign in text if sign.isalnum())
    return {"pages": len(document), "has_text": letters >= 10, "text": text}


def read_office(kind, path, most):
    """The words of an Office document, and its pages where it counted them itself."""
    texts, characters = [], 0
    with zipfile.ZipFile(path) as archive:
        names = [name for name in archive.namelist() if re.fullmatch(TEXT_PARTS[kind], name)]
        for name in sorted(names):
            for text in xml_texts(archive, name):
                texts.append(text)
                characters += len(text) + 1
                if characters >= most:
                    break
        properties = "meta.xml" if kind in ("odt", "ods") else "docProps/app.xml"
        pages = counted_pages(archive, properties, PAGE_TAGS.get(kind))
    return {"pages": pages, "text": "".join(texts)}


def parsed(archive, name):
    """Events of a member's XML: no entities, no network, no more than MOST_XML bytes."""
    from lxml import etree

    if archive.getinfo(name).file_size > MOST_XML:
        return
    with archive.open(name) as part:
        options = {"resolve_entities": False, "no_network": True, "load_dtd": False, "huge_tree": False}
        for _event, element in etree.iterparse(part, events=("end",), **options):
            if isinstance(element.tag, str):
                yield element
            element.clear()


def xml_texts(archive, name):
    """The words of one part; paragraphs and cells end a line."""
    for element in parsed(archive, name):
        tag = element.tag.rsplit("}", 1)[-1]
        if tag in ("t", "v", "span", "p", "h", "a"):
            yield element.text or ""
        if tag in ("p", "h", "si", "c", "tr", "table-cell"):
            yield "\n"
        if element.tail and element.tail.strip():
            yield element.tail


def counted_pages(archive, name, tag):
    """The page count a document wrote down for itself, or None."""
    if tag is None or name not in archive.namelist():
        return None
    for element in parsed(archive, name):
        values = [element.text] if element.tag.rsplit("}", 1)[-1] == tag else []
        values += [value for key, value in element.attrib.items() if key.rsplit("}", 1)[-1] == tag]
        for value in values:
            if value and re.fullmatch("[1-9][0-9]{0,5}", value):
                return int(value)
    return None


def read_csv(path, most):
    """The first characters of a CSV in either of its encodings."""
    with open(path, "rb") as file:
        data = file.read(most * 3)
    try:
        text = data.decode("utf-8-sig", errors="strict" if len(data) < most * 3 else "ignore")
    except UnicodeDecodeError:
        text = data.decode("cp874", errors="replace")
    return {"text": text}


def main(kind, path, most):
    """Print what was read of the file at `path`, at most `most` characters of text."""
    limit()
    if kind == "pdf":
        found = read_pdf(path, most)
    elif kind in TEXT_PARTS:
        found = read_office(kind, path, most)
    elif kind == "csv":
        found = read_csv(path, most)
    else:
        found = {}
    found["text"] = found.get("text", "")[:most]
    print(json.dumps({"pages": None, "has_text": None, "refusal": ""} | found))


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2], int(sys.argv[3]))
