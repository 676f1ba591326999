"""What crawlers and feed readers get: Atom entries of publications, the sitemap, the rules for robots."""

from io import BytesIO
from itertools import islice
from urllib.parse import urlsplit
from xml.etree import ElementTree

from django.urls import Resolver404, resolve
from django.utils.feedgenerator import Atom1Feed
from django.utils.html import escape

from assessments.models import Page
from assessments.record.paths import page_path, poster_path, version_path
from ita_portal.http.release import released_at
from ita_portal.thai.dates import BANGKOK, thai_datetime
from ita_portal.thai.digits import thai_digits
from ita_portal.thai.text import normalise

NEWEST = 50
MOST_ADDRESSES = 50_000  # the sitemap protocol allows no more in one file
ATOM = Atom1Feed.content_type
SITEMAP_NAMESPACE = "http://www.sitemaps.org/schemas/sitemap/0.9"
CLOSED_TO_ROBOTS = ("/ita/admin/", "/ita/*/versions/", "/ita/*?as_of=", "/ita/*&as_of=")


class _Feed(Atom1Feed):
    """Atom whose time is the record's: a feed without entries is as old as this release."""

    def latest_post_date(self):
        return max((item["updateddate"] for item in self.items), default=released_at())


def publication_title(publication):
    """How an entry is called: ผลการประเมิน ปีงบประมาณ ๒๕๖๓ ฉบับที่ ๒"""
    name = f"{publication.get_page_display()} ปีงบประมาณ {thai_digits(publication.year_be)}"
    name += f" ฉบับที่ {thai_digits(publication.number)}"
    return f"{name} (ถอนแล้ว)" if publication.withdrawn_at else name


def atom(publications, *, title, author, origin, id_origin, path, feed_path):
    """Publications (newest first, without content) as the bytes of an Atom feed.

    An entry's id is a tag URI of the version's address, the feed's that of its page, both under `id_origin`:
    the same for ever, wherever the pages are read (`origin`). An entry's text is the
    note; of a withdrawn one only that it was withdrawn, when (as `updated`, so that readers fetch it again)
    and why.
    """
    given = {"language": "th", "author_name": author}
    given |= {"feed_url": origin + feed_path, "feed_guid": id_origin + path}
    feed = _Feed(title, origin + path, "", **given)
    host = urlsplit(id_origin).hostname
    for row in publications:
        address = version_path(row.year_be, row.page, row.number)
        text = row.note
        if row.withdrawn_at:
            text = f"ถอนเมื่อ {thai_datetime(row.withdrawn_at)} เพราะ {row.withdrawn_reason}"
        feed.add_item(
            publication_title(row),
            origin + address,
            escape(normalise(text)),  # feedgenerator says type="html"
            unique_id=f"tag:{host},{row.published_at.astimezone(BANGKOK):%Y-%m-%d}:{address}",
            pubdate=row.published_at,
            updateddate=row.withdrawn_at or row.published_at,
            author_name=normalise(row.published_by_role) or author,
        )
    return feed.writeString("utf-8").encode()


def has_page(path):
    """True when the portal shows a page at this path."""
    try:
        resolve(path)
    except Resolver404:
        return False
    return True


def changed_pages(record):
    """(path, when it was published last) of each live page, EIT poster and answered item, newest year first.

    `record` is a PublishedPages that holds the contents of the checklists. A year's own page stands for its
    result; without one it is as new as the year's newest page.
    """
    if record.years:
        yield "/ita/", record.changed_at
        yield "/ita/data/", record.changed_at
    for year_be in record.years:
        live = {page: row for page in Page if (row := record.light(year_be, page))}
        newest = max(row["published_at"] for row in live.values())
        if not record.publication(year_be, Page.RESULT):
            yield page_path(year_be, Page.RESULT), newest
        for page, row in live.items():
            if has_page(page_path(year_be, page)):
                yield page_path(year_be, page), row["published_at"]
        if Page.OIT in live:
            checklist = record.content(year_be, Page.OIT)
            if checklist.get("eit_url"):
                yield poster_path(year_be), live[Page.OIT]["published_at"]
            for item in checklist["items"]:
                if item["answer"]:
                    number = int(item["code"][1:])
                    yield page_path(year_be, Page.OIT, number), live[Page.OIT]["published_at"]


def sitemap(pages, origin):
    """(path, aware datetime) pairs as the bytes of a sitemap; what the protocol does not allow is cut off."""
    root = ElementTree.Element("urlset", xmlns=SITEMAP_NAMESPACE)
    for path, changed_at in islice(pages, MOST_ADDRESSES):
        entry = ElementTree.SubElement(root, "url")
        ElementTree.SubElement(entry, "loc").text = origin + path
        moment = changed_at.astimezone(BANGKOK).isoformat(timespec="seconds")
        ElementTree.SubElement(entry, "lastmod").text = moment
    written = BytesIO()
    ElementTree.ElementTree(root).write(written, "utf-8", xml_declaration=True)
    return written.getvalue()


def robots(origin):
    """The text of robots.txt: everything may be read but the desk and earlier states."""
    closed = [f"Disallow: {path}" for path in CLOSED_TO_ROBOTS]
    return "\n".join(["User-agent: *", *closed, "", f"Sitemap: {origin}/ita/sitemap.xml", ""])
