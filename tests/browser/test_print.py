"""A page on paper: A4, numbered, with the address it comes from, its code, and links written out."""

import io

import pypdf
import pytest

from tests.pdf_readers import by_pdfium, solid


@pytest.mark.parametrize("address", ["/ita/2563/", "/ita/2564/measures/", "/ita/2564/oit/"])
def test_printed_page_says_where_it_comes_from_and_numbers_its_sheets(page, live_site, address):
    page.goto(address)
    assert not page.locator(".printed").is_visible()
    assert page.get_by_role("link", name="PDF สำหรับพิมพ์").is_visible() == ("oit" not in address)

    data = page.pdf(prefer_css_page_size=True)

    sheets = [solid(sheet) for sheet in by_pdfium(data)]
    assert f"{live_site.url}{address}" in sheets[-1]
    assert "ฉบับที่๑" in sheets[-1]
    for number, sheet in enumerate(sheets, start=1):
        digits = "๐๑๒๓๔๕๖๗๘๙"
        assert f"{digits[number]}/{digits[len(sheets)]}" in sheet
    box = pypdf.PdfReader(io.BytesIO(data)).pages[0].mediabox
    assert (round(box.width), round(box.height)) == (595, 842)


def test_on_paper_the_code_shows_and_links_to_files_do_not(page):
    page.goto("/ita/2564/measures/")
    page.emulate_media(media="print")

    assert page.locator(".printed svg").is_visible()
    assert page.locator(".printed svg").get_attribute("aria-label")
    assert not page.get_by_role("link", name="PDF สำหรับพิมพ์").is_visible()
    outside = "main a[href^='http']:not(.url)"
    after = "each => getComputedStyle(each, '::after').content"
    assert all("http" in link.evaluate(after) for link in page.locator(outside).all())


def test_pdf_of_the_running_site_is_made_and_then_kept(page, live_site):
    first = page.request.get("/ita/2564/measures.pdf")
    again = page.request.get("/ita/2564/measures.pdf")

    assert first.headers["content-type"] == "application/pdf"
    assert first.body() == again.body()
    assert len(pypdf.PdfReader(io.BytesIO(first.body())).pages) == 3
