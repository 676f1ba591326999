"""Keeps the bytes of a document under their SHA-256 and adds it to a disclosure, or leaves nothing behind."""

import hashlib
import os
import tempfile
from contextlib import contextmanager
from pathlib import Path

from django.conf import settings
from django.db import transaction
from django.db.models import Max

from assessments.files.errors import MOST_BYTES, TOO_LARGE, Refused
from assessments.files.extract import read_document
from assessments.files.file_name import clean_name, label_of
from assessments.files.file_type import actual_kind, expected_kind
from assessments.models import Disclosure, DisclosureLink, DocumentVersion, StoredFile

BLOCK = 256 * 1024
INCOMING = "incoming"


def path_of(sha256):
    """Where the bytes of a stored file lie: MEDIA_ROOT/ab/abcdef…"""
    return Path(settings.MEDIA_ROOT) / sha256[:2] / sha256


def add_document(disclosure, upload, *, by, label=""):
    """Keep `upload` (Django's UploadedFile) as a new document of `disclosure`; returns its first version.

    Takes the next free position. Raises Refused; then nothing was written.
    """
    with _received(upload) as received, transaction.atomic():
        locked = Disclosure.objects.select_for_update().get(pk=disclosure.pk)
        for version in DocumentVersion.objects.filter(
            link__disclosure=locked, link__removed=False, file__sha256=received.sha256
        ).select_related("link"):
            if not version.link.versions.filter(number__gt=version.number).exists():
                raise Refused(f"ไฟล์นี้แนบไว้ในข้อนี้แล้ว ที่ลำดับ {version.link.position}")
        highest = locked.links.aggregate(highest=Max("position"))["highest"] or 0
        link = DisclosureLink.objects.create(
            disclosure=locked,
            position=highest + 1,
            kind=DisclosureLink.Kind.DOCUMENT,
            label=(label or label_of(received.name))[:300],
        )
        return received.keep(lambda file: _next_version(link, file, received.name, by))


def add_version(link, upload, *, by):
    """Keep `upload` as what stands at the address of `link` from now on; returns the version.

    A link to an address becomes a document; its position and public address stay. Raises Refused.
    """
    with _received(upload) as received, transaction.atomic():
        locked = DisclosureLink.objects.select_for_update().get(pk=link.pk)
        if locked.removed:
            raise Refused("ลิงก์นี้ถอนออกแล้ว ให้ยกเลิกการถอนก่อน จึงแทนที่เอกสารได้")
        newest = locked.versions.select_related("file").order_by("number").last()
        if locked.kind == DisclosureLink.Kind.DOCUMENT and newest and newest.file.sha256 == received.sha256:
            raise Refused(f"ไฟล์นี้เหมือนรุ่นที่ {newest.number} ที่ใช้อยู่ทุกประการ จึงไม่มีอะไรให้แทนที่")
        if locked.kind != DisclosureLink.Kind.DOCUMENT:
            locked.kind, locked.url = DisclosureLink.Kind.DOCUMENT, ""
            locked.save(update_fields=["kind", "url"])
        return received.keep(lambda file: _next_version(locked, file, received.name, by))


def keep_file(upload, add):
    """Keep `upload` for rows of another kind: returns `add(stored_file, name)`, done in one transaction.

    Raises Refused, as does `add`; then nothing was written.
    """
    with _received(upload) as received, transaction.atomic():
        return received.keep(lambda file: add(file, received.name))


def look_at(upload):
    """Raise Refused when `upload` would not be kept; writes nothing and leaves it to be read again."""
    with _received(upload):
        upload.seek(0)


def _next_version(link, file, name, by):
    highest = link.versions.aggregate(highest=Max("number"))["highest"] or 0
    return DocumentVersion.objects.create(link=link, number=highest + 1, file=file, name=name, uploaded_by=by)


class _Received:
    """A file that was looked at and found good, still under a temporary name."""

    def __init__(self, temporary, name, kind, sha256, size, reading):
        self.temporary, self.name, self.sha256 = temporary, name, sha256
        self.noted = {"kind": kind, "size": size}
        if reading:
            self.noted |= {
                "pages": reading.pages,
                "has_text": reading.has_text,
                "text": reading.text,
                "years_found": reading.years_found,
            }

    def keep(self, add):
        """`add(stored_file)` with the bytes in their place; taken out again when that fails.

        Must run in a transaction: the new row holds the hash, so nobody else can rely on the bytes yet.
        """
        file, _created = StoredFile.objects.get_or_create(sha256=self.sha256, defaults=self.noted)
        placed = _place(self.temporary, path_of(self.sha256))
        try:
            return add(file)
        except BaseException:
            if placed:
                path_of(self.sha256).unlink()
            raise


def _place(temporary, path):
    """Give the bytes their name for good; False when they were there already. Never overwrites."""
    path.parent.mkdir(mode=0o750, parents=True, exist_ok=True)
    try:
        os.link(temporary, path)
    except FileExistsError:
        os.utime(path)  # young again, so that no sweep takes it before the row is committed
        return False
    folder = os.open(path.parent, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)
    return True


@contextmanager
def _received(upload):
    """A _Received of `upload`; raises Refused. The temporary file is gone afterwards in any case."""
    name = clean_name(upload.name or "")
    expected_kind(name)
    if upload.size is not None and upload.size > MOST_BYTES:
        raise Refused(TOO_LARGE)
    folder = Path(settings.MEDIA_ROOT) / INCOMING
    folder.mkdir(mode=0o750, parents=True, exist_ok=True)
    handle, temporary = tempfile.mkstemp(dir=folder)
    try:
        with open(handle, "w+b") as file:
            sha256, size = _write(upload, file)
            kind = actual_kind(file, name)
            os.fchmod(file.fileno(), 0o440)
        known = StoredFile.objects.filter(sha256=sha256).exists()
        yield _Received(
            temporary, name, kind, sha256, size, None if known else read_document(temporary, kind)
        )
    finally:
        os.unlink(temporary)


def _write(upload, file):
    """Copy block by block to `file`, down to the disk; (SHA-256, size)."""
    digest, size = hashlib.sha256(), 0
    for block in upload.chunks(BLOCK):
        size += len(block)
        if size > MOST_BYTES:
            raise Refused(TOO_LARGE)
        digest.update(block)
        file.write(block)
    file.flush()
    os.fsync(file.fileno())
    return digest.hexdigest(), size
