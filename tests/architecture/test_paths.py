"""Every path that documents, docstrings and comments name exists, as a file or as a module."""

import ast
import io
import re
import tokenize
from pathlib import Path

import pytest

from tests.architecture.project import ROOT, text_of, tracked, tree_of

TOPS = r"(?:assessments|bench|docs|ita_portal|locale|measures|static|templates|tests|\.ci)"
FILE = re.compile(rf"(?<![\w/.*-]){TOPS}/[\w./*-]*[\w*]")
DATA = r"(?:json|csv|xlsx|pdf|docx)\b"  # measures.csv is an address
MODULE = re.compile(
    rf"(?<![\w/.@-])(?:assessments|bench|ita_portal|measures|tests)(?:\.(?!{DATA})[a-zA-Z_]\w*)+(?![\w/])"
)
SCHEMA = re.compile(r"measures/[0-9]")
NAME = re.compile(r"(?<![\w/.*-])[a-z]\w*\.(?:py|html|css|js|sh|toml|schema\.json)(?![\w/-])")

# In a line that says so, a path may be gone: what stood there once is part of a decision.
GONE = re.compile(r"\(gone|now in |→|was: ")

# Names that look like files of ours and are none.
NOT_OURS = {
    "check_chain.py": "written out of docs/chain.md by whoever checks",
    "test_noun_detail.py": "how a test of a page is called",
    "templates/measures/_due_dates.html": "an example of a partial",
}


def documents():
    return [path for path in tracked("*.md") if path.parts[0] != "measures"]


def said_in(path):
    """(line number, text) of everything that a file says to people: prose, docstrings, comments."""
    if path.suffix != ".py":
        yield from enumerate(text_of(path).splitlines(), 1)
        return
    for token in tokenize.generate_tokens(io.StringIO(text_of(path)).readline):
        if token.type == tokenize.COMMENT:
            yield token.start[0], token.string
    for node in ast.walk(tree_of(path)):
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef) and ast.get_docstring(node):
            first = node.body[0]
            yield from enumerate(first.value.value.splitlines(), first.lineno)


def is_there(name):
    """Whether a path leads somewhere, with * for any name; one that ends in _ is the beginning of names."""
    return any(True for _ in ROOT.glob(f"{name}*" if name.endswith("_") else name))


def is_module(dotted):
    """Whether a dotted path is a module, or something that a module holds."""
    parts = dotted.split(".")
    for length in range(len(parts), 0, -1):
        folder, rest = Path(*parts[:length]), parts[length:]
        for path in (folder.with_suffix(".py"), folder / "__init__.py"):
            if (ROOT / path).is_file():
                return not rest or re.search(rf"\b{rest[0]}\b", text_of(path)) is not None
        if (ROOT / folder).is_dir():
            return not rest
    return False


def dead_in(line):
    """The paths that a line names and that lead nowhere."""
    if GONE.search(line):
        return []
    names = {each.name for each in tracked()}
    wrong = [name for name in FILE.findall(line) if not SCHEMA.fullmatch(name) and not is_there(name)]
    wrong += [name for name in MODULE.findall(line) if not is_module(name)]
    wrong += [name for name in NAME.findall(line) if name not in names]
    return [name for name in wrong if name not in NOT_OURS]


def dead(path):
    return [f"{path}:{number}: {name}" for number, line in said_in(path) for name in dead_in(line)]


@pytest.mark.parametrize("path", documents(), ids=str)
def test_a_document_names_only_what_exists(path):
    assert dead(path) == []


@pytest.mark.parametrize("top", ["assessments", "bench", "docs", "ita_portal", "measures", "tests"])
def test_docstrings_and_comments_name_only_what_exists(top):
    modules = tracked(f"{top}/*.py")

    assert modules
    assert [found for path in modules for found in dead(path)] == []


@pytest.mark.parametrize(
    ("line", "found"),
    [
        ("see assessments/guards.py", ["assessments/guards.py"]),
        ("`tests/support/frozen_addresses.py` holds it", []),
        ("assessments/packs/*.json and docs/decisions/", []),
        ("assessments.scoring.rules.Rules, measures.csv, measures/1", []),
        ("assessments.scoring.rules.Vanished", ["assessments.scoring.rules.Vanished"]),
        ("the old measures.actions did", ["measures.actions"]),
        ("as thai.py had it", ["thai.py"]),
        ("assessments/views.py (gone: one module a page)", []),
    ],
)
def test_a_path_is_told_from_what_only_looks_like_one(line, found):
    assert dead_in(line) == found
