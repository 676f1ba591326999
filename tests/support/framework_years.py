"""The framework of a fiscal year for tests: the rows of the real pack."""

from django.db import transaction

from assessments.framework.pack_loader import PACKS, load_pack
from assessments.models import FiscalYear, Indicator, Instrument, OITItem, RatingBand, SubIndicator
from tests.support.kept_rows import inserts, put_back

FRAMEWORK_MODELS = (FiscalYear, Instrument, Indicator, SubIndicator, OITItem, RatingBand)
IDS_OF_A_YEAR = 1000

_years = {}


def make_year(year_be=2563):
    """The fiscal year as its real pack brings it. Loaded once a process, then put back as SQL."""
    year = FiscalYear.objects.filter(year_be=year_be).first()
    if year is None:
        if year_be in _years:
            put_back(_years[year_be])
        else:
            _load_year(year_be)
        year = FiscalYear.objects.get(year_be=year_be)
    return year


def _load_year(year_be):
    """The pack's rows under ids of the year's own, so that no other year is in their way."""
    with transaction.atomic():
        load_pack(PACKS / f"{year_be}.json")
        year = FiscalYear.objects.get(year_be=year_be)
        rows = [year, *Instrument.objects.filter(year=year), *Indicator.objects.filter(year=year)]
        rows += SubIndicator.objects.filter(indicator__year=year)
        rows += [*OITItem.objects.filter(year=year), *RatingBand.objects.filter(year=year)]
        transaction.set_rollback(True)
    first = year_be * IDS_OF_A_YEAR
    new_ids = {(type(row), row.pk): first + place for place, row in enumerate(rows)}
    for row in rows:
        row.pk = new_ids[type(row), row.pk]
        for field in (field for field in row._meta.fields if field.many_to_one):
            new = new_ids.get((field.related_model, getattr(row, field.attname)))
            setattr(row, field.attname, new)
            if field.name in row.pack_values:
                row.pack_values[field.name] = new
    for model in FRAMEWORK_MODELS:
        model.objects.bulk_create(row for row in rows if type(row) is model)
    ids = (first, first + IDS_OF_A_YEAR - 1)
    _years[year_be] = [insert for model in FRAMEWORK_MODELS for insert in inserts(model, ids)]
