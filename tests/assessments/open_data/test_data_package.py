"""The lists of the open data: every published page is in them, and each CSV has the columns they tell of."""

import csv
import io
from datetime import date
from urllib.parse import urlsplit

import pytest
from django.utils import timezone

from assessments.exports.tables import TABLES, table_schema
from assessments.open_data.datasets import NO_LICENCE
from ita_portal.thai.dates import typed_date

pytestmark = pytest.mark.django_db
PACKAGE, CATALOG, PAGE = "/ita/data/datapackage.json", "/ita/data/catalog.jsonld", "/ita/data/"
READ = {"string": str, "integer": int, "number": float, "date": date.fromisoformat}


@pytest.mark.usefixtures("example")
def test_every_csv_has_the_fields_of_its_table_schema(client):
    package = client.get(PACKAGE).json()

    assert [each["name"] for each in package["resources"]] == ["measures-2564", "oit-2564", "result-2563"]
    assert "licenses" not in package
    for resource in package["resources"]:
        address = urlsplit(resource["path"])
        assert address.netloc == "testserver"
        text = client.get(address.path).content.decode("utf-8-sig")
        head, *rows = csv.reader(io.StringIO(text, newline=""))
        fields = resource["schema"]["fields"]
        assert head == [field["name"] for field in fields]
        assert rows
        for row in rows:
            for field, cell in zip(fields, row, strict=True):
                assert cell == "" or READ[field["type"]](cell) is not None


@pytest.mark.parametrize("page", sorted(TABLES))
def test_field_names_of_a_table_are_its_own(page):
    names = [field["name"] for field in table_schema(page)["fields"]]

    assert len(names) == len(set(names))


@pytest.mark.usefixtures("example")
def test_catalogue_leads_to_files_that_are_there(client):
    datasets = client.get(CATALOG).json()["dcat:dataset"]

    assert len(datasets) == 3
    for dataset in datasets:
        forms = dataset["dcat:distribution"]
        assert {form["dcat:mediaType"]["@id"].partition("types/")[2] for form in forms} >= {
            "text/csv",
            "application/json",
        }
        for form in forms:
            assert client.get(urlsplit(form["dcat:downloadURL"]["@id"]).path).status_code == 200
            assert form["dct:rights"]["rdfs:label"]["@value"] == NO_LICENCE


@pytest.mark.usefixtures("example")
def test_page_names_the_files_and_that_no_licence_was_decided(client):
    page = client.get(PAGE)

    for address in ("/ita/2563/result.csv", "/ita/2564/oit.json", PACKAGE, CATALOG):
        assert f'href="{address}"' in page.text
    assert NO_LICENCE in page.text


@pytest.mark.usefixtures("example")
@pytest.mark.parametrize("address", [PACKAGE, CATALOG, PAGE])
def test_lists_cost_two_queries(client, address, django_assert_num_queries):
    with django_assert_num_queries(2):
        assert client.get(address).status_code == 200


@pytest.mark.usefixtures("example")
def test_package_of_a_day_leads_to_the_tables_of_that_day(client):
    today = timezone.localdate()
    found = client.get(f"{PACKAGE}?as_of={typed_date(today)}").json()

    assert all(each["path"].endswith(f"?as_of={today}") for each in found["resources"])
