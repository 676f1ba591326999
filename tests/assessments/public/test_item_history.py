"""The states in which one OIT item changed."""

import pytest

from assessments.models import Disclosure
from tests.support.factories import make_disclosure, publish_checklist

pytestmark = pytest.mark.django_db


@pytest.fixture
def states():
    make_disclosure(code="O42", links=[("ลิงก์", "https://x.go.th/1")])
    publish_checklist(note="ครั้งแรก")
    make_disclosure(code="O1")
    publish_checklist(note="ตอบ O1")
    Disclosure.objects.filter(item__code="O42").update(explanation="ย้ายหน้า")
    publish_checklist(note="อธิบาย O42")


def test_only_the_states_that_touch_the_item_are_listed(client, states):
    page = client.get("/ita/2564/oit/o42/history/").text
    assert "ครั้งแรก" in page
    assert "อธิบาย O42" in page
    assert "ตอบ O1" not in page
    assert 'href="/ita/2564/oit/o42/versions/3/"' in page


def test_the_item_is_shown_as_it_stood(client, states):
    assert "ย้ายหน้า" in client.get("/ita/2564/oit/o42/versions/3/").text
    assert "ย้ายหน้า" not in client.get("/ita/2564/oit/o42/versions/2/").text


def test_another_spelling_and_an_unpublished_year_are_not_found(client, states):
    assert client.get("/ita/2563/oit/o42/history/").status_code == 404


def test_an_unknown_item_has_no_history(client, states):
    assert client.get("/ita/2564/oit/o44/history/").status_code == 404
