"""For whom the first screen looks: agency and year by plain GET, and never an agency that is not theirs."""

from datetime import date

import pytest
import time_machine
from django.urls import reverse

from assessments.dashboard.scope import scope_of
from tests.support.factories import make_agency, make_plan, make_year
from tests.support.people import make_user

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def spring():
    with time_machine.travel("2021-04-10T02:00+00:00", tick=False):
        yield


def test_agency_and_year_are_chosen_in_the_address_and_no_other_than_ones_own(client):
    mine, other = make_agency(), make_agency("other", name="อบต.อื่น", district="อื่น")
    make_year(2564), make_year(2563)
    client.force_login(make_user(role="editor", agency=mine))
    index = reverse("admin:index")
    assert client.get(index, {"year": "๒๕๖๓"}).context["scope"].year.year_be == 2563
    assert client.get(index, {"agency": mine.pk}).context["scope"].is_current
    refused = [
        {"agency": other.pk},
        {"agency": 999999},
        {"agency": "x"},
        {"agency": "9" * 30},
        {"agency": "9" * 5000},
        {"year": 2570},
        {"year": "x"},
    ]
    assert {client.get(index, query).status_code for query in refused} == {404}
    standing = {"agency": other.pk, "for_year": 2564, "standing": "unanswered"}
    response = client.get(reverse("admin:assessments_oititem_changelist", query=standing))
    assert response.context["cl"].result_count == 0


def test_many_agencies_are_searched_not_listed(admin_client, rf, admin_user):
    make_year(2564)
    for number in range(30):
        make_agency(f"a{number}", name=f"อบต.ที่ {number}", district=str(number))
    page = admin_client.get(reverse("admin:index"))
    assert len(page.context["scope"].agencies) == 20
    assert "ค้นหาหน่วยงาน" in page.text
    request = rf.get("/ita/admin/", {"find": "a29"})
    request.user = admin_user
    assert [each.slug for each in scope_of(request, date(2021, 4, 10)).agencies] == ["a29"]


def test_without_any_agency_it_still_opens(admin_client, client):
    assert "ยังไม่มีหน่วยงาน" in admin_client.get(reverse("admin:index")).text
    client.force_login(make_user("new"))
    assert client.get(reverse("admin:index")).status_code in (200, 302)


@pytest.mark.parametrize(
    ("moment", "year_be"),
    [
        ("2020-09-30T16:59:59+00:00", 2563),
        ("2020-09-30T17:00:00+00:00", 2564),
        ("2026-11-25T00:00:00+00:00", 2564),
    ],
)
def test_the_year_turns_at_midnight_in_bangkok_and_else_the_newest_pack_stands(client, moment, year_be):
    make_year(2563), make_year(2564)
    user = make_user(role="editor", agency=make_agency())
    with time_machine.travel(moment, tick=False):
        client.force_login(user)
        assert client.get(reverse("admin:index")).context["scope"].year.year_be == year_be


def test_the_agency_of_the_host_comes_first(client):
    make_year(2564)
    first = make_agency("a", name="อบต.ก", district="ก", hosts=["a.go.th"])
    second = make_agency("b", name="อบต.ข", district="ข", hosts=["testserver"])
    user = make_user(role="editor", agency=first)
    user.memberships.create(agency=second, role="editor")
    client.force_login(user)
    page = client.get(reverse("admin:index"))
    assert page.context["scope"].agency == second
    assert page.context["summary_address"].endswith(f"?agency={second.pk}&year=2564")


@pytest.mark.parametrize("value", ["x", "9" * 30, "9" * 5000, "-1", "1.5"])
@pytest.mark.parametrize("name", ["agency", "for_year"])
def test_a_list_narrowed_to_nonsense_is_empty(admin_client, name, value):
    make_plan(actions=[(10, "อบรม")])
    address = reverse("admin:measures_remediationaction_changelist", query={name: value})
    assert admin_client.get(address).context["cl"].result_count == 0
