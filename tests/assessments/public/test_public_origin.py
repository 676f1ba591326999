"""Whatever host somebody asks at, what he gets tells the addresses under the agency's public origin."""

import io
import zipfile

import pytest

from tests.support.public_addresses import PAGES, RICH_HOST, addressed, data_addresses

ORIGIN = "https://www.tambon.example"
INNER = "ita-server.inner.test"
ADDRESSES = [page.address for page in PAGES if page.host == RICH_HOST and "as_of=never" not in page.address]
pytestmark = pytest.mark.django_db


@pytest.fixture
def asked_inside(settings, client, quick_pdf):
    """A GET as somebody in the office's own network sends it."""
    settings.ALLOWED_HOSTS = ["*"]
    return lambda path, **headers: client.get(path, headers=headers | {"host": INNER})


@pytest.fixture
def agency(rich_agency):
    """An agency with everything, and a public origin."""
    rich_agency.public_origin = rich_agency.id_origin = ORIGIN
    rich_agency.save()
    return rich_agency


def told(response):
    """Everything that an answer tells: headers, and its text or that of every file packed in it."""
    body = b"".join(response.streaming_content) if response.streaming else response.content
    texts = [repr(dict(response.headers)), body.decode("utf-8", "replace")]
    if zipfile.is_zipfile(io.BytesIO(body)):
        packed = zipfile.ZipFile(io.BytesIO(body))
        texts += [packed.read(name).decode("utf-8", "replace") for name in packed.namelist()]
    return "\n".join(texts)


@pytest.mark.parametrize("address", ADDRESSES)
def test_no_page_tells_the_host_of_whoever_asked(asked_inside, agency, address):
    text = told(asked_inside(address))

    assert INNER not in text
    assert "<html" in text


@pytest.mark.parametrize("address", sorted(map(addressed, data_addresses())))
def test_no_data_tells_the_host_of_whoever_asked(asked_inside, agency, address):
    response = asked_inside(address)

    assert response.status_code in (200, 302)
    assert INNER not in told(response)


@pytest.mark.parametrize(
    "address",
    [
        "/ita/2563/",
        "/ita/2563/history/",
        "/ita/2563/versions/1/",
        "/ita/2563/timemap/link",
        "/ita/2563/timemap/json",
        "/ita/2563/result.docx",
        "/ita/2564/oit/block.html",
        "/ita/2564/bundle.zip",
        "/ita/feed.xml",
        "/ita/sitemap.xml",
        "/ita/data/catalog.jsonld",
        "/ita/data/datapackage.json",
        "/ita/data/openapi.json",
        "/robots.txt",
    ],
)
def test_what_tells_addresses_in_full_tells_the_public_ones(asked_inside, agency, address):
    assert ORIGIN in told(asked_inside(address))


def test_a_moment_asked_for_leads_to_the_public_address(asked_inside, agency):
    response = asked_inside("/ita/2563/", **{"accept-datetime": "Tue, 02 Sep 2025 12:00:00 GMT"})

    assert response.headers["Location"].startswith(f"{ORIGIN}/ita/2563/versions/")
    assert INNER not in response.headers["Link"]
