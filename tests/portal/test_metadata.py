"""What search engines and other sites read of a public page: Open Graph and schema.org, without a script."""

import pytest
from lxml import html

from tests.factories import publish_pakchong

pytestmark = pytest.mark.django_db
PAGES = ["/ita/", "/ita/2563/", "/ita/2564/measures/", "/ita/2564/oit/", "/ita/2564/oit/o42/"]


@pytest.mark.parametrize("address", PAGES)
def test_page_says_what_it_is_and_whose(client, address):
    publish_pakchong()

    page = html.fromstring(client.get(address).text)

    told = {each.get("property"): each.get("content") for each in page.xpath("//meta[@property]")}
    assert told["og:url"] == page.xpath("string(//link[@rel='canonical']/@href)")
    assert told["og:url"] == f"http://testserver{address}"
    assert told["og:description"] == page.xpath("string(//meta[@name='description']/@content)")
    assert told["og:locale"] == "th_TH"
    (owner,) = page.xpath("//*[@itemtype='https://schema.org/GovernmentOrganization']")
    assert owner.xpath("string(.//*[@itemprop='name'])") == "องค์การบริหารส่วนตำบลปากช่อง"
    assert "นครราชสีมา" in owner.xpath("string(.//*[@itemprop='address'])")
    assert not page.xpath("//script")


def test_fonts_are_asked_for_together_with_the_page(client):
    publish_pakchong()

    page = html.fromstring(client.get("/ita/").text)

    fonts = [f"/ita/static/fonts/sarabun-{weight}.woff2" for weight in (400, 700)]
    assert page.xpath("//link[@rel='preload'][@as='font'][@crossorigin]/@href") == fonts


def test_every_page_has_a_title_and_a_description_of_its_own(client):
    publish_pakchong()

    pages = [html.fromstring(client.get(address).text) for address in PAGES]

    for path in ("string(//title)", "string(//meta[@name='description']/@content)"):
        said = [page.xpath(path) for page in pages]
        assert all(said)
        assert len(set(said)) == len(PAGES)
