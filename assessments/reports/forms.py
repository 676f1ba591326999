"""The form with which a citizen reports something: no cookie, no script, no puzzle.

What tells people from programs: a field that only programs fill in, and a signed time at which the form was
opened. Whoever is held back reads why, keeps what was typed, and can send again at once.
"""

import re

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Submit
from django import forms
from django.core import signing
from django.core.exceptions import BadRequest, SuspiciousOperation, ValidationError
from django.http import QueryDict
from django.http.multipartparser import MultiPartParserError

from assessments.models import ReportKind
from assessments.models.report import LONGEST_TEXT
from assessments.privacy.personal_data import Kind, personal_numbers
from assessments.reports.intake import Sent
from ita_portal.thai.text import normalise

QUICKEST, LONGEST_OPEN = 3, 24 * 3600  # seconds between opening the form and sending it
ASKED_ABOUT = (Kind.NATIONAL_ID, Kind.BANK_ACCOUNT)  # a telephone number is given on purpose
TOO_QUICK = "ส่งเร็วเกินไป ระบบจึงยังไม่รับ กรุณากดส่งอีกครั้ง ข้อความที่พิมพ์ไว้ยังอยู่ครบ"
TOO_OLD = "แบบฟอร์มนี้เปิดไว้นานเกินไป กรุณากดส่งอีกครั้ง ข้อความที่พิมพ์ไว้ยังอยู่ครบ"
NOT_THE_FORM = "ในสิ่งที่ส่งมาไม่มีแบบฟอร์มนี้ หรืออ่านไม่ได้ ระบบจึงยังไม่รับเรื่อง กรุณากรอกแล้วกดส่งอีกครั้ง"
LEAVE_EMPTY = "ช่องนี้มีไว้ตรวจโปรแกรมอัตโนมัติ กรุณาลบข้อความในช่องนี้ แล้วกดส่งอีกครั้ง"
_OWN_PAGE = re.compile(
    r"/ita/(?!admin|report)(?:[0-9A-Za-z][0-9A-Za-z._-]*/)*(?:[0-9A-Za-z][0-9A-Za-z._-]*)?\Z"
)
LONGEST_PATH = 300


def page_reported(path):
    """The path when it is one of our public pages by its spelling, else the first page."""
    return path if len(path) <= LONGEST_PATH and _OWN_PAGE.match(path) else "/ita/"


def _signer(agency):
    return signing.TimestampSigner(salt=f"report form of {agency.slug}")


def opened_now(agency):
    """The signed moment at which a form of this agency is opened."""
    return _signer(agency).sign("form")


def timing_error(agency, opened):
    """What is wrong with the signed moment, in Thai; "" when a person may have taken this long."""
    signer = _signer(agency)
    try:
        signer.unsign(opened, max_age=LONGEST_OPEN)
    except signing.BadSignature:  # also a signature that is too old
        return TOO_OLD
    try:
        signer.unsign(opened, max_age=QUICKEST - 1)
    except signing.SignatureExpired:
        return ""
    return TOO_QUICK


def numbers_to_ask_about(texts):
    """The findings in what a citizen typed that hardly ever belong into a report."""
    found = (finding for text in texts for finding in personal_numbers(text))
    return [finding for finding in found if finding.kind in ASKED_ABOUT]


def posted_form(request):
    """What was sent (a QueryDict), None where nothing was; empty when it cannot be read as a form.

    Cut off, of another kind, in unknown letters, too large: whoever sent it gets the form again.
    """
    if request.method != "POST":
        return None
    try:
        return request.POST
    except (BadRequest, MultiPartParserError, SuspiciousOperation):
        return QueryDict()


