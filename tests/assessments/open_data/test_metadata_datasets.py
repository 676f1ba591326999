"""Pages tell the data set that they show as schema.org microdata; its files are what is said of them."""

from datetime import datetime

import pytest
from lxml import html

from tests.support.microdata import DATASETS, properties
from tests.support.rich_agency import NAME

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("rich_agency")]


def items(client, path, wanted):
    """What an XPath finds in a page."""
    return html.document_fromstring(client.get(path).text).xpath(wanted)


def told_dataset(item):
    told = properties(item)
    for name in ("name", "description", "url", "temporalCoverage", "spatialCoverage", "dateModified"):
        assert len(told[name]) == 1, name
        assert told[name][0]
    assert told["creator"][0]["name"] == [NAME]
    assert "license" not in told
    return told


@pytest.mark.usefixtures("quick_pdf")
@pytest.mark.parametrize("path", DATASETS)
def test_page_tells_the_data_set_that_it_shows(client, path):
    told = told_dataset(items(client, path, "//*[@itemtype='https://schema.org/Dataset']")[0])

    assert told["url"] == [f"http://testserver{path}"]
    year = int(path.split("/")[2]) - 543
    assert told["temporalCoverage"] == [f"{year - 1}-10-01/{year}-09-30"]
    assert datetime.fromisoformat(told["dateModified"][0])
    for file in told["distribution"]:
        sent = client.head(file["contentUrl"][0]).headers["Content-Type"]
        assert sent.partition(";")[0] == file["encodingFormat"][0]
    assert len(told["distribution"]) == (5 if DATASETS[path] in ("result", "measures", "progress") else 3)


def test_data_page_tells_every_data_set_in_a_catalogue(client):
    (catalogue,) = items(client, "/ita/data/", "//*[@itemtype='https://schema.org/DataCatalog']")
    told = [told_dataset(item)["url"][0] for item in catalogue.xpath(".//*[@itemprop='dataset']")]

    assert sorted(told) == sorted(f"http://testserver{path}" for path in DATASETS)
