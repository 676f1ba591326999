"""The bundle's verify.py: needs nothing of ours, says all is well, and names what does not fit."""

import ast
import json

import pytest

from assessments.bundle.build import CARRIED
from tests.support.telling import make_told_plan, publish_progress
from tests.support.unpacked import (
    edit_json,
    publish_a_lively_year,
    unpack,
    verify,
    write_manifest_anew,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def folder(tmp_path):
    return unpack(tmp_path, publish_a_lively_year())


def test_all_is_well_in_two_languages_with_the_head_to_compare(folder):
    status, text = verify(folder)

    assert status == 0
    assert "ทุกอย่างถูกต้อง: " in text
    assert "All is well: " in text
    head = json.loads((folder / "chain.json").read_text("utf-8"))["head"]
    assert f"{head['sequence']} {head['record_sha256']}" in text


def test_system_files_that_appear_on_their_own_do_no_harm(folder):
    (folder / ".DS_Store").write_bytes(b"\0")
    (folder / "oit" / "Thumbs.db").write_bytes(b"\0")

    assert verify(folder)[0] == 0


def test_one_changed_byte_of_any_file_is_named(folder):
    names = [path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()]
    assert len(names) > 15
    for name in names:
        if name in ("verify.py", "manifest.json"):
            continue
        path = folder / name
        before = path.read_bytes()
        path.write_bytes(before[:-3] + bytes([before[-3] ^ 1]) + before[-2:])
        status, text = verify(folder)
        path.write_bytes(before)
        assert status == 1, name
        assert f"DOES NOT FIT: {name} " in text, text
        assert f"ไม่ตรง: {name} " in text
    assert verify(folder)[0] == 0


@pytest.mark.parametrize("name", ["measures.html", "chain.json", "data/oit.csv", "versions/measures-1.json"])
def test_missing_file_is_named(folder, name):
    (folder / name).unlink()

    status, text = verify(folder)

    assert (status, f"DOES NOT FIT: {name} is missing" in text) == (1, True)


def test_added_page_is_named(folder):
    (folder / "oit" / "o43.html").write_text("ปลอม", "utf-8")

    status, text = verify(folder)

    assert (status, "oit/o43.html is not listed" in text) == (1, True)


def drop_record(place):
    return lambda chain: chain["records"].pop(place)


def rewrite_note(chain):
    chain["records"][1]["note"] = "อย่างอื่น"


def swap(chain):
    chain["records"][1], chain["records"][2] = chain["records"][2], chain["records"][1]


@pytest.mark.parametrize(
    ("change", "named"),
    [
        (drop_record(0), "chain.json record 1 "),
        (drop_record(2), "chain.json record 3 "),
        (drop_record(-1), "chain.json its head"),
        (rewrite_note, "chain.json record 2 "),
        (swap, "chain.json record 2 "),
        (lambda chain: chain.update(agency="other"), "chain.json record 1 "),
        (lambda chain: chain.pop("records"), "wrong form"),
    ],
)
def test_changed_chain_is_noticed_even_under_a_new_manifest(folder, change, named):
    edit_json(folder / "chain.json", change)
    write_manifest_anew(folder)

    status, text = verify(folder)

    assert (status, named in text) == (1, True), text


@pytest.mark.parametrize(
    ("name", "change", "named"),
    [
        ("data/measures.json", lambda page: page.update(title="อื่น"), "its content does not match"),
        (
            "data/measures.json",
            lambda page: page["publication"].update(note="อื่น"),
            "does not match its record",
        ),
        ("data/measures.json", lambda page: page.pop("publication"), "has the wrong form"),
        ("versions/measures-1.json", lambda page: page["actions"].pop(), "its content does not match"),
    ],
)
def test_changed_page_is_noticed_even_under_a_new_manifest(folder, name, change, named):
    edit_json(folder / name, change)
    write_manifest_anew(folder)

    status, text = verify(folder)

    assert (status, f"{name} {named}" in text) == (1, True), text


def test_earlier_version_may_neither_vanish_nor_pose_as_the_page_of_today(folder):
    earlier, today = folder / "versions/measures-1.json", folder / "data/measures.json"
    first, second = earlier.read_bytes(), today.read_bytes()
    earlier.unlink()
    write_manifest_anew(folder)
    assert "versions/measures-1.json the content of record 2 is missing" in verify(folder)[1]

    earlier.write_bytes(second)
    today.write_bytes(first)
    write_manifest_anew(folder)

    assert verify(folder)[0] == 1


def test_bundle_of_nothing_but_progress_is_well(tmp_path):
    folder = unpack(tmp_path, publish_progress(make_told_plan()).agency, 2564)

    assert verify(folder)[0] == 0
    assert "แจกคู่มือให้ทุกส่วนงานแล้ว" in (folder / "progress.html").read_text("utf-8")
    assert (folder / "data/progress.csv").is_file()


def test_script_is_written_for_python_3_8():
    ast.parse((CARRIED / "verify.py").read_text("utf-8"), feature_version=(3, 8))
