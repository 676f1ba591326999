"""Two people publish the same page at the same moment, each from a process of their own."""

import json
import subprocess
from functools import partial

import pytest

TIMES = 100
RECORDS = """
import json
from django.core.management import call_command
from assessments.models import Publication, PublishedPage
call_command("verify_publications")
rows = list(Publication.objects.order_by("sequence").values(
    "number", "sequence", "previous", "record_sha256", "content", "published_by"))
assert PublishedPage.objects.get().current.number == len(rows)
print(json.dumps(rows))
"""


@pytest.fixture
def portal(child_portal):
    """Runs Python on a portal whose database is a real file (or a database of its own on the server)."""
    return partial(child_portal, stderr=subprocess.PIPE)


def result_of(process, given=""):
    output, errors = process.communicate(given, timeout=60)
    assert process.returncode == 0, errors
    return output


def test_two_people_at_once_leave_no_gap_no_twin_and_a_whole_chain(portal):
    make = "from assessments.models import Agency; Agency.objects.create(slug='pakchong', name='ปากช่อง')"
    result_of(portal("manage.py", "shell", "--verbosity=0", "-c", make))
    people = [portal("-m", "tests.assessments.publisher", name, str(TIMES)) for name in ("somsri", "somchai")]
    for person in people:
        assert person.stdout.readline() == "ready\n"
    for person in people:
        person.stdin.write("go\n")
        person.stdin.flush()

    numbers = [list(map(int, result_of(person).split())) for person in people]
    *verified, records = result_of(portal("manage.py", "shell", "--verbosity=0", "-c", RECORDS)).splitlines()
    rows = json.loads(records)

    assert sorted(numbers[0] + numbers[1]) == list(range(1, 2 * TIMES + 1))
    assert verified[0].startswith(f"pakchong: {2 * TIMES} บันทึก ถูกต้องถึงลำดับที่ {2 * TIMES} ")
    assert (
        [row["number"] for row in rows] == [row["sequence"] for row in rows] == list(range(1, 2 * TIMES + 1))
    )
    assert [row["previous"] for row in rows] == ["", *(row["record_sha256"] for row in rows[:-1])]
    written = [(json.loads(row["content"])["by"], json.loads(row["content"])["turn"]) for row in rows]
    assert sorted(written) == sorted((name, turn) for name in ("somsri", "somchai") for turn in range(TIMES))
    assert {row["published_by"] for row in rows} == {"somsri", "somchai"}
