"""The project as files: what is tracked, the modules of the apps, and what they say of themselves."""

import ast
import subprocess
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
APPS = ("ita_portal", "assessments", "measures")


@cache
def tracked(*patterns):
    """The project's files that match, as paths from its root; without the environment or a build."""
    listed = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard", "-z", "--", *patterns],
        cwd=ROOT,
        capture_output=True,
        check=True,
    )
    names = {Path(name) for name in listed.stdout.decode().split("\0") if name}
    return sorted(name for name in names if (ROOT / name).is_file())


@cache
def text_of(path):
    """The text of a file, by its path from the root."""
    return (ROOT / path).read_text(encoding="utf-8")


@cache
def tree_of(path):
    """The syntax tree of a module, by its path from the root."""
    return ast.parse(text_of(path))


def code():
    """The modules of the apps, without migrations, whose text Django froze."""
    modules = tracked(*(f"{app}/*.py" for app in APPS))
    return [path for path in modules if "migrations" not in path.parts]


def folders():
    """Every folder of the apps that holds a module, parents before children."""
    return sorted({path.parent for path in tracked(*(f"{app}/*.py" for app in APPS))})


def modules_in(folder):
    """The modules that lie in a folder itself, without its `__init__`."""
    paths = tracked(f"{folder}/*.py")
    return [path for path in paths if path.parent == Path(folder) and path.stem != "__init__"]


def first_line(folder):
    """What a folder says of itself: the first line of the docstring of its `__init__`, "" without one."""
    path = Path(folder) / "__init__.py"
    said = ast.get_docstring(tree_of(path)) if (ROOT / path).is_file() else None
    return (said or "").partition("\n")[0]
