"""Every screen of the desk that a link leads to: axe finds nothing, no English is left, the policy holds."""

import re
from collections import deque
from urllib.parse import urljoin, urlsplit

import pytest
from axe_playwright_python.sync_playwright import Axe

START = "/ita/admin/"
# Files to download, and leaving.
# The names of real items and measures stand in headings and links.
NAMES = re.compile(
    r"job description|Integrity|Transparency|Assessment|One Stop Service|Social Network"
    "|No Gift Policy|service",
    re.IGNORECASE,
)
NOT_SCREENS = re.compile(
    r"/logout/|\.(csv|xlsx|ics|json|docx|pdf)$|/jsi18n/|/source/|/documents/\d+/$|/original/"
)
# What stands in Latin letters also in Thai offices: codes, file types, names people gave.
LATIN = re.compile(
    r"https?://\S+|/ita/\S*|[a-z0-9.-]+\.(?:th|com|txt)|SHA-256|\.ics|OpenDocument|PowerPoint|Django|pakchong\S*|localhost|admin|load_(?:example|packs)"
    r"|(?<![A-Za-z])(?:[IEO]IT|ITAS?|DOCX|XLSX|PPTX|OD[TS]|PDF|CSV|TXT|HTML|JPG|PNG|HTTPS?|URLs?|ZIP|Word|Excel)(?![A-Za-z])"
)
ENGLISH = re.compile(r"[A-Za-z]{3,}")


@pytest.fixture
def desk(page, live_site):
    page.goto(f"{START}login/")
    page.fill("#id_username", live_site.admin_username)
    page.fill("#id_password", live_site.admin_password)
    page.click("input[type=submit]")
    return page


def shape(address):
    """Screens that differ only in their row or filter count as one."""
    return re.sub(r"/(\d+|[a-z]*\d[a-z0-9]*)/", "/N/", urlsplit(address).path)


def screens(page):
    """Every screen reachable from the first one, each shape once, as it is opened."""
    waiting, seen = deque([START]), {shape(START)}
    while waiting:
        address = waiting.popleft()
        response = page.goto(address)
        yield address, response.status
        for link in page.eval_on_selector_all(
            "a[href]", "links => links.map(link => link.getAttribute('href'))"
        ):
            target = urlsplit(urljoin(page.url, link))
            found = target.path + (f"?{target.query}" if target.query and "/add/" in target.path else "")
            if not target.path.startswith(START) or NOT_SCREENS.search(target.path):
                continue
            if shape(found) not in seen:
                seen.add(shape(found))
                waiting.append(found)


def thai_of(page):
    """The words of the portal on a page: without data shown as it is, or what is marked as English."""
    return page.evaluate(
        """() => {
            const body = document.body.cloneNode(true);
            const data = "td, pre, code, textarea, script, select, .readonly, [lang=en]"
                + ", #user-tools, #id_password";
            body.querySelectorAll(data).forEach(element => element.remove());
            return body.textContent;
        }"""
    )


def test_every_screen_is_thai_accessible_and_within_the_policy(desk):
    faults, said, opened = [], [], 0
    desk.on("console", lambda message: message.type == "error" and said.append(message.text))
    desk.on("response", lambda response: response.status >= 400 and said.append(response.url))
    for address, status in screens(desk):
        opened += 1
        faults += [] if status == 200 else [f"{address}: {status}"]
        desk.wait_for_load_state("networkidle")
        faults += [f"{address}: {each}" for each in said]
        found = Axe().run(desk).response["violations"]
        said.clear()  # axe itself tries inline styles
        faults += [f"{address}: {each['id']}: {each['nodes'][0]['html'][:200]}" for each in found]
        words = set(ENGLISH.findall(LATIN.sub("", NAMES.sub("", thai_of(desk)))))
        faults += [f"{address}: English: {word}" for word in sorted(words)]
    assert opened > 60
    assert not faults, "\n".join(faults)
