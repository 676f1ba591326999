"""Lighthouse and html-validate over every public page of the real server, in one run.

    npm install --prefix DIRECTORY lighthouse html-validate
    .venv/bin/python bench/audit.py --tools DIRECTORY [--only oit] [--runs 1]

Starts gunicorn as `make run` does, on a fresh database with the example and an agency that has everything a
page may show (tests/support/rich_agency.py), and walks tests/support/public_addresses.py: Lighthouse with its
mobile settings (a slow phone, simulated) in Debian's Chromium or that of CHROME_PATH, html-validate with its
recommended rules.
Each page is asked for once before, so that it is measured as readers get it: kept and compressed. Of several
runs the best counts, because what else the machine does only ever adds (Lighthouse takes the time that a
page keeps a processor busy, TBT, by the clock); of layout shifts the largest.

Promised: 100 for accessibility, best practices and SEO, 99 or more for performance, no layout shift, under
100 kB in all, no fault of html-validate. A page that must not be listed by search engines, and one that
answers with an error status, cannot have 100 for SEO, because Lighthouse counts just that; the table names
the reason, and any other fault of it is still a fault. Status 1 when a promise is broken.
"""

import argparse
import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path
from urllib.error import HTTPError
from urllib.parse import quote
from urllib.request import Request, urlopen

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from tests.browser.live_site import free_port, start_live_site  # noqa: E402
from tests.support.public_addresses import EXAMPLE_HOST, PAGES  # noqa: E402

CATEGORIES = ("performance", "accessibility", "best-practices", "seo")
LEAST_PERFORMANCE = 0.99
HEAVIEST = 100_000
HEADING = "perf a11y best  seo  LCP s    CLS TBT ms     kB"
CHROMIUM = (
    "--headless=new",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1, EXCLUDE localhost",
)
# Two rules are about taste: blank ends of lines are the templates' (compressed, nothing of them travels), and
# a title's 70 characters count the Thai marks above and below letters, and the agency's name, too.
MARKUP = {
    "extends": ["html-validate:recommended"],
    "rules": {"long-title": "off", "no-trailing-whitespace": "off"},
}


@dataclass
class Measured:
    """What Lighthouse says of one page, and the audits that cost it points without an excuse."""

    scores: dict
    lcp: float
    cls: float
    tbt: float
    size: int
    faults: list = field(default_factory=list)
    excused: str = ""


def address_of(site, page):
    """The address of a page on this site, in full and in ASCII."""
    return site.url.replace(EXAMPLE_HOST, page.host) + quote(page.address, safe="/?&=")


def body_of(address):
    """The HTML of an address, whatever its status."""
    try:
        with urlopen(Request(address, headers={"User-Agent": "bench/audit"})) as answer:
            return answer.read()
    except HTTPError as answer:
        return answer.read()


def markup_faults(tools, site, pages, folder):
    """{page name: faults} as html-validate finds them."""
    names = {}
    for number, page in enumerate(pages):
        path = folder / f"{number}.html"
        path.write_bytes(body_of(address_of(site, page)))
        names[str(path)] = page.name
    config = folder / "markup.json"
    config.write_text(json.dumps(MARKUP))
    report = folder / "markup-report.json"
    command = [tools / "html-validate", "--config", config, "--formatter", "json", *names]
    with report.open("w") as told:  # through a pipe it would cut off the end
        done = subprocess.run(command, cwd=folder, stdout=told, stderr=subprocess.PIPE, text=True)
    if done.returncode not in (0, 1):
        raise SystemExit(done.stderr)
    return {
        names[found["filePath"]]: [
            f"line {fault['line']}: {fault['ruleId']}: {fault['message']}" for fault in found["messages"]
        ]
        for found in json.loads(report.read_text())
    }


class Browser:
    """One Chromium for all of Lighthouse's visits."""

    def __init__(self, folder):
        path = os.environ.get("CHROME_PATH") or shutil.which("chromium")
        if not path:
            raise SystemExit("Chromium is missing (Debian: apt-get install chromium), or set CHROME_PATH")
        self.port = free_port()
        profile = f"--user-data-dir={folder / 'profile'}"
        command = [path, *CHROMIUM, profile, f"--remote-debugging-port={self.port}", "about:blank"]
        self.process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        for _try in range(100):
            try:
                urlopen(f"http://127.0.0.1:{self.port}/json/version").close()
                return
            except OSError:
                time.sleep(0.1)
        raise SystemExit("Chromium did not start")

    def stop(self):
        """End it and wait for its end."""
        self.process.terminate()
        self.process.wait()


