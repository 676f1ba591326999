"""The same pages before and after a change: `python -m bench.compare_pages --before ../base [--after .]`

Builds the rich agency (and the example) in both checkouts, each in a process of its own with its own
environment (.venv) and a throw-away database, walks every public address from its pages on
(bench/page_collector.py) and compares status, headers and bytes. What a release alone decides is left out:
the ETag's value and the names of built static files. What differs is told once with all addresses where it
does: hashes and white space apart from words, a PDF by its text, a ZIP or XLSX by its members. Exit
status 1 when something differs.

With --one-site both read what the older checkout built, which the newer one migrates: for two releases whose
rich agencies are not the same. Without it publishing is compared too.
"""

import argparse
import base64
import difflib
import io
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
import zipfile
from collections import Counter, defaultdict
from email.utils import parsedate_to_datetime
from pathlib import Path

import pypdf

COLLECTOR = Path(__file__).with_name("page_collector.py")
BY_RELEASE = (
    (re.compile(rb"(/ita/static/[\w/.-]+?)\.[0-9a-f]{12}(\.\w+)"), rb"\1\2"),  # a hashed file name
    (re.compile(rb'("release": ")[^"]*'), rb"\1"),
)
ONLY_PRESENT = ("etag", "content-length")  # the one names the release, the other is the body's
HASHES = re.compile(r"\b[0-9a-f]{64}\b|\b[0-9a-f]{8} [0-9a-f]{8} …|\b[0-9a-f]{12}\b")
MOST_LINES, MOST_ADDRESSES = 40, 3


def collected(checkout, folder):
    """{(host, address): answer} of a checkout."""
    out = Path(folder) / "answers"
    kept = {
        name: value
        for name, value in os.environ.items()
        if not name.startswith(("ITA_", "DJANGO_", "PYTHON"))
    }
    env = kept | {
        "DATABASE_URL": f"sqlite:///{folder}/db.sqlite3",
        "ITA_VAR_DIR": str(folder),
        "SECRET_KEY": "the same in both checkouts",
        "PYTHONHASHSEED": "0",
    }
    python = Path(checkout) / ".venv" / "bin" / "python"
    subprocess.run([python.absolute(), COLLECTOR.absolute(), out], cwd=checkout, env=env, check=True)
    rows = map(json.loads, out.read_text().splitlines())
    return {(row["host"], row["address"]): row for row in rows}


def released(answers):
    """The Last-Modified of what is as old as the release: the newest, because the clock stands in 2568."""
    dates = {row["headers"].get("last-modified") for row in answers.values()} - {None}
    return max(dates, key=parsedate_to_datetime, default=None)


def plain(answer, release):
    """(status, headers, body) without what a release alone decides; `release` is its own Last-Modified."""
    body = base64.b64decode(answer["body"])
    for pattern, instead in BY_RELEASE:
        body = pattern.sub(instead, body)
    headers = {
        name: "" if name in ONLY_PRESENT or (name, value) == ("last-modified", release) else value
        for name, value in answer["headers"].items()
    }
    return answer["status"], headers, body


def differences(before, after, old_release, new_release):
    """What differs between two answers, in sentences; none when they are the same."""
    old_status, old_headers, old_body = plain(before, old_release)
    new_status, new_headers, new_body = plain(after, new_release)
    if old_status != new_status:
        yield f"status {old_status} -> {new_status}"
    for name in sorted(old_headers.keys() | new_headers.keys()):
        old, new = old_headers.get(name), new_headers.get(name)
        if name == "vary":  # a set, and most answers have one of their own
            old, new = (set(filter(None, (value or "").lower().split(", "))) for value in (old, new))
            old, new = sorted(old - new), sorted(new - old)
        if old != new:
            yield f"{name}: {old} -> {new}"
    if old_body != new_body:
        yield from changes_of(readable(old_body), readable(new_body))


def readable(body):
    """The words of a body: a PDF's text, each member of a ZIP (which an XLSX is), otherwise itself."""
    if body[:4] == b"%PDF":
        return "\n".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(body)).pages)
    if body[:4] == b"PK\3\4":
        with zipfile.ZipFile(io.BytesIO(body)) as packed:
            members = [f"\f{name}\n{readable(packed.read(name))}" for name in sorted(packed.namelist())]
        return "\n".join(members)
    return f"{len(body)} bytes that are no text" if b"\0" in body else body.decode(errors="replace")


def changes_of(old, new):
    """How two texts that differ in their bytes differ, from the least to the most that it can mean."""
    if old == new:
        yield "body: the same text in other bytes"
        return
    old, new = (HASHES.sub("(hash)", text) for text in (old, new))
    if old == new:
        yield "body: hashes"
        return
    lines = [re.sub(r"([>,}])", r"\1\n", text).splitlines() for text in (old, new)]
    # Hashes take part of what follows from other words; they would part groups that are one.
    lines = [[kept for line in text if (kept := " ".join(line.split()))] for text in lines]
    if lines[0] == lines[1]:
        yield "body: white space between lines"
        return
    changed = (
        line
        for line in difflib.unified_diff(*lines, n=0, lineterm="")
        if not line.startswith(("---", "+++", "@@"))
    )
    yield "\n    ".join(
        ["body:", *(line[:160] for _number, line in zip(range(MOST_LINES), changed, strict=False))]
    )


def compared(before, after):
    """{what differs: [(host, address)]} of two checkouts' answers."""
    releases, found = (released(before), released(after)), defaultdict(list)
    for key in sorted(before.keys() | after.keys()):
        if key not in after or key not in before:
            found["only before" if key in before else "only after"].append(key)
            continue
        for difference in differences(before[key], after[key], *releases):
            found[difference].append(key)
    for name, rows in (("before", before), ("after", after)):
        unlike = [key for key, row in rows.items() if not row["kept"]]
        if unlike:
            found[f"a second reading differs {name}"] = unlike
    return found


def main():
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--before", type=Path, required=True, help="checkout with the pages as they were")
    parser.add_argument("--after", type=Path, default=Path("."), help="checkout with the change")
    parser.add_argument("--one-site", action="store_true", help="both read the site of the older checkout")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as old, tempfile.TemporaryDirectory() as new:
        before = collected(given.before, old)
        if given.one_site:
            shutil.copytree(old, new, dirs_exist_ok=True)
        after = collected(given.after, new)
    found = compared(before, after)
    for difference, keys in sorted(found.items(), key=lambda each: -len(each[1])):
        print(f"{len(keys)} addresses: {difference}")
        print(*(f"      {' '.join(key)}" for key in keys[:MOST_ADDRESSES]), sep="\n")
    unlike = Counter(key for keys in found.values() for key in keys)
    print(f"{len(before.keys() | after.keys())} addresses, {len(unlike)} differ in {len(found)} ways")
    return int(bool(found))


if __name__ == "__main__":
    sys.exit(main())
