"""The checker killed ten times in the middle: what it printed is kept, nothing counts twice, all is done."""

import json
import os
import signal
from collections import Counter
from itertools import islice

import pytest

from tests.link_server import LinkServer

HOSTS, A_HOST, KILLS = 24, 10, 10
MAKE = """
from assessments.models import Agency, Disclosure, DisclosureLink
from assessments.pack_loading import PACKS, load_pack
load_pack(PACKS / "2564.json")
from assessments.models import OITItem
agency = Agency.objects.create(slug="pakchong", name="ปากช่อง")
row = Disclosure.objects.create(agency=agency, item=OITItem.objects.get(code="O12"), answer="yes")
DisclosureLink.objects.bulk_create(
    DisclosureLink(disclosure=row, position=n, label="x", url=f"http://127.0.1.{1 + n %% %d}:%d/ok/{n}")
    for n in range(1, 1 + %d))
"""
ROWS = """
import json
from assessments.models import LinkCheck
print(json.dumps(list(LinkCheck.objects.values_list("target__url", flat=True))))
"""


@pytest.fixture
def portal(child_portal):
    """Starts Python on a portal with a database of its own, and runs code in its shell."""

    def shell(code):
        output, _errors = child_portal("manage.py", "shell", "--verbosity=0", "-c", code).communicate(
            timeout=60
        )
        return output

    return child_portal, shell


def test_killed_ten_times_no_check_is_lost_or_counted_twice(portal):
    start, shell = portal
    with LinkServer(ip="0.0.0.0") as server:  # noqa: S104 - every 127.x.y.z is a host of its own
        shell(MAKE % (HOSTS, server.port, HOSTS * A_HOST))
        checker = start("-m", "tests.assessments.checker", str(server.port))
        told = []
        for turn in range(KILLS + 1):
            checker.stdin.write("go\n")
            checker.stdin.flush()
            child = int(checker.stdout.readline().split()[1])
            lines = iter(checker.stdout.readline, "ended\n")
            next(lines)
            told += list(islice(lines, 8))
            if turn < KILLS:
                os.kill(child, signal.SIGKILL)
            told += lines
        checker.communicate()
    told = [
        line.split("\t")[1].split()[0] for line in told if line.startswith("เปิดได้\t") and line[-1] == "\n"
    ]
    counted = Counter(json.loads(shell(ROWS)))
    assert len(told) >= KILLS * 8
    assert set(told) <= set(counted)
    assert len(set(told)) == len(told)
    assert set(counted.values()) == {1}
    assert len(counted) == HOSTS * A_HOST