def lighthouse(tools, browser, address, folder, attempts=3):
    """The report of one visit; on a busy machine Chromium now and then misses the start, then once more."""
    report = folder / "report.json"
    report.unlink(missing_ok=True)
    command = [tools / "lighthouse", address, f"--port={browser.port}", "--quiet", "--ignore-status-code"]
    command += ["--output=json", f"--output-path={report}", f"--only-categories={','.join(CATEGORIES)}"]
    done = subprocess.run(command, capture_output=True, text=True, timeout=180)
    if not report.exists():
        raise SystemExit(f"{address}\n{done.stdout}{done.stderr}")
    found = json.loads(report.read_text())
    if found.get("runtimeError") and attempts > 1:
        return lighthouse(tools, browser, address, folder, attempts - 1)
    if found.get("runtimeError"):
        raise SystemExit(f"{address}: {found['runtimeError']['message']}")
    return found


def excuses_of(page):
    """{audit: why the page must fail it}"""
    excuses = {}
    if page.unlisted:
        excuses["is-crawlable"] = f"noindex: {page.unlisted}"
    if page.status >= 400:
        excuses |= dict.fromkeys(("http-status-code", "is-crawlable"), f"status {page.status}")
        excuses["errors-in-console"] = f"status {page.status}"
    return excuses


def measured(page, reports):
    """The best of the reports of a page, with the largest layout shift of all."""

    def figure(report, name):
        return report["audits"][name].get("numericValue", 0)

    excuses, faults, excused = excuses_of(page), [], []
    best = max(reports, key=lambda report: report["categories"]["performance"]["score"])
    for category in CATEGORIES[1:]:
        for ref in best["categories"][category]["auditRefs"]:
            audit = best["audits"][ref["id"]]
            if ref["weight"] and audit["score"] is not None and audit["score"] < 1:
                if ref["id"] in excuses:
                    excused.append(excuses[ref["id"]])
                else:
                    faults.append(f"{category}: {ref['id']}{culprits(audit)}")
    return Measured(
        {name: best["categories"][name]["score"] for name in CATEGORIES},
        lcp=figure(best, "largest-contentful-paint"),
        cls=max(figure(report, "cumulative-layout-shift") for report in reports),
        tbt=figure(best, "total-blocking-time"),
        size=round(figure(best, "total-byte-weight")),
        faults=faults,
        excused=", ".join(dict.fromkeys(excused)),
    )


def culprits(audit):
    """The first elements an audit complains of."""
    items = (audit.get("details") or {}).get("items") or []
    nodes = [item["node"]["snippet"] for item in items if isinstance(item.get("node"), dict)]
    return "".join(f"\n      {node}" for node in nodes[:3])


def broken_promises(page, found):
    """What a page lacks of what is promised, as lines."""
    lines = list(found.faults)
    if found.scores["performance"] < LEAST_PERFORMANCE:
        lines.append(f"performance {found.scores['performance'] * 100:.0f}")
    if found.cls > 0:
        lines.append(f"layout shift {found.cls:.4f}")
    if found.size >= HEAVIEST:
        lines.append(f"{found.size / 1000:.1f} kB")
    return lines


def main(tools, only, runs):
    """Start, walk, print; the exit status."""
    pages = [page for page in PAGES if only in page.name]
    failed = {}
    with tempfile.TemporaryDirectory() as name, ExitStack() as at_the_end:
        folder = Path(name)
        (folder / "site").mkdir()
        site = start_live_site(folder / "site")
        at_the_end.callback(site.stop)
        browser = Browser(folder)
        at_the_end.callback(browser.stop)
        site.manage("shell", "--verbosity=0", "-c", "from tests.support.rich_agency import build; build()")
        for page, faults in markup_faults(tools, site, pages, folder).items():
            failed.setdefault(page, []).extend(f"html-validate {fault}" for fault in faults)
        print(HEADING)
        for page in pages:
            reports = [lighthouse(tools, browser, address_of(site, page), folder) for _run in range(runs)]
            found = measured(page, reports)
            scores = " ".join(f"{found.scores[name] * 100:4.0f}" for name in CATEGORIES)
            figures = f"{found.lcp / 1000:6.2f} {found.cls:6.3f} {found.tbt:6.0f} {found.size / 1000:6.1f}"
            print(f"{scores} {figures}  {page.name}  {found.excused}", flush=True)
            if lines := broken_promises(page, found):
                failed.setdefault(page.name, []).extend(lines)
    for page, lines in failed.items():
        print(page, *lines, sep="\n    ")
    print(f"{len(pages)} pages, {len(failed)} below the promise")
    return 1 if failed else 0


if __name__ == "__main__":
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--tools", default=os.environ.get("ITA_AUDIT_TOOLS", ""), help="where npm installed")
    parser.add_argument("--only", default="", help="pages whose name has this in it")
    parser.add_argument("--runs", type=int, default=1)
    options = parser.parse_args()
    if not options.tools:
        parser.error("--tools or ITA_AUDIT_TOOLS must name the directory with node_modules")
    sys.exit(main(Path(options.tools).resolve() / "node_modules" / ".bin", options.only, options.runs))
