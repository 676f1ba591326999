"""A bundle as somebody who downloaded it has it: unpacked in a folder, without Django."""

import hashlib
import io
import json
import subprocess
import sys
import zipfile

from assessments.bundle.build import build_bundle
from assessments.record.publish import withdraw
from tests.support.factories import publish_content, publish_pakchong

ORIGIN = "http://testserver"


def publish_a_lively_year(**agency_fields):
    """Pak Chong, whose measures and checklist changed since; the checklist's first state is withdrawn."""
    agency = publish_pakchong(**agency_fields)
    measures = agency.publications.get(page="measures").data()
    checklist = agency.publications.get(page="oit")
    publish_content(agency, 2564, "measures", measures | {"introduction": "ความเป็นมา"}, note="เพิ่มความเป็นมา")
    content = checklist.data()
    content["items"][0] |= {"answer": "no", "explanation": "=ยังไม่มี"}
    publish_content(agency, 2564, "oit", content, note="ตอบ O1")
    withdraw(checklist, reason="มีข้อมูลส่วนบุคคล", by="somsri", role="ปลัด อบต.")
    return agency


def unpack(folder, agency, year_be=2564, origin=ORIGIN):
    """Build the bundle and unpack it in `folder`; returns the folder."""
    zipfile.ZipFile(io.BytesIO(build_bundle(agency, year_be, origin))).extractall(folder)
    return folder


def files_of(data):
    """The bytes of a ZIP as {path: bytes of the file}."""
    archive = zipfile.ZipFile(io.BytesIO(data))
    assert archive.testzip() is None
    return {name: archive.read(name) for name in archive.namelist()}


def verify(folder):
    """Run the bundle's own script, cut off from every package: (exit status, what it printed)."""
    command = [sys.executable, "-I", "-S", "-X", "utf8", str(folder / "verify.py")]
    done = subprocess.run(command, capture_output=True, encoding="utf-8", timeout=60, cwd="/")
    assert not done.stderr, done.stderr
    return done.returncode, done.stdout


def edit_json(path, change):
    """Change a JSON file by `change(document)` and write it back compactly."""
    document = json.loads(path.read_text("utf-8"))
    change(document)
    path.write_text(json.dumps(document, ensure_ascii=False), "utf-8")


def write_manifest_anew(folder):
    """What a forger would do: list every file as it is now."""
    files = []
    for path in sorted(path for path in folder.rglob("*") if path.is_file() and path.name != "manifest.json"):
        data = path.read_bytes()
        name = path.relative_to(folder).as_posix()
        files.append({"path": name, "size": len(data), "sha256": hashlib.sha256(data).hexdigest()})
    edit_json(folder / "manifest.json", lambda manifest: manifest.update(files=files))
