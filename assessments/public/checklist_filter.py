"""Which items of a checklist a reader wants to see: a plain GET form that needs no JavaScript."""

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Submit
from django import forms

from assessments.links.standings import BAD_SHAPE, GOOD_SHAPE, LOOK_SHAPE, UNKNOWN_SHAPE
from assessments.models import Disclosure
from assessments.public.search.search_index import LONGEST_QUERY, has_all

OPEN, NO_LINK = "open", "none"


class ChecklistFilterForm(forms.Form):
    """Which items of a checklist to show, by answer, by how their links stand, and by text."""

    answer = forms.ChoiceField(
        label="คำตอบ",
        required=False,
        choices=[("", "ทุกคำตอบ"), *Disclosure.Answer.choices, (OPEN, "ยังไม่เปิดเผย")],
    )
    state = forms.ChoiceField(
        label="ลิงก์",
        required=False,
        choices=[
            ("", "ทุกสถานะ"),
            (GOOD_SHAPE, "เปิดได้"),
            (BAD_SHAPE, "เปิดไม่ได้"),
            (LOOK_SHAPE, "ควรตรวจดู"),
            (UNKNOWN_SHAPE, "ยังไม่ได้ตรวจ"),
            (NO_LINK, "ไม่มีลิงก์"),
        ],
    )
    text = forms.CharField(
        label="มีคำว่า",
        required=False,
        max_length=LONGEST_QUERY,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    as_of = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if not self.data.get("as_of"):
            del self.fields["as_of"]
        self.helper = FormHelper()
        self.helper.form_method = "get"
        self.helper.form_class = "ask"
        self.helper.attrs = {"aria-label": "กรองรายการ", "data-filter": ""}
        self.helper.add_input(Submit("", "กรอง"))

    @property
    def is_active(self):
        """True when the reader asked for some of the items only, and it can be understood."""
        asked = self.is_bound and self.is_valid()
        return asked and any(self.cleaned_data[name] for name in ("answer", "state", "text"))

    def keeps(self, item, standings):
        """Whether an item of the published checklist is shown; `standings` are LinkStandings."""
        wanted = self.cleaned_data
        if wanted["answer"] and wanted["answer"] != (item["answer"] or OPEN):
            return False
        if wanted["state"] and wanted["state"] not in link_shapes(item, standings):
            return False
        return not wanted["text"] or has_all(item, wanted["text"])


def link_shapes(item, standings):
    """How the links of an item stand, as shapes; NO_LINK alone for an item without any."""
    found = {
        standing.shape if (standing := standings.of(link["url"])) else UNKNOWN_SHAPE
        for link in item["links"]
        if not link["removed"]
    }
    return found or {NO_LINK}
