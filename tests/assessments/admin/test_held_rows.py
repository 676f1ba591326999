"""Rows that others point at: the page of deleting says in Thai what holds them, and deletes nothing."""

import pytest
from django.urls import reverse

from assessments.models import FiscalYear
from tests.support.formdata import form_data
from tests.support.framework_years import make_year

pytestmark = pytest.mark.django_db
DJANGO = "จำเป็นจะต้องลบอ็อบเจ็กต์ที่เกี่ยวข้องต่อไปนี้"
HELD = "เพราะยังมีข้อมูลที่อ้างถึงอยู่"


@pytest.fixture
def year():
    return make_year(2564)


def test_one_row_names_what_holds_it_and_how_many_more(admin_client, year):
    address = reverse("admin:assessments_fiscalyear_delete", args=[year.pk])
    for answer in (admin_client.get(address), admin_client.post(address, {"post": "yes"})):
        assert HELD in answer.text
        assert DJANGO not in answer.text
        assert answer.text.count("<li>", answer.text.index("deleted-objects")) == 21
        assert "รวม ๖๓ รายการ" in answer.text
    assert FiscalYear.objects.filter(pk=year.pk).exists()


def test_several_rows_at_once_say_the_same(admin_client, year):
    chosen = {"action": "delete_selected", "_selected_action": [year.pk]}
    address = reverse("admin:assessments_fiscalyear_changelist")
    for data in (chosen, chosen | {"post": "yes"}):
        answer = admin_client.post(address, data)
        assert HELD in answer.text
        assert DJANGO not in answer.text


def test_a_held_row_of_an_inline_is_a_form_error(admin_client, year):
    """The instruments of a year stand in the year's screen; indicators hold them."""
    page = admin_client.get(reverse("admin:assessments_fiscalyear_change", args=[year.pk]))
    form = form_data(page, "fiscalyear_form") | {"instruments-0-DELETE": "on"}
    answer = admin_client.post(page.request["PATH_INFO"], form)
    assert answer.status_code == 200
    assert HELD in answer.text
    assert "จะต้องมีการลบ" not in answer.text
    assert year.instruments.count() == 3
