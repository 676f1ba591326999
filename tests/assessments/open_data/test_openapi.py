"""The description of the read API names every address of data and no other, and each answers as told."""

import re

import pytest
from django.test import Client
from django.urls import get_resolver
from django.utils import timezone

from assessments.exports.formats import FORMS, TYPES
from ita_portal.http.cors import is_data
from tests.support.public_addresses import NO_DATA, addressed, addresses, data_addresses

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("rich_agency", "quick_pdf")]
ADDRESS = "/ita/data/openapi.json"


@pytest.fixture(scope="module")
def described(rich_agency):
    return Client().get(ADDRESS).json()


def test_server_is_where_it_was_asked_for(described):
    assert described["openapi"] == "3.1.0"
    assert described["servers"] == [{"url": "http://testserver"}]


def test_every_address_of_data_is_described_and_nothing_else(described):
    """A new address that is no page has to be described, or named above as what gives no data."""
    assert sorted(described["paths"]) == sorted(set(data_addresses()))
    assert not NO_DATA - set(addresses(get_resolver()))


def test_every_form_of_every_page_is_described_with_its_type(described):
    for page, forms in FORMS.items():
        for form in forms:
            found = [path for path in described["paths"] if path.endswith(f"/{page}.{form}")]
            assert len(found) == 2
            for path in found:
                (media_type,) = described["paths"][path]["get"]["responses"]["200"]["content"]
                assert media_type == TYPES[form].partition(";")[0]


def test_operations_have_names_of_their_own(described):
    names = [operation["operationId"] for item in described["paths"].values() for operation in item.values()]

    assert len(names) == len(set(names)) == 2 * len(described["paths"])


def test_example_of_a_document_is_one_that_is_there(client, described):
    path = "/ita/{year_be}/oit/{item}/{position}/versions/{edition}/"
    examples = {each["name"]: each["example"] for each in described["paths"][path]["get"]["parameters"][:4]}

    assert client.get(path.format(**examples)).headers["Content-Type"] == "text/csv"


def test_description_costs_two_queries(client, django_assert_num_queries):
    with django_assert_num_queries(2):
        assert client.get(f"{ADDRESS}?as_of={timezone.localdate()}").status_code == 200


def test_parameters_are_those_of_the_path(described):
    for path, item in described["paths"].items():
        for operation in item.values():
            named = [resolved(described, each) for each in operation["parameters"]]
            assert {each["name"] for each in named if each["in"] == "path"} == set(
                re.findall("{([a-z_]+)}", path)
            )


def resolved(described, value):
    """What a value of the description stands for."""
    if "$ref" not in value or not value["$ref"].startswith("#/components/"):
        return value
    _root, _components, kind, name = value["$ref"].split("/")
    return described["components"][kind][name]


def paths():
    return pytest.mark.parametrize("path", sorted(set(data_addresses())))


@paths()
def test_address_answers_as_described_to_get_head_and_those_who_have_it(client, described, path):
    address, item = addressed(path), described["paths"][path]
    answer = client.get(address)
    expected = resolved(described, item["get"]["responses"][str(answer.status_code)])

    assert answer.status_code == 200 or "/evidence/" in path
    assert is_data(address) or not address.endswith((".json", ".jsonld", ".csv", ".xlsx", "feed.xml"))
    if answer.status_code == 200:
        assert answer.headers["Content-Type"].partition(";")[0] in expected["content"]
        assert set(expected["headers"]) <= set(answer.headers)
        again = client.get(address, headers={"if-none-match": answer.headers["ETag"]})
        assert str(again.status_code) == "304"
        assert "304" in item["get"]["responses"]
    head = client.head(address)
    assert head.status_code == answer.status_code
    assert not head.content


@paths()
def test_other_methods_are_told_405_and_not_that_a_form_is_missing(path):
    strict = Client(enforce_csrf_checks=True)
    for method in ("POST", "DELETE", "QUERY"):
        refusal = strict.generic(method, addressed(path))
        assert refusal.status_code == 405
        assert refusal.headers["Allow"] == "GET, HEAD"


@paths()
def test_what_is_not_there_is_refused_as_described(client, described, path):
    address = path.format(
        year_be=2599, version=99, item="o99", position=99, edition=99, number=99, name="x-1"
    )
    refusal = client.get(address)

    assert str(refusal.status_code) in described["paths"][path]["get"]["responses"]
    assert refusal.status_code == 404 or "{" not in path


def test_what_was_withdrawn_and_what_cannot_be_read_is_refused_as_described(client, described):
    gone = client.get("/ita/2564/measures/versions/2/measures.csv")
    path = "/ita/{year_be}/measures/versions/{version}/measures.csv"
    assert gone.status_code == 410
    assert "410" in described["paths"][path]["get"]["responses"]
    for path, item in described["paths"].items():
        if {"$ref": "#/components/parameters/as_of"} in item["get"]["parameters"]:
            assert client.get(f"{addressed(path)}?as_of=x").status_code == 400, path
            assert "400" in item["get"]["responses"], path


def test_moment_of_accept_datetime_leads_to_its_version_as_described(client, described):
    """No parameter of the description: schemathesis takes "0" for a date whatever the pattern says."""
    for page, forms in FORMS.items():
        for form in forms:
            path = f"/ita/{{year_be}}/{page}.{form}"
            moment = {"accept-datetime": "Sun, 07 Sep 2025 10:00:00 GMT"}
            assert client.get(addressed(path), headers=moment).status_code == 302, path
            assert client.get(addressed(path), headers={"accept-datetime": "0"}).status_code == 400
            assert {"302", "400"} <= described["paths"][path]["get"]["responses"].keys()


def test_range_of_a_document_is_sent_as_described(client, described):
    path = "/ita/{year_be}/oit/{item}/{position}/versions/{edition}/"
    for asked, status in (("bytes=0-3", 206), ("bytes=999999-", 416), ("x", 200)):
        assert client.get(addressed(path), headers={"range": asked}).status_code == status
        assert str(status) in described["paths"][path]["get"]["responses"]