class MessageForm(forms.Form):
    """What every message of a citizen goes through: text, honeypot, signed time, numbers of persons."""

    text = forms.CharField(
        label="ข้อความ",
        max_length=LONGEST_TEXT,
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text="ไม่ต้องใส่เลขบัตรประชาชน เลขบัญชี หรือชื่อของผู้อื่น",
        error_messages={
            "required": "กรุณาพิมพ์ข้อความ",
            "max_length": "ข้อความยาวได้ไม่เกิน ๔,๐๐๐ ตัวอักษร",
        },
    )
    website = forms.CharField(
        label="กรุณาเว้นช่องนี้ว่าง",
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off", "tabindex": "-1"}),
    )
    opened = forms.CharField(required=False, widget=forms.HiddenInput)
    anyway = forms.BooleanField(
        label="ส่งทั้งที่มีเลขดังกล่าว", required=False, help_text="เจ้าหน้าที่ของหน่วยงานจะเห็นเลขนี้"
    )
    button = "ส่งเรื่อง"

    def __init__(self, data=None, *, agency, **given):
        super().__init__(data, **given)
        self.agency = agency
        self.found = []
        self.helper = FormHelper()
        self.helper.disable_csrf = True  # no cookie is set for it; the view says why none is needed
        self.helper.add_input(Submit("", self.button))
        if data is None:
            self.initial["opened"] = opened_now(agency)
            del self.fields["anyway"]
        self.order_fields([*(name for name in self.fields if name not in ("website", "anyway")), "website"])

    def clean_text(self):
        text = normalise(self.cleaned_data["text"])
        if not text:
            raise ValidationError(self.fields["text"].error_messages["required"])
        return text

    def clean(self):
        cleaned = super().clean()
        if cleaned.get("website"):
            self.add_error("website", LEAVE_EMPTY)
        if "opened" in self.data:
            wrong = timing_error(self.agency, cleaned.get("opened", ""))
        else:
            wrong = NOT_THE_FORM
        if wrong:
            self.add_error(None, wrong)
        if wrong in (TOO_OLD, NOT_THE_FORM):
            self.data = self.data.copy()
            self.data["opened"] = opened_now(self.agency)
        self.found = numbers_to_ask_about([cleaned.get(name) or "" for name in ("text", "name", "contact")])
        if self.found and not cleaned.get("anyway"):
            listed = " ".join(f"{each.kind.label} {each.masked}" for each in self.found)
            self.add_error(
                None, f"ในข้อความมี{listed} หากไม่จำเป็นกรุณาลบออกก่อนส่ง หากต้องการส่งจริง ให้เลือกยืนยันข้างล่าง"
            )
        if not self.found:
            del self.fields["anyway"]
        return cleaned


class ReportForm(MessageForm):
    """A report about a page; name and contact are the citizen's to give."""

    about = forms.CharField(required=False, widget=forms.HiddenInput)
    kind = forms.ChoiceField(
        label="เรื่องที่จะแจ้ง",
        choices=[("", "เลือกเรื่อง"), *ReportKind.choices],
        error_messages={"required": "กรุณาเลือกเรื่อง", "invalid_choice": "กรุณาเลือกเรื่องจากรายการ"},
    )
    name = forms.CharField(
        label="ชื่อ (ไม่บังคับ)",
        required=False,
        max_length=100,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
        error_messages={"max_length": "ชื่อยาวได้ไม่เกิน ๑๐๐ ตัวอักษร"},
    )
    contact = forms.CharField(
        label="โทรศัพท์หรืออีเมล (ไม่บังคับ)",
        required=False,
        max_length=200,
        help_text="ใช้ติดต่อกลับเรื่องนี้เท่านั้น ไม่ใส่ก็ติดตามคำตอบได้ด้วยเลขที่อ้างอิง",
        error_messages={"max_length": "ยาวได้ไม่เกิน ๒๐๐ ตัวอักษร"},
    )
    field_order = ["about", "kind", "text", "name", "contact", "opened"]

    def clean_about(self):
        return page_reported(self.cleaned_data["about"])

    def sent(self):
        """The checked message."""
        given = self.cleaned_data
        name, contact = normalise(given["name"]), normalise(given["contact"])
        return Sent(given["about"], given["kind"], given["text"], name, contact)


class MoreForm(MessageForm):
    """A further message of somebody who holds a reference number."""

    button = "ส่งข้อความเพิ่มเติม"
