"""Which sentence, which year and which links the standings beside a record are for."""

from datetime import UTC, datetime

import pytest

from assessments.links.standings import LinkStanding, LinkStandings, item_states, standings, with_standings
from assessments.models import LinkCheck, LinkTarget
from tests.support.factories import make_agency, make_disclosure, publish_checklist

URL = "https://www.example.go.th/o12.pdf"
CHECKED = datetime(2021, 3, 12, 2, 10, tzinfo=UTC)


@pytest.mark.parametrize(("state", "said"), [("opens", False), ("moved", False), ("robot_wall", True)])
def test_look_of_a_person_is_told_only_where_the_check_did_not_open_it(state, said):
    standing = LinkStanding(URL, state=state, checked_at=CHECKED, confirmed_at=CHECKED)

    assert any("เจ้าหน้าที่เปิดดูแล้ว" in part for part in standing.words) is said


def test_removed_link_has_no_standing_even_while_its_address_is_checked():
    live, removed = ({"position": n, "url": URL, "removed": n == 2} for n in (1, 2))
    found = LinkStandings([LinkStanding(URL, state="opens", checked_at=CHECKED)])

    (item,) = with_standings({"items": [{"code": "O12", "links": [live, removed]}]}, found)["items"]

    assert [bool(link["standing"]) for link in item["links"]] == [True, False]


@pytest.mark.django_db
def test_broken_link_stands_so_since_its_first_failure_and_others_since_their_state():
    agency = make_agency()
    make_disclosure(agency, "O12", links=[("รายงาน", URL)])
    publish_checklist(agency)
    later = CHECKED.replace(day=14)
    LinkTarget.objects.update(
        state="not_found", last_checked_at=later, state_since=later, first_failure_at=CHECKED
    )
    assert standings(agency, [URL]).of(URL).since == CHECKED

    LinkTarget.objects.update(state="look", first_failure_at=None)
    assert standings(agency, [URL]).of(URL).since == later


@pytest.mark.django_db
def test_history_of_an_item_is_that_of_its_year_and_agency():
    agency, other = make_agency(), make_agency("other", name="อื่น")
    make_disclosure(agency, "O12", 2563, links=[("รายงาน", URL)])
    make_disclosure(agency, "O12", 2564, links=[("รายงาน", f"{URL}?2564")])
    make_disclosure(other, "O12", 2564, links=[("รายงาน", f"{URL}?other")])
    for owner, year_be in ((agency, 2563), (agency, 2564), (other, 2564)):
        publish_checklist(owner, year_be)
    for target in LinkTarget.objects.all():
        LinkCheck.objects.create(target=target, claim="x", checked_at=CHECKED, state="opens", changed=True)

    assert [each.url for each in item_states(agency, 2564, "O12")] == [f"{URL}?2564"]
    assert [each.url for each in item_states(agency, 2563, "O12")] == [URL]
    assert item_states(agency, 2564, "O1") == []
