"""Everything an agency published of one year as a ZIP that can be read and checked without this portal.

index.html and the pages · data/ (JSON, CSV) · versions/ · chain.json · static/ · README.txt · verify.py ·
manifest.json. The same state of the record gives the same bytes.
"""

import hashlib
import io
import json
import zipfile
from pathlib import Path

from django.contrib.staticfiles import finders
from django.template.loader import render_to_string
from django.templatetags.static import static
from django.urls import reverse

from assessments.bundle.offline_pages import INDEX, standalone
from assessments.exports.tables import TABLES, csv_bytes
from assessments.models import Page
from assessments.open_data.feeds import has_page
from assessments.public.internal_request import PageMissing, answer, internal_request
from assessments.public.request import BundledPage
from assessments.public.site import site_context
from assessments.record.chain import tip
from assessments.record.chain_export import tip_content, write_log
from assessments.record.pages import PublishedPages, RecordState, json_document, this_page
from assessments.record.paths import data_path, page_path, poster_code_path, poster_path
from ita_portal.thai.dates import bangkok

SCHEMA = "bundle/1"
CARRIED = Path(__file__).resolve().parent  # README.txt and verify.py, as they are
LINKED_FILES = ("css/portal.css", "favicon.ico", "favicon.svg")
STATIC_FILES = (
    *LINKED_FILES,
    "fonts/sarabun-400.woff2",
    "fonts/sarabun-700.woff2",
    "fonts/sarabun-OFL.txt",
)
POSTER_CODE = "eit-qr.svg"
ATTEMPTS = 5


def bundle_name(agency, year_be):
    """What the file is called: ita-AGENCY-2564.zip"""
    return f"ita-{agency.slug}-{year_be}.zip"


def build_bundle(agency, year_be, origin):
    """The bytes of the ZIP; `origin` is the scheme and host under which the agency's pages are read.

    When somebody publishes or withdraws meanwhile it is built again, so that all of it is of one state.
    """
    for _attempt in range(ATTEMPTS):
        state = RecordState(agency)
        try:
            data = _Bundle(agency, year_be, origin, state.changed_at).build()
        except PageMissing:
            if RecordState(agency) == state:
                raise
            continue
        if RecordState(agency) == state:
            return data
    raise RuntimeError(f"the record of {agency.slug} changed {ATTEMPTS} times while a bundle was built")


class _Archive:
    """A ZIP in memory that knows size and hash of what was put into it."""

    def __init__(self, moment):
        self.files = []
        self._moment = bangkok(moment).timetuple()[:6]
        self._bytes = io.BytesIO()
        self._zip = zipfile.ZipFile(self._bytes, "w", zipfile.ZIP_DEFLATED)

    def add(self, path, data):
        """Put `data` (bytes) into the ZIP as `path`."""
        self.files.append({"path": path, "size": len(data), "sha256": hashlib.sha256(data).hexdigest()})
        self._write(path, data)

    def _write(self, path, data):
        entry = zipfile.ZipInfo(path, self._moment)
        entry.compress_type = zipfile.ZIP_DEFLATED
        entry.create_system, entry.external_attr = 3, 0o644 << 16  # the same on every machine
        self._zip.writestr(entry, data)

    def close(self, manifest):
        """Add manifest.json, which lists every file but itself; returns the bytes of the ZIP."""
        listed = manifest | {"files": sorted(self.files, key=lambda file: file["path"])}
        self._write("manifest.json", (json.dumps(listed, ensure_ascii=False, indent=1) + "\n").encode())
        self._zip.close()
        return self._bytes.getvalue()


