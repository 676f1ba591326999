"""What the published content's helpers promise at their edges."""

import pytest

from assessments.content.differences import pairing
from assessments.content.places import documents_in
from assessments.content.wording import score, total
from tests.support.published_contents import checklist, item, link


@pytest.mark.parametrize("shown", [score, total])
def test_score_without_figure_and_state_is_empty_and_zero_is_a_figure(shown):
    assert shown(None, None) == ""
    assert shown(0, "announced") == "๐.๐๐"
    assert shown(None, "not_announced") == "ยังไม่ประกาศ"
    assert shown(None, "announced") == shown(None, "missing") != ""


def test_documents_of_a_content_are_told_with_their_place():
    document = {"name": "แผน.pdf", "sha256": "0" * 64}
    rows = [item("O1", "yes", [link(1) | {"document": document}, link(2)]), item("O2", "yes", [link(1)])]

    assert list(documents_in(checklist(*rows))) == [("ข้อ O1 ลิงก์ลำดับ 1", document)]


@pytest.mark.parametrize(
    ("numbers", "run"),
    [
        ([], []),
        ([3], [3]),
        ([1, 2, 3], [1, 2, 3]),
        ([2, 1], [1]),
        ([4, 1, 5, 2, 3], [1, 2, 3]),
        ([2, 9, 3, 8], [2, 3, 8]),
    ],
)
def test_longest_rising_run(numbers, run):
    assert pairing._longest_rising(numbers) == run
