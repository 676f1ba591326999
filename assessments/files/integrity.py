"""Are the files of the record still there, byte for byte?"""

import hashlib

from assessments.files.storage import path_of
from assessments.models import Page, Publication, StoredFile


def _evidence_hashes(agency):
    """The SHA-256 of every file that a live progress page names as evidence."""
    pages = Publication.objects.filter(agency=agency, page=Page.PROGRESS, withdrawn_at=None)
    return {
        evidence["document"]["sha256"]
        for page in pages
        for action in page.data().get("actions", ())
        for entry in action["entries"]
        for evidence in entry["evidence"]
        if evidence["document"]
    }


def published_files(agency):
    """The files that the live publications of an agency name."""
    linked = StoredFile.objects.filter(
        versions__published_links__publication__agency=agency,
        versions__published_links__publication__withdrawn_at=None,
    )
    hashes = {*linked.values_list("sha256", flat=True), *_evidence_hashes(agency)}
    return StoredFile.objects.filter(sha256__in=hashes).defer("text").order_by("sha256")


def file_faults(agency):
    """(how many files were read, a Thai sentence for each that is missing or changed). Reads in blocks."""
    faults, count = [], 0
    for file in published_files(agency):
        count += 1
        try:
            with path_of(file.sha256).open("rb") as stored:
                found = hashlib.file_digest(stored, "sha256").hexdigest()
        except OSError as error:
            faults.append(f"ไฟล์ {file.sha256} ({file.kind}) เปิดไม่ได้: {error.strerror}")
            continue
        if found != file.sha256:
            faults.append(f"ไฟล์ {file.sha256} ({file.kind}) เนื้อหาไม่ตรงกับลายนิ้วมือ")
    return count, faults
