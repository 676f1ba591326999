"""HTML as it is found inside cells and paragraphs -> blocks of plain text."""

import html
import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from typing import Self

from lxml import etree

from ita_portal.thai.text import normalise

_MARKUP = re.compile(r"</?[a-zA-Z][^<>]*>|<!--|&(?:[a-zA-Z][a-zA-Z0-9]*|#[0-9]+|#[xX][0-9a-fA-F]+);")
_TAG = re.compile(r"</?[a-zA-Z][^<>]*>")
# Tags that end a page or keep their content from being read as text.
_PAGE_TAG = re.compile(
    r"</?(?:html|head|body|frameset|frame|noframes|iframe|noembed|noscript|plaintext|xmp|listing"
    r"|textarea|title|template)\b[^<>]*>",
    re.IGNORECASE,
)
_UNREADABLE = re.compile("[\x00-\x08\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
_THAI = re.compile("[\u0e01-\u0e5b]")
_BLOCKS = frozenset(
    "address article aside blockquote caption center dd div dl dt fieldset figure footer form "
    "h1 h2 h3 h4 h5 h6 header hr li main nav ol p pre section table tbody td tfoot th thead tr ul".split()
)


class MarkupError(ValueError):
    """HTML from which the text cannot be read in full; the message is Thai."""


@dataclass(frozen=True)
class Block:
    """A run of text as it stands, its source, and whether it is a list item. <br> is \\n in `text`."""

    text: str
    source: str
    is_item: bool = False


class Cell(str):
    """The text of a cell or paragraph whose blocks a reader found already; no markup is looked for in it."""

    blocks: tuple[Block, ...]

    def __new__(cls, blocks: Collection[Block] = ()) -> Self:
        cell = super().__new__(cls, "\n".join(block.text.strip() for block in blocks))
        cell.blocks = tuple(blocks)
        return cell


def _has_markup(text: str) -> bool:
    """Whether the text holds a tag, a comment or a character reference of HTML."""
    return bool(_MARKUP.search(text))


def plain_text(text: str) -> str:
    """The text without markup, normalised, in one line per block. Raises MarkupError."""
    return normalise("\n".join(block.text for block in blocks(text)))


def blocks(text: str) -> list[Block]:
    """The blocks of a cell in their order; text without markup is one block. Raises MarkupError."""
    if isinstance(text, Cell):
        return list(text.blocks)
    if "&lt;" in text and not _TAG.search(text):
        text = html.unescape(text)  # markup that was escaped once too often
    if not _has_markup(text):
        return [Block(text, text)]
    return element_blocks(tree(text))


def element_blocks(root: etree._Element) -> list[Block]:
    """The blocks inside an element of a parsed page."""
    found = []
    for element, texts in _runs(root):
        joined = "".join(texts)
        if joined.strip():
            found.append(Block(joined, _source(element, joined), element is not None))
    return found


def tree(text: str) -> etree._Element:
    """The parsed HTML of a text, without comments, scripts and styles. Raises MarkupError."""
    # Bytes and a fixed encoding, so that no declaration in the text is believed.
    parser = etree.HTMLParser(encoding="utf-8", huge_tree=True, no_network=True)
    source = _PAGE_TAG.sub(" ", _UNREADABLE.sub(" ", text))
    root = etree.fromstring(f"<div>{source}".encode(), parser)
    gave_up = any(entry.level == etree.ErrorLevels.FATAL for entry in parser.error_log)
    if gave_up or _thai_letters(etree.tostring(root, encoding="unicode")) < _thai_letters(source):
        raise MarkupError("อ่านโค้ด HTML ในช่องนี้ได้ไม่ครบ กรุณาวางเป็นข้อความธรรมดา")
    etree.strip_elements(root, etree.Comment, etree.ProcessingInstruction, "script", "style", with_tail=False)
    return root


def _runs(root: etree._Element) -> Iterator[tuple[etree._Element | None, list[str]]]:
    """(list item or None, texts) for every stretch of text between two block borders."""
    items: list[etree._Element] = []
    texts: list[str] = []
    for event, element in etree.iterwalk(root, events=("start", "end")):
        if element.tag in _BLOCKS:
            yield (items[-1] if items else None), texts
            texts = []
        if event == "start":
            if element.tag == "li":
                items.append(element)
            texts.append("\n" if element.tag == "br" else "")
            texts.append(element.text or "")
        else:
            if element.tag == "li":
                items.pop()
            texts.append(element.tail or "")
    yield None, texts


def _source(item: etree._Element | None, text: str) -> str:
    return text if item is None else etree.tostring(item, encoding="unicode", method="html", with_tail=False)


def _thai_letters(text: str) -> int:
    return len(_THAI.findall(text))
