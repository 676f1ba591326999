"""manage.py export_chain: the log for outsiders, and what is refused when it comes back."""

import hashlib
import io
import json
import re
import subprocess
import sys
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from assessments.models import Publication
from assessments.record.publish import withdraw
from assessments.record.verification.earlier_log import LogError, read_log
from tests.support.factories import make_agency
from tests.support.public_pages import only_reading
from tests.support.tampering import publish_five

pytestmark = pytest.mark.django_db
DOCS = Path(__file__).resolve().parents[3] / "docs" / "chain.md"
FIELDS = (
    "sequence fiscal_year page number published_at role note sha256 previous details_sha256 record_sha256"
    " withdrawn"
).split()


@pytest.fixture
def agency(db):
    return publish_five()


def export(**options):
    out = io.StringIO()
    call_command("export_chain", stdout=out, **options)
    return out.getvalue()


def test_export_holds_every_record_and_no_content(agency, time_machine):
    withdraw(Publication.objects.get(sequence=2), reason="มีข้อมูลส่วนบุคคล", by="somsri", role="ปลัด อบต.")
    time_machine.move_to("2028-01-02T03:04:05Z", tick=False)

    with only_reading():
        text = export()

    log = json.loads(text)
    assert list(log) == ["schema", "agency", "exported_at", "head", "records", "notices"]
    assert (log["schema"], log["agency"]) == ("chain/1", "pakchong")
    assert log["exported_at"] == "2028-01-02T03:04:05.000000Z"
    assert [record["sequence"] for record in log["records"]] == [1, 2, 3, 4, 5, 6]
    assert all(list(record) == FIELDS for record in log["records"])
    last = log["records"][-1]
    assert log["head"] == {name: last[name] for name in ("sequence", "record_sha256", "published_at")}
    assert [record["number"] for record in log["records"]] == [1, 1, 2, 1, 3, 1]
    assert log["records"][0]["previous"] is None
    assert log["records"][0]["withdrawn"] is None
    assert log["records"][1]["withdrawn"]["reason"] == "มีข้อมูลส่วนบุคคล"
    assert "การเปิดเผยข้อมูล" not in text
    assert "somsri" not in text
    assert len(text.splitlines()) == 10  # a record a line, so that a difference in Git is readable


def test_outsider_computes_every_record_hash_from_the_file_alone(agency):
    log = json.loads(export())

    for record in log["records"]:
        bound = {name: record[name] for name in FIELDS if name not in ("record_sha256", "withdrawn")}
        text = json.dumps(
            bound | {"agency": log["agency"]}, ensure_ascii=False, sort_keys=True, separators=(",", ":")
        )
        assert hashlib.sha256(text.encode()).hexdigest() == record["record_sha256"]


def test_agency_without_publications_has_an_empty_log():
    make_agency()

    log = json.loads(export())

    assert (log["head"], log["records"]) == (None, [])


def test_file_is_written_once_and_never_over(agency, tmp_path):
    path = tmp_path / "chain.json"

    assert export(output=str(path)) == f"pakchong: ส่งออก 5 บันทึกไปที่ {path}\n"
    before = path.read_bytes()
    with pytest.raises(CommandError, match="มีไฟล์นี้อยู่แล้ว"):
        export(output=str(path))

    assert path.read_bytes() == before
    assert read_log(before).tip["sequence"] == 5
    with pytest.raises(CommandError, match="เขียนไฟล์ไม่ได้"):
        export(output=str(tmp_path / "nowhere" / "chain.json"))


def test_half_written_file_is_taken_away(agency, tmp_path, monkeypatch):
    def broken(*args, **kwargs):
        raise RuntimeError("the database went away")

    monkeypatch.setattr("assessments.record.chain_export.logged", broken)
    with pytest.raises(RuntimeError):
        export(output=str(tmp_path / "chain.json"))

    assert not list(tmp_path.iterdir())


