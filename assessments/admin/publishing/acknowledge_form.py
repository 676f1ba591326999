"""What must be read before something is done: shown in full, demanded by the server.

Warnings are ticked. Personal data that was found needs a reason, which the log of the desk keeps.
"""

from django import forms
from django.core.exceptions import ValidationError

from assessments.privacy.personal_data import personal_numbers
from assessments.privacy.publish_check import PersonalCheck, personal_check
from assessments.record.publish import LONGEST_SENTENCE, PublishingRefused

ACKNOWLEDGE = "รับทราบทั้งหมดข้างบนแล้ว และต้องการทำต่อ"
NOT_ACKNOWLEDGED = "กรุณาอ่านคำเตือน แล้วเลือกว่ารับทราบ ยังไม่มีอะไรถูกบันทึก"
SHORTEST_REASON = 10
NO_REASON = "กรุณาบอกเหตุผล หรือเอาข้อมูลส่วนบุคคลออกก่อน ยังไม่มีอะไรถูกเผยแพร่"
NOT_SEEN = "ข้อมูลส่วนบุคคลที่พบเปลี่ยนไปจากที่แสดงไว้ กรุณาอ่านรายการข้างบนอีกครั้ง ยังไม่มีอะไรถูกเผยแพร่"
NO_NUMBERS = "ช่องนี้ลบภายหลังไม่ได้ จึงห้ามใส่{kind} ({masked}) กรุณาเขียนใหม่โดยไม่มีตัวเลขนั้น"


def refuse_numbers(text):
    """A field's validator: what is written beside a record stays for ever, so no number of a person in it."""
    for number in personal_numbers(text)[:1]:
        raise ValidationError(NO_NUMBERS.format(kind=number.kind.label, masked=number.masked))


class AcknowledgeForm(forms.Form):
    """A form that has what must be known first read before it is valid.

    `warnings` (Thai sentences) have to be ticked; `personal` (a PersonalCheck that found something)
    demands a reason, given for exactly the findings that were shown.
    """

    def __init__(self, *args, warnings=(), personal=None, **kwargs):
        super().__init__(*args, **kwargs)
        self.warnings, self.personal = list(warnings), personal or PersonalCheck()
        if self.warnings:
            self.fields["acknowledged"] = forms.BooleanField(
                label=ACKNOWLEDGE, error_messages={"required": NOT_ACKNOWLEDGED}
            )
        if self.personal.found:
            self._ask_for_reason()
        for field in self.fields.values():
            if type(field) is forms.CharField and not field.widget.is_hidden:
                field.validators.append(refuse_numbers)

    def _ask_for_reason(self):
        self.fields["personal_reason"] = forms.CharField(
            label="เหตุผลที่เผยแพร่ข้อมูลส่วนบุคคลที่พบ",
            min_length=SHORTEST_REASON,
            max_length=LONGEST_SENTENCE,
            widget=forms.Textarea(attrs={"rows": 2}),
            help_text="เก็บไว้ในประวัติการทำงานพร้อมชื่อผู้เผยแพร่ ประชาชนไม่เห็น อย่าพิมพ์ตัวเลขที่พบซ้ำ",
            error_messages={"required": NO_REASON, "min_length": f"เหตุผลสั้นเกินไป {NO_REASON}"},
        )
        self.fields["personal_seen"] = forms.CharField(
            required=False, widget=forms.HiddenInput, initial=" ".join(sorted(self.personal.marks))
        )

    def clean(self):
        given = super().clean()
        if self.personal.found and not self.personal.marks <= set(given.get("personal_seen", "").split()):
            self.data = self.data.copy()
            self.data["personal_seen"] = self.fields["personal_seen"].initial
            self.add_error("personal_reason", NOT_SEEN)
        return given

    def refuse_unseen(self, content):
        """PublishingRefused when what was just written holds personal data that was not shown before."""
        if not personal_check(content).marks <= self.personal.marks:
            raise PublishingRefused(NOT_SEEN)

    def evidence(self):
        """For the log: what was found by kind and count, and why it was published; "" when nothing was."""
        if not self.personal.found:
            return ""
        reason = " ".join(self.cleaned_data["personal_reason"].split())
        return f" · พบข้อมูลส่วนบุคคล: {self.personal.counts} · เหตุผลที่เผยแพร่: {reason}"
