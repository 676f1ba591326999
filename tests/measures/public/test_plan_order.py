"""GET /ita/2564/measures/?order=weakest: the same page, the lowest score first."""

import re

import pytest
from django.urls import reverse

from measures.public.plan import weakest_first
from tests.support.factories import publish_pakchong

pytestmark = pytest.mark.django_db
PAGE = reverse("measures:plan_detail", args=[2564])


def order(response):
    """The numbers of the indicators as they follow each other."""
    return [
        int(number)
        for number in re.findall(r'<article class="indicator" id="indicator-(\d+)"', response.text)
    ]


def test_official_order_stands_without_a_question_or_with_an_unknown_one(client):
    publish_pakchong()

    for question in ("", "?order=official", "?order=perhaps"):
        assert order(client.get(PAGE + question)) == list(range(1, 11))


def test_weakest_group_and_indicator_come_first_and_nothing_is_lost(client):
    publish_pakchong()

    response = client.get(f"{PAGE}?order=weakest")

    assert order(response) == [10, 9, 4, 5, 2, 3, 1, 8, 7, 6]
    assert f'href="{PAGE}?order=official"' in response.text
    assert f'href="http://testserver{PAGE}"' in response.text  # canonical


def test_indicator_without_a_score_comes_last_and_a_group_without_any_too():
    scored, unknown = {"number": 2, "score": 10}, {"number": 1, "score": None}
    groups = [{"indicators": []}, {"indicators": [unknown, scored]}, {"indicators": [unknown]}]

    first, second, third = weakest_first(groups)

    assert first["indicators"] == [scored, unknown]
    assert second["indicators"] == [unknown]
    assert third["indicators"] == []
