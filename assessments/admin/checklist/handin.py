"""Admin screen of the hand-in: see what will be frozen, say who confirmed it, then freeze it.

The portal's own addresses are asked for as an assessor would; while one does not open, only a reason goes on.
"""

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Submit
from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import path, reverse

from assessments.admin.publishing.acknowledge_form import SHORTEST_REASON, AcknowledgeForm
from assessments.checklist.handin import NothingToHandIn, OriginUnknown, hand_in, handin_builder
from assessments.checklist.own_addresses import ask_own_addresses, in_numbers, own_addresses, unopened_content
from assessments.links.url import url_fingerprint
from assessments.models import LinkTarget, Page
from assessments.permissions.roles import Permission, access_of
from assessments.privacy.publish_check import personal_check
from assessments.record.publish import LONGEST_SENTENCE, PublishingRefused, current_publication, draft
from assessments.record.publishable import publishable_page
from ita_portal.thai.digits import thai_digits

NO_REASON = "บางที่อยู่ยังเปิดจากภายนอกไม่ได้ แก้ให้เปิดได้ก่อน หรือบอกเหตุผลที่ส่งทั้งอย่างนั้น ยังไม่มีอะไรถูกเก็บ"
OTHERS_NOW = "ที่อยู่ที่เปิดไม่ได้ไม่ใช่ชุดเดิมที่แสดงไว้ กรุณาอ่านรายการอีกครั้ง ยังไม่มีอะไรถูกเก็บ"
MOVED_ON = "แบบรายการถูกเผยแพร่ใหม่ระหว่างที่ถามที่อยู่ กรุณาดูตัวอย่างใหม่แล้วส่งอีกครั้ง ยังไม่มีอะไรถูกเก็บ"


class HandinForm(AcknowledgeForm):
    """Who confirmed the form, and a note for its history; `asked` (Asked) is what came of our own addresses.

    Where one did not open it demands a reason, given for those that were shown.
    """

    name = forms.CharField(label="ชื่อผู้รับรอง", max_length=200, help_text="ผู้บริหารสูงสุดหรือผู้ได้รับมอบหมาย")
    position = forms.CharField(label="ตำแหน่ง", max_length=200)
    note = forms.CharField(
        label="หมายเหตุ", max_length=LONGEST_SENTENCE, help_text="ประชาชนเห็นในประวัติ เช่น ส่งแบบ OIT ครั้งแรก"
    )

    unopened_reason = forms.CharField(
        label="เหตุผลที่ส่งทั้งที่บางที่อยู่เปิดไม่ได้",
        min_length=SHORTEST_REASON,
        max_length=LONGEST_SENTENCE,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text="เก็บไว้ในแบบที่ส่งและในบันทึกการกระทำ ประชาชนเห็น",
        error_messages={"required": NO_REASON, "min_length": f"เหตุผลสั้นเกินไป {NO_REASON}"},
    )
    unopened_seen = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args, asked=(), **kwargs):
        super().__init__(*args, **kwargs)
        self.asked = list(asked)
        self.unopened = [each.address for each in self.asked if not each.opens]
        if self.unopened:
            self.fields["unopened_seen"].initial = " ".join(self.unopened)
        else:
            del self.fields["unopened_reason"], self.fields["unopened_seen"]
        for name in ("name", "position", "note"):
            self.fields[name].error_messages["required"] = "กรุณากรอกช่องนี้"
        self.helper = FormHelper()
        self.helper.add_input(Submit("look", "ถามที่อยู่ทั้งหมดว่าเปิดได้หรือไม่", css_class="secondary"))
        self.helper.add_input(Submit("handin", "ยืนยันการส่ง และเก็บไว้ไม่ให้เปลี่ยน"))

    def clean(self):
        given = super().clean()
        if not set(self.unopened) <= set(given.get("unopened_seen", "").split()):
            self.data = self.data.copy()
            self.data["unopened_seen"] = self.fields["unopened_seen"].initial
            if not self.has_error("unopened_reason"):
                self.add_error("unopened_reason", OTHERS_NOW)
        return given

    def refuse_unasked(self, content):
        """PublishingRefused when what was just written has an address of ours that was not asked for."""
        if not own_addresses(content).keys() <= {each.address for each in self.asked}:
            raise PublishingRefused(MOVED_ON)

    def evidence(self):
        """As of every form here, and why it was handed in with addresses that did not open."""
        kept = self.unopened_kept
        told = f" · {thai_digits(len(self.unopened))} ที่อยู่เปิดไม่ได้ เหตุผลที่ส่ง: {kept['reason']}" if kept else ""
        return super().evidence() + told

    @property
    def unopened_kept(self):
        """What the hand-in keeps of addresses that did not open; None when all did."""
        if not self.unopened:
            return None
        return unopened_content(self.asked, " ".join(self.cleaned_data["unopened_reason"].split()))


