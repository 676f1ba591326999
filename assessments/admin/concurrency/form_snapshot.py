"""What a person saw on a form: its values as a browser would send them back unchanged, kept in the form."""

from dataclasses import dataclass, field

from django import forms
from django.core import signing
from django.core.exceptions import ValidationError
from django.forms.models import InlineForeignKeyField
from django.http import QueryDict
from django.utils import timezone

from assessments.admin.fields import keys_among
from ita_portal.thai.digits import thai_digits

SEEN = "_seen"
SALT = "assessments.admin.concurrency.form_snapshot"
OWN = ""  # the table and the row of the screen's own form


def innermost(widget):
    """The widget inside the admin's wrappers."""
    while hasattr(widget, "widget"):
        widget = widget.widget
    return widget


def asked_fields(form):
    """{name: field} of what a person can change in `form`; not the keys, the deletion tick and the files."""
    key = form._meta.model._meta.pk.name
    return {
        name: each
        for name, each in form.fields.items()
        if not each.disabled
        and name not in (key, forms.formsets.DELETION_FIELD_NAME)
        and not isinstance(each, InlineForeignKeyField | forms.FileField)
    }


def initial_values(form):
    """{name: [text, …]} as the untouched form would be posted, whether it is bound or not."""
    values = {}
    for name, each in asked_fields(form).items():
        widget, value = innermost(each.widget), each.prepare_value(form[name].initial)
        if isinstance(widget, forms.CheckboxInput):
            values[name] = ["on"] if widget.check_test(value) else []
            continue
        shown = widget.format_value(value)
        shown = shown if isinstance(shown, list | tuple) else [shown]
        values[name] = ["" if each is None else str(each) for each in shown]
    return values


def posted_values(form, data, prefix, otherwise):
    """{name: [text, …]} as posted under `prefix`; a field that was not sent at all is `otherwise`'s."""
    values = {}
    for name, each in asked_fields(form).items():
        key = f"{prefix}-{name}" if prefix else name
        unsent = key not in data and innermost(each.widget).value_omitted_from_data(data, {}, key)
        values[name] = otherwise.get(name, []) if unsent else data.getlist(key)
    return values


def comparable(each, texts):
    """What `texts` mean to the form field: ๘๓.๖๘ and 83.68 are equal, as are two ways of ending a line."""
    data = QueryDict(mutable=True)
    data.setlist("value", texts)
    raw = innermost(each.widget).value_from_datadict(data, {}, "value")
    if isinstance(raw, list):
        return tuple(sorted(text for text in raw if text))
    if isinstance(each, forms.ModelChoiceField):
        return raw or ""
    try:
        value = each.to_python(raw)
    except ValidationError:
        value = raw
    if isinstance(value, str):
        return "\n".join(value.split("\r\n")).replace("\r", "\n").strip()
    return tuple(value) if isinstance(value, list) else "" if value is None else value


def shown_as(each, texts):
    """The texts of a field as a person reads them: labels of choices, ใช่ or ไม่ใช่; "" for nothing."""
    if isinstance(innermost(each.widget), forms.CheckboxInput):
        return "ใช่" if texts and texts[-1] else "ไม่ใช่"
    texts = [text for text in texts if text]
    if isinstance(each, forms.ModelChoiceField):
        rows = each.queryset.filter(pk__in=keys_among(texts, each.queryset.model))
        names = {str(row.pk): str(row) for row in rows}
        return ", ".join(names.get(text, f"#{thai_digits(text)}") for text in texts)
    if isinstance(each, forms.ChoiceField):
        labels = {str(value): str(label) for value, label in each.choices}
        return "\n".join(labels.get(text, text) for text in texts)
    return "\n".join(texts)


@dataclass
class FormSnapshot:
    """The values of a screen: {table: {row: {field: [text, …]}}}, and those of the empty rows offered,
    the last of which is the pattern of any further one.

    A table is the prefix of an inline, a row the key of what it shows. `at` is when (ISO).
    """

    tables: dict
    offered: dict = field(default_factory=dict)
    at: str = ""

    def __eq__(self, other):
        return self.tables == other.tables

    def signed(self):
        """Short text for a hidden field."""
        kept = {"tables": self.tables, "offered": self.offered, "at": self.at}
        return signing.dumps(kept, salt=SALT, compress=True)

    @classmethod
    def of(cls, form, formsets):
        """What `form` and the formsets that can be changed show, posted data aside."""
        tables, offered = {OWN: {OWN: initial_values(form)}}, {}
        for formset in formsets:
            tables[formset.prefix] = {
                str(each.instance.pk): initial_values(each) for each in formset.initial_forms
            }
            offered[formset.prefix] = [
                initial_values(each) for each in [*formset.extra_forms, formset.empty_form]
            ]
        return cls(tables, offered, timezone.now().isoformat())

    @classmethod
    def read(cls, text):
        """The FormSnapshot of a hidden field; signing.BadSignature when it is not ours."""
        kept = signing.loads(text, salt=SALT)
        return cls(kept["tables"], kept["offered"], kept["at"])
