"""Every JSON document that is handed out is what its JSON Schema says; spoilt ones: test_schema_mutations."""

import json

import pytest
from jsonschema import Draft202012Validator

from assessments.models import PublishedPage
from assessments.open_data.json_schemas import SCHEMAS, schema_path

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("example")]
DOCUMENTS = {
    "result-1": "/ita/2563/result.json",
    "measures-1": "/ita/2564/measures.json",
    "oit-1": "/ita/2564/oit.json",
    "chain-1": "/ita/chain.json",
    "pack-1": "/ita/packs/2564.json",
}


def validator(name):
    return Draft202012Validator(json.loads(SCHEMAS[name].read_text()))


@pytest.mark.parametrize("name", sorted(SCHEMAS))
def test_schema_is_a_schema_and_stands_at_its_address(client, name):
    answer = client.get(schema_path(name))

    assert answer.status_code == 200
    Draft202012Validator.check_schema(answer.json())


def test_unknown_schema_is_not_found(client):
    assert client.get("/ita/data/schemas/secret-1.json").status_code == 404


@pytest.mark.parametrize("name", sorted(DOCUMENTS))
def test_document_is_what_its_schema_says(client, name):
    found = client.get(DOCUMENTS[name]).json()

    assert [error.message for error in validator(name).iter_errors(found)] == []


def test_every_published_page_is_covered():
    pages = PublishedPage.objects.values_list("page", flat=True)

    assert {f"{page}-1" for page in pages} <= set(DOCUMENTS)
