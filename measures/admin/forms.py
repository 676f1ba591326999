"""Forms of the desk for measures."""

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Submit
from django import forms

from assessments.models import Agency

MOST_BYTES = 12 * 1024 * 1024  # the page with the preview carries the document along
TOO_LARGE = "ไฟล์ใหญ่เกิน ๑๒ เมกะไบต์ กรุณาลดขนาดรูปภาพในเอกสารหรือแบ่งไฟล์"


class ImportForm(forms.Form):
    """A document to import: a file or pasted text. What was read of it is corrected in import_forms.py."""

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

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.helper = FormHelper()
        self.helper.add_input(Submit("preview", "อ่านและแสดงตัวอย่าง"))

    def clean(self):
        """Set `data` (bytes) and `file_name` from whichever of the two ways was used."""
        cleaned = super().clean()
        if cleaned.get("file"):
            if cleaned["file"].size > MOST_BYTES:
                raise forms.ValidationError(TOO_LARGE)
            cleaned["data"] = cleaned["file"].read()
            cleaned["file_name"] = cleaned["file"].name
        elif cleaned.get("text", "").strip():
            cleaned["data"] = cleaned["text"].replace("\r\n", "\n").encode()
            cleaned["file_name"] = "ข้อความที่วาง.txt"
        else:
            raise forms.ValidationError("กรุณาเลือกไฟล์หรือวางข้อความ")
        return cleaned
