#!/usr/bin/env python3
"""Checks a bundle of published ITA pages. Needs Python 3.8 or later and nothing else: python3 verify.py

It recomputes the SHA-256 of every file, of every JSON page's content and of every record of the chain.
"""

import hashlib
import json
import os
import sys

HERE = os.path.dirname(os.path.abspath(__file__))
BOUND = "fiscal_year note number page previous published_at role sequence sha256".split()
NOTICES = {"clock", "withdrawal"}
BY_THE_SYSTEM = {".DS_Store", "Thumbs.db", "desktop.ini"}


class Misfit(Exception):
    """A file that does not fit: its name, and why in Thai and in English."""

    def __init__(self, name, thai, english):
        super().__init__(name)
        self.name, self.thai, self.english = name, thai, english


def sha256(data):
    return hashlib.sha256(data).hexdigest()


def canonical(value):
    """Canonical JSON (RFC 8785) of what these files hold: texts, plain numbers, ASCII keys."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode("utf-8")


def content_of(name):
    try:
        with open(os.path.join(HERE, *name.split("/")), "rb") as file:
            return file.read()
    except OSError:
        raise Misfit(name, "ไม่มีไฟล์นี้หรือเปิดไม่ได้", "is missing or cannot be opened") from None


def document(name):
    try:
        found = json.loads(content_of(name).decode("utf-8-sig"))
    except (ValueError, RecursionError):
        raise Misfit(name, "ไม่ใช่ JSON ที่อ่านได้", "is not readable JSON") from None
    if not isinstance(found, dict):
        raise Misfit(name, "รูปแบบไม่ถูกต้อง", "has the wrong form")
    return found


def record_hash(agency, record):
    """The hash of a record of the chain; one of before November 2026 has no details_sha256."""
    bound = [*BOUND, *(["details_sha256"] if "details_sha256" in record else [])]
    return sha256(canonical(dict({name: record[name] for name in bound}, agency=agency)))


def check_file(listed):
    """Is a file of the manifest as it was when the bundle was made?"""
    data = content_of(listed["path"])
    if (len(data), sha256(data)) != (listed["size"], listed["sha256"]):
        raise Misfit(listed["path"], "เนื้อหาไม่ตรงกับ manifest.json", "does not match manifest.json")


def check_unlisted(names):
    """Is there nothing beside the files of the manifest?"""
    for folder, _folders, files in os.walk(HERE):
        for file in files:
            name = os.path.relpath(os.path.join(folder, file), HERE).replace(os.sep, "/")
            if name not in names and file not in BY_THE_SYSTEM and not file.endswith(".pyc"):
                raise Misfit(name, "ไม่มีอยู่ใน manifest.json", "is not listed in manifest.json")


def check_chain(chain):
    """Does every record have its hash, and does each follow the one before it?"""
    before, numbers = None, {}
    for place, record in enumerate(chain["records"], start=1):
        page = (record["fiscal_year"], record["page"])
        fits = (
            record["sequence"] == place
            and record["previous"] == (before["record_sha256"] if before else None)
            and record["number"] == numbers.get(page, 0) + 1
            and record["record_sha256"] == record_hash(chain["agency"], record)
        )
        if not fits:
            raise Misfit(
                "chain.json",
                f"บันทึกลำดับที่ {place} ไม่ตรง ถูกแก้ หรือมีบันทึกหายไป",
                f"record {place} does not fit: changed, or a record is missing",
            )
        before, numbers[page] = record, record["number"]
    head = {name: before[name] for name in ("sequence", "record_sha256", "published_at")} if before else None
    if chain["head"] != head:
        raise Misfit("chain.json", "ปลายสายไม่ตรงกับบันทึกสุดท้าย", "its head is not its last record")
    check_notices(chain)


def check_notices(chain):
    """Is each notice what its record says, and each withdrawal the one that a notice tells of?"""
    records = {record["sequence"]: record for record in chain["records"]}
    told = {}
    for notice in chain.get("notices", []):
        record, content = records.get(notice["sequence"], {}), notice["content"]
        fits = record.get("page") in NOTICES and sha256(canonical(content)) == record["sha256"]
        if fits and record["page"] == "withdrawal":
            named = content["record"]
            told[named["sequence"]] = {"at": record["published_at"], "reason": record["note"]}
            fits = (
                named["sequence"] < record["sequence"]
                and records[named["sequence"]]["record_sha256"] == named["record_sha256"]
            )
        if not fits:
            raise Misfit(
                "chain.json",
                f"คำชี้แจงหรือการถอนลำดับที่ {notice['sequence']} ไม่ตรงกับบันทึก",
                f"notice {notice['sequence']} does not match its record",
            )
    noticed = {notice["sequence"] for notice in chain.get("notices", [])}
    for sequence, record in records.items():
        withdrawn = record["withdrawn"]
        missing = record["page"] == "withdrawal" and sequence not in noticed
        old = "details_sha256" not in record and sequence not in told
        if missing or (withdrawn != told.get(sequence) and not old):
            raise Misfit(
                "chain.json",
                f"การถอนของลำดับที่ {sequence} ไม่ตรงกับบันทึกการถอน",
                f"the withdrawal of record {sequence} is not what its notice says",
            )


def check_page(name, records, agency):
    """Is a JSON page what its record says? Returns the record's place in the chain."""
    content = document(name)
    said = content.pop("publication")
    if sha256(canonical(content)) != said["sha256"]:
        raise Misfit(name, "เนื้อหาไม่ตรงกับลายนิ้วมือ (sha256)", "its content does not match its sha256")
    record = records.get(said["sequence"], {})
    same = all(record.get(key) == value for key, value in said.items())
    owner = (content["agency"]["slug"], content["fiscal_year"])
    if not same or owner != (agency, record["fiscal_year"]) or name not in places(record):
        raise Misfit(name, "ไม่ตรงกับบันทึกใน chain.json", "does not match its record in chain.json")
    return said["sequence"]


