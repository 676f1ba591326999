"""Forms of the desk for measures."""

import base64
import binascii

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Submit
from django import forms

from assessments.models import Agency


class ImportForm(forms.Form):
    """A document to import: a file or pasted text; `carried` brings it from preview to confirmation."""

    agency = forms.ModelChoiceField(
        Agency.objects.all(),
        label="หน่วยงาน",
        required=False,
        empty_label="ตามที่ระบุในเอกสาร",
        help_text="เลือกเมื่อต้องการนำเข้าให้หน่วยงานใดโดยเฉพาะ",
    )
    file = forms.FileField(label="ไฟล์เอกสาร", required=False, help_text="DOCX, XLSX, HTML, CSV หรือ TXT")
    text = forms.CharField(
        label="หรือวางข้อความของเอกสาร",
        required=False,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 10}),
        help_text="คัดลอกจากหน้าเว็บหรือเอกสารได้ทั้งหน้า รวมตาราง",
    )
    replace = forms.BooleanField(
        label="แทนที่แผนและคะแนนเดิมของปีนั้นด้วยเอกสารนี้",
        required=False,
        help_text="มาตรการที่ข้อความเหมือนเดิมจะคงผู้รับผิดชอบ กำหนดเวลา และสถานะไว้",
    )
    carried = forms.CharField(required=False, widget=forms.HiddenInput)
    carried_name = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.helper = FormHelper()
        self.helper.add_input(Submit("preview", "อ่านและแสดงตัวอย่าง"))

    def clean(self):
        """Set `data` (bytes) and `file_name` from whichever of the three ways was used."""
        cleaned = super().clean()
        if cleaned.get("carried"):
            try:
                cleaned["data"] = base64.b64decode(cleaned["carried"], validate=True)
            except binascii.Error:
                raise forms.ValidationError("ข้อมูลที่ส่งมาเสียหาย กรุณาเลือกไฟล์ใหม่") from None
            cleaned["file_name"] = cleaned["carried_name"] or "ไม่มีชื่อ"
        elif cleaned.get("file"):
            cleaned["data"] = cleaned["file"].read()
            cleaned["file_name"] = cleaned["file"].name
        elif cleaned.get("text", "").strip():
            cleaned["data"] = cleaned["text"].replace("\r\n", "\n").encode()
            cleaned["file_name"] = "ข้อความที่วาง"
        else:
            raise forms.ValidationError("กรุณาเลือกไฟล์หรือวางข้อความ")
        return cleaned

    @property
    def agency_slug(self):
        """The slug of the chosen agency, or "" when the document decides."""
        agency = self.cleaned_data.get("agency")
        return agency.slug if agency else ""

    def as_confirmation(self):
        """The same document in a form that only asks for the last word."""
        form = ImportForm(
            initial={
                "agency": self.cleaned_data["agency"],
                "replace": self.cleaned_data["replace"],
                "carried": base64.b64encode(self.cleaned_data["data"]).decode(),
                "carried_name": self.cleaned_data["file_name"],
            }
        )
        for name in ("agency", "replace"):
            form.fields[name].widget = forms.HiddenInput()
        for name in ("file", "text"):
            del form.fields[name]
        form.helper.inputs = [Submit("confirm", "บันทึกเป็นข้อมูลที่แก้ไขได้")]
        return form
