"""One story of an item on every screen: at risk, not looked at, good; what nobody saw is never good."""

from datetime import date

import pytest
from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from assessments.checklist.desk_standings import checklist_standings
from assessments.checklist.item_standing import LinkCounts, item_standing
from assessments.framework.data_periods import Due
from assessments.links.published import ensure_targets
from assessments.models import Assessment, DisclosureLink, ItemVerdict, LinkTarget, ShownRequirement
from tests.support.factories import make_agency, make_disclosure, make_year

DECLARED = Due("green", "")
ANSWERS = ["", "yes", "no", "none_this_period"]
STATES = ["", "unchecked", "opens", "not_found", "look", "robot_wall"]
DIGITS = str.maketrans("0123456789", "๐๑๒๓๔๕๖๗๘๙")
CODES = ["O1", "O11", "O12", "O23", "O42"]


@pytest.mark.parametrize(
    ("answer", "links", "due", "more", "kind"),
    [
        ("", LinkCounts(), DECLARED, {}, "at_risk"),
        ("no", LinkCounts(), DECLARED, {}, "at_risk"),
        ("yes", LinkCounts(), DECLARED, {}, "at_risk"),
        ("yes", LinkCounts(1, broken=1), DECLARED, {}, "at_risk"),
        ("yes", LinkCounts(1, opens=1), Due("red", ""), {}, "at_risk"),
        ("yes", LinkCounts(1, opens=1), DECLARED, {"verdict": "fail"}, "at_risk"),
        ("none_this_period", LinkCounts(), DECLARED, {"verdict": "fail"}, "at_risk"),
        ("yes", LinkCounts(2, opens=1, unchecked=1), DECLARED, {}, "unseen"),
        ("yes", LinkCounts(2, opens=1), DECLARED, {}, "unseen"),
        ("yes", LinkCounts(1, opens=1), Due("unknown", ""), {}, "unseen"),
        ("yes", LinkCounts(1, opens=1), Due("amber", ""), {}, "unseen"),
        ("yes", LinkCounts(1, opens=1), DECLARED, {"unticked": 1}, "unseen"),
        ("none_this_period", LinkCounts(), DECLARED, {"explained": False}, "unseen"),
        ("yes", LinkCounts(1, opens=1), DECLARED, {"carried": True}, "unseen"),
        ("none_this_period", LinkCounts(), DECLARED, {}, "good"),
        ("yes", LinkCounts(1, opens=1), DECLARED, {"verdict": "pass"}, "good"),
    ],
)
def test_kinds(answer, links, due, more, kind):
    found = item_standing(answer, links, due, **more)
    assert found.kind == kind
    assert bool(found.reasons) == (kind != "good")


@pytest.fixture
def checklist(db):
    return Assessment.objects.create(agency=make_agency(), year=make_year(2564))


def fill(checklist, rows):
    """Answers, links in each state, declared periods, verdicts and ticks as drawn."""
    for code, (answer, states, declared, verdict, ticked) in zip(CODES, rows, strict=True):
        links = [(f"{code} {n}", f"https://www.pakchong.go.th/{code}/{n}") for n in range(len(states))]
        row = make_disclosure(checklist.agency, code, answer=answer, links=links)
        states_of = {url: state for (_label, url), state in zip(links, states, strict=True) if state}
        ensure_targets(checklist.agency, list(states_of))
        for url, state in states_of.items():
            broken, at = state == "not_found", None if state == "unchecked" else timezone.now()
            LinkTarget.objects.filter(url=url).update(
                state=state,
                broken=broken,
                failures=3 * broken,
                first_failure_at=at if broken else None,
                last_checked_at=at,
            )
        if declared:
            DisclosureLink.objects.filter(disclosure=row).update(
                period_from=date(2020, 10, 1), period_to=date(2021, 9, 30)
            )
        if verdict:
            ItemVerdict.objects.create(
                disclosure=row, verdict=verdict, reason="x", given_at=timezone.now(), given_by="audit"
            )
        if ticked:
            ShownRequirement.objects.bulk_create(
                ShownRequirement(disclosure=row, requirement=line, ticked_by="x")
                for line in row.item.requirements
            )


def told(figure):
    """[(words, address)] of the first screen's figure of points, without the address's host."""
    return [words for words, _address in figure.links]


row = st.tuples(
    st.sampled_from(ANSWERS),
    st.lists(st.sampled_from(STATES), max_size=3),
    st.booleans(),
    st.sampled_from(["", "pass", "fail"]),
    st.booleans(),
)


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(rows=st.tuples(*[row] * len(CODES)), today=st.dates(date(2020, 10, 1), date(2021, 12, 31)))
def test_first_screen_checklist_and_readiness_tell_the_same(
    checklist, admin_client, rows, today, time_machine
):
    with transaction.atomic():
        fill(checklist, rows)
        time_machine.move_to(today)
        first = admin_client.get(reverse("admin:index", query={"agency": checklist.agency_id, "year": 2564}))
        listed = admin_client.get(reverse("admin:assessments_checklist_change", args=[checklist.pk]))
        asked = admin_client.get(reverse("admin:assessments_checklist_readiness", args=[checklist.pk]))
        standings = checklist_standings(checklist.agency_id, checklist.year, timezone.localdate())
        figure = next(each for each in first.context["figures"] if each.key == "points")
        for _words, address in figure.links:
            kind = address.rpartition("standing=")[2].partition("&")[0]
            wanted = [code for code, each in standings.items() if each.kind == kind]
            assert admin_client.get(address).context["cl"].result_count == len(wanted)
        transaction.set_rollback(True)
    sums = listed.context["sums"]
    assert sums == asked.context["report"].sums
    assert told(figure) == [
        f"{sums[kind].name} {sums[kind].items} ข้อ {sums[kind].points} คะแนน".translate(DIGITS)
        for kind in ("at_risk", "unseen")
        if sums[kind].items
    ]
    kinds = {each["item"].code: each["standing"].kind for each in listed.context["item_rows"]}
    assert kinds == {each.item.code: each.standing.kind for each in asked.context["report"].rows}
    assert kinds == {code: each.kind for code, each in standings.items()}


def test_a_fresh_year_with_unchecked_links_is_nowhere_green_or_zero(checklist, admin_client, time_machine):
    """Every item answered with a link that nobody checked yet: the case of 1.39 beside 39.20."""
    time_machine.move_to("2020-11-01")
    for item in checklist.year.oit_items.all():
        make_disclosure(checklist.agency, item.code, links=[("ก", f"https://www.pakchong.go.th/{item.code}")])
    first = admin_client.get(reverse("admin:index", query={"agency": checklist.agency_id, "year": 2564}))
    figures = {each.key: each for each in first.context["figures"]}
    assert figures["broken"].state == figures["points"].state == "unknown"
    assert told(figures["points"]) == ["ยังไม่รู้ ๔๓ ข้อ ๔๐.๐๐ คะแนน"]
    page = admin_client.get(reverse("admin:assessments_checklist_readiness", args=[checklist.pk]))
    assert "due-good" not in "".join(line for line in page.text.splitlines() if "item-standing" in line)
    assert {each.standing.kind for each in page.context["report"].rows} == {"unseen"}
