"""Two people save one row again and again at the same moment, each from a process of their own."""

import subprocess

from assessments.framework.pack_loader import PACKS, load_pack
from assessments.models import Agency, Disclosure, OITItem

TURNS = 5


def result_of(process, given=""):
    output, errors = process.communicate(given, timeout=60)
    assert process.returncode == 0, errors
    return output


def test_no_line_and_no_link_of_either_is_lost(child_portal, at_child):
    def portal(*arguments):
        return child_portal(*arguments, stderr=subprocess.PIPE)

    with at_child():
        load_pack(PACKS / "2564.json")
        agency = Agency.objects.create(slug="pakchong", name="ปากช่อง")
        Disclosure.objects.create(agency=agency, item=OITItem.objects.get(code="O12"))
    people = [portal("-m", "tests.support.row_editor", name, str(TURNS)) for name in ("somsri", "malee")]
    for person in people:
        assert person.stdout.readline() == "ready\n"
    for person in people:
        person.stdin.write("go\n")
        person.stdin.flush()
    for person in people:
        result_of(person)

    with at_child():
        row = Disclosure.objects.get()
        links = list(row.links.order_by("position").values_list("position", "label"))
    written = sorted(f"{name}-{turn}" for name in ("somsri", "malee") for turn in range(TURNS))
    assert sorted(row.explanation.split()) == written
    assert sorted(label for _position, label in links) == written
    assert [position for position, _label in links] == list(range(1, 2 * TURNS + 1))
