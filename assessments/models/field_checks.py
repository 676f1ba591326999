"""What the text fields of a row must not hold."""

from django.core.exceptions import ValidationError

from assessments.content.staff_survey import REFUSAL, mentions_staff_survey


def refuse_in_fields(row, names):
    """ValidationError for the fields of a model row that hold the staff survey's address."""
    wrong = [name for name in names if mentions_staff_survey(getattr(row, name) or "")]
    if wrong:
        raise ValidationError(dict.fromkeys(wrong, REFUSAL))
