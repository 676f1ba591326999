"""GET /ita/2564/oit/o42/1/: the stable address behind which the target may be corrected."""

import pytest
from django.urls import reverse

from tests.support.factories import make_disclosure, publish_checklist, publish_pakchong
from tests.support.public_pages import words

pytestmark = pytest.mark.django_db
LINK = reverse("assessments:link_redirect", args=[2564, 42, 1])
TARGET = "https://www.pakchong.go.th/ไฟล์/แผน.pdf?id=1&x=ก#หน้า"


def test_link_of_the_example_leads_to_the_portals_own_page(client):
    publish_pakchong()

    response = client.get(LINK)

    assert LINK == "/ita/2564/oit/o42/1/"
    assert response.status_code == 302
    assert response.headers["Location"] == "/ita/2564/measures/"
    assert client.get(LINK, follow=True).status_code == 200


def test_thai_address_arrives_encoded_and_whole(client):
    make_disclosure(links=[("แผน", TARGET)])
    publish_checklist()

    location = client.get(LINK).headers["Location"]

    assert location.isascii()
    assert location.startswith("https://www.pakchong.go.th/%E0%B9%84")
    assert location.endswith("?id=1&x=%E0%B8%81#%E0%B8%AB%E0%B8%99%E0%B9%89%E0%B8%B2")


def test_target_is_the_published_one_until_the_correction_is_published(client):
    disclosure = make_disclosure(links=[("แผน", "https://a.go.th/wrong")])
    publish_checklist()
    disclosure.links.update(url="https://a.go.th/right")
    assert client.get(LINK).headers["Location"] == "https://a.go.th/wrong"

    publish_checklist(note="แก้ลิงก์")

    assert client.get(LINK).headers["Location"] == "https://a.go.th/right"


def test_each_position_leads_to_its_own_target(client):
    make_disclosure(links=[("หนึ่ง", "https://a.go.th/1"), ("สอง", "https://a.go.th/2")])
    publish_checklist()

    assert client.get("/ita/2564/oit/o42/2/").headers["Location"] == "https://a.go.th/2"


def test_removed_link_is_410_and_says_so(client):
    disclosure = make_disclosure(links=[("แผน", "https://a.go.th/1"), ("รายงาน", "https://a.go.th/2")])
    publish_checklist()
    disclosure.links.filter(position=1).update(removed=True)
    publish_checklist(note="ถอนลิงก์")

    response = client.get(LINK)

    assert response.status_code == 410
    assert "ลิงก์นี้ถูกนำออกแล้ว" in words(response)
    assert "a.go.th/1" not in response.text
    assert 'content="noindex"' in response.text
    assert client.get("/ita/2564/oit/o42/2/").status_code == 302


@pytest.mark.parametrize("spelling", ["O42/1/", "o.42/1/", "o042/1", "o42/1", "o42/01/"])
def test_other_spellings_lead_to_the_one_address_for_good(client, spelling):
    publish_pakchong()

    response = client.get(f"/ita/2564/oit/{spelling}")

    assert (response.status_code, response.headers["Location"]) == (301, LINK)


@pytest.mark.parametrize(
    "path", ["o42/2/", "o42/0/", "o1/1/", "o44/1/", "o42/-1/", "o42/x/", "o42/99999999999999999999/"]
)
def test_link_that_does_not_exist_is_404(client, path):
    publish_pakchong()

    assert client.get(f"/ita/2564/oit/{path}").status_code == 404
