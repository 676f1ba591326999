"""The quick renderer writes what Django's templates write."""

import re
from datetime import date

import pytest
from django import forms
from django.forms.renderers import DjangoTemplates
from django.test.html import parse_html
from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy

from ita_portal.form_rendering import QuickRenderer
from measures.models import MeasuresPlan

EVIL = "<b>\"ก'&amp;"


class Everything(forms.Form):
    """Every control that the renderer writes, and some that it leaves to Django."""

    text = forms.CharField(label=EVIL, max_length=9, widget=forms.TextInput({"placeholder": EVIL, "x": None}))
    wide = forms.CharField(
        label="ก", required=False, help_text=EVIL, widget=forms.Textarea({"autofocus": True})
    )
    plain = forms.CharField(label=SafeString("<i>ก</i>"), required=False, widget=forms.HiddenInput)
    number = forms.IntegerField(label=gettext_lazy("Yes"), widget=forms.NumberInput({"disabled": False}))
    day = forms.DateField(label="วัน")
    mail, time, secret = forms.EmailField(), forms.TimeField(), forms.CharField(widget=forms.PasswordInput)
    tick = forms.BooleanField(required=False)
    one = forms.ChoiceField(choices=[("", "-"), (1, EVIL), (EVIL, "ข"), ("กลุ่ม<", [(2, "ค"), (3, "ง")])])
    some = forms.MultipleChoiceField(choices=[(1, 1000), (2, "ข")])
    kinds = forms.ChoiceField(choices=[(1, "ก"), (2, "ข")], widget=forms.RadioSelect)
    odd = forms.ChoiceField(choices=[(None, "ก"), (True, gettext_lazy("Yes"))])
    file = forms.FileField()


FILLED = {
    "text": EVIL,
    "wide": f"\n{EVIL}",
    "number": "๑",
    "day": "x",
    "tick": "on",
    "one": "2",
    "some": ["1"],
}
GIVEN = {"text": 1234, "wide": 1234, "number": 1234, "day": date(2021, 3, 31), "tick": True, "one": 1}


def pieces(form):
    for bound in form:
        yield bound.name, str(bound)
        yield bound.name, str(bound.label_tag())
        yield bound.name, str(bound.errors)


@pytest.mark.parametrize("given", [{}, {"data": FILLED}, {"initial": GIVEN}, {"data": {}}])
def test_each_control_is_written_as_by_django(given):
    quick, slow = (
        pieces(Everything(**given, renderer=renderer)) for renderer in (QuickRenderer(), DjangoTemplates())
    )
    for (name, ours), (_name, theirs) in zip(quick, slow, strict=True):
        assert parse_html(ours) == parse_html(theirs), name


def test_a_whole_form_of_the_desk_is_the_same(example, admin_client, monkeypatch):
    address = reverse("admin:measures_measuresplan_change", args=[MeasuresPlan.objects.get().pk])
    ours = form_of(admin_client.get(address))
    written = []
    monkeypatch.setattr(
        QuickRenderer,
        "render",
        lambda self, name, *given: written.append(name) or DjangoTemplates.render(self, name, *given),
    )
    same = form_of(admin_client.get(address)) == ours  # a difference of 400 kB would take a minute to print
    assert same
    assert len(written) > 1000


def form_of(page):
    """The form without blanks between its tags and without the tokens that each page has of its own."""
    lines = page.text.partition('id="measuresplan_form"')[2].partition("</form>")[0].splitlines()
    own = "".join(line.strip() for line in lines if "csrfmiddlewaretoken" not in line and "_seen" not in line)
    return re.sub(r">\s+<", "><", own)
