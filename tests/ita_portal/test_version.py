"""The version of the program: one place, shown to staff and to whoever watches the server, to nobody else."""

import re
import tomllib
from pathlib import Path

import pytest

from ita_portal import __version__

ROOT = Path(__file__).resolve().parents[2]


def project():
    return tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]


def test_version_is_a_calendar_version_and_the_newest_of_the_changelog():
    headings = re.findall(r"^## \[(.+?)\]", (ROOT / "CHANGELOG.md").read_text(encoding="utf-8"), re.MULTILINE)

    assert re.fullmatch(r"20\d\d\.(1[0-2]|[1-9])\.\d+", __version__)
    assert headings[0] == __version__
    assert headings == sorted(
        headings, key=lambda each: [int(part) for part in each.split(".")], reverse=True
    )


def test_version_stands_in_one_place():
    """pyproject.toml names no second one, and says the licence by its identifier."""
    assert "version" in project()["dynamic"]
    assert "version" not in project()
    assert project()["license"] == "MIT"


@pytest.mark.django_db
def test_healthz_names_the_version(client):
    assert client.get("/ita/healthz").json() == {"status": "ok", "version": __version__}


def test_staff_see_the_version_at_the_foot_of_the_desk(admin_client):
    foot = admin_client.get("/ita/admin/password_change/").text.partition('<footer id="footer">')[2]

    assert __version__ in foot.partition("</footer>")[0]


@pytest.mark.django_db
def test_who_is_not_logged_in_does_not_see_the_version(client):
    assert __version__ not in client.get("/ita/admin/login/").text
