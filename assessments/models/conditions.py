"""Conditions that several models share: of constraints, and of texts that nobody may publish."""

from django.core.exceptions import ValidationError
from django.db.models import F, Value
from django.db.models.functions import StrIndex
from django.db.models.lookups import Exact

from assessments.content.staff_survey import REFUSAL, mentions_staff_survey


def starts_with(field, text):
    """The condition that `field` begins with `text`, upper and lower case apart on every database.

    Spelt so that Django's own SQLite introspection can read it.
    """
    return Exact(StrIndex(F(field), Value(text)), Value(1))


def refuse_in_fields(row, names):
    """ValidationError for the fields of a model row that hold the staff survey's address."""
    wrong = [name for name in names if mentions_staff_survey(getattr(row, name) or "")]
    if wrong:
        raise ValidationError(dict.fromkeys(wrong, REFUSAL))
