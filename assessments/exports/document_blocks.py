"""What a document says, piece by piece, whatever it is written as; texts as a reader sees them. Pure."""

import re
from dataclasses import dataclass, field

from assessments.record.paths import page_path, version_path
from ita_portal.thai.dates import thai_datetime
from ita_portal.thai.digits import thai_digits

_YEAR_AT_THE_END = re.compile(r"(?<=\s)(?:ประจำ)?ปี\s?(?:งบประมาณ)?\s?(?:พ\.\s?ศ\.)?\s?[0-9๐-๙]{4}$")


@dataclass(frozen=True)
class Heading:
    """A heading of level 2 or 3; `aside` stands at the end of its line."""

    text: str
    level: int = 2
    aside: str = ""
    kind = "heading"

    def texts(self):
        """The texts in reading order; every block has this."""
        return [self.text, self.aside]


@dataclass(frozen=True)
class Text:
    """A paragraph; its line breaks stay. `gap` says that it names something that is missing."""

    text: str
    gap: bool = False
    kind = "text"

    def texts(self):
        """The text."""
        return [self.text]


@dataclass(frozen=True)
class Facts:
    """Pairs of a term and what is known of it; a pair without text is left out. `small` is in small print."""

    rows: list
    small: bool = False
    kind = "facts"

    @property
    def known(self):
        """The pairs that have a text."""
        return [(term, text) for term, text in self.rows if text]

    def texts(self):
        """Each term, then its text."""
        return [text for pair in self.known for text in pair]


@dataclass(frozen=True)
class Numbered:
    """A numbered list; an item is (text, facts)."""

    items: list
    kind = "numbered"

    def texts(self):
        """Number, text and facts of each item."""
        for number, (text, facts) in enumerate(self.items, start=1):
            yield from (f"{thai_digits(number)}.", text, *facts.texts())


@dataclass(frozen=True)
class Table:
    """A table; the last row is the total when `total`.

    The columns whose number is in `figures` hold figures, those in `narrow` a short word; the others
    share what is left of the line.
    """

    caption: str
    headings: list
    rows: list
    figures: tuple = ()
    total: bool = False
    narrow: tuple = ()
    kind = "table"

    @property
    def body(self):
        """The rows without the total."""
        return self.rows[:-1] if self.total else self.rows

    @property
    def foot(self):
        """The row of the total, in a list; empty without one."""
        return self.rows[-1:] if self.total else []

    def texts(self):
        """Caption, headings and cells, row by row."""
        return [self.caption, *self.headings, *(cell for row in self.rows for cell in row)]


@dataclass(frozen=True)
class Signature:
    """Room for each of `roles` to sign: name, position and date are left to the pen."""

    roles: tuple
    kind = "signature"

    def texts(self):
        """What is printed around the empty lines."""
        for role in self.roles:
            yield from ("ลงชื่อ", role, "(", ")", "ตำแหน่ง", "วันที่")


@dataclass(frozen=True)
class ExportDocument:
    """A document: title, whose it is, and its blocks."""

    title: str
    owner: str
    blocks: list = field(default_factory=list)

    @property
    def subject(self):
        """The title without the year that it may end with."""
        return self.title.removesuffix(self.year).rstrip()

    @property
    def year(self):
        """The fiscal year at the end of the title, which a line must not split; "" when there is none."""
        named = _YEAR_AT_THE_END.search(self.title)
        return named[0] if named else ""

    def texts(self):
        """All that the document says, in reading order, without head and foot."""
        yield from (self.title, self.owner)
        for block in self.blocks:
            yield from block.texts()


@dataclass(frozen=True)
class Imprint:
    """Where a document comes from: `origin` (scheme and host) and the publication it shows."""

    origin: str
    publication: object

    @property
    def source(self):
        """The first line at the foot of every sheet."""
        return f"พิมพ์จาก {self.origin}{page_path(self.publication.year_be, self.publication.page)}"

    @property
    def state(self):
        """The second line at the foot of every sheet."""
        moment, number = thai_datetime(self.publication.published_at), thai_digits(self.publication.number)
        return f"เผยแพร่เมื่อ {moment} ฉบับที่ {number}"

    def facts(self):
        """How to find this very state again and compare it."""
        row = self.publication
        address = version_path(row.year_be, row.page, row.number)
        return Facts(
            [
                ("ฉบับ", f"ฉบับที่ {thai_digits(row.number)} เผยแพร่เมื่อ {thai_datetime(row.published_at)}"),
                ("ที่อยู่ถาวรของฉบับนี้", f"{self.origin}{address}"),
                ("ลายนิ้วมือ SHA-256", row.sha256),
            ],
            small=True,
        )


def owner_line(agency):
    """The agency of a content as one line: name, district, province."""
    district = agency["district"] and f"อำเภอ{agency['district']}"
    province = agency["province"] and f"จังหวัด{agency['province']}"
    return " ".join(filter(None, (agency["name"], district, province)))


def with_imprint(document, imprint):
    """The same document with the block that says where it comes from."""
    blocks = [*document.blocks, Heading("ที่มาของเอกสาร"), imprint.facts()]
    return ExportDocument(document.title, document.owner, blocks)
