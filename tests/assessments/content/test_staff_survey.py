"""The staff-only IIT survey link is refused anywhere in published content, however it is spelt."""

import pytest
from django.core.exceptions import ValidationError

from assessments.content.staff_survey import REFUSAL, mentions_staff_survey, staff_survey_place
from assessments.models import Assessment, DisclosureLink, Page
from assessments.record.publish import PublishingRefused
from measures.models import RemediationAction
from tests.support.factories import (
    make_agency,
    make_disclosure,
    make_plan,
    publish_checklist,
    publish_content,
)

IIT = "https://itas.nacc.go.th/go/iit/abc"


@pytest.mark.parametrize(
    "text",
    [
        IIT,
        f"ดู {IIT.upper()} ด้วย",
        "itas.nacc.go.th%2Fgo%2Fiit%2Fx",
        "https://itas.nacc.go.th/go/%2569it/x",
        "https://itas.nacc.go.th:443//go/./iit/x",
        "https://itas.nacc.go.th/go/eit/../iit/x",
        "https://l.facebook.com/l.php?u=https%3A%2F%2Fitas.nacc.go.th%2Fgo%2Fiit%2Fx",
        "ｉｔａｓ.ｎａｃｃ.go.th\\go\\iit",
        "&#105;tas.nacc.go.th/go/iit",
    ],
)
def test_every_spelling_is_found(text):
    assert mentions_staff_survey(text)


@pytest.mark.parametrize(
    "text", ["", "แบบวัด IIT", "https://itas.nacc.go.th/go/eit/x", "https://nacc.go.th/iit"]
)
def test_other_texts_pass(text):
    assert not mentions_staff_survey(text)


def test_place_is_named():
    item = {"code": "O12", "answer": "yes", "links": [{"position": 2, "note": IIT}]}
    assert staff_survey_place({"items": [item]}) == "ข้อ O12 ลิงก์ลำดับ 2 หมายเหตุ"
    assert staff_survey_place({"items": [{"code": "O1"}], "n": 1, "none": None}) == ""


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("row", "field"),
    [
        (DisclosureLink(url="https://x.go.th/", label=IIT, position=1), "label"),
        (DisclosureLink(url="https://x.go.th/", note=IIT, position=1), "note"),
        (RemediationAction(steps=IIT), "steps"),
        (RemediationAction(text=IIT), "text"),
        (Assessment(source_url=IIT), "source_url"),
    ],
)
def test_desk_rows_are_refused(row, field):
    with pytest.raises(ValidationError) as refused:
        row.clean()
    assert refused.value.message_dict == {field: [REFUSAL]}


@pytest.mark.django_db
def test_publishing_is_the_last_guard_and_says_where():
    make_disclosure(code="O12", links=[(IIT, "https://x.go.th/")])
    with pytest.raises(PublishingRefused) as refused:
        publish_checklist()
    assert str(refused.value) == f"ข้อ O12 ลิงก์ลำดับ 1 ชื่อที่แสดง: {REFUSAL}"
    with pytest.raises(PublishingRefused, match="แบบวัด IIT"):
        publish_content(make_agency(), 2564, Page.PROGRESS, {"schema": "stand-in/1"}, note=IIT)


@pytest.mark.django_db
def test_a_plan_introduction_is_refused():
    plan = make_plan()
    plan.introduction = IIT
    with pytest.raises(ValidationError, match="แบบวัด IIT"):
        plan.full_clean()
