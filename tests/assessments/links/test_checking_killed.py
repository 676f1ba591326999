"""The checker killed ten times in the middle: what it printed is kept, nothing counts twice, all is done."""

import os
import signal
from collections import Counter
from itertools import islice

from assessments.framework.pack_loader import PACKS, load_pack
from assessments.models import Agency, Disclosure, DisclosureLink, LinkCheck, OITItem
from tests.support.link_server import LinkServer

HOSTS, A_HOST, KILLS = 24, 10, 10


def make_links(port):
    """A_HOST links to each of HOSTS hosts."""
    load_pack(PACKS / "2564.json")
    agency = Agency.objects.create(slug="pakchong", name="ปากช่อง")
    row = Disclosure.objects.create(agency=agency, item=OITItem.objects.get(code="O12"), answer="yes")
    DisclosureLink.objects.bulk_create(
        DisclosureLink(
            disclosure=row, position=n, label="x", url=f"http://127.0.1.{1 + n % HOSTS}:{port}/ok/{n}"
        )
        for n in range(1, 1 + HOSTS * A_HOST)
    )


def test_killed_ten_times_no_check_is_lost_or_counted_twice(child_portal, at_child):
    with LinkServer(ip="0.0.0.0") as server:  # noqa: S104 - every 127.x.y.z is a host of its own
        with at_child():
            make_links(server.port)
        checker = child_portal("-m", "tests.support.checker", str(server.port))
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
    with at_child():
        counted = Counter(LinkCheck.objects.values_list("target__url", flat=True))
    assert len(told) >= KILLS * 8
    assert set(told) <= set(counted)
    assert len(set(told)) == len(told)
    assert set(counted.values()) == {1}
    assert len(counted) == HOSTS * A_HOST