def places(record):
    """The two names a record's JSON may have: as the page of today and as an earlier version."""
    page, number = record["page"], record["number"]
    return f"data/{page}.json", f"versions/{page}-{number}.json"


def check(manifest):
    """Everything in turn; Misfit at the first thing that does not fit. Returns numbers for the last line."""
    names = {listed["path"] for listed in manifest["files"]} | {"manifest.json"}
    for listed in manifest["files"]:
        check_file(listed)
    check_unlisted(names)
    chain = document("chain.json")
    check_chain(chain)
    if (manifest["agency"], manifest["head"]) != (chain["agency"], chain["head"]):
        raise Misfit("manifest.json", "ไม่ตรงกับ chain.json", "does not match chain.json")
    records = {record["sequence"]: record for record in chain["records"]}
    pages = [name for name in sorted(names) if name.startswith(("data/", "versions/"))]
    pages = [name for name in pages if name.endswith(".json")]
    found = set()
    for name in pages:
        try:
            found.add(check_page(name, records, chain["agency"]))
        except (KeyError, TypeError, AttributeError):
            raise Misfit(name, "รูปแบบไม่ถูกต้อง", "has the wrong form") from None
    for record in chain["records"]:
        page = record["page"] not in NOTICES and not record["withdrawn"]
        due = page and record["fiscal_year"] == manifest["fiscal_year"]
        if due and record["sequence"] not in found:
            raise Misfit(
                places(record)[1],
                f"ไม่มีเนื้อหาของบันทึกลำดับที่ {record['sequence']}",
                f"the content of record {record['sequence']} is missing",
            )
    return len(manifest["files"]), len(pages), len(records)


def main():
    """Print what was found; returns the exit status."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="backslashreplace")  # a console without Thai letters
    try:
        manifest = document("manifest.json")
        try:
            files, pages, records = check(manifest)
        except (KeyError, TypeError, AttributeError, ValueError):
            raise Misfit("manifest.json / chain.json", "รูปแบบไม่ถูกต้อง", "wrong form") from None
    except Misfit as misfit:
        print(f"ไม่ตรง: {misfit.name} {misfit.thai}")
        print(f"DOES NOT FIT: {misfit.name} {misfit.english}")
        return 1
    print(f"ทุกอย่างถูกต้อง: {files} ไฟล์ {pages} ฉบับ สาย {records} บันทึก")
    print(f"All is well: {files} files, {pages} versions, a chain of {records} records")
    head = manifest["head"]
    print(f"ปลายสาย / head of the chain: {head['sequence']} {head['record_sha256']}")
    print("manifest.json SHA-256: " + sha256(content_of("manifest.json")))
    return 0


if __name__ == "__main__":
    sys.exit(main())
