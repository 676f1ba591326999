"""What a web page says, for the rules that judge it: pure, and within a budget of bytes and seconds.

Pages are strangers' texts: any charset or none, packed, cut in the middle, nested without end. lxml reads
them piece by piece, so that a page that costs too much is put aside instead of holding up all others.
"""

import codecs
import re
import time
import zlib
from collections.abc import Mapping
from dataclasses import dataclass

from lxml import etree

MOST_TEXT = 65_536  # bytes of a page that are read for its words, packed or not
MOST_SECONDS = 0.5  # of processor time for one page
PIECE = 2048  # characters between two looks at the clock
MOST_HEADINGS, LONGEST_HEADING = 4, 2000
HEADINGS = frozenset({"title", "h1", "h2"})
THAI, WESTERN = "cp874", "cp1252"
# Names of charsets as browsers understand them, where Python has no such name or means less by it.
CHARSETS = {
    "ascii": WESTERN,
    "dos-874": THAI,
    "iso-8859-1": WESTERN,
    "iso-8859-11": THAI,
    "iso8859-1": WESTERN,
    "iso8859-11": THAI,
    "latin1": WESTERN,
    "thai": THAI,
    "tis-620": THAI,
    "tis620": THAI,
    "us-ascii": WESTERN,
    "utf-16": "utf-16-le",
    "utf-16be": "utf-16-be",
    "utf-16le": "utf-16-le",
    "windows-1252": WESTERN,
    "windows-874": THAI,
    "x-windows-874": THAI,
}
BYTE_ORDER_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
IN_HEADER = re.compile(r"charset\s{0,9}=\s{0,9}[\"']?([0-9a-z_-]{1,40})", re.IGNORECASE | re.ASCII)
IN_PAGE = re.compile(rb"charset\s{0,9}=\s{0,9}[\"']?([0-9a-z_-]{1,40})", re.IGNORECASE)
HIGH, THAI_RUN = re.compile(rb"[\x80-\xff]"), re.compile(rb"[\xa1-\xfb]{3,}")
MOST_META = 1024  # bytes in which browsers look for a page's own charset


class TooMuch(Exception):
    """The page cannot be read within its budget, or not at all; str() is a Thai sentence."""


@dataclass(frozen=True)
class PageWords:
    """A page as the rules want it, in lower case: its source, its first headings, has it a password box."""

    source: str = ""
    headings: str = ""
    asks_password: bool = False


def page_words(body: bytes, headers: Mapping[str, str]) -> PageWords:
    """The PageWords of a body that was sent with `headers` (lower-case names); TooMuch beyond the budget."""
    source = text_of(unpacked(body, headers.get("content-encoding", "")), headers.get("content-type", ""))
    seen = _Seen()
    parser = etree.HTMLParser(target=seen, encoding="utf-8")
    begun = time.thread_time()
    try:
        for start in range(0, len(source), PIECE):
            parser.feed(source[start : start + PIECE].encode("utf-8", "replace"))
            if time.thread_time() - begun > MOST_SECONDS:
                raise TooMuch("หน้าเว็บเขียนซับซ้อนผิดปกติ โปรแกรมตรวจจึงอ่านไม่จบ ให้คนเปิดดู")
        if source:
            parser.close()
    except (etree.LxmlError, AssertionError):  # AssertionError: lxml's word for a page without any element
        pass  # what was seen until then is what can be known
    return PageWords(source.lower(), seen.heading_words().lower(), seen.asks_password)


class _Seen:
    """What lxml's parser tells, element by element."""

    def __init__(self) -> None:
        self.headings: list[str] = []
        self.inside, self.length = "", 0
        self.asks_password = False

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        if tag in HEADINGS:
            if not self.inside and len(self.headings) < MOST_HEADINGS:
                self.inside, self.length = tag, 0
                self.headings.append("")
        elif tag == "input" and attributes.get("type", "").strip().lower() == "password":
            self.asks_password = True
        if self.inside:
            self.data(" ")

    def end(self, tag: str) -> None:
        if tag == self.inside:
            self.inside = ""

    def data(self, text: str) -> None:
        if self.inside and self.length < LONGEST_HEADING:
            self.headings[-1] += text[: LONGEST_HEADING - self.length]
            self.length += len(text)

    def close(self) -> None:
        """The page is over."""

    def heading_words(self) -> str:
        """All headings as one text."""
        return " ".join(self.headings)


def unpacked(body: bytes, coding: str) -> bytes:
    """At most MOST_TEXT bytes of the body as it was before it was packed; nobody asked for packing."""
    coding = coding.strip().lower()
    if coding in ("", "identity"):
        return body[:MOST_TEXT]
    if coding not in ("gzip", "x-gzip", "deflate"):
        raise TooMuch("เว็บไซต์ปลายทางบีบอัดหน้าในแบบที่โปรแกรมตรวจไม่ได้ขอ จึงอ่านไม่ได้ ให้คนเปิดดู")
    try:
        return zlib.decompressobj(wbits=zlib.MAX_WBITS | 32).decompress(body, MOST_TEXT)
    except zlib.error:
        raise TooMuch("เว็บไซต์ปลายทางบีบอัดหน้าไม่ถูกแบบ โปรแกรมตรวจจึงอ่านไม่ได้ ให้คนเปิดดู") from None


def text_of(body: bytes, content_type: str) -> str:
    """The body as text. What is UTF-8 is read so whatever is claimed; what claims nothing true as Thai."""
    for mark, charset in BYTE_ORDER_MARKS:
        if body.startswith(mark):
            return _decoded(body[len(mark) :], charset)
    if body.isascii() or _is_utf8(body):
        claimed = _claimed(body, content_type)
        return _decoded(body, claimed if claimed.startswith("utf-16") and b"\x00" in body else "utf-8")
    claimed = _claimed(body, content_type)
    if claimed == WESTERN and _looks_thai(body):
        claimed = THAI
    return _decoded(body, claimed or THAI)


def _decoded(body: bytes, charset: str) -> str:
    return body.decode(charset, "replace").replace("\x00", "")


def _is_utf8(body: bytes) -> bool:
    """Valid UTF-8 but for a sign that was cut at the end."""
    try:
        codecs.getincrementaldecoder("utf-8")().decode(body)
    except UnicodeDecodeError:
        return False
    return True


def _claimed(body: bytes, content_type: str) -> str:
    """The charset that header or page name, as a codec's name; "" for none that browsers know."""
    in_header = IN_HEADER.search(content_type)
    in_page = IN_PAGE.search(body[:MOST_META])
    names = [in_header[1] if in_header else "", in_page[1].decode("ascii") if in_page else ""]
    return next(filter(None, (CHARSETS.get(name.lower().replace("_", "-"), "") for name in names)), "")


def _looks_thai(body: bytes) -> bool:
    """Signs of the upper half stand together as in Thai words, not alone as accents do."""
    together = sum(len(run[0]) for run in THAI_RUN.finditer(body))
    return together * 2 >= len(HIGH.findall(body))
