"""Two people save one row again and again at the same moment, each from a process of their own."""

import json
import subprocess

TURNS = 5
MAKE = """
import io
from django.core.management import call_command
from assessments.models import Agency, Disclosure, OITItem
call_command("load_packs", "assessments/packs/2564.json", stdout=io.StringIO())
agency = Agency.objects.create(slug="pakchong", name="ปากช่อง")
Disclosure.objects.create(agency=agency, item=OITItem.objects.get(code="O12"))
"""
READ = """
import json
from assessments.models import Disclosure
row = Disclosure.objects.get()
links = row.links.order_by("position").values_list("position", "label")
print(json.dumps([row.explanation.split(), list(links)]))
"""


def result_of(process, given=""):
    output, errors = process.communicate(given, timeout=60)
    assert process.returncode == 0, errors
    return output


def test_no_line_and_no_link_of_either_is_lost(child_portal):
    def portal(*arguments):
        return child_portal(*arguments, stderr=subprocess.PIPE)

    result_of(portal("manage.py", "shell", "--verbosity=0", "-c", MAKE))
    people = [portal("-m", "tests.assessments.row_editor", name, str(TURNS)) for name in ("somsri", "malee")]
    for person in people:
        assert person.stdout.readline() == "ready\n"
    for person in people:
        person.stdin.write("go\n")
        person.stdin.flush()
    for person in people:
        result_of(person)

    lines, links = json.loads(result_of(portal("manage.py", "shell", "--verbosity=0", "-c", READ)))

    written = sorted(f"{name}-{turn}" for name in ("somsri", "malee") for turn in range(TURNS))
    assert sorted(lines) == written
    assert sorted(label for _position, label in links) == written
    assert [position for position, _label in links] == list(range(1, 2 * TURNS + 1))
