"""Every public address has an ETag and a date, and whoever has its bytes gets 304 before they are made."""

import pytest
from django.template.response import TemplateResponse

from assessments.public.page import LazyResponse
from tests.site.test_addresses import ANSWERS, published  # noqa: F401

pytestmark = pytest.mark.django_db
SHOWN = [address for address, status, _type in ANSWERS if status == 200 and "healthz" not in address]


@pytest.mark.usefixtures("published")
@pytest.mark.parametrize("address", SHOWN)
def test_reader_who_has_it_gets_304_without_its_being_made(client, address, monkeypatch):
    first = client.get(address)
    for made in (LazyResponse, TemplateResponse):
        monkeypatch.setattr(made, "render", lambda response: pytest.fail("rendered"))
    tag, since = first.headers["ETag"], first.headers["Last-Modified"]

    for condition in ({"if-none-match": tag}, {"if-modified-since": since}):
        again = client.get(address, headers=condition)
        assert (again.status_code, again.content) == (304, b"")
        assert again.headers["ETag"] == tag


@pytest.mark.usefixtures("published")
@pytest.mark.parametrize("address", SHOWN)
def test_every_address_answers_the_same_a_second_time_without_a_cookie(client, address):
    first, second = client.get(address), client.get(address)

    assert (first.content, dict(first.headers)) == (second.content, dict(second.headers))
    assert not second.cookies
