"""Dates that Django's admin shows in lists and beside fields, written in the Buddhist era.

Django has no format for the era and no hook for how its admin shows a value, so its function is wrapped.
"""

from datetime import date, datetime

from django.contrib.admin import helpers, utils
from django.contrib.admin.templatetags import admin_list

from ita_portal.thai.dates import thai_date_short, thai_datetime_short


def _in_buddhist_era(show):
    def shown(value, *given, **more):
        if isinstance(value, datetime):
            return thai_datetime_short(value)
        if isinstance(value, date):
            return thai_date_short(value)
        return show(value, *given, **more)

    return shown


def show_buddhist_dates():
    """Called once when the apps are ready."""
    helpers.display_for_field = admin_list.display_for_field = _in_buddhist_era(utils.display_for_field)
    admin_list.display_for_value = _in_buddhist_era(utils.display_for_value)
