"""The description of the read API names every address of data and no other."""

import re

import pytest

from assessments.page_files import CSV, FORMS, JSON, XLSX
from ita_portal.open_data import is_data
from tests.frozen_addresses import FROZEN

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("example")]
ADDRESS = "/ita/data/openapi.json"


@pytest.fixture
def described(client):
    return client.get(ADDRESS).json()


def test_server_is_where_it_was_asked_for(described):
    assert described["openapi"] == "3.1.0"
    assert described["servers"] == [{"url": "http://testserver"}]


def test_every_file_of_data_is_described(described):
    wanted = {(page, form) for page, forms in FORMS.items() for form in forms if form in (JSON, CSV, XLSX)}

    for page, form in wanted:
        live = f"/ita/{{year_be}}/{page}.{form}"
        versions = [
            path for path in described["paths"] if path.endswith(f"versions/{{version}}/{page}.{form}")
        ]
        assert live in described["paths"]
        assert len(versions) == 1


def test_described_address_is_frozen_and_open(described):
    for path in described["paths"]:
        pattern = path.lstrip("/").replace("{year_be}", "<year_be:year_be>")
        pattern = pattern.replace("{version}", "<int:version>").replace("{name}", "<slug:name>")
        assert re.sub("timemap/(json|link)", "timemap/<str:form>", pattern) in FROZEN
        assert is_data(path)


def test_address_answers_with_what_was_described(client, described):
    published = {"result": 2563, "measures": 2564, "oit": 2564}
    for path, item in described["paths"].items():
        page = re.split(r"[/.]", path)[-2]
        year_be = published.get(page, 2564)
        answer = client.get(path.format(year_be=year_be, version=1, name="oit-1"))
        expected = item["get"]["responses"][str(answer.status_code)]
        assert answer.headers["Content-Type"].partition(";")[0] in expected["content"]
        assert answer.status_code == 200 or page in ("handin", "progress")
