"""One measure in the grid of its plan: what one changed is written, what others changed meanwhile stays."""

import json

from django import forms
from django.core.exceptions import ValidationError
from django.utils.functional import cached_property

from assessments.admin.fields import BuddhistDateField
from ita_portal.thai.text import clipped
from measures.models import RemediationAction

GRID_FIELDS = [
    "text",
    "monitoring",
    "division",
    "responsible",
    "start_on",
    "due_on",
    "status",
    "dropped_reason",
]


class DivisionField(forms.TypedChoiceField):
    """One of the divisions that were read once for all rows."""

    def __init__(self, divisions, **given):
        by_id = {str(division.pk): division for division in divisions}

        def coerce(value):
            if str(value) not in by_id:
                raise ValueError(value)
            return by_id[str(value)]

        choices = [("", "ยังไม่ระบุ"), *((pk, division.name) for pk, division in by_id.items())]
        super().__init__(choices=choices, coerce=coerce, empty_value=None, **given)


class RowForm(forms.ModelForm):
    """A row of the grid. `seen` carries what the person saw, so that nothing of others is overwritten."""

    seen = forms.CharField(required=False, widget=forms.HiddenInput)

    class Meta:
        model = RemediationAction
        fields = GRID_FIELDS
        field_classes = {"start_on": BuddhistDateField, "due_on": BuddhistDateField}
        widgets = {
            name: forms.Textarea(attrs={"rows": 2}) for name in ("text", "monitoring", "dropped_reason")
        }

    def __init__(self, *args, divisions, bound=False, **kwargs):
        super().__init__(*args, **kwargs)
        label = self.fields["division"].label
        self.fields["division"] = DivisionField(divisions, label=label, required=bound)
        self.fields["status"].choices = [("", "ยังไม่ระบุ"), *RemediationAction.Status.choices]
        for name in ("start_on", "due_on"):
            self.fields[name].widget.attrs["placeholder"] = "วว/ดด/ปปปป"
        for field in self.fields.values():
            field.help_text = ""
        if not self.is_bound:
            self.initial["seen"] = json.dumps(self.shown(), ensure_ascii=False)

    def shown(self):
        """{field: what stands in its box} of the row as it is in the database."""
        values = {name: self.fields[name].prepare_value(self.initial[name]) for name in GRID_FIELDS}
        return {name: "" if value is None else str(value) for name, value in values.items()}

    @cached_property
    def seen_values(self):
        """What the person saw when the page was opened; as the row is now when that cannot be read."""
        try:
            seen = json.loads(self["seen"].data or "")
            return {name: str(seen[name]) for name in GRID_FIELDS}
        except (ValueError, KeyError, TypeError):
            return self.shown()

    def _value(self, name, written):
        """A box as a value to compare and to write; browsers send lines with \\r\\n."""
        field, written = self.fields[name], written.replace("\r\n", "\n")
        try:
            return field.clean(written) if written or not field.required else written
        except ValidationError:
            return written

    @cached_property
    def changed_data(self):
        """The fields that this person changed, whatever others did meanwhile."""
        return [
            name
            for name in GRID_FIELDS
            if self._value(name, self[name].data or "") != self._value(name, self.seen_values[name])
        ]

    def clean(self):
        """Keep only what was changed here; say where somebody else changed the same meanwhile."""
        cleaned = super().clean()
        now = self.shown()
        for name in self.changed_data:
            ours, theirs = self._value(name, self[name].data or ""), self._value(name, now[name])
            if theirs not in (ours, self._value(name, self.seen_values[name])):
                self.add_error(name, self._conflict(name, now[name]))
        if self.errors:
            self._see_again(now)
        return {
            name: self._value(name, self[name].data or "") for name in self.changed_data if name in cleaned
        }

    def _conflict(self, name, theirs):
        last = self.instance.history.first()
        who = last.history_user_id if last and last.history_user_id else "ผู้อื่น"
        names = {str(code): label for code, label in getattr(self.fields[name], "choices", ())}
        value = str(names.get(theirs, theirs))
        return (
            f"{who} แก้ช่องนี้เป็น “{clipped(value) or 'ว่าง'}” หลังจากท่านเปิดหน้านี้"
            " ข้อความของท่านยังอยู่ในช่อง กดบันทึกอีกครั้งเพื่อใช้ของท่าน"
        )

    def _see_again(self, now):
        """What is shown beside the errors is what the person has seen by the next time."""
        self.data = self.data.copy()
        self.data[self.add_prefix("seen")] = json.dumps(
            {
                name: now[name] if name in self.changed_data else self.seen_values[name]
                for name in GRID_FIELDS
            },
            ensure_ascii=False,
        )

    def _post_clean(self):
        if self.changed_data:
            super()._post_clean()

    def write(self):
        """Save the changed fields of the row."""
        self.instance.save(update_fields=self.changed_data)
