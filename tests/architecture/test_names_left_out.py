"""What no file may name: a place on somebody's machine, and in code no agency."""

import re

from tests.architecture.project import code, text_of, tracked

MACHINE = re.compile(r"(?<![\w.:/])/(?:home|root|Users|work|workspace|mnt)/[\w.-]+|\b[A-Z]:\\+Users\b")
TEXTS = (".py", ".md", ".toml", ".in", ".txt", ".html", ".css", ".js", ".json", ".po", "")
# A test of a file name as an old browser sends it.
SAMPLES = {"tests/assessments/files/test_bad_files.py"}

# An agency is a row, or the example. Where code names one all the same, and why.
AGENCY = re.compile(r"ปากช่อง|pak ?chong|[\"'/](?:sao|pao)-[0-9]", re.IGNORECASE)
NAMED_FOR_A_REASON = {
    "assessments/models/agency.py": "help texts beside the fields of an agency; migrations hold them",
    "assessments/scoring/totals.py": "the published result that the rule of rounding was read from",
    "measures/management/commands/load_example.py": "loads the example",
}


def test_no_file_names_a_place_on_a_machine():
    texts = [path for path in tracked() if path.suffix in TEXTS and path.parts[:2] != ("tests", "data")]

    assert texts
    assert {str(path) for path in texts if MACHINE.search(text_of(path))} == SAMPLES


def test_code_names_no_agency():
    assert {str(path) for path in code() if AGENCY.search(text_of(path))} == set(NAMED_FOR_A_REASON)
