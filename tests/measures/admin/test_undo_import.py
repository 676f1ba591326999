"""The screen that takes an import back: it says what goes, one button does it, a refusal gives its reason."""

import pytest
from django.core.management import call_command
from django.urls import reverse

from measures.management.commands.load_example import EXAMPLE
from measures.models import MeasuresPlan
from tests.support.factories import make_agency, make_plan, make_year

pytestmark = pytest.mark.django_db
BUTTON = 'value="ยกเลิกการนำเข้านี้"'


@pytest.fixture
def plan(packs):
    make_agency("pakchong", name="องค์การบริหารส่วนตำบลปากช่อง")
    call_command("import_measures", str(EXAMPLE))
    return MeasuresPlan.objects.get()


def address(plan):
    return reverse("admin:measures_measuresplan_undo_import", args=[plan.pk])


def change_page(client, plan):
    return client.get(reverse("admin:measures_measuresplan_change", args=[plan.pk])).text


def test_the_plan_leads_to_a_list_of_what_goes_and_looking_changes_nothing(admin_client, plan):
    assert f'href="{address(plan)}"' in change_page(admin_client, plan)

    page = admin_client.get(address(plan)).text

    assert "มาตรการ ๒๕ ข้อ" in page
    assert BUTTON in page
    assert MeasuresPlan.objects.exists()


def test_one_click_takes_it_back_and_the_list_says_so(admin_client, plan):
    response = admin_client.post(address(plan), follow=True)

    assert not MeasuresPlan.objects.exists()
    assert f"ยกเลิกการนำเข้า {EXAMPLE.name} แล้ว" in response.text


def test_a_refusal_gives_its_reason_and_no_button(admin_client, plan):
    plan.save()

    for response in (admin_client.get(address(plan)), admin_client.post(address(plan))):
        assert "ด้วยมือหลังนำเข้าแล้ว" in response.text
        assert BUTTON not in response.text
    assert MeasuresPlan.objects.exists()


def test_a_plan_that_was_not_imported_has_no_such_screen(admin_client):
    make_year(2563), make_year(2564)
    plan = make_plan(make_agency())

    assert admin_client.get(address(plan)).status_code == 404
    assert address(plan) not in change_page(admin_client, plan)
