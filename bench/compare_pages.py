"""The same pages before and after a change: `python -m bench.compare_pages --before ../base [--after .]`

Builds the rich agency (and the example) in both checkouts, each in a process of its own with its own
environment (.venv) and a throw-away database, walks every public address from its pages on
(bench/page_collector.py) and compares status, headers and bytes. What a release alone decides is left out:
the ETag's value and the names of built static files. Exit status 1 when something differs.

With --one-site both read what the older checkout built, which the newer one migrates: for two releases whose
rich agencies are not the same. Without it publishing is compared too.
"""

import argparse
import base64
import difflib
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections import Counter
from email.utils import parsedate_to_datetime
from pathlib import Path

COLLECTOR = Path(__file__).with_name("page_collector.py")
BY_RELEASE = (
    (re.compile(rb"(/ita/static/[\w/.-]+?)\.[0-9a-f]{12}(\.\w+)"), rb"\1\2"),  # a hashed file name
    (re.compile(rb'("release": ")[^"]*'), rb"\1"),
)
ONLY_PRESENT = ("etag", "content-length")  # the one names the release, the other is the body's
MOST_SHOWN = 20


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
    """What differs between two answers, in lines to read; none when they are the same."""
    old_status, old_headers, old_body = plain(before, old_release)
    new_status, new_headers, new_body = plain(after, new_release)
    if old_status != new_status:
        yield f"status {old_status} -> {new_status}"
    for name in sorted(old_headers.keys() | new_headers.keys()):
        if old_headers.get(name) != new_headers.get(name):
            yield f"{name}: {old_headers.get(name)} -> {new_headers.get(name)}"
    if old_body != new_body:
        yield f"body: {len(old_body)} bytes -> {len(new_body)}"
        yield from changed_lines(old_body, new_body)


def changed_lines(old, new, most=6):
    """The first lines of two bodies that differ."""
    if b"\0" in old[:2000] or old[:4] == b"%PDF":
        at = next(
            (i for i, (a, b) in enumerate(zip(old, new, strict=False)) if a != b), min(len(old), len(new))
        )
        yield f"  at byte {at}: {old[at : at + 40]!r} -> {new[at : at + 40]!r}"
        return
    lines = (re.sub(rb"([>,}])", rb"\1\n", body).decode(errors="replace").splitlines() for body in (old, new))
    changed = (
        line for line in difflib.unified_diff(*lines, n=0, lineterm="") if line[:3] not in ("---", "+++")
    )
    for _number, line in zip(range(most), changed, strict=False):
        yield f"  {line[:160]}"


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
    releases = released(before), released(after)
    counts, shown = Counter(), 0
    for key in sorted(before.keys() | after.keys()):
        if key not in after or key not in before:
            counts["only before" if key in before else "only after"] += 1
            print(f"only {'before' if key in before else 'after'}: {' '.join(key)}")
            continue
        found = list(differences(before[key], after[key], *releases))
        counts["different" if found else "same"] += 1
        if found and shown < MOST_SHOWN:
            shown += 1
            print(" ".join(key), *found, sep="\n  ")
    for name, rows in (("before", before), ("after", after)):
        unlike = [" ".join(key) for key, row in rows.items() if not row["kept"]]
        counts[f"kept page differs {name}"] = len(unlike)
        print(*(f"kept page differs {name}: {each}" for each in unlike[:MOST_SHOWN]), sep="\n")
    print(", ".join(f"{count} {name}" for name, count in sorted(counts.items())))
    return int(any(count for name, count in counts.items() if name != "same"))


if __name__ == "__main__":
    sys.exit(main())
