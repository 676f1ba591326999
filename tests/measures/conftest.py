"""The real document and the command that imports it."""

import pytest
from django.core.management import call_command

from measures.management.commands.load_example import EXAMPLE
from tests.support.factories import make_year


@pytest.fixture
def years():
    """The two years the document speaks of, as their packs bring them."""
    return make_year(2563), make_year(2564)


@pytest.fixture
def write(tmp_path):
    """Writes the real document with some words changed, as a file of this name, and returns its path."""

    def write_document(*changes, name="measures.txt"):
        text = EXAMPLE.read_text(encoding="utf-8")
        for old, new in changes:
            assert old in text, f"{old!r} does not stand in the document"
            text = text.replace(old, new)
        path = tmp_path / name
        path.write_bytes(text.encode())
        return path

    return write_document


@pytest.fixture
def import_measures(capsys):
    """Runs `import_measures` and returns the lines it printed."""

    def run(path, *arguments):
        call_command("import_measures", str(path), *arguments)
        return capsys.readouterr().out.splitlines()

    return run
