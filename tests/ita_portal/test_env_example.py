""".env.example names every setting that settings.py reads, with its meaning, and starts the portal."""

import os
import re
import secrets
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
EXAMPLE = (ROOT / ".env.example").read_text(encoding="utf-8")
SETTINGS = (ROOT / "ita_portal" / "settings.py").read_text(encoding="utf-8")
READ = set(re.findall(r'\benv_(?:bool|choice|int|list|required|str)\(\s*"([A-Z_]+)"', SETTINGS))
NAMED = re.findall(r"^#?([A-Z_]+)=(.*)$", EXAMPLE, re.MULTILINE)


def test_names_are_those_that_settings_read_and_each_stands_once():
    names = [name for name, _value in NAMED]

    assert len(READ) > 20
    assert set(names) == READ
    assert len(names) == len(set(names))


def test_the_table_of_the_deployment_guide_names_them_too():
    guide = (ROOT / "docs" / "deploy.md").read_text(encoding="utf-8")
    told = {
        name
        for row in re.findall(r"^\| (`[A-Z].*?) \|", guide, re.MULTILINE)
        for name in re.findall(r"[A-Z_]+", row)
    }

    assert told == READ - {"ITA_LOCAL", "DEBUG"}  # a server in use has neither


@pytest.mark.parametrize("name", [name for name, _value in NAMED])
def test_each_stands_below_its_meaning_in_thai(name):
    block = next(part for part in EXAMPLE.split("\n\n") if re.search(rf"^#?{name}=", part, re.MULTILINE))

    assert re.match(r"# .*[ก-๙]", block)


def start(**values):
    """`manage.py check --deploy` with these values and no other of ours."""
    return subprocess.run(
        [sys.executable, "manage.py", "check", "--deploy", "--fail-level", "WARNING"],
        cwd=ROOT,
        env={"PATH": os.environ["PATH"]} | values,
        capture_output=True,
        text=True,
    )


def test_copied_with_its_blank_filled_it_starts_the_portal_as_a_server(tmp_path):
    """Every value that the file shows can be read; only SECRET_KEY and the hosts are needed."""
    shown = {name: value for name, value in NAMED if value and name != "DATABASE_URL"}
    places = {name: str(tmp_path / name) for name in shown if name.endswith("_DIR")}

    checked = start(**shown | places | {"SECRET_KEY": secrets.token_urlsafe(50)})

    assert checked.returncode == 0, checked.stderr


def test_without_its_secret_key_the_start_is_refused(tmp_path):
    checked = start(ITA_VAR_DIR=str(tmp_path))

    assert checked.returncode != 0
    assert "SECRET_KEY" in checked.stderr
