"""A page on paper: A4, numbered, with the address it comes from, its code, and links written out."""

import io

import pypdf
import pypdfium2
import pytest

from tests.support.pdf_readers import by_pdfium, solid


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


def stray_ink(sheet):
    """Is the lowest thing on a sheet, above its number, lower than a letter and no rule: a torn-off mark?"""
    scale, foot = 2, 20 / 297
    picture = sheet.render(scale=scale).to_pil().convert("L").point(lambda light: 255 * (light < 128))
    ink = picture.crop((0, 0, picture.width, int(picture.height * (1 - foot))))
    top = bottom = ink.getbbox()[3]
    while ink.crop((0, top - 1, ink.width, top)).getbbox():
        top -= 1
    left, _top, right, _bottom = ink.crop((0, top, ink.width, bottom)).getbbox()
    is_alone = ink.crop((0, top - 5 * scale, ink.width, top)).getbbox() is None  # no vowel below a line
    return is_alone and bottom - top < 5 * scale and right - left < 40 * scale


@pytest.mark.parametrize("address", ["/ita/2563/", "/ita/2564/measures/", "/ita/2564/oit/block/"])
def test_marks_above_a_heading_stay_on_its_sheet(page, address):
    page.goto(address)

    with pypdfium2.PdfDocument(page.pdf(prefer_css_page_size=True)) as document:
        torn = [number for number, sheet in enumerate(document, start=1) if stray_ink(sheet)]

    assert torn == []


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
