"""Form fields and defaults of the desk: lists as lines, numbers that accept Thai digits, no query per row."""

from django import forms
from django.contrib.admin.widgets import AdminURLFieldWidget
from django.db import models


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


def number_input(mode):
    """A text box with a number pad: it takes Thai digits, which type=number refuses."""
    return forms.TextInput(attrs={"inputmode": mode, "class": "vIntegerField", "autocomplete": "off"})


DESK_OVERRIDES = {
    models.JSONField: {"form_class": LinesField, "required": False},
    models.DecimalField: {"widget": number_input("decimal")},
    models.URLField: {"widget": AdminURLFieldWidget, "assume_scheme": "https"},
    models.PositiveSmallIntegerField: {"widget": number_input("numeric")},
}


class SharedChoicesFormSet(forms.BaseInlineFormSet):
    """Reads the choices of each foreign key once for the whole formset, not once a row."""

    def add_fields(self, form, index):
        super().add_fields(form, index)
        if not hasattr(self, "_shared_choices"):
            self._shared_choices = {}
        for name, field in form.fields.items():
            if isinstance(field, forms.ModelChoiceField) and not isinstance(
                field, forms.models.InlineForeignKeyField
            ):
                if name not in self._shared_choices:
                    self._shared_choices[name] = list(field.choices)
                field.choices = self._shared_choices[name]
