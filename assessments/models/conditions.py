"""Conditions that several models share: of constraints, and of texts that nobody may publish."""

from django.core.exceptions import ValidationError
from django.db.models import F, Q, Value
from django.db.models.functions import StrIndex, Substr
from django.db.models.lookups import Exact

from assessments.content.staff_survey import REFUSAL, mentions_staff_survey

LOOPBACK_ORIGINS = ("http://localhost", "http://127.0.0.1", "http://[::1]")


def starts_with(field, text):
    """The condition that `field` begins with `text`, upper and lower case apart on every database.

    Spelt so that Django's own SQLite introspection can read it.
    """
    return Exact(StrIndex(F(field), Value(text)), Value(1))


def no_path_in(field):
    """The condition that nothing stands behind the host of `field`; 9 is behind "http://" and one letter."""
    return Exact(StrIndex(Substr(F(field), 9), Value("/")), Value(0))


def origin_condition(field):
    """The condition that `field` is "", https://host, or http of this machine itself."""
    schemes = starts_with(field, "https://")
    for name in LOOPBACK_ORIGINS:
        schemes |= starts_with(field, name)
    return Q(**{field: ""}) | (Q(schemes) & Q(no_path_in(field)))


def refuse_in_fields(row, names):
    """ValidationError for the fields of a model row that hold the staff survey's address."""
    wrong = [name for name in names if mentions_staff_survey(getattr(row, name) or "")]
    if wrong:
        raise ValidationError(dict.fromkeys(wrong, REFUSAL))
