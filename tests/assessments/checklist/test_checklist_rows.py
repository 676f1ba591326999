"""The rows of a checklist on the desk: whether the data's period is declared, due or overdue, in words."""

from datetime import date

import pytest
from django.urls import reverse

from assessments.models import Assessment, DisclosureLink
from tests.support.factories import make_agency, make_disclosure, make_year


@pytest.fixture
def checklist(db):
    return Assessment.objects.create(agency=make_agency(), year=make_year(2564))


def rows(client, checklist):
    page = client.get(reverse("admin:assessments_checklist_change", args=[checklist.pk]))
    return {row["item"].code: row for row in page.context["item_rows"]}, page.text


def test_what_is_overdue_is_red_with_a_word_and_a_reason(admin_client, checklist, time_machine):
    time_machine.move_to("2020-11-01")
    early, _page = rows(admin_client, checklist)
    time_machine.move_to("2022-01-01")
    late, page = rows(admin_client, checklist)
    assert "red" not in {row["standing"].due.colour for row in early.values()}
    assert "red" in {row["standing"].due.colour for row in late.values()}
    red = next(row["standing"].due for row in late.values() if row["standing"].due.colour == "red")
    assert f'<span class="due-red" title="{red.sentence}">{red.name}</span>' in page


def test_a_declared_period_takes_the_mark_away(admin_client, checklist, time_machine):
    time_machine.move_to("2022-01-01")
    before, _page = rows(admin_client, checklist)
    code = next(
        c
        for c, row in before.items()
        if row["item"].data_period == "current_fy" and row["standing"].due.colour == "red"
    )
    make_disclosure(checklist.agency, code, links=[("รายงาน", "https://www.example.go.th/1")])
    DisclosureLink.objects.update(period_from=date(2020, 10, 1), period_to=date(2021, 9, 30))
    after, _page = rows(admin_client, checklist)
    assert after[code]["standing"].due.colour == "green"
