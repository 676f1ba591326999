"""Good packs, spoilt in one place, and what the checks say of them."""

from assessments.framework.concepts import load_concepts
from assessments.framework.pack_checks import pack_faults
from tests.support.year_rules import read_year

CONCEPTS = load_concepts()


def faults_after(change, year=2564):
    """The faults of a year's pack, as text, once `change` has spoilt it."""
    pack = read_year(year)
    change(pack)
    return [str(fault) for fault in pack_faults(pack, CONCEPTS)]


def put(*path, value):
    """A change that puts `value` at the end of `path`."""

    def change(pack):
        *parents, last = path
        for step in parents:
            pack = pack[step]
        pack[last] = value

    return change


def drop(*path):
    """A change that takes away what is at the end of `path`."""

    def change(pack):
        *parents, last = path
        for step in parents:
            pack = pack[step]
        del pack[last]

    return change
