"""The site that the other browser tests read is the one that people get from `make run`."""

import re
from urllib.request import Request, urlopen


def test_live_site_runs_as_in_production(live_site, page):
    answer = page.goto("/ita/no-such-page/")

    assert answer.status == 404
    assert answer.headers["server"] == "gunicorn"
    assert "content-security-policy" in answer.headers
    assert page.locator("h1").inner_text() == "ไม่พบหน้านี้"  # with DEBUG on it would be Django's own page


def test_thai_font_arrives_and_may_be_kept_for_years(page):
    fonts = []
    page.on("response", lambda answer: fonts.append(answer) if answer.url.endswith(".woff2") else None)

    assert page.goto("/ita/", wait_until="networkidle").ok

    assert fonts
    assert all(
        re.search(r"/ita/static/fonts/sarabun-[47]00\.[0-9a-f]{12}\.woff2$", font.url) for font in fonts
    )
    assert all("immutable" in font.headers["cache-control"] for font in fonts)
    assert page.evaluate("document.fonts.check('16px Sarabun', 'ที่')")


def test_stylesheet_travels_compressed(page):
    page.goto("/ita/")
    address = page.locator('link[rel="stylesheet"]').first.evaluate("link => link.href")

    with urlopen(Request(address, headers={"Accept-Encoding": "br"})) as response:
        assert response.headers["Content-Encoding"] == "br"


def test_first_superuser_gets_into_the_admin(live_site, page):
    page.goto("/ita/admin/")
    page.fill("#id_username", live_site.admin_username)
    page.fill("#id_password", live_site.admin_password)
    page.click("input[type=submit]")
    page.locator("#user-tools").wait_for()

    assert page.title().endswith("ระบบจัดการ ITA")
    cookies = page.context.cookies()
    assert {cookie["path"] for cookie in cookies} <= {"/ita/", "/ita/admin/"}
    assert next(cookie for cookie in cookies if cookie["name"] == "sessionid")["httpOnly"]


def test_public_pages_set_no_cookie(page):
    assert page.goto("/ita/").ok

    assert page.context.cookies() == []
