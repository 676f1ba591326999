"""The tools check what they are meant to: the same rooms are strict in mypy as are free of Django."""

import configparser
import tomllib

from tests.architecture.project import ROOT, text_of

PURE = "importlinter:contract:pure"
# A script that runs before there are packages, without types of anything.
NOT_TYPED = {"ita_portal.preflight"}


def contracts():
    parser = configparser.ConfigParser()
    parser.read(ROOT / ".importlinter", encoding="utf-8")
    return parser


def strict_modules():
    overrides = tomllib.loads(text_of("pyproject.toml"))["tool"]["mypy"]["overrides"]
    strict = [each["module"] for each in overrides if each.get("disallow_untyped_defs")]
    assert len(strict) == 1
    return set(strict[0])


def test_rooms_without_django_are_strict():
    pure = set(contracts()[PURE]["source_modules"].split()) - NOT_TYPED

    assert {module.removesuffix(".*") for module in strict_modules()} == pure


def test_rooms_that_are_strict_with_all_they_hold_are_folders():
    for module in strict_modules():
        path = ROOT / module.removesuffix(".*").replace(".", "/")
        assert path.is_dir() if module.endswith(".*") else path.with_suffix(".py").is_file()


def test_every_rule_left_out_of_ruff_has_its_reason():
    lines = text_of("pyproject.toml").splitlines()
    begin = lines.index("ignore = [")
    left_out = lines[begin + 1 : lines.index("]", begin)]

    assert left_out
    assert [line for line in left_out if "#" not in line] == []
