"""How long an officer waits: python -m bench.officer

Walks from an empty agency to the published report in Debian's Chromium against gunicorn on SQLite, beside an
agency with eight years of data, and prints the clicks and the slowest pages (milliseconds from the request to
the first byte of the answer).
"""

import sys
import tempfile
from pathlib import Path
from urllib.parse import urlsplit

from playwright.sync_api import sync_playwright

from tests.browser.live_site import start_live_site
from tests.browser.officer import SCENE, Officer

FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-sync"]


def main():
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        site = start_live_site(Path(folder))
        try:
            site.manage("shell", "-c", SCENE)
            browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=FLAGS)
            officer = Officer(browser.new_page(base_url=site.url))
            officer.whole_way()
            browser.close()
        finally:
            site.stop()
    slowest = sorted(officer.times, key=lambda each: -each[1])[:8]
    for address, milliseconds in slowest:
        print(f"{milliseconds:7.0f} ms  {urlsplit(address).path}")
    print(f"{officer.clicks} clicks, {len(officer.times)} pages, slowest {slowest[0][1]:.0f} ms")
    return 0 if officer.clicks < 60 and slowest[0][1] <= 300 else 1


if __name__ == "__main__":
    sys.exit(main())
