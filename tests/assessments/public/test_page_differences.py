"""What changed between two states of a page, as a citizen reads it."""

import pytest

from assessments.record.publish import withdraw
from tests.support.three_days import publish_on_three_days

pytestmark = pytest.mark.django_db


@pytest.fixture
def three_days(time_machine):
    return publish_on_three_days(time_machine)


def test_old_and_new_figures_stand_side_by_side(client, three_days):
    page = client.get("/ita/2563/differences/1/3/").text
    assert "๕๕.๖๒" in page
    assert "๕๗.๒๕" in page


def test_a_state_does_not_differ_from_itself(client, three_days):
    assert "เหมือนกัน" in client.get("/ita/2563/differences/2/2/").text


def test_unknown_and_withdrawn_states(client, three_days):
    assert client.get("/ita/2563/differences/1/9/").status_code == 404
    withdraw(three_days[1], reason="มีข้อมูลส่วนบุคคล", by="somsri", role="ปลัด อบต.")
    assert client.get("/ita/2563/differences/1/2/").status_code == 410
    offered = client.get("/ita/2563/differences/1/3/").text
    assert '<option value="1"' in offered
    assert '<option value="2"' not in offered


def test_only_reading_is_allowed(client, three_days):
    assert client.post("/ita/2563/differences/1/2/").status_code == 405


def test_the_form_leads_to_the_address_of_the_two_chosen_states(client, three_days):
    answer = client.get("/ita/2563/differences/1/2/", {"old": "2", "new": "3"})
    assert (answer.status_code, answer["Location"]) == (302, "/ita/2563/differences/2/3/")
    assert client.get("/ita/2563/differences/1/2/", {"old": "x", "new": "3"}).status_code == 404
    assert 'name="old"' in client.get("/ita/2563/differences/1/2/").text
