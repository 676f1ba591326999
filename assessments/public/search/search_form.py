"""The form of the search: a plain GET form that needs no JavaScript."""

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Submit
from django import forms
from django.urls import reverse

from assessments.public.search.search_index import LONGEST_QUERY, SearchQuery


class SearchForm(forms.Form):
    """What a reader looks for in the published record."""

    q = forms.CharField(
        label="ค้นหาข้อ OIT มาตรการ และเอกสาร",
        max_length=LONGEST_QUERY,
        help_text="เช่น จัดซื้อจัดจ้าง หรือรหัสข้อ O42 ข้อ ๔๒",
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
        error_messages={"required": "กรุณาพิมพ์คำที่ต้องการค้นหา"},
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.helper = FormHelper()
        self.helper.form_method = "get"
        self.helper.form_action = reverse("assessments:search_list")
        self.helper.form_class = "ask"
        self.helper.attrs = {"role": "search"}
        self.helper.add_input(Submit("", "ค้นหา"))

    def clean_q(self):
        """The SearchQuery that was typed; a single letter would find everything."""
        query = SearchQuery.parse(self.cleaned_data["q"])
        if query.is_too_short:
            raise forms.ValidationError("กรุณาพิมพ์อย่างน้อย ๒ ตัวอักษร หรือรหัสข้อ เช่น O42")
        return query
