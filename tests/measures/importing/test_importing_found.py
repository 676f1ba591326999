"""25 made-up documents in the shapes that agencies publish: everything right, or not understood at its place.

What each must give stands beside it in tests/data/documents and was compared with the document by eye; of a
message only its beginning counts. A message too many fails as one too few does.
"""

import json
from pathlib import Path

import pytest

from measures.importing.document import read_lines
from measures.importing.input_formats import read_kind
from tests.support.excel_documents import EXCEL
from tests.support.official_names import names_with_items
from tests.support.word_documents import WORD

DOCUMENTS = WORD | EXCEL
FOLDER = Path(__file__).parents[2] / "data" / "documents"
NAMES = sorted([*DOCUMENTS, *(path.name for path in FOLDER.iterdir() if path.suffix != ".json")])
HEAD = ("agency_name", "fiscal_year", "result_year", "level")
EVERYDAY = ("indicators_missing", "place_missing")
DETAILS = ("responsible", "weak_point", "steps", "start_on", "due_on", "monitoring")


def as_json(action):
    """The text of an action, with what else is said of it when there is something."""
    details = {name: str(getattr(action.details, name) or "") for name in DETAILS}
    details = {name: value for name, value in details.items() if value}
    return {"text": action.text, **details} if details else action.text


def seen(name):
    """What is read of a document, in the form of the JSON beside it."""
    data = DOCUMENTS[name]() if name in DOCUMENTS else (FOLDER / name).read_bytes()
    reading = read_lines(read_kind(data, name)[1], names_with_items)
    document = reading.document
    return {
        **{part: getattr(document, part) for part in HEAD},
        "total": document.total and str(document.total),
        "indicators": {
            str(row.number): [row.score and str(row.score), *map(as_json, row.actions)]
            for row in document.rows
        },
        "aside": [f"{each.place}: {each.text}" for each in reading.unassigned],
        "not_understood": [str(fault) for fault in reading.faults],
        "noticed": [notice.message for notice in document.warnings if notice.code not in EVERYDAY],
    }


def begin(found, expected):
    """Whether each sentence begins as expected, in any order and with none left over."""
    return len(found) == len(expected) and all(
        sum(sentence.startswith(each) for sentence in found) >= expected.count(each) for each in expected
    )


@pytest.mark.parametrize("name", NAMES)
def test_everything_is_right_or_said_to_be_not_understood(name):
    expected = json.loads((FOLDER / f"{name}.json").read_text("utf-8"))

    found = seen(name)

    for sentences in ("not_understood", "noticed"):
        assert begin(found.pop(sentences), expected.pop(sentences)), seen(name)[sentences]
    assert found == expected


def test_25_documents_of_every_kind():
    kinds = [name.rpartition(".")[2] for name in NAMES]

    assert {kind: kinds.count(kind) for kind in sorted(kinds)} == {
        "csv": 3,
        "docx": 7,
        "html": 7,
        "txt": 4,
        "xlsx": 4,
    }
