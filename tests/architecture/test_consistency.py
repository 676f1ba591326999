"""One name runs through address, view and template; files stay short; templates carry no script or style."""

import re
import subprocess
from pathlib import Path

import pytest
from django.apps import apps
from django.urls import URLPattern

import assessments.urls
import measures.urls

ROOT = Path(__file__).resolve().parents[2]
ROOMS = {"assessments": assessments.urls, "measures": measures.urls}
PATTERNS = [(room, pattern) for room, urls in ROOMS.items() for pattern in urls.urlpatterns]
MOST_LINES = {"module": 600, "test": 300, "partial": 60}


def tracked(pattern):
    """The project's files that match, without those of the virtual environment or a build."""
    listed = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard", "-z", "--", pattern],
        cwd=ROOT,
        capture_output=True,
        check=True,
    )
    paths = (ROOT / name for name in listed.stdout.decode().split("\0") if name)
    return sorted({path for path in paths if path.is_file()})


PYTHON = [path for path in tracked("*.py") if "migrations" not in path.parts]
TEMPLATES = tracked("templates/*.html")


def lines_of(path):
    return len(path.read_text(encoding="utf-8").splitlines())


@pytest.mark.parametrize(
    ("room", "pattern"), PATTERNS, ids=[f"{room}:{each.pattern}" for room, each in PATTERNS]
)
def test_address_has_the_name_of_its_view(room, pattern):
    assert isinstance(pattern, URLPattern)
    assert ROOMS[room].app_name == room
    view = pattern.callback
    if pattern.name:
        assert view.__name__ == pattern.name
    else:  # another spelling of an address that has a name
        assert view.__name__ in {each.name for each in ROOMS[room].urlpatterns}
    assert view.__module__.partition(".")[0] == room
    assert re.fullmatch(r"home|[a-z]+_[a-z]+", view.__name__)
    assert view.__doc__


@pytest.mark.parametrize(
    ("room", "pattern"), PATTERNS, ids=[f"{room}:{each.pattern}" for room, each in PATTERNS]
)
def test_page_has_the_template_and_the_test_of_its_name(room, pattern):
    """An address that ends in a stroke is a page; the others are data, redirects or other spellings."""
    name = pattern.callback.__name__
    is_page = str(pattern.pattern).endswith("/") or name == "home"
    if is_page and not name.endswith("_redirect"):
        assert (ROOT / "templates" / room / f"{name}.html").is_file()
    if is_page:
        assert list((ROOT / "tests" / room).rglob(f"test_{name}.py"))


def wrong(paths, is_wrong):
    """The names of the files that break a rule."""
    return [str(path.relative_to(ROOT)) for path in paths if is_wrong(path, path.read_text(encoding="utf-8"))]


def test_modules_and_tests_are_short():
    tests = [path for path in PYTHON if path.is_relative_to(ROOT / "tests")]

    assert not wrong(PYTHON, lambda path, text: lines_of(path) > MOST_LINES["module"])
    assert not wrong(tests, lambda path, text: lines_of(path) > MOST_LINES["test"])


def test_modules_are_named_by_what_they_hold():
    assert not [path for path in PYTHON if path.stem in ("utils", "helpers", "misc", "common")]


def test_modules_say_what_they_are_and_leave_nothing_to_do():
    modules = [path for path in PYTHON if not path.name.startswith("test_")]

    assert not wrong(modules, lambda path, text: text.strip() and not re.match(r'(#!.*\n)?"""\S', text))
    others = [path for path in modules if path.name != Path(__file__).name]
    assert not wrong(others, lambda path, text: re.search(r"\b(TODO|FIXME|XXX)\b", text))


@pytest.mark.parametrize(
    "forbidden",
    [
        r"<style\b|<script(?! src=\"{% static )",
        r"\s(style|on[a-z]+)\s*=",
        r"\|\s*safe(seq)?\b",
        r"autoescape\s+off",
        r"javascript:",
    ],
)
def test_templates_have_no_script_no_style_and_trust_no_text(forbidden):
    assert TEMPLATES
    assert not wrong(TEMPLATES, lambda path, text: re.search(forbidden, text, re.IGNORECASE))


def test_partials_are_short_and_say_what_they_need():
    partials = [path for path in TEMPLATES if path.name.startswith("_")]

    assert partials
    assert not wrong(partials, lambda path, text: lines_of(path) > MOST_LINES["partial"])
    assert not wrong(partials, lambda path, text: not text.startswith("{#"))


def test_partials_are_included_with_only():
    tags = {
        tag
        for path in tracked("templates/assessments/*.html") + tracked("templates/measures/*.html")
        for tag in re.findall(r"{% include [^%]*%}", path.read_text(encoding="utf-8"))
    }

    assert tags
    assert not [tag for tag in tags if not re.search(r"\bonly\s*%}$", tag)]


def test_years_are_data_not_code():
    """No `if year == 2567`: what differs between years stands in the packs."""
    strings = re.compile(r'"""(?s:.*?)"""|"[^"\n]*"|#[^\n]*')
    compared = re.compile(r"(==|!=|<=|>=|<|>|\bin\b)\s*[\[({]?25[56][0-9]\b")
    code = [path for path in PYTHON if not path.is_relative_to(ROOT / "tests")]

    assert not wrong(code, lambda path, text: compared.search(strings.sub('""', text)))


def test_every_constraint_is_provoked_by_name_in_a_test():
    tests = "".join(path.read_text(encoding="utf-8") for path in tracked("tests/*.py"))
    names = {
        constraint.name
        for room in ROOMS
        for model in apps.get_app_config(room).get_models()
        for constraint in model._meta.constraints
    }

    assert names
    assert not sorted(name for name in names if f'"{name}"' not in tests)
