"""Cross-checks in the admin: shown on save and beside the field, never applied."""

import pytest
from django.urls import reverse

from assessments.models import Assessment
from tests.support.formdata import form_data


@pytest.fixture
def desk(example, admin_client):
    return admin_client


@pytest.fixture
def row(desk):
    return Assessment.objects.get(year__year_be=2563)


@pytest.fixture
def screen(row):
    return reverse("admin:assessments_assessment_change", args=[row.pk])


def saved(desk, screen, **changes):
    data = form_data(desk.get(screen), "assessment_form") | changes | {"_continue": "1"}
    return desk.post(screen, data, follow=True).text


def test_figures_that_fit_have_no_warning(desk, screen):
    assert "⚠" not in desk.get(screen).text


def test_a_typing_error_in_indicator_10_is_pointed_out_and_stored(desk, row, screen):
    page = saved(desk, screen, **{"scores-9-value": "๖.๕๒"})
    assert page.count("6.52: ใกล้เคียงค่าที่เป็นไปได้ 6.25") == 2
    assert str(row.scores.get(indicator__number=10).value) == "6.52"


def test_a_total_that_differs_is_pointed_out_and_stored(desk, row, screen):
    page = saved(desk, screen, announced_total="56.62")
    assert "ต่างจากที่คำนวณจากตัวชี้วัด 55.62" in page
    row.refresh_from_db()
    assert str(row.announced_total) == "56.62"


def test_a_level_that_is_not_the_scale_s_is_pointed_out(desk, row, screen):
    assert "ไม่ตรงกับเกณฑ์ของปี" in saved(desk, screen, announced_level="C")
    assert "ไม่อยู่ในเกณฑ์ของปี" in saved(desk, screen, announced_level="ผ่านดี")


def test_a_score_of_101_is_refused(desk, row, screen):
    assert "คะแนนต้องไม่เกิน 100" in saved(desk, screen, **{"scores-0-value": "101"})
    assert str(row.scores.get(indicator__number=1).value) == "83.68"


def test_an_emptied_score_needs_another_state(desk, row, screen):
    assert "สถานะนี้ต้องมีคะแนน" in saved(desk, screen, **{"scores-0-value": ""})
    saved(desk, screen, **{"scores-0-value": "", "scores-0-state": "missing"})
    assert row.scores.get(indicator__number=1).value is None


def test_a_year_far_from_the_others_is_pointed_out(desk):
    data = {"year_be": "2600", "applies_to": "local_government", "rating_scheme": "letters"}
    inlines = {
        f"{prefix}-{name}": "0"
        for prefix in ("instruments", "rating_bands")
        for name in ("TOTAL_FORMS", "INITIAL_FORMS")
    }
    page = desk.post(reverse("admin:assessments_fiscalyear_add"), data | inlines, follow=True).text
    assert "อยู่นอกช่วงปีที่มีหลักเกณฑ์" in page