class _Bundle:
    """One year of one agency while it is written."""

    def __init__(self, agency, year_be, origin, changed_at):
        self.agency, self.year_be, self.origin, self.changed_at = agency, year_be, origin, changed_at
        self.archive = _Archive(changed_at)
        self.published = PublishedPages(agency, this_page(year_be, Page.OIT))
        self.tip = tip(agency.publications)
        self.live = {page: self.published.publication(year_be, page) for page in Page if self._light(page)}
        checklist = self.published.content(year_be, Page.OIT)
        self.answered = [item for item in checklist["items"] if item["answer"]] if checklist else []
        self.has_poster = bool(checklist and checklist.get("eit_url"))
        self.pages = dict(self._pages())
        self.places = dict(self._places())

    def _light(self, page):
        return self.published.light(self.year_be, page)

    def _pages(self):
        """(address, file) of each HTML page: the year, its live pages, poster and answered items."""
        result = self.published.publication(self.year_be, Page.RESULT)
        if self.live and not (result and result.withdrawn_at):
            yield page_path(self.year_be, Page.RESULT), "result.html"
        for page in self.live:
            if page != Page.RESULT and has_page(page_path(self.year_be, page)):
                yield page_path(self.year_be, page), f"{page}.html"
        if self.has_poster:
            yield poster_path(self.year_be), "eit.html"
        for item in self.answered:
            number = int(item["code"][1:])
            yield page_path(self.year_be, Page.OIT, number), f"oit/o{number}.html"

    def _places(self):
        """(site path, file) of all that pages may link to, the stable addresses of links among them."""
        yield INDEX, "index.html"
        yield from self.pages.items()
        if self.has_poster:
            yield poster_code_path(self.year_be), POSTER_CODE
        for page, publication in self.live.items():
            yield data_path(self.year_be, page), f"data/{page}.json"
            yield data_path(self.year_be, page, publication.number), f"data/{page}.json"
            if page in TABLES:
                yield data_path(self.year_be, page, form="csv"), f"data/{page}.csv"
        yield reverse("assessments:chain_data"), "chain.json"
        for name in LINKED_FILES:
            yield static(name), f"static/{name}"
        for link in (link for item in self.answered for link in item["links"]):
            if link["url"] in self.pages:
                yield link["address"], self.pages[link["url"]]

    def build(self):
        """The bytes of the whole ZIP."""
        for name in ("README.txt", "verify.py"):
            self.archive.add(name, (CARRIED / name).read_bytes())
        self._add_static()
        documents, versions = self._add_data()
        self._add_chain()
        self._add_pages()
        self._add_index(documents, versions)
        manifest = {
            "schema": SCHEMA,
            "agency": self.agency.slug,
            "fiscal_year": self.year_be,
            "origin": self.origin,
            "head": tip_content(self.tip),
        }
        return self.archive.close(manifest)

    def _add_static(self):
        for name in STATIC_FILES:
            found = finders.find(name)
            if found:
                self.archive.add(f"static/{name}", Path(found).read_bytes())

    def _add_data(self):
        """Add JSON and CSV of every state; returns what the index lists: (live documents, all states)."""
        documents, versions = [], []
        states = self.agency.publications.filter(year_be=self.year_be, page__in=Page.values)
        states = states.order_by("page", "number")
        for state in states.iterator(chunk_size=50):
            if state.withdrawn_at:
                versions.append({"state": state, "json": ""})
                continue
            current = self.live.get(state.page)
            is_live = current is not None and current.number == state.number
            path = f"data/{state.page}.json" if is_live else f"versions/{state.page}-{state.number}.json"
            self.archive.add(path, json_document(state.content, state).encode())
            if is_live:
                html = self.pages.get(page_path(self.year_be, state.page))
                documents.append({"state": state, "html": html, "json": path, "csv": self._add_csv(state)})
            state.content = ""
            versions.append({"state": state, "json": path})
        return documents, versions

    def _add_csv(self, state):
        written = csv_bytes(state.data())
        path = f"data/{state.page}.csv"
        if written is None:
            return ""
        self.archive.add(path, written)
        return path

    def _add_chain(self):
        written = io.StringIO()
        write_log(self.agency, written.write, at=self.changed_at)
        self.archive.add("chain.json", written.getvalue().encode())

    def _add_pages(self):
        if self.has_poster:
            code = internal_request(self.agency, self.origin, poster_code_path(self.year_be))
            self.archive.add(POSTER_CODE, answer(code))
        for address, file in self.pages.items():
            bundled = BundledPage(self.tip, address)
            request = internal_request(self.agency, self.origin, address, bundled)
            self._add_html(file, address, answer(request).decode())

    def _add_index(self, documents, versions):
        address = page_path(self.year_be, Page.RESULT)
        request = internal_request(self.agency, self.origin, address)
        context = site_context(request, self.agency, self.published, self.year_be) | {
            "year_be": self.year_be,
            "tip": self.tip,
            "year_file": self.pages.get(address),
            "documents": documents,
            "versions": versions,
            "items": self.answered,
        }
        markup = render_to_string("assessments/bundle_index.html", context, request)
        files = (file["path"] for file in self.archive.files)
        self.places |= {f"/{path}": path for path in (*files, "manifest.json")}
        self._add_html("index.html", address, markup)

    def _add_html(self, file, address, markup):
        base = self.origin + address
        self.archive.add(file, standalone(markup, place=file, base=base, places=self.places))
