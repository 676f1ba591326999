"""Two people at one account at the same moment, each from a process of their own."""

import subprocess

import pytest
from django.contrib.auth.hashers import check_password

from assessments.models import AccountRequest, AuditEntry, Membership, Role
from tests.support.people import make_user
from tests.support.second_person import asked_for, cast

TIMES = 15


@pytest.fixture
def race(child_portal, at_child):
    """{request number: first half} of TIMES requests, and what two processes said of each."""

    def run(*deeds):
        with at_child():
            people, halves = cast(), {}
            for turn in range(TIMES):
                clerk = make_user(f"clerk-{turn}", Role.EDITOR, people.agency)
                asked, half = asked_for(people, clerk)
                halves[asked.pk] = half
        assert len(halves) == TIMES
        running = [
            child_portal("-m", "tests.support.second_signature", *deed, stderr=subprocess.PIPE)
            for deed in deeds
        ]
        for process in running:
            assert process.stdout.readline() == "ready\n", process.stderr.read()
        said = []
        for number in halves:
            for process in running:
                process.stdin.write(f"{number}\n")
                process.stdin.flush()
            said.append([process.stdout.readline().split() for process in running])
        for process in running:
            _rest, errors = process.communicate(timeout=60)
            assert process.returncode == 0, errors
        return halves, said

    return run


def test_two_confirmations_at_once_give_one(race, at_child):
    halves, said = race(("confirm", "deputy"), ("confirm", "palad"))

    assert {tuple(sorted(one[0] for one in turn)) for turn in said} == {("no", "yes")}
    with at_child():
        told = AuditEntry.objects.filter(sentence__startswith="ยืนยัน: ").values_list("row", flat=True)
        assert sorted(map(int, told)) == sorted(halves)
        passwords = dict(AccountRequest.objects.values_list("pk", "account__password"))
    for (number, first), turn in zip(halves.items(), said, strict=True):
        second = next(one[1] for one in turn if one[0] == "yes")
        assert check_password(f"{first}-{second}", passwords[number])


def test_a_password_set_beside_a_confirmation_never_stays(race, at_child):
    halves, said = race(("confirm", "deputy"), ("password", "boss"))

    assert {turn[0][0] for turn in said} == {"yes"}
    with at_child():
        held = Membership.objects.filter(user__username__startswith="clerk-")
        assert set(held.values_list("role", flat=True)) == {Role.APPROVER}
        passwords = dict(AccountRequest.objects.values_list("pk", "account__password"))
    for (number, first), turn in zip(halves.items(), said, strict=True):
        assert check_password(f"{first}-{turn[0][1]}", passwords[number])
