"""Form fields and defaults of the desk: lists as lines, Thai digits, Buddhist-era dates."""

import re
from datetime import date, datetime, time

from django import forms
from django.contrib.admin.widgets import AdminURLFieldWidget
from django.core.exceptions import ValidationError
from django.db import models
from django.forms.utils import from_current_timezone, to_current_timezone

from ita_portal.thai.dates import parse_buddhist_date, typed_date
from ita_portal.thai.digits import ascii_digits
from ita_portal.thai.text import normalise

# A time behind a date: 09:30, 09.30 น., เวลา 09:30:00.
CLOCK = re.compile(r" (?:เวลา ?)?(?P<hour>[0-9]{1,2})[:.](?P<minute>[0-9]{2})(?::[0-9]{2})? ?(?:น\.?)?$")


class LinesField(forms.CharField):
    """A JSON list of texts, edited as one text a line."""

    widget = forms.Textarea(attrs={"rows": 4})

    def __init__(self, *args, encoder=None, decoder=None, **kwargs):
        super().__init__(*args, **kwargs)

    def prepare_value(self, value):
        return "\n".join(value) if isinstance(value, list) else value

    def to_python(self, value):
        return [line.strip() for line in (value or "").splitlines() if line.strip()]

    def has_changed(self, initial, data):
        return self.to_python(data) != (initial or [])


class BuddhistDateField(forms.DateField):
    """A date as people write it: 31/3/2564, ๓๑/๓/๒๕๖๔, 31 มี.ค. 2564; shown again as 31/3/2564."""

    widget = forms.TextInput(attrs={"class": "vDateTyped", "placeholder": "วว/ดด/ปปปป เช่น 31/3/2564"})

    def prepare_value(self, value):
        return typed_date(value) if isinstance(value, date) else value

    def to_python(self, value):
        if value in self.empty_values or isinstance(value, date):
            return value or None
        try:
            return parse_buddhist_date(value)
        except ValueError as error:
            raise ValidationError(str(error), code="invalid") from None


class BuddhistDateTimeField(forms.DateTimeField):
    """A date and a time on the clock of Bangkok: 31/3/2564 09:30; midnight without a time."""

    widget = forms.TextInput(attrs={"class": "vDateTyped", "placeholder": "เช่น 31/3/2564 09:30"})

    def prepare_value(self, value):
        if not isinstance(value, datetime):
            return value
        moment = to_current_timezone(value)
        return f"{typed_date(moment)} {moment:%H:%M}"

    def to_python(self, value):
        if value in self.empty_values or isinstance(value, datetime):
            return value or None
        written = normalise(ascii_digits(value)).strip()
        clock = CLOCK.search(written)
        day = written[: clock.start()] if clock else written
        try:
            hour, minute = (int(clock["hour"]), int(clock["minute"])) if clock else (0, 0)
            moment = datetime.combine(parse_buddhist_date(day), time(hour, minute))
        except ValueError as error:
            is_ours = "“" in str(error)
            raise ValidationError(
                str(error) if is_ours else f"“{value}” ไม่ใช่วันและเวลา เขียนแบบ 31/3/2564 09:30", code="invalid"
            ) from None
        return from_current_timezone(moment)


def keys_among(texts, model):
    """Those of the posted texts that a row of this model could have as its key."""

    def could_be(text):
        try:
            return model._meta.pk.run_validators(model._meta.pk.to_python(text)) is None
        except ValidationError:
            return False

    return [text for text in texts if could_be(text)]


def number_input(mode):
    """A text box with a number pad: it takes Thai digits, which type=number refuses."""
    return forms.TextInput(attrs={"inputmode": mode, "class": "vIntegerField", "autocomplete": "off"})


FORMFIELD_OVERRIDES = {
    models.JSONField: {"form_class": LinesField, "required": False},
    models.DecimalField: {"widget": number_input("decimal")},
    models.URLField: {"widget": AdminURLFieldWidget, "assume_scheme": "https"},
    models.PositiveSmallIntegerField: {"widget": number_input("numeric")},
    models.PositiveIntegerField: {"widget": number_input("numeric")},
    models.IntegerField: {"widget": number_input("numeric")},
    # With the widget named: the admin's own would bring a calendar that fills in C.E. years.
    models.DateField: {"form_class": BuddhistDateField, "widget": BuddhistDateField.widget},
    models.DateTimeField: {"form_class": BuddhistDateTimeField, "widget": BuddhistDateTimeField.widget},
}
