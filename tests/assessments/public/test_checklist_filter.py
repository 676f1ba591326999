"""GET /ita/2564/oit/?answer=…&state=…&text=…: some of the items, by a plain form."""

import re
from urllib.parse import urlencode

import pytest
from django.urls import reverse
from django.utils import timezone

from assessments.links.standings import LinkStanding, LinkStandings
from assessments.models import LinkState
from assessments.public.checklist_filter import ChecklistFilterForm
from ita_portal.thai.dates import typed_date
from tests.support.factories import make_disclosure, publish_checklist, publish_pakchong
from tests.support.public_pages import only_reading, words

pytestmark = pytest.mark.django_db
PAGE = reverse("assessments:checklist_detail", args=[2564])


def filtered(client, **asked):
    with only_reading():
        return client.get(f"{PAGE}?{urlencode(asked)}")


def shown(response):
    """The codes of the items on the page."""
    return re.findall(r'<tr id="(o[0-9]+)"', response.text)


@pytest.fixture
def answered():
    """A checklist with a yes that has a link, a no, and one that has nothing this period."""
    make_disclosure(code="O1", answer="yes", links=[("โครงสร้าง", "https://example.go.th/")])
    make_disclosure(code="O2", answer="no", explanation="รอจัดทำ")
    make_disclosure(code="O3", answer="none_this_period")
    publish_checklist()


@pytest.mark.usefixtures("answered")
@pytest.mark.parametrize(
    ("asked", "expected"),
    [
        ({"answer": "yes"}, ["o1"]),
        ({"answer": "no"}, ["o2"]),
        ({"answer": "none_this_period"}, ["o3"]),
        ({"state": "unknown"}, ["o1"]),
        ({"state": "bad"}, []),
        ({"text": "รอจัดทำ"}, ["o2"]),
        ({"text": "ข้อ ๓"}, ["o3"]),
        ({"text": "ข้อ ๓", "answer": "yes"}, []),
    ],
)
def test_only_matching_items_are_shown_and_the_count_says_so(client, asked, expected):
    response = filtered(client, **asked)

    assert shown(response) == expected
    count = "๑" if expected else "๐"
    assert f"แสดง {count} จาก ๔๓ ข้อ" in words(response)
    assert "๓ จาก ๔๓ ข้อ ตอบแล้ว" in words(response)


@pytest.mark.usefixtures("answered")
def test_open_items_and_those_without_a_link(client):
    assert len(shown(filtered(client, answer="open"))) == 40
    assert len(shown(filtered(client, state="none"))) == 42


@pytest.mark.parametrize(
    ("state", "broken", "shape"),
    [
        (LinkState.OPENS, False, "good"),
        (LinkState.UNCHECKED, False, "unknown"),
        (LinkState.NOT_FOUND, True, "bad"),
    ],
)
def test_state_is_that_of_the_links(state, broken, shape):
    url = "https://example.go.th/"
    item = {"answer": "yes", "links": [{"url": url, "removed": False}]}
    found = LinkStandings([LinkStanding(url, state, broken)])

    for each in ("good", "bad", "look", "unknown", "none"):
        form = ChecklistFilterForm({"state": each})
        assert form.is_active
        assert form.keeps(item, found) == (each == shape)


def test_whole_list_without_a_question_or_with_one_that_is_not_offered(client):
    publish_pakchong()

    assert len(shown(client.get(PAGE))) == 43
    assert len(shown(filtered(client, answer="", state="", text=""))) == 43
    wrong = filtered(client, answer="perhaps")
    assert len(shown(wrong)) == 43
    assert "form-error" in wrong.text


def test_filtered_page_is_not_indexed_or_kept_and_leads_to_the_whole(client):
    publish_pakchong()

    response = filtered(client, answer="yes")

    assert response.headers["X-Robots-Tag"] == "noindex"
    assert "X-Robots-Tag" not in client.get(PAGE).headers
    assert f'<a href="{PAGE}">ดูทุกข้อ</a>' in response.text


def test_day_that_one_reads_stays_in_the_form(client):
    publish_pakchong()

    today = typed_date(timezone.localdate())
    assert f'name="as_of" value="{today}"' in filtered(client, as_of=today).text
    assert 'name="as_of"' not in client.get(PAGE).text.partition("กรองรายการ")[2].partition("</form>")[0]
