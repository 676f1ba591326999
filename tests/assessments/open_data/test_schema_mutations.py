"""Every JSON document passes its JSON Schema as it is, and spoilt in any one place it does not."""

import json

import pytest
from django.test import Client
from jsonschema import Draft202012Validator

from assessments.models import ScoreState
from assessments.open_data.json_schemas import SCHEMAS
from tests.support.mutations import few_of, mutations

pytestmark = pytest.mark.django_db
DOCUMENTS = {
    "result-1": "/ita/2563/result.json",
    "measures-1": "/ita/2564/measures.json",
    "progress-1": "/ita/2564/progress.json",
    "oit-1": "/ita/2564/oit.json",
    "handin-1": "/ita/2564/handin.json",
    "chain-1": "/ita/chain.json",
    "pack-1": "/ita/packs/2564.json",
}


@pytest.fixture(scope="module")
def documents(rich_agency):
    """{name of the schema: document as a reader gets it}."""
    return {name: Client().get(address).json() for name, address in DOCUMENTS.items()}


def test_every_schema_has_its_document():
    assert set(DOCUMENTS) == set(SCHEMAS)


@pytest.mark.parametrize("name", sorted(DOCUMENTS))
def test_document_passes_and_no_spoilt_one_does(documents, name):
    schema = json.loads(SCHEMAS[name].read_text())
    validator, document = Draft202012Validator(schema), documents[name]
    assert [error.message for error in validator.iter_errors(document)] == []
    assert validator.is_valid(few_of(document))

    spoilt = list(mutations(schema, document))
    survivors = [what for what, changed in spoilt if validator.is_valid(changed)]

    assert survivors == []
    assert len(spoilt) > 60


@pytest.mark.parametrize(("name", "place"), [("result-1", "indicators"), ("measures-1", "indicators")])
def test_score_and_its_state_belong_together(documents, name, place):
    """Zero, missing, not announced and not applicable are four things; a schema takes none for another."""
    validator = Draft202012Validator(json.loads(SCHEMAS[name].read_text()))
    rows = documents[name][place]
    assert {row["score_state"] for row in rows} == set(ScoreState.values)
    assert next(row["score"] for row in rows if row["score_state"] == "announced") == 0

    for at, row in enumerate(rows):
        for state in ScoreState.values:
            changed = documents[name] | {place: [*rows[:at], row | {"score_state": state}, *rows[at + 1 :]]}
            assert validator.is_valid(changed) is ((row["score"] is None) == (state != "announced"))
