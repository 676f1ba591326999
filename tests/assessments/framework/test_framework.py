"""What a year's framework may not contain."""

from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError
from django.utils import timezone

from assessments.models import FiscalYear, Indicator, Instrument, OITItem, RatingBand, SubIndicator
from tests.support.factories import make_year, publish_checklist
from tests.support.refusals import assert_guarded, assert_refused, constraint_of, sql_name

pytestmark = pytest.mark.django_db


@pytest.fixture
def year():
    """A year of its own without instruments, indicators or items."""
    return FiscalYear.objects.create(year_be=2570)


def instrument(year, **fields):
    return Instrument(year=year, **{"code": "IIT", "name": "ภายใน", "weight": 30, "position": 1} | fields)


def band(year, **fields):
    given = {"label": "A", "name": "ระดับ A", "precedence": 1, "min_score": 85, "max_score": Decimal("94.99")}
    return RatingBand(year=year, **given | fields)


def item(year, **fields):
    return OITItem(year=year, **{"code": "O1", "number": 1, "title": "โครงสร้าง"} | fields)


def test_year_exists_once(year):
    assert_refused(FiscalYear(year_be=2570), "fiscalyear_once")


@pytest.mark.parametrize(
    ("year_be", "sentence"),
    [(2021, "ค่านี้ต้องมากกว่าหรือเท่ากับ 2556"), (3105, "ค่านี้ต้องน้อยกว่าหรือเท่ากับ 2656")],
)
def test_year_is_buddhist_era(year_be, sentence):
    assert_refused(FiscalYear(year_be=year_be), "fiscalyear_is_buddhist_era", sentence=sentence)


@pytest.mark.parametrize("given", [{"list_confirmed_at": timezone.now()}, {"list_confirmed_by": "somsri"}])
def test_confirmation_of_the_list_names_both_who_and_when(given):
    assert_refused(FiscalYear(year_be=2571, **given), "fiscalyear_confirmed_by_whom_and_when")


def test_instrument_exists_once_a_year(year):
    instrument(year).save()

    assert_refused(instrument(year, position=2), "instrument_once_per_year")
    instrument(make_year(2563), code="NEW", position=9).full_clean()


def test_instruments_have_places_of_their_own(year):
    instrument(year).save()

    assert_refused(instrument(year, code="EIT"), "instrument_position_once_per_year")


@pytest.mark.parametrize("weight", [0, -1, Decimal("100.01")])
def test_weight_is_over_0_to_100(year, weight):
    assert_refused(instrument(year, weight=weight), "instrument_weight_0_to_100")


def test_indicator_number_exists_once_a_year_and_counts_from_1(year):
    iit = instrument(year)
    iit.save()
    Indicator.objects.create(year=year, instrument=iit, number=1, name="การปฏิบัติหน้าที่")

    assert_refused(Indicator(year=year, instrument=iit, number=1, name="อื่น"), "indicator_once_per_year")
    assert_refused(Indicator(year=year, instrument=iit, number=0, name="อื่น"), "indicator_number_from_1")


def test_sub_indicator_exists_once_in_its_indicator():
    indicator = make_year(2564).indicators.get(number=9)
    twin = SubIndicator(indicator=indicator, number="9.1", position=99, name="ข้อมูลพื้นฐาน")

    assert_refused(twin, "subindicator_once_per_indicator")


def test_item_code_and_number_exist_once_a_year(year):
    """A code is its number, so a twin breaks both rules; the database names the one it meets first."""
    item(year).save()
    names = ["oititem_code_once_per_year", "oititem_number_once_per_year"]

    with pytest.raises(ValidationError) as invalid:
        item(year).full_clean()
    assert invalid.value.messages == [constraint_of(OITItem, name).violation_error_message for name in names]
    with pytest.raises(IntegrityError) as refused:
        item(year).save()
    assert any(sql_name(constraint_of(OITItem, name), OITItem) in str(refused.value) for name in names)


@pytest.mark.parametrize("code", ["O2", "o1", "O01", "1", "O1 "])
def test_item_code_is_the_letter_and_its_number(year, code):
    assert_refused(item(year, code=code), "oititem_code_is_its_number")


def test_level_and_its_place_exist_once_a_year(year):
    band(year).save()

    assert_refused(band(year, precedence=2), "ratingband_label_once_per_year")
    assert_refused(band(year, label="B"), "ratingband_precedence_once_per_year")


@pytest.mark.parametrize(
    "limits",
    [{"min_score": -1}, {"max_score": Decimal("100.01")}, {"min_score": 90, "max_score": 80}],
)
def test_level_lies_within_0_to_100(year, limits):
    assert_refused(band(year, **limits), "ratingband_within_0_to_100")


def test_items_of_a_published_checklist_stay():
    publish_checklist(year_be=2564)

    assert_guarded("checklist with this item is published", "DELETE FROM assessments_oititem")
