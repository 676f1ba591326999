"""A PDF is made once and kept: per publication, origin and release, until it is withdrawn or old."""

import os
import time

import pytest

from assessments.exports.document_blocks import Imprint
from assessments.record import pdf_cache as keeping
from assessments.record.pdf_cache import cached_pdf
from assessments.record.publish import withdraw
from tests.support.factories import publish_result

pytestmark = pytest.mark.django_db
ORIGIN = "https://www.pakchong.go.th"


@pytest.fixture
def folder(settings, tmp_path):
    settings.PDF_CACHE_DIR = tmp_path / "papers"
    return settings.PDF_CACHE_DIR


class Maker:
    """Makes another PDF each time and counts."""

    count = 0

    def __call__(self):
        self.count += 1
        return b"%%PDF %d" % self.count


def test_second_reader_gets_the_bytes_of_the_first(folder):
    imprint, make = Imprint(ORIGIN, publish_result()), Maker()

    assert [cached_pdf(imprint, make) for _reader in range(3)] == [b"%PDF 1"] * 3
    assert make.count == 1


def test_other_origin_release_and_publication_have_their_own(folder, monkeypatch):
    first = publish_result()
    make = Maker()
    cached_pdf(Imprint(ORIGIN, first), make)
    cached_pdf(Imprint("https://other.go.th", first), make)
    monkeypatch.setattr(keeping, "fingerprint", lambda: "next release")
    cached_pdf(Imprint(ORIGIN, first), make)
    first.record_sha256 = "0" * 64
    cached_pdf(Imprint(ORIGIN, first), make)

    assert make.count == 4


def test_withdrawn_content_is_not_kept_either(folder, django_capture_on_commit_callbacks):
    publication = publish_result()
    cached_pdf(Imprint(ORIGIN, publication), Maker())
    assert list(folder.rglob("*.pdf"))

    with django_capture_on_commit_callbacks(execute=True):
        withdraw(publication, reason="มีข้อมูลส่วนบุคคล", by="somsri", role="ปลัด อบต.")

    assert not list(folder.rglob("*.pdf"))


def test_failed_making_keeps_nothing(folder):
    with pytest.raises(ZeroDivisionError):
        cached_pdf(Imprint(ORIGIN, publish_result()), lambda: 1 / 0)

    assert not list(folder.rglob("*"))


def test_half_written_file_is_never_read(folder, monkeypatch):
    """A process that dies before the rename leaves a file of another name, and the next makes it anew."""
    imprint = Imprint(ORIGIN, publish_result())
    monkeypatch.setattr(keeping.os, "replace", lambda *paths: (_ for _ in ()).throw(OSError("killed")))
    assert cached_pdf(imprint, lambda: b"%PDF first") == b"%PDF first"
    monkeypatch.undo()

    keeping.settings.PDF_CACHE_DIR = folder
    assert cached_pdf(imprint, lambda: b"%PDF second") == b"%PDF second"


def test_disk_that_cannot_be_written_stops_no_reader(folder, caplog):
    folder.write_text("a file where the folder should be")

    assert cached_pdf(Imprint(ORIGIN, publish_result()), lambda: b"%PDF") == b"%PDF"
    assert "could not be kept" in caplog.text


def test_old_files_and_the_older_half_of_too_many_go(folder, monkeypatch):
    monkeypatch.setattr(keeping, "MOST_FILES", 4)
    publication = publish_result()
    now = time.time()
    for age, host in enumerate("abcd"):
        cached_pdf(Imprint(f"https://{host}", publication), Maker())
        newest = max(folder.rglob("*.pdf"), key=lambda path: path.stat().st_mtime)
        os.utime(newest, (now - 1000 + age, now - 1000 + age))
    assert len(list(folder.rglob("*.pdf"))) == 4

    cached_pdf(Imprint("https://e", publication), Maker())
    assert len(list(folder.rglob("*.pdf"))) == 2

    for path in folder.rglob("*.pdf"):
        os.utime(path, (now - 31 * 24 * 3600,) * 2)
    cached_pdf(Imprint("https://f", publication), Maker())
    assert len(list(folder.rglob("*.pdf"))) == 1
