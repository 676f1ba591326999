"""The backup and the restore of docs/deploy.md, run as they are written, give back record and documents."""

import os
import re
import shutil
import sys

import dj_database_url
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from assessments.files.storage import add_document, path_of
from assessments.models import Disclosure, DisclosureLink, DocumentVersion, Publication, StoredFile
from assessments.models.triggers import trigger_faults
from tests.support.factories import make_disclosure, publish_checklist
from tests.support.guide import blocks, run, stand_ins

BACKUP, RESTORE = "## 8. สำรองและกู้คืน", "### กู้คืน"


class Guide:
    """The blocks of the guide, with the test's folders and database in the place of the example's."""

    def __init__(self, url, folder):
        self.folder, self.sqlite = folder, url.startswith("sqlite")
        parts = dj_database_url.parse(url)
        self.database = str(parts["NAME"])
        self.environment = os.environ | {
            "PATH": f"{stand_ins(folder / 'bin')}:{os.environ['PATH']}",
            "PYTHON": sys.executable,
            "DATABASE_URL": url,
            "ITA_LOCAL": "1",
            "SECRET_KEY": "only-for-this-test",
            "ITA_VAR_DIR": str(folder / "var"),
        }
        names = {"PGHOST": "HOST", "PGPORT": "PORT", "PGUSER": "USER", "PGPASSWORD": "PASSWORD"}
        self.environment |= {name: str(parts[key]) for name, key in names.items() if parts.get(key)}

    def run(self, heading):
        """Run the blocks under a heading that are for this database; returns what they printed."""
        other = "pg_" if self.sqlite else "sqlite3"
        return "".join(
            run(self.here(block), self.environment)
            for block in blocks("deploy.md", heading)
            if other not in block
        )

    def here(self, block):
        """A block on the test's folders and database."""
        block = block.replace("-o ita -g ita ", "").replace("--owner=ita ", "")
        if self.sqlite:
            block = block.replace("/srv/ita/var/db.sqlite3", self.database)
        else:
            block = re.sub(r"(?<=[ =])ita(?=_before|[ '\n])", self.database, block)
        block = block.replace("/srv/ita-backup", f"{self.folder}/backup")
        return block.replace("/srv/ita/", f"{self.folder}/").replace("2026-11-23", "$(date +%F)")


@pytest.fixture
def guide(child_url, child_portal, tmp_path, settings):
    settings.MEDIA_ROOT = tmp_path / "var" / "documents"
    settings.MEDIA_ROOT.mkdir(parents=True)
    return Guide(child_url, tmp_path)


def publish_documents(*names, **options):
    """A checklist of one item with a document of each name more, published; returns their hashes."""
    disclosure = Disclosure.objects.first() or make_disclosure()
    for name in names:
        add_document(disclosure, SimpleUploadedFile(f"{name}.csv", f"ชื่อ\n{name}\n".encode()), by="somsri")
    publish_checklist(**options)
    return {name: StoredFile.objects.get(versions__name=f"{name}.csv").sha256 for name in names}


def contents():
    """Everything that the record and its documents are made of, and the bytes of the files."""
    tables = Publication, DisclosureLink, DocumentVersion
    files = {
        sha256: path_of(sha256).read_bytes() for sha256 in StoredFile.objects.values_list("sha256", flat=True)
    }
    return [list(model.objects.order_by("pk").values()) for model in tables], files


def test_restore_gives_back_record_guards_and_every_document(guide, at_child, settings):
    with at_child():
        publish_documents("แผน", "งบประมาณ")
        before = contents()
    guide.run(BACKUP)
    with at_child():
        publish_documents("หลังการสำรอง", note="เพิ่มเอกสาร")
    shutil.rmtree(settings.MEDIA_ROOT)

    told = guide.run(RESTORE)

    with at_child():
        assert contents() == before
        assert trigger_faults() == []
    assert "1 หน่วยงาน 1 บันทึก พบที่ไม่ตรง 0 แห่ง" in told


def test_copy_of_documents_that_was_cut_off_is_made_whole_by_the_next(guide, at_child):
    with at_child():
        [sha256] = publish_documents("แผน").values()
        whole = path_of(sha256).read_bytes()
    documents = guide.folder / "backup" / "documents"
    cut = documents / path_of(sha256).relative_to(guide.folder / "var" / "documents")
    cut.parent.mkdir(parents=True)
    cut.write_bytes(whole[:5])

    guide.run(BACKUP)

    assert cut.read_bytes() == whole
