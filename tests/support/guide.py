"""Runs the commands of a guide as they are written, on folders and a database of the test."""

import configparser
import re
import subprocess
import textwrap
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
# What stands in for the programs that need another account or systemd: name -> script.
STAND_INS = {
    "sudo": 'shift 2; exec "$@"',  # sudo -u NAME COMMAND …
    "systemctl": "exit 0",
    "ita-manage": 'exec "$PYTHON" manage.py "$@"',
    # As systemd does it: nothing of the caller's environment, the lines of the file instead.
    "systemd-run": """
for given; do
    case $given in
        --property=EnvironmentFile=*) file=${given#--property=EnvironmentFile=} ;;
        --working-directory=*) cd "${given#--working-directory=}" ;;
        --*) ;;
        *) break ;;
    esac
    shift
done
exec env --ignore-environment PATH="$PATH" $(grep -v '^#' "$file" | xargs) "$@"
""",
}


def stand_ins(folder: Path) -> Path:
    """A folder with the STAND_INS as programs; it goes before the others in PATH."""
    folder.mkdir()
    for name, script in STAND_INS.items():
        program = folder / name
        program.write_text(f"#!/bin/sh\n{script}\n", encoding="utf-8")
        program.chmod(0o755)
    return folder


def blocks(name: str, heading: str) -> list[str]:
    """The fenced blocks of a guide in docs between this heading and the next of any level, in order."""
    text = (ROOT / "docs" / name).read_text(encoding="utf-8")
    section = re.split(r"^##+ ", text.partition(f"\n{heading}\n")[2], flags=re.MULTILINE)[0]
    return re.findall(r"^```\w*\n(.*?)^```$", section, flags=re.MULTILINE | re.DOTALL)


def run(script: str, environment: dict[str, str]) -> str:
    """What the script printed; fails with it when one of its commands fails."""
    done = subprocess.run(
        ["sh", "-e"], input=script, cwd=ROOT, env=environment, capture_output=True, text=True, timeout=120
    )
    assert done.returncode == 0, f"{textwrap.indent(script, '  ')}\n{done.stdout}\n{done.stderr}"
    return done.stdout


def unit(text: str, section: str) -> dict[str, str]:
    """The settings of one section of a systemd unit."""
    parser = configparser.ConfigParser(strict=False, interpolation=None)
    parser.optionxform = str
    parser.read_string(text)
    return dict(parser[section])
