"""How results become states: judging, claims of hosts, what is written down and what is thinned."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from assessments.linkcheck import Found, Policy
from assessments.links.check_run import CheckRun, make_due, sync_targets, targets_in_use, within, write_down
from assessments.links.status import Standing, judge
from assessments.models import CheckedHost, LinkCheck, LinkState, LinkTarget
from tests.support.factories import make_agency, make_disclosure

START = datetime(2021, 3, 12, 2, 10, tzinfo=UTC)
AT_ONCE = Policy(pause=0, ports=frozenset(), allow_local=False, user_agent="x")
NEW = Standing("unchecked", None, False, 0, None, None, None, START)


def judged(*steps):
    """The Standing after (hours since START, state) steps, and which of them changed something."""
    standing, changes = NEW, []
    for hours, state in steps:
        standing, changed = judge(standing, state, START + timedelta(hours=hours))
        changes.append(changed)
    return standing, changes


@pytest.mark.parametrize("state", ["not_found", "server_error", "no_answer", "certificate", "needs_login"])
def test_broken_after_three_failures_over_a_day(state):
    assert judged((0, state), (6, state), (23.9, state))[0].broken is False
    assert judged((0, state), (24, state))[0].broken is False
    standing, changes = judged((0, state), (6, state), (24, state))
    assert (standing.broken, standing.failures, changes) == (True, 3, [True, False, True])
    assert standing.first_failure_at == START


@pytest.mark.parametrize("good", ["opens", "moved"])
def test_one_success_heals(good):
    standing, _changes = judged((0, "no_answer"), (6, "no_answer"), (24, "no_answer"), (48, good))
    assert (standing.broken, standing.failures, standing.first_failure_at) == (False, 0, None)
    assert standing.last_opened_at == START + timedelta(hours=48)


@pytest.mark.parametrize("neutral", ["look", "robot_wall", "unsafe"])
def test_what_a_person_should_see_is_neither_failure_nor_success(neutral):
    standing, _changes = judged((0, "not_found"), (6, neutral), (30, neutral), (60, neutral))
    assert (standing.state, standing.failures, standing.broken) == (neutral, 1, False)
    assert standing.last_opened_at is None
    assert standing.state_since == START + timedelta(hours=6)


@pytest.mark.parametrize(
    ("steps", "hours"),
    [
        ([(0, "opens")], 24),
        ([(0, "look")], 24),
        ([(0, "no_answer")], 6),
        ([(0, "no_answer"), (12, "no_answer"), (24, "no_answer")], 48),
        ([(0, "robot_wall")], 168),
        ([(0, "unsafe")], 168),
    ],
)
def test_when_it_is_looked_at_again(steps, hours):
    assert judged(*steps)[0].next_check_at == START + timedelta(hours=hours)


@pytest.fixture
def desk(db):
    agency = make_agency()
    two = ["https://a.example.go.th/1", "https://a.example.go.th/2"]
    make_disclosure(agency, "O1", links=[(url, url) for url in two])
    make_disclosure(
        agency, "O2", links=[("b", "https://b.example.go.th/1"), ("ของเรา", "/ita/2564/measures/")]
    )
    sync_targets()
    return agency


def answering(states, *, most=None):
    """A stand-in for check_addresses that opens nothing: every address has the state of `states` or opens."""

    def check(wanted_by_host, *, policy, on_found, stop, more):
        told = 0
        while coming := more():
            for host, wanted in coming.items():
                for each in wanted:
                    if stop() or told == most:
                        return
                    told += 1
                    on_found(host, Found(each.url, states.get(each.url, "opens"), 200, etag='"v"'))

    return check


def sweep(states=None, *, rows=None, limit=None, most=None, told=None):
    rows = targets_in_use() if rows is None else rows
    tell = (lambda target, found: told.append(target.url)) if told is not None else (lambda *given: None)
    check = answering(states or {}, most=most)
    return CheckRun(rows, policy=AT_ONCE, tell=tell, limit=limit, check=check).run(within(None))


def test_links_of_the_desk_become_targets_once(desk):
    assert LinkTarget.objects.count() == 3
    assert sync_targets() == 0
    assert targets_in_use(desk, 2564).count() == 3
    assert targets_in_use(desk, 2565).count() == 0


def test_a_result_is_written_with_its_check_and_next_time(desk):
    assert sweep({"https://a.example.go.th/2": "not_found"}) == {"opens": 2, "not_found": 1}
    target = LinkTarget.objects.get(url="https://a.example.go.th/2")
    assert (target.state, target.failures, target.broken) == ("not_found", 1, False)
    assert target.checks.get().changed is True
    assert CheckedHost.objects.exclude(claimed_by="").count() == 0
    assert sweep() == {}, "nothing is due again yet"
    make_due(LinkTarget.objects.all())
    assert sweep(rows=LinkTarget.objects.filter(host__host="b.example.go.th")) == {"opens": 1}


def test_two_workers_never_hold_one_host(desk):
    first, second = (CheckRun(targets_in_use(), policy=AT_ONCE, tell=None) for _each in "12")
    assert {*first.more()} == {"a.example.go.th", "b.example.go.th"}
    assert second.more() == {}
    CheckedHost.objects.filter(host="a.example.go.th").update(claimed_until=timezone.now() - timedelta(1))
    assert {*second.more()} == {"a.example.go.th"}, "a killed worker's claim runs out"
    lost = first.claimed["a.example.go.th"]
    assert write_down(lost, Found("https://a.example.go.th/1", "opens", 200), timezone.now()) == []
    assert LinkCheck.objects.count() == 0
    first.release(lost)
    assert CheckedHost.objects.get(host="a.example.go.th").claimed_by != ""


def test_a_limit_and_a_stop_leave_the_rest_free(desk):
    told = []
    assert sweep(limit=2, told=told).total() == 2
    assert len(told) == 2
    assert sweep(most=0) == {}
    assert CheckedHost.objects.exclude(claimed_by="").count() == 0
    assert sweep().total() == 1


def test_a_host_that_asked_to_wait_is_left_alone(desk):
    worker = CheckRun(targets_in_use(), policy=AT_ONCE, tell=None)
    worker.more()
    claimed = worker.claimed["a.example.go.th"]
    write_down(
        claimed, Found("https://a.example.go.th/1", "robot_wall", 429, retry_after=600), timezone.now()
    )
    worker.release(claimed)
    assert CheckedHost.objects.get(host="a.example.go.th").not_before > timezone.now() + timedelta(minutes=9)
    assert "a.example.go.th" not in CheckRun(targets_in_use(), policy=AT_ONCE, tell=None).more()


def test_unchanged_checks_are_thinned_after_90_days_changes_never(desk, time_machine):
    time_machine.move_to(START)
    rows = LinkTarget.objects.filter(url="https://b.example.go.th/1")
    for days in (0, 1, 2, 80, 100):
        time_machine.move_to(START + timedelta(days=days))
        make_due(rows)
        sweep(rows=rows)
    days = [(check.checked_at - START).days for check in rows.get().checks.order_by("checked_at")]
    assert days == [0, 80, 100]
    with pytest.raises(IntegrityError, match="kept for ever"), transaction.atomic():
        LinkCheck.objects.filter(changed=True).delete()


def test_a_conditional_request_only_after_a_good_answer(desk):
    sweep()
    make_due(LinkTarget.objects.all())
    worker = CheckRun(targets_in_use(), policy=AT_ONCE, tell=None)
    assert {wanted.etag for wanted in worker.more()["a.example.go.th"]} == {'"v"'}
    LinkTarget.objects.update(state=LinkState.LOOK)
    CheckedHost.objects.update(claimed_by="", claimed_until=None)
    assert {
        each.etag for each in CheckRun(targets_in_use(), policy=AT_ONCE, tell=None).more()["a.example.go.th"]
    } == {""}


def test_a_host_let_go_is_owed_its_pause_by_every_process(desk):
    worker = CheckRun(targets_in_use(), policy=replace(AT_ONCE, pause=60), tell=None)
    worker.more()
    for claimed in list(worker.claimed.values()):
        worker.release(claimed)
    assert CheckRun(targets_in_use(), policy=AT_ONCE, tell=None).more() == {}