class HandinScreen:
    """Adds …/checklist/<pk>/handin/ to the admin of a year's checklist."""

    def get_urls(self):
        view = self.admin_site.admin_view(self.handin_view)
        return [path("<int:pk>/handin/", view, name="assessments_checklist_handin"), *super().get_urls()]

    def handin_view(self, request, pk):
        """A preview of the form as it would be frozen; a POST asks for its addresses, then freezes it."""
        row = self.row_or_404(request, str(pk))
        if not self.may(request, Permission.PUBLISH, row):
            raise PermissionDenied
        year_be = row.year.year_be
        try:
            content = self.handin_preview(row)
        except (NothingToHandIn, OriginUnknown) as refusal:
            messages.error(request, str(refusal))
            return redirect(self.change_address(row))
        given = {"warnings": handin_warnings(row, content), "personal": personal_check(content)}
        form = HandinForm(request.POST or None, **given)
        if "look" in request.POST:
            form = HandinForm(initial=request.POST.dict(), asked=ask_own_addresses(content), **given)
        elif request.method == "POST" and form.is_valid():
            form = HandinForm(request.POST, asked=ask_own_addresses(content), **given)
            if form.is_valid() and self.freeze(request, row, form):
                return redirect(self.change_address(row))
        context = self.admin_site.each_context(request) | {
            "title": f"ส่งเข้าระบบ ITAS ปี {thai_digits(year_be)}",
            "opts": self.opts,
            "original": row,
            "form": form,
            "handin": content,
            "addresses": form.asked or [{"address": address} for address in own_addresses(content)],
            "numbers": in_numbers(form.asked) if form.asked else "",
            "latest": current_publication(row.agency, year_be, Page.HANDIN),
            "change_address": self.change_address(row),
        }
        return TemplateResponse(request, "admin/assessments/handin.html", context)

    def handin_preview(self, row):
        """The content that freezing now would write."""
        nobody = {"name": "", "position": ""}
        build = handin_builder(row.agency, row.year.year_be, confirmed_by=nobody)
        return draft(row.agency, row.year.year_be, Page.HANDIN, build)[0]

    def freeze(self, request, row, form):
        """Write the hand-in; False when it was refused, which the form then says."""
        given = form.cleaned_data
        try:
            with transaction.atomic():
                record = hand_in(
                    row.agency,
                    row.year.year_be,
                    confirmed_by={"name": given["name"], "position": given["position"]},
                    unopened=form.unopened_kept,
                    note=given["note"],
                    by=request.user.get_username(),
                    role=access_of(request.user).role_name(row.agency_id),
                )
                form.refuse_unseen(record.data())
                form.refuse_unasked(record.data())
                done = f"ส่งเข้าระบบ ITAS ฉบับที่ {record.number}: {record.note}{form.evidence()}"
                self.log_change(request, row, done)
        except PublishingRefused as refusal:
            form.add_error(None, str(refusal))
            return False
        address = reverse("assessments:handin_detail", args=[row.year.year_be])
        messages.success(request, f"เก็บแบบที่ส่งเป็นฉบับที่ {record.number} แล้ว ดูได้ที่ {address}")
        return True


def handin_warnings(row, content):
    """What somebody must know before freezing: unpublished edits, unanswered items, broken links."""
    warnings = []
    _content, changed = publishable_page(Page.OIT).draft(row)
    if changed:
        warnings.append("มีการแก้ไขที่ยังไม่เผยแพร่ แบบที่ส่งจะเป็นไปตามฉบับที่เผยแพร่อยู่ ไม่รวมการแก้ไขนั้น")
    silent = [item["code"] for item in content["items"] if not item["answer"]]
    if silent:
        warnings.append(f"ยังไม่ได้ตอบ {thai_digits(len(silent))} ข้อ: {', '.join(silent)}")
    keys = [url_fingerprint(link["url"]) for item in content["items"] for link in item["links"]]
    broken = LinkTarget.objects.filter(agency=row.agency, url_sha256__in=keys, broken=True)
    return [*warnings, *(f"ลิงก์เสีย: {target.url}" for target in broken)]
