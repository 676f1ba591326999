"""The cron lines and units of the guides run as written, with the settings of /etc/ita.env and no others."""

import os
import re
import shlex
import sys

import pytest

from tests.support.guide import ROOT, blocks, run, stand_ins, unit

SETTINGS, COMMAND = "## 3. ค่าที่ตั้ง", "## 4. เตรียมข้อมูล และทุกครั้งที่ปรับรุ่น"
LINKS, DAILY = "## ตั้งให้ตรวจเอง", "## 7. งานประจำวัน"


@pytest.fixture
def machine(child_url, child_portal, tmp_path):
    """Runs a shell line of the guide as cron or systemd would: without this process's environment."""
    programs = stand_ins(tmp_path / "bin")
    settings = blocks("deploy.md", SETTINGS)[0].replace("SECRET_KEY=…", "SECRET_KEY=only-for-this-test")
    settings = re.sub(r"DATABASE_URL=.*", f"DATABASE_URL={child_url}\nITA_VAR_DIR={tmp_path}/var", settings)
    (tmp_path / "ita.env").write_text(settings, encoding="utf-8")
    ita_manage = programs / "ita-manage"
    ita_manage.write_text(here(blocks("deploy.md", COMMAND)[0], tmp_path), encoding="utf-8")
    own = {"PATH": f"{programs}:{os.environ['PATH']}", "PYTHONUTF8": "1"}
    return lambda line: run(here(line, tmp_path), own)


def here(text, folder):
    """The text with this machine's places in those of the guide's."""
    text = text.replace("/usr/local/bin/ita-manage", "ita-manage").replace(
        "/etc/ita.env", f"{folder}/ita.env"
    )
    return text.replace("/srv/ita/.venv/bin/python", sys.executable).replace("=/srv/ita ", f"={ROOT} ")


@pytest.mark.parametrize(
    ("guide", "heading", "command"),
    [("link-checks.md", LINKS, "check_links"), ("deploy.md", DAILY, "scrub_reports")],
)
def test_cron_line_runs_as_root_with_the_settings_of_the_file(guide, heading, command, machine):
    [line] = re.findall(r"^(?:\S+ ){5}root (.*)$", "".join(blocks(guide, heading)), flags=re.MULTILINE)
    assert command in line
    assert "SECRET_KEY" not in line
    machine(line)


def test_unit_of_link_checks_runs_as_ita_with_the_settings_of_the_file(machine):
    [text] = [block for block in blocks("link-checks.md", LINKS) if "[Service]" in block]
    service = unit(text.partition("# /etc/systemd/system/ita-links.timer")[0], "Service")
    assert service["User"] == "ita"
    folder, file = service["WorkingDirectory"], service["EnvironmentFile"]
    machine(
        f"systemd-run --working-directory={folder} --property=EnvironmentFile={file} {service['ExecStart']}"
    )


def test_command_without_the_settings_does_not_start(machine):
    with pytest.raises(AssertionError, match="SECRET_KEY"):
        machine(shlex.join([sys.executable, "manage.py", "check_links"]))
