"""What no row names is shown, and removed only when asked, never while it may still be an upload."""

import os
import time

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command

from assessments.files.storage import add_document, path_of
from tests.support.factories import make_disclosure


@pytest.fixture
def files(db, settings, tmp_path):
    """One file in use, one that nothing names, one part of an upload; all two days old but the last."""
    settings.MEDIA_ROOT = tmp_path
    version = add_document(make_disclosure(), SimpleUploadedFile("a.csv", b"1,2\n"), by="somsri")
    paths = {"used": path_of(version.file.sha256), "orphan": tmp_path / "ab" / ("ab" * 32)}
    paths |= {"part": tmp_path / "incoming" / "x", "young": tmp_path / "incoming" / "y"}
    for name, path in paths.items():
        path.parent.mkdir(exist_ok=True)
        path.exists() or path.write_bytes(b"12345")
        if name != "young":
            os.utime(path, (time.time() - 2 * 86400,) * 2)
    return paths


def test_only_shown_unless_asked(files, capsys):
    call_command("sweep_documents")
    shown = capsys.readouterr().out.splitlines()
    assert shown == [f"ไม่มีรายการใดใช้ ab/{'ab' * 32}", "ไม่มีรายการใดใช้ incoming/x", "พบ 2 ไฟล์ 10 ไบต์"]
    assert all(path.exists() for path in files.values())


def test_removed_when_asked_but_nothing_in_use_or_young(files, capsys):
    call_command("sweep_documents", "--delete")
    assert capsys.readouterr().out.splitlines()[-1] == "ลบแล้ว 2 ไฟล์ 10 ไบต์"
    assert {name for name, path in files.items() if path.exists()} == {"used", "young"}
