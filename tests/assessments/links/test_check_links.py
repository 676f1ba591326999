"""The command and its task: lines, limits, refusals in Thai, the queue."""

import pytest
from django.core.management import CommandError, call_command
from django_tasks_db.models import DBTaskResult

from assessments.linkcheck import Found
from assessments.models import CheckedHost, LinkTarget
from tests.support.factories import make_agency, make_disclosure, make_year


@pytest.fixture
def desk(db, monkeypatch):
    """Three links; the internet answers that the second is missing."""

    def check(wanted_by_host, *, policy, on_found, stop, more):
        while coming := more():
            for host, wanted in coming.items():
                for each in wanted:
                    if not stop():
                        state = "not_found" if each.url.endswith("2") else "opens"
                        on_found(host, Found(each.url, state, 200, detail="หาที่อยู่ใหม่" * (state != "opens")))

    monkeypatch.setattr("assessments.links.check_run.check_addresses", check)
    links = [(str(n), f"https://{host}.go.th/{n}") for n, host in enumerate("aab", start=1)]
    return make_disclosure(make_agency(), "O12", links=links).agency


def run(capsys, *arguments):
    call_command("check_links", *arguments)
    return capsys.readouterr().out.splitlines()


def test_each_check_is_a_line_and_the_end_a_sum(desk, capsys):
    first, *lines, last = run(capsys)
    assert first == "ลิงก์ที่ต้องดูแล 3 ที่อยู่ เพิ่มใหม่ 3"
    assert sorted(lines) == [
        "เปิดได้\thttps://a.go.th/1",
        "เปิดได้\thttps://b.go.th/3",
        "ไม่พบหน้า\thttps://a.go.th/2 หาที่อยู่ใหม่",
    ]
    assert last == "ตรวจแล้ว 3 ที่อยู่ เปิดได้ 2 · ไม่พบหน้า 1"
    assert run(capsys) == ["ลิงก์ที่ต้องดูแล 3 ที่อยู่ เพิ่มใหม่ 0", "ตรวจแล้ว 0 ที่อยู่"]


def test_agency_year_and_limit_narrow_it(desk, capsys):
    make_year(2563)
    assert run(capsys, "--year", "๒๕๖๓")[-1] == "ตรวจแล้ว 0 ที่อยู่"
    assert run(capsys, "--agency", "pakchong", "--year", "2564", "--limit", "๒")[-1].startswith(
        "ตรวจแล้ว 2 ที่อยู่"
    )
    assert CheckedHost.objects.exclude(claimed_by="").count() == 0


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["--agency", "nowhere"], "ไม่พบหน่วยงาน nowhere"),
        (["--year", "2569"], "ไม่มีข้อมูลปีงบประมาณ 2569 ในระบบ"),
        (["--year", "3105"], "ปี “3105” ไม่ใช่ปี พ.ศ. ที่ใช้ได้ น่าจะบวก ๕๔๓ ซ้ำสองครั้ง หมายถึง พ.ศ. ๒๕๖๒ หรือไม่"),
        (["--limit", "0"], "--limit ต้องเป็นจำนวนเต็มตั้งแต่ 1 แต่ได้รับ “0”"),
        (["--budget", "soon"], "--budget ต้องเป็นจำนวนเต็มตั้งแต่ 1 แต่ได้รับ “soon”"),
    ],
)
def test_bad_arguments_are_refused_in_thai(desk, arguments, sentence):
    with pytest.raises(CommandError) as refused:
        call_command("check_links", *arguments)
    assert str(refused.value) == sentence
    assert LinkTarget.objects.count() == 0


def test_with_a_queue_the_work_waits_there(desk, settings, capsys, monkeypatch):
    worker = "django_tasks_db.management.commands.db_worker"
    monkeypatch.setattr(f"{worker}.close_old_connections", lambda: None)  # the test's own connection
    settings.TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}
    assert run(capsys, "--enqueue") == ["ส่งงานตรวจลิงก์เข้าคิวแล้ว"]
    assert LinkTarget.objects.count() == 0
    call_command("db_worker", "--batch", "--no-startup-delay", "--interval", "0")
    assert {target.state for target in LinkTarget.objects.all()} == {"opens", "not_found"}
    assert DBTaskResult.objects.get().status == "SUCCESSFUL"
