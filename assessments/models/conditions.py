"""Conditions for constraints that Django spells in a way its own SQLite introspection cannot read."""

from django.db.models import F, Value
from django.db.models.functions import StrIndex
from django.db.models.lookups import Exact


def starts_with(field, text):
    """The condition that `field` begins with `text`, upper and lower case apart on every database."""
    return Exact(StrIndex(F(field), Value(text)), Value(1))
