"""Admin screens of the ITAS sheet: to copy, to download, and to import again with a preview."""

import base64
import binascii

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.forms import Media
from django.forms.widgets import Script
from django.http import HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import path, reverse

from assessments.checklist.itas_sheet import HEADINGS, WIDTHS, SheetRefused, apply, fingerprint, plan, sheet
from assessments.files.csv_table import csv_of
from assessments.files.errors import Refused
from assessments.files.table_upload import read_table
from assessments.files.xlsx import fitting, xlsx_bytes
from assessments.links.origin import origin_fault
from assessments.models import journal_as

SCRIPT = Media(js=[Script("js/copy.js", defer=True)])  # type: ignore[list-item]  # Django takes both
TYPES = {
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
MOVED_ON = "มีการแก้ไขข้อมูลหลังจากแสดงตัวอย่าง ยังไม่มีอะไรถูกบันทึก โปรดตรวจตัวอย่างใหม่ข้างล่างก่อนยืนยัน"


class SheetFileForm(forms.Form):
    """A file, or what was carried from the preview to the confirmation."""

    file = forms.FileField(label="ไฟล์ CSV หรือ XLSX", required=False)
    carried = forms.CharField(required=False, widget=forms.HiddenInput)
    seen = forms.CharField(required=False, widget=forms.HiddenInput)

    def clean(self):
        """Set `data` (bytes) from the file or from what was carried."""
        cleaned = super().clean()
        if cleaned.get("file"):
            cleaned["data"] = cleaned["file"].read()
        elif cleaned.get("carried"):
            try:
                cleaned["data"] = base64.b64decode(cleaned["carried"], validate=True)
            except binascii.Error:
                raise forms.ValidationError("ข้อมูลที่ส่งมาเสียหาย กรุณาเลือกไฟล์ใหม่") from None
        else:
            raise forms.ValidationError("กรุณาเลือกไฟล์")
        return cleaned


class SheetScreen:
    """Adds …/sheet/, …/sheet.csv, …/sheet.xlsx and …/sheet/import/ to the admin of a year's checklist."""

    def get_urls(self):
        view, name = self.admin_site.admin_view, "assessments_checklist_sheet"
        return [
            path("<int:pk>/sheet/", view(self.sheet_view), name=name),
            path("<int:pk>/sheet.<str:form>", view(self.sheet_file_view), name=f"{name}_file"),
            path("<int:pk>/sheet/import/", view(self.sheet_import_view), name=f"{name}_import"),
            *super().get_urls(),
        ]

    def without_origin(self, request, checklist):
        """Why there is no sheet without the agency's public origin, as a response; None when it has one."""
        if not (fault := origin_fault(checklist.agency)):
            return None
        messages.error(request, fault)
        return redirect(self.change_address(checklist))

    def sheet_context(self, request, checklist, title):
        """What both pages show around their table."""
        return self.admin_site.each_context(request) | {
            "title": title,
            "subtitle": f"{checklist.agency} {checklist.year}",
            "opts": self.opts,
            "original": checklist,
            "change_address": self.change_address(checklist),
        }

    def sheet_view(self, request, pk):
        """Every item with what goes into the ITAS form, a button to copy each cell."""
        checklist = self.row_or_404(request, str(pk))
        if refused := self.without_origin(request, checklist):
            return refused
        context = self.sheet_context(request, checklist, "ตาราง ITAS ของปีนี้") | {
            "rows": sheet(checklist.agency, checklist.year, origin=checklist.agency.public_origin),
            "may_import": self.has_change_permission(request, checklist),
            "media": self.media + SCRIPT,
        }
        return TemplateResponse(request, "admin/assessments/sheet.html", context)

    def sheet_file_view(self, request, pk, form):
        """The sheet as CSV or XLSX."""
        checklist = self.row_or_404(request, str(pk))
        if refused := self.without_origin(request, checklist):
            return refused
        rows = sheet(checklist.agency, checklist.year, origin=checklist.agency.public_origin)
        cells = [row.cells() for row in rows]
        if form == "csv":
            written = csv_of(HEADINGS, cells)
        else:
            written = xlsx_bytes(f"OIT {checklist.year.year_be}", HEADINGS, fitting(cells), WIDTHS)
        name = f"{checklist.agency.slug}-sheet-{checklist.year.year_be}.{form}"
        headers = {"Content-Disposition": f'attachment; filename="{name}"'}
        return HttpResponse(written, content_type=TYPES[form], headers=headers)

    def sheet_import_view(self, request, pk):
        """A file, then every change it asks for, then all of them or none."""
        checklist = self.row_or_404(request, str(pk))
        if not self.has_change_permission(request, checklist):
            raise PermissionDenied
        if refused := self.without_origin(request, checklist):
            return refused
        posted = (request.POST, request.FILES) if request.method == "POST" else ()
        form = SheetFileForm(*posted)
        context = self.sheet_context(request, checklist, "นำเข้าตาราง ITAS")
        if request.method == "POST" and form.is_valid():
            with transaction.atomic():
                self.lock(checklist)  # nobody saves between the fingerprint and the writing
                rows = sheet(checklist.agency, checklist.year, origin=checklist.agency.public_origin)
                try:
                    changes = plan(
                        rows, read_table(form.cleaned_data["data"]), origin=checklist.agency.public_origin
                    )
                except Refused as refusal:
                    context["errors"] = [str(refusal)]
                except SheetRefused as refusal:
                    context["errors"] = refusal.errors
                else:
                    now = fingerprint(rows)
                    if "confirm" in request.POST and form.cleaned_data["seen"] == now:
                        return self.take_sheet(request, checklist, changes)
                    if "confirm" in request.POST:
                        context["errors"] = [MOVED_ON]
                    carried = base64.b64encode(form.cleaned_data["data"]).decode()
                    context |= {"changes": changes, "previewed": True}
                    form = SheetFileForm(initial={"carried": carried, "seen": now})
        return TemplateResponse(request, "admin/assessments/sheet_import.html", context | {"form": form})

    def take_sheet(self, request, checklist, changes):
        """Write what was previewed and say it."""
        with journal_as("", "นำเข้าตาราง ITAS"):
            apply(checklist.agency, changes)
        self.log_change(request, checklist, f"นำเข้าตาราง ITAS: เปลี่ยน {len(changes)} รายการ")
        messages.success(request, f"นำเข้าแล้ว เปลี่ยน {len(changes)} รายการ ยังไม่เผยแพร่")
        return redirect(reverse("admin:assessments_checklist_sheet", args=[checklist.pk]))
