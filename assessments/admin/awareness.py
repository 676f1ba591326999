"""Warnings that must be ticked before something is done: shown in full, demanded by the server."""

from django import forms

AWARE = "รับทราบทั้งหมดข้างบนแล้ว และต้องการทำต่อ"
NOT_AWARE = "กรุณาอ่านคำเตือน แล้วเลือกว่ารับทราบ ยังไม่มีอะไรถูกบันทึก"


class AwareForm(forms.Form):
    """A form that, when given `warnings` (Thai sentences), has them read and ticked before it is valid."""

    def __init__(self, *args, warnings=(), **kwargs):
        super().__init__(*args, **kwargs)
        self.warnings = list(warnings)
        if self.warnings:
            self.fields["aware"] = forms.BooleanField(label=AWARE, error_messages={"required": NOT_AWARE})