def test_agency_must_be_named_when_there_are_several(agency):
    publish_five("other", name="อื่น")

    with pytest.raises(CommandError, match="--agency"):
        export()
    with pytest.raises(CommandError, match="nobody"):
        export(agency="nobody")
    assert json.loads(export(agency="other"))["agency"] == "other"


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        (lambda log: log | {"schema": "result/1"}, "schema ต้องเป็น chain/1"),
        (lambda log: [log], "schema ต้องเป็น chain/1"),
        (lambda log: log | {"agency": None}, "ไม่มีชื่อหน่วยงาน"),
        (lambda log: log | {"records": None}, "ไม่มีชื่อหน่วยงานหรือรายการบันทึก"),
        (lambda log: log | {"head": {"sequence": 5}}, "head"),
        (lambda log: log | {"head": None}, "head"),
        (lambda log: log | {"head": log["head"] | {"record_sha256": "0" * 64}}, "head"),
        (lambda log: log | {"records": [{}]}, "รายการที่ 1 ในไฟล์นี้ไม่ครบ"),
        (lambda log: log | {"records": [*log["records"][:2], *log["records"][3:]]}, "ลำดับที่ 4 ไม่ต่อจากลำดับที่ 2"),
        (lambda log: log | {"records": log["records"][::-1]}, "ไม่ต่อจาก"),
        (lambda log: log | {"agency": "other"}, "ลายนิ้วมือของลำดับที่ 1"),
        (lambda log: log["records"][2].update(note="อื่น") or log, "ลายนิ้วมือของลำดับที่ 3"),
        (lambda log: log["records"][2].update(published_at="วันนี้") or log, "ลายนิ้วมือของลำดับที่ 3"),
    ],
)
def test_changed_file_is_refused_with_the_reason(agency, change, sentence):
    log = json.loads(export())

    with pytest.raises(LogError, match=re.escape(sentence)):
        read_log(json.dumps(change(log)).encode())


@pytest.mark.parametrize("data", [b"", b"\x89PNG\r\n\x1a\n\xff", b"{", b"[" * 100_000, "ไม่ใช่".encode()])
def test_garbage_is_refused(data):
    with pytest.raises(LogError, match="ไม่ใช่ JSON"):
        read_log(data)


def test_file_of_another_agency_or_of_nobody_is_refused(agency, tmp_path):
    path = tmp_path / "chain.json"
    export(output=str(path))
    publish_five("other", name="อื่น")

    for options, sentence in [
        ({"agency": "other", "against": str(path)}, "เป็นของหน่วยงาน pakchong ไม่ใช่ other"),
        ({"against": str(tmp_path / "none.json")}, "เปิดไฟล์ไม่ได้"),
        ({"against": str(DOCS)}, "ไม่ใช่ JSON"),
    ]:
        with pytest.raises(CommandError, match=sentence):
            call_command("verify_publications", stdout=io.StringIO(), **options)
    nobodys = {"schema": "chain/1", "agency": "nobody", "head": None, "records": []}
    (tmp_path / "nobody.json").write_text(json.dumps(nobodys), encoding="utf-8")
    with pytest.raises(CommandError, match="nobody ซึ่งไม่มีในระบบ"):
        call_command("verify_publications", against=str(tmp_path / "nobody.json"), stdout=io.StringIO())
    path.write_text(path.read_text(encoding="utf-8-sig"), encoding="utf-8-sig")  # saved by a Windows editor
    call_command("verify_publications", against=str(path), stdout=io.StringIO())


def test_script_of_the_documentation_finds_a_changed_file(agency, tmp_path):
    script, path = tmp_path / "check_chain.py", tmp_path / "chain.json"
    script.write_text(
        re.search(r"```python\n(.*?)```", DOCS.read_text(encoding="utf-8"), re.DOTALL)[1], "utf-8"
    )
    export(output=str(path))

    def run():
        command = [sys.executable, "-X", "utf8", "-I", str(script), str(path)]
        return subprocess.run(command, capture_output=True, encoding="utf-8", timeout=30)

    right = run()
    path.write_text(path.read_text(encoding="utf-8").replace("ครั้งที่ 3", "ครั้งที่ 4"), encoding="utf-8")
    wrong = run()

    assert (right.returncode, right.stderr) == (0, "")
    assert "5" in right.stdout
    assert wrong.returncode == 1
    assert "ลำดับที่ 3" in wrong.stderr
