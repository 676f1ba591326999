"""What the database refuses about measures; see assessments/models/triggers.py for how."""

from assessments.models.triggers import (
    Trigger,
    of_another_agency,
    of_another_year,
    on_insert_and_update,
    only_added,
    published,
    year_of,
)

JOURNALS = "measuresplan instrumentanalysis remediationaction progressentry progressevidence".split()
_RESULT_YEAR = "SELECT m.result_year_id FROM measures_measuresplan m WHERE m.id = NEW.plan_id"

TRIGGERS = [
    Trigger(
        "measuresplan_keep_published",
        "measures_measuresplan",
        "DELETE",
        published("OLD.agency_id", year_of("OLD.year_id"), "measures", "progress"),
        "the measures of this year are published",
    ),
    *on_insert_and_update(
        "measuresplan_result_before_year",
        "measures_measuresplan",
        f"({year_of('NEW.result_year_id')}) >= ({year_of('NEW.year_id')})",
        "measures rest on the result of an earlier year",
    ),
    *on_insert_and_update(
        "instrumentanalysis_same_year",
        "measures_instrumentanalysis",
        of_another_year("assessments_instrument", "NEW.instrument_id", _RESULT_YEAR),
        "the instrument belongs to another year than the result of the plan",
    ),
    *on_insert_and_update(
        "remediationaction_same_year",
        "measures_remediationaction",
        of_another_year("assessments_indicator", "NEW.indicator_id", _RESULT_YEAR),
        "the indicator belongs to another year than the result of the plan",
    ),
    *on_insert_and_update(
        "remediationaction_own_division",
        "measures_remediationaction",
        of_another_agency(
            "NEW.division_id", "SELECT m.agency_id FROM measures_measuresplan m WHERE m.id = NEW.plan_id"
        ),
        "the division belongs to another agency",
    ),
    *on_insert_and_update(
        "progressevidence_own_plan",
        "measures_progressevidence",
        "NEW.plan_id <> (SELECT a.plan_id FROM measures_remediationaction a"
        " JOIN measures_progressentry e ON e.action_id = a.id WHERE e.id = NEW.entry_id)",
        "the evidence belongs to another plan",
    ),
    Trigger(
        "progressevidence_keep_published",
        "measures_progressevidence",
        "DELETE",
        "EXISTS (SELECT 1 FROM measures_measuresplan m WHERE m.id = OLD.plan_id AND "
        + published("m.agency_id", year_of("m.year_id"), "progress")
        + ")",
        "this evidence has a published address",
    ),
    *only_added(*(f"measures_historical{name}" for name in JOURNALS)),
]
