"""The DCAT catalogue has what DCAT-AP 3 demands, and makes up nothing that only the agency can say.

The shapes themselves are run against the live site by pyshacl: docs/data.md.
"""

import pytest
from django.test import Client

from assessments.exports.tables import TABLES
from assessments.open_data.datasets import catalogue_fields
from tests.support.public_pages import words

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("rich_agency")]
PACKAGE, CATALOG, PAGE = "/ita/data/datapackage.json", "/ita/data/catalog.jsonld", "/ita/data/"
MANDATORY = {
    "dcat:Catalog": {"dct:title", "dct:description", "dct:publisher", "dcat:dataset"},
    "dcat:Dataset": {
        *("dct:title", "dct:description", "dct:publisher", "dct:identifier", "dcat:distribution"),
        *("dcat:keyword", "dcat:theme", "dcat:contactPoint", "dct:spatial", "dct:temporal", "dct:language"),
        *("dct:modified", "dct:accrualPeriodicity", "dct:accessRights", "dct:provenance", "dcat:inSeries"),
    },
    "dcat:DatasetSeries": {"dct:title", "dct:description", "dct:accrualPeriodicity"},
    "dcat:Distribution": {"dcat:accessURL", "dcat:downloadURL", "dct:format", "dcat:mediaType", "dct:rights"},
    "dcat:DataService": {"dct:title", "dcat:endpointURL", "dcat:endpointDescription", "dcat:servesDataset"},
    "foaf:Agent": {"foaf:name"},
    "dct:PeriodOfTime": {"dcat:startDate", "dcat:endDate"},
    "dct:Location": {"skos:prefLabel"},
}
ONLY_THE_AGENCY = {"ประเภทชุดข้อมูล", "ชื่อผู้ติดต่อ", "อีเมลผู้ติดต่อ", "วัตถุประสงค์", "สัญญาอนุญาตให้ใช้ข้อมูล"}


@pytest.fixture(scope="module")
def catalogue(rich_agency):
    return Client().get(CATALOG).json()


def nodes(value):
    """Every node with a class in a JSON-LD document."""
    if isinstance(value, list):
        for each in value:
            yield from nodes(each)
    elif isinstance(value, dict):
        if "@type" in value and "@value" not in value:
            yield value
        for name, each in value.items():
            if name != "@context":
                yield from nodes(each)


def test_every_node_has_what_its_class_demands(catalogue):
    found = {}
    for node in nodes(catalogue):
        kinds = node["@type"] if isinstance(node["@type"], list) else [node["@type"]]
        for kind in kinds:
            assert MANDATORY.get(kind, set()) <= node.keys(), (kind, node.get("@id"))
            found[kind] = found.get(kind, 0) + 1

    assert set(MANDATORY) <= set(found)
    assert (found["dcat:Dataset"], found["dcat:DatasetSeries"], found["dcat:Distribution"]) == (11, 5, 33)


def test_what_is_pointed_at_is_there_or_has_a_class(catalogue):
    known = {node["@id"] for node in nodes(catalogue) if "@id" in node}
    datasets = {each["@id"] for each in catalogue["dcat:dataset"]}

    assert {each["dcat:inSeries"]["@id"] for each in catalogue["dcat:dataset"]} <= known
    assert {each["@id"] for each in catalogue["dcat:service"]["dcat:servesDataset"]} == datasets


def test_prefixes_in_use_are_declared(catalogue):
    names = {name for node in nodes(catalogue) for name in node if not name.startswith("@")}

    assert {name.partition(":")[0] for name in names} <= set(catalogue["@context"])


def test_period_is_the_fiscal_year_and_no_licence_is_made_up(catalogue):
    periods = {each["dct:identifier"]: each["dct:temporal"] for each in catalogue["dcat:dataset"]}
    result = periods["rich-result-2563"]

    assert result["dcat:startDate"]["@value"] == "2019-10-01"
    assert result["dcat:endDate"]["@value"] == "2020-09-30"
    assert not [name for node in nodes(catalogue) for name in node if name == "dct:license"]


def test_what_only_the_agency_can_say_is_shown_as_a_gap(client, rich_agency):
    fields = dict(catalogue_fields(rich_agency))
    page = words(client.get(PAGE))

    assert {name for name, value in fields.items() if not value} == ONLY_THE_AGENCY
    assert page.count("หน่วยงานยังไม่ระบุ") == len(ONLY_THE_AGENCY)
    for name, value in fields.items():
        assert name in page
        assert " ".join(value.split()) in page


def test_package_tells_what_each_table_is_and_where_from(client):
    resources = client.get(PACKAGE).json()["resources"]

    assert {each["name"].partition("-")[0] for each in resources} == set(TABLES)
    assert len({each["description"] for each in resources}) == len(resources)
    for each in resources:
        (source,) = each["sources"]
        assert client.get(source["path"].removeprefix("http://testserver")).status_code == 200
