"""Rows inside the screen of their parent: what was posted of them is checked before the database sees it."""

from functools import cached_property

from django import forms
from django.contrib.admin.utils import NestedObjects
from django.db import DEFAULT_DB_ALIAS
from django.forms.formsets import DELETION_FIELD_NAME, INITIAL_FORM_COUNT, TOTAL_FORM_COUNT

from ita_portal.thai.digits import thai_digits

INCOMPLETE = "แบบฟอร์มที่ส่งมาไม่ครบ จึงยังไม่ได้บันทึก เปิดหน้านี้ใหม่แล้วกรอกอีกครั้ง"
GONE = "แถวหนึ่งในแบบฟอร์มที่ส่งมาไม่อยู่ในหน้านี้แล้ว จึงยังไม่ได้บันทึก เปิดหน้านี้ใหม่แล้วกรอกอีกครั้ง"
TWICE = "แบบฟอร์มที่ส่งมามีแถวเดียวกันสองครั้ง จึงยังไม่ได้บันทึก เปิดหน้านี้ใหม่แล้วกรอกอีกครั้ง"

NAMED = 3  # rows named in a sentence


class InlineForms(forms.BaseInlineFormSet):
    """Refuses counts that no form of ours sends, another parent's row, and one row posted as two."""

    default_error_messages = {"missing_management_form": INCOMPLETE}

    @cached_property
    def management_form(self):
        form = super().management_form
        if self.is_bound:
            counts = form.cleaned_data
            if not 0 <= counts[INITIAL_FORM_COUNT] <= counts[TOTAL_FORM_COUNT]:
                form.add_error(None, INCOMPLETE)
                counts |= {INITIAL_FORM_COUNT: 0, TOTAL_FORM_COUNT: 0}
        return form

    def clean(self):
        """What is wrong with the rows as a whole; before Django's own, whose sentences name tables."""
        for form in self.initial_forms:
            if form.instance.pk and is_ticked(form) and (held := holders_of(form.instance)):
                raise forms.ValidationError(self.held_sentence(form.instance, held))
        kept = [form.instance.pk for form in self.initial_forms if not is_ticked(form)]
        if None in kept:
            raise forms.ValidationError(GONE)
        key = self.model._meta.pk.name
        if any(form.data.get(form.add_prefix(key)) for form in self.extra_forms):
            raise forms.ValidationError(INCOMPLETE)  # a row that exists, sent as a new one
        if len(kept) != len(set(kept)):
            raise forms.ValidationError(TWICE)
        super().clean()

    def held_sentence(self, row, held):
        """Why `row` stays, in Thai; `held` are the rows that point at it."""
        names = ", ".join(f"{each._meta.verbose_name} “{each}”" for each in held[:NAMED])
        more = f" และอีก {thai_digits(len(held) - NAMED)} รายการ" if len(held) > NAMED else ""
        return (
            f"ลบ{row._meta.verbose_name} “{row}” ไม่ได้ เพราะยังมีข้อมูลที่อ้างถึงอยู่: {names}{more} "
            "ลบหรือแก้ข้อมูลเหล่านั้นก่อน"
        )


def is_ticked(form):
    """Is this row of a cleaned formset to be deleted?"""
    return bool(form.cleaned_data.get(DELETION_FIELD_NAME)) if hasattr(form, "cleaned_data") else False


def holders_of(row):
    """Rows (a list) that must go before `row` can be deleted."""
    collector = NestedObjects(using=DEFAULT_DB_ALIAS)
    collector.collect([row])
    return list(collector.protected)


class SharedChoicesFormSet(InlineForms):
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
