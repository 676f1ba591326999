"""Every published state of a page, newest first."""

import re

import pytest

from assessments.record.publish import withdraw
from ita_portal.thai.digits import thai_digits
from tests.support.factories import make_agency, make_disclosure, publish_checklist, publish_content
from tests.support.three_days import TOTALS, publish_on_three_days

pytestmark = pytest.mark.django_db


@pytest.fixture
def three_days(time_machine):
    return publish_on_three_days(time_machine)


def test_history_lists_number_time_note_and_role(client, three_days):
    page = client.get("/ita/2563/history/").text
    for number, total in enumerate(TOTALS, start=1):
        assert f"คะแนนรวม {total}" in page
        assert f'href="/ita/2563/versions/{number}/"' in page
    assert "๓๐\u00a0เมษายน\u00a0๒๕๖๔ ๑๐:๐๐\u00a0น." in page
    assert "ปลัด อบต." in page
    assert "somsri" not in page
    assert page.index("คะแนนรวม 57.25") < page.index("คะแนนรวม 55.62")


def test_each_state_leads_to_what_changed(client, three_days):
    page = client.get("/ita/2563/history/").text
    assert 'href="/ita/2563/differences/2/3/"' in page
    assert 'href="/ita/2563/differences/0/1/"' not in page
    assert "แก้ ๑" in page


def test_a_withdrawn_state_says_when_and_why(client, three_days):
    withdraw(three_days[1], reason="มีข้อมูลส่วนบุคคล", by="somsri", role="ปลัด อบต.")
    page = client.get("/ita/2563/history/").text
    assert "มีข้อมูลส่วนบุคคล" in page
    assert 'href="/ita/2563/differences/1/2/"' not in page
    assert 'href="/ita/2563/differences/2/3/"' not in page


def test_the_page_of_a_withdrawn_state_leads_on(client, three_days):
    withdraw(three_days[1], reason="มีข้อมูลส่วนบุคคล", by="somsri", role="ปลัด อบต.")
    page = client.get("/ita/2563/versions/2/").text
    assert 'href="http://testserver/ita/2563/history/"' in page
    assert 'href="/ita/2563/"' in page


@pytest.mark.parametrize(
    "address", ["/ita/", "/ita/2563/", "/ita/2563/history/", "/ita/2563/differences/1/2/"]
)
def test_the_head_of_the_chain_stands_at_the_foot(client, three_days, address):
    foot = client.get(address).text.partition("<footer>")[2]
    assert "ลำดับที่ ๓" in foot
    assert f'title="{three_days[2].record_sha256}"' in foot


def test_an_old_page_shows_the_head_of_its_time(client, three_days):
    foot = client.get("/ita/2563/versions/1/").text.partition("<footer>")[2]
    assert f'title="{three_days[0].record_sha256}"' in foot


def test_unpublished_pages_have_no_history(client, three_days):
    assert client.get("/ita/2564/measures/history/").status_code == 404
    assert client.get("/ita/2562/history/").status_code == 404


def test_only_reading_is_allowed(client, three_days):
    assert client.post("/ita/2563/history/").status_code == 405


def test_300_versions_cost_the_same_queries_as_three(client, three_days, django_assert_num_queries):
    with django_assert_num_queries(4):
        client.get("/ita/2563/history/")
    content = three_days[0].data()
    for number in range(4, 301):
        publish_content(make_agency(), 2563, "result", content | {"pass_mark": number})
    with django_assert_num_queries(4):
        page = client.get("/ita/2563/history/").text
    assert f"ฉบับที่ {thai_digits(300)}" in page


def numbers_in(text):
    """The states that a history lists, and the one that is marked as the current one."""
    rows = re.findall(r'<th scope="row"><a href="[^"]*versions/([0-9]+)/">.*?</th>', text)
    marked = re.findall(r'versions/([0-9]+)/">[^<]*</a> <span class="soft small">ปัจจุบัน', text)
    return rows, marked


@pytest.mark.parametrize(
    ("day", "listed", "marked"),
    [
        ("2021-03-12", "1", "1"),
        ("2021-04-29", "1", "1"),
        ("2021-04-30", "21", "2"),
        ("2021-07-19", "321", "3"),
    ],
)
def test_history_as_of_a_day_lists_what_stood_then(client, three_days, day, listed, marked):
    page = client.get("/ita/2563/history/", {"as_of": day})
    assert numbers_in(page.text) == (list(listed), [marked])
    assert "สภาพ ณ วันที่" in page.text
    assert len(client.get(f"/ita/2563/timemap/json?as_of={day}").json()["mementos"]["list"]) == len(listed)


def test_history_as_of_a_day_before_the_first_is_not_found(client, three_days):
    assert client.get("/ita/2563/history/", {"as_of": "2021-03-11"}).status_code == 404


def test_form_of_a_history_leads_to_the_page_as_of_that_day(client, three_days):
    forms = re.findall(
        r'<form class="ask" method="get" action="([^"]*)">', client.get("/ita/2563/history/").text
    )
    assert forms == ["http://testserver/ita/2563/"]
    assert thai_digits(TOTALS[1]) in client.get(forms[0], {"as_of": "30/4/2564"}).text


def test_form_of_an_item_s_history_leads_to_the_item(client):
    make_disclosure()
    publish_checklist()
    page = client.get("/ita/2564/oit/o42/history/").text
    assert re.findall(r'class="ask" method="get" action="([^"]*)"', page) == [
        "http://testserver/ita/2564/oit/o42/"
    ]
