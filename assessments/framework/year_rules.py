"""A year's rows as `scoring.Rules`: the database's side of the pure scoring rules."""

from assessments import scoring
from assessments.models import FiscalYear, ScoreState, SubIndicator
from assessments.models.agency import LOCAL_GOVERNMENT


def rules_of(year):
    """The Rules of a FiscalYear, in five queries. Borders count as confirmed by source or by a person."""
    indicators = list(year.indicators.order_by("number"))
    items = list(year.oit_items.order_by("number"))
    groups = SubIndicator.objects.filter(indicator__year=year).select_related("indicator")
    return scoring.Rules(
        year_be=year.year_be,
        scheme=year.rating_scheme,
        instruments=tuple(
            scoring.Instrument(
                row.code, row.weight, tuple(i.number for i in indicators if i.instrument_id == row.pk)
            )
            for row in year.instruments.order_by("position")
        ),
        sub_indicators=tuple(
            scoring.SubIndicator(
                row.number,
                row.indicator.number,
                tuple(item.code for item in items if item.sub_indicator_id == row.pk),
            )
            for row in groups.order_by("position")
        ),
        bands=tuple(
            scoring.Band(
                row.label, row.name, row.precedence, row.min_score, row.max_score, row.each_instrument_min
            )
            for row in year.rating_bands.order_by("precedence")
        ),
        item_codes=tuple(item.code for item in items),
        borders_confirmed=scoring.borders_confirmed(year.confidence) or year.list_confirmed_at is not None,
    )


def announced_scores(assessment):
    """{indicator number: Decimal} of the scores that were announced as numbers; the others are absent.

    So are those of an indicator that was put under another year's instrument: the year's rules lack it.
    """
    return {
        score.indicator.number: score.value
        for score in assessment.scores.filter(indicator__instrument__year=assessment.year_id).select_related(
            "indicator"
        )
        if score.state == ScoreState.ANNOUNCED
    }


def known_years():
    """The fiscal years (B.E.) that have rules here, ascending."""
    return list(
        FiscalYear.objects.filter(applies_to=LOCAL_GOVERNMENT)
        .order_by("year_be")
        .values_list("year_be", flat=True)
    )
