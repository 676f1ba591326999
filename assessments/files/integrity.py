"""Are the files of the record still there, byte for byte?"""

import hashlib
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core import checks
from django.core.cache import cache
from django.db import DEFAULT_DB_ALIAS, connection

from assessments.files.storage import path_of
from assessments.models import Agency, Publication, StoredFile
from assessments.models.trigger_state import table_names
from ita_portal.health import HEALTH

COUNTED_FOR = 60  # seconds: a health page is asked by anybody, and files do not get lost twice a minute


def is_whole(path: Path, size: int) -> bool:
    """True when a file of this size lies there. Whether its bytes are right, only reading them tells."""
    try:
        return path.stat().st_size == size
    except OSError:
        return False


def lost_count() -> int:
    """How many files of StoredFile rows are missing or of another size, published or not."""
    found: dict[str, int] = {}
    for folder in _folders(Path(settings.MEDIA_ROOT)):
        with os.scandir(folder) as entries:
            found |= {entry.name: entry.stat().st_size for entry in entries}
    rows = StoredFile.objects.order_by().values_list("sha256", "size")
    return sum(found.get(sha256) != size for sha256, size in rows.iterator())


def _folders(root: Path) -> Iterator[Path]:
    """The folders of stored files: the first two digits of their hashes."""
    yield from (root / f"{number:02x}" for number in range(256) if (root / f"{number:02x}").is_dir())


@checks.register(checks.Tags.database, HEALTH)
def check_files(app_configs: Any = None, databases: Any = None, **given: Any) -> list[checks.Warning]:
    """System check: a warning that counts the files which are lost; the pages about them still stand."""
    if DEFAULT_DB_ALIAS not in (databases or ()) or not _has_rows():
        return []
    lost = cache.get_or_set("lost-files", lost_count, COUNTED_FOR)
    if not lost:
        return []
    sentence = f"ไฟล์เอกสารหายหรือไม่ครบ {lost} ไฟล์"
    return [checks.Warning(sentence, hint="กู้จากข้อมูลสำรอง แล้วสั่ง verify_publications", id="assessments.W001")]


def _has_rows() -> bool:
    """False before the first `migrate`."""
    with connection.cursor() as cursor:
        return StoredFile._meta.db_table in table_names(cursor)


def documents_in(value: Any) -> Iterator[dict[str, Any]]:
    """Every document that a content names, wherever it stands: each has a name and a `sha256`."""
    if isinstance(value, list):
        for each in value:
            yield from documents_in(each)
    elif isinstance(value, dict):
        for key, each in value.items():
            if key == "document" and each:
                yield each
            else:
                yield from documents_in(each)


def named_documents(agency: Agency) -> dict[str, dict[str, Any]]:
    """{SHA-256: the document as a live publication of the agency names it}, of all its pages and states."""
    rows = Publication.objects.filter(agency=agency, withdrawn_at=None, content__contains='"document":{')
    return {
        document["sha256"]: document
        for row in rows.order_by("sequence").iterator(chunk_size=100)
        for document in documents_in(row.data())
    }


def file_faults(agency: Agency) -> tuple[int, list[str]]:
    """(how many files were read, a Thai sentence for each that is missing or changed). Reads in blocks."""
    faults = []
    documents = named_documents(agency)
    for sha256, document in sorted(documents.items()):
        name = f"ไฟล์ {sha256} ({document['name']})"
        try:
            with path_of(sha256).open("rb") as stored:
                found = hashlib.file_digest(stored, "sha256").hexdigest()
        except OSError as error:
            faults.append(f"{name} เปิดไม่ได้: {error.strerror}")
            continue
        if found != sha256:
            faults.append(f"{name} เนื้อหาไม่ตรงกับลายนิ้วมือ")
    return len(documents), faults
