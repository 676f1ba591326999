"""Rendered public pages as plain HTML that opens from disk: links in the bundle relative, others marked."""

import posixpath
from urllib.parse import urljoin, urlsplit

from lxml import etree, html

LINKS = ("href", "src", "action")
ABOUT_THE_SITE = (
    "canonical",
    "alternate",
)  # relations of a <link> that name the page online, as itemprop does
ONLINE = "เปิดจากเว็บไซต์ ต้องต่ออินเทอร์เน็ต"
INDEX = "/index.html"  # stands for the bundle's own first page; no address of the portal


def standalone(markup, *, place, base, places):
    """A rendered page (str) as bytes that open from disk.

    `place` is the file it becomes, `base` its address, `places` the file of each site path in the bundle.
    A link to one of those becomes relative; every other becomes absolute and says that it leads online.
    """
    document = html.document_fromstring(markup.replace("<wbr>", "<wbr></wbr>"))  # for libxml2 not yet empty
    for element in document.iter(etree.Element):
        for name in LINKS:
            link = element.get(name)
            if link is None or link.startswith("#"):
                continue
            about_the_site = element.get("rel") in ABOUT_THE_SITE or (
                element.tag == "link" and element.get("itemprop")
            )
            within = {} if about_the_site else places
            target, inside = _target(link, place=place, base=base, places=within)
            element.set(name, target)
            if element.tag == "a" and not inside:
                _say_online(element)
    text = html.tostring(document, doctype="<!DOCTYPE html>", encoding="unicode")
    return text.replace("</wbr>", "").encode()


def _target(link, *, place, base, places):
    """(where a link leads from the file `place`, whether that is in the bundle)."""
    address = urlsplit(urljoin(base, link))
    same_site = address[:2] == urlsplit(base)[:2]
    file = places.get(address.path) if same_site and not address.query else None
    if file is None:
        return address.geturl(), False
    relative = posixpath.relpath(file, posixpath.dirname(place) or ".")
    return f"{relative}#{address.fragment}" if address.fragment else relative, True


def _say_online(link):
    """Mark a link that leads out of the bundle, for the eye and for screen readers."""
    link.set("title", ONLINE)
    arrow = html.Element("span", {"aria-hidden": "true"})
    arrow.text = "\u00a0↗"
    words = html.Element("span", {"class": "hidden"})
    words.text = f" ({ONLINE})"
    last = link[-1] if len(link) else link
    place = last if last.tag == "span" and not (last.tail or "").strip() else link
    place.extend((arrow, words))
