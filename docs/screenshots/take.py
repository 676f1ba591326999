"""Takes the pictures of the README from the running site: python docs/screenshots/take.py [http://127.0.0.1:8000]

Needs `make run` in another window and Debian's Chromium.
"""

import sys
from pathlib import Path

from playwright.sync_api import sync_playwright

PAGES = {
    "home": "/ita/",
    "result": "/ita/2563/",
    "measures": "/ita/2564/measures/",
    "checklist": "/ita/2564/oit/",
}
SIZES = {360: 780, 1280: 900}


def main(origin):
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path="/usr/bin/chromium", args=["--no-sandbox", "--disable-gpu"]
        )
        for width, height in SIZES.items():
            page = browser.new_page(viewport={"width": width, "height": height}, locale="th-TH")
            for name, path in PAGES.items():
                page.goto(origin + path, wait_until="networkidle")
                page.screenshot(path=Path(__file__).parent / f"{name}-{width}.png")
        browser.close()


if __name__ == "__main__":
    main(sys.argv[1] if len(sys.argv) > 1 else "http://127.0.0.1:8000")
