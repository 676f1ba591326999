"""Admin screens of the import: choose a document, see and correct what was read, write it; its original."""

import base64
import binascii
import re
from urllib.parse import quote

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import BooleanField, ExpressionWrapper, Q
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.decorators import method_decorator
from django.utils.html import format_html_join
from django.views.decorators.http import require_safe

from assessments.models import Agency
from assessments.permissions.roles import Permission, access_of
from ita_portal.thai.digits import thai_digits
from measures.admin.forms import ImportForm
from measures.admin.import_draft import ImportDraft
from measures.admin.import_forms import DivisionForm
from measures.importing.faults import DocumentError
from measures.models import SourceDocument
from measures.plan.import_divisions import KEEP
from measures.plan.import_document import ImportRefused, OtherAgency, foresee, write_document

MOST_MESSAGES = 5
SPOILED = "ข้อมูลที่ส่งมาเสียหาย กรุณาเลือกไฟล์ใหม่"
UNSTORED = "เก็บไฟล์ต้นฉบับไม่ได้ ที่เก็บเอกสารอาจเต็มหรือเขียนไม่ได้ กรุณาแจ้งผู้ดูแลระบบ"
UNCONFIRMED = "เอกสารเขียนชื่อหน่วยงานอื่น ถ้าจะนำเข้าจริงให้ทำเครื่องหมายยืนยันและพิมพ์ชื่อ “{agency}” ให้ตรง"
READ_AGAIN = "อ่านใหม่ตามชื่อตัวชี้วัดของปี {year} แล้ว สิ่งที่พิมพ์แก้ไว้ยังอยู่ กรุณาตรวจอีกครั้งก่อนบันทึก"


def _on_screen(error):
    """The sentences of a refusal, without the options of the command."""
    return re.sub(r" \(--[a-z]+\)", "", str(error)).splitlines()


def original_response(data, name):
    """The bytes of a document to save to disk; nothing in them runs."""
    headers = {
        "Content-Disposition": f"attachment; filename*=UTF-8''{quote(name, safe='')}",
        "Content-Security-Policy": "default-src 'none'; sandbox",
        "X-Content-Type-Options": "nosniff",
    }
    return HttpResponse(data, content_type="application/octet-stream", headers=headers)


class ImportScreen:
    """Adds …/import/, …/source/<pk>/ and …/source/<pk>/original/ to the admin of plans."""

    def get_urls(self):
        view, name = self.admin_site.admin_view, "measures_measuresplan"
        return [
            path("import/", view(self.import_view), name=f"{name}_import"),
            path("source/<int:pk>/", view(self.source_view), name=f"{name}_source"),
            path("source/<int:pk>/original/", view(self.original_view), name=f"{name}_original"),
            *super().get_urls(),
        ]

    def import_agencies(self, request):
        """The agencies that this person may import for."""
        return self.admin_site.get_model_admin(Agency).rows_for(request, Permission.EDIT)

    def may_add_agency(self, request):
        """Whether a document may bring an agency that is not on the desk yet."""
        return access_of(request.user).everywhere

    def import_view(self, request):
        """Choose a document; then see what was read and what was not, correct it and write it."""
        if not self.has_add_permission(request):
            raise PermissionDenied
        if request.method == "POST" and request.POST.get("carried"):
            return self.corrected_view(request)
        form, refusals = ImportForm(request.POST or None, request.FILES or None), []
        agencies = self.import_agencies(request)
        form.fields["agency"].queryset = agencies
        if len(first_two := agencies[:2]) == 1 and not self.may_add_agency(request):
            form.initial["agency"] = first_two[0].pk
        if request.method == "POST" and form.is_valid():
            cleaned = form.cleaned_data
            try:
                draft = ImportDraft(cleaned["data"], cleaned["file_name"])
            except DocumentError as error:
                refusals = str(error).splitlines()
            else:
                given = {"agency": cleaned["agency"].pk} if cleaned["agency"] else {}
                given |= {"replace": "on"} if cleaned["replace"] else {}
                return self.preview(request, draft, draft.posted(**given))
        context = self.import_context(request) | {"form": form, "refusals": refusals}
        return TemplateResponse(request, "admin/measures/import.html", context)

    def import_context(self, request):
        """What both pages of the import show around their form."""
        return self.admin_site.each_context(request) | {"title": "นำเข้าเอกสารมาตรการ", "opts": self.opts}

    def corrected_view(self, request):
        """The preview sent back: the original to save, the same again, or everything written at once."""
        posted = request.POST
        try:
            data = base64.b64decode(posted["carried"], validate=True)
            read_year = int(posted["read_year"]) if posted.get("read_year", "").isdecimal() else None
            draft = ImportDraft(data, posted.get("carried_name", ""), read_year)
        except (binascii.Error, DocumentError):
            context = self.import_context(request) | {"form": ImportForm(), "refusals": [SPOILED]}
            return TemplateResponse(request, "admin/measures/import.html", context)
        if "original" in posted:
            return original_response(data, draft.original.file_name)
        year = posted.get("result_year", "")
        if year.isdecimal() and int(year) != draft.document.result_year:
            return self.read_again(request, draft, int(year))
        return self.preview(request, draft, posted, write="confirm" in posted)

    def read_again(self, request, draft, result_year):
        """Another result year has other indicators: read anew and keep what was typed."""
        again = ImportDraft(draft.original.data, draft.original.file_name, result_year)
        typed = {name: request.POST[name] for name in draft.changed(request.POST)}
        kept = ("agency", "replace", "although", "although_name")
        typed |= {
            name: value
            for name, value in request.POST.items()
            if name in kept or name.startswith(DivisionForm.PREFIX)
        }
        values = again.posted()
        fields = ("-text", "-responsible", "-steps", "-monitoring")
        lost = [text for name, text in typed.items() if name.endswith(fields) and name not in values]
        remarks = [READ_AGAIN.format(year=thai_digits(result_year))]
        remarks += [f"ข้อความที่แก้ไว้นี้ไม่มีที่ในการอ่านใหม่ กรุณาคัดลอกเก็บไว้: “{text}”" for text in lost]
        return self.preview(request, again, values | typed, remarks=remarks)

    def preview(self, request, draft, posted, *, write=False, remarks=()):
        """The page with everything typed and what stands in the way; with `write`, if nothing does, the plan.

        What could not be written comes back as it was typed.
        """
        agencies = self.import_agencies(request)
        head, forms = draft.head_form(posted, agencies), draft.entry_forms(posted)
        valid = all([head.is_valid(), *(form.is_valid() for form in forms)])
        document = draft.corrected(head, forms, draft.changed(posted)) if valid else draft.document
        agency = head.cleaned_data.get("agency")
        asked = self.agency_options(request, agency) | {"divisions": DivisionForm.answers(posted)}
        foreseen, refusals, read = foresee(document, **asked), [], None
        if valid:
            try:
                with transaction.atomic():
                    options = self.write_options(draft, head, posted, foreseen, dry_run=not write)
                    by = request.user.get_username()
                    read = write_document(document, draft.original, by=by, **asked | options)
                    if write and not read.already:
                        deed = f"นำเข้าจาก {draft.original.file_name}"
                        self.log_change(request, read.plan, " ".join([deed, *read.others]))
            except OtherAgency as error:
                refusals = [UNCONFIRMED.format(agency=error.agency)]
            except (DocumentError, ImportRefused) as error:
                refusals = _on_screen(error)
            except OSError:
                refusals = [UNSTORED]
            if write and not refusals:
                return self.after_import(request, read)
        groups, bare = self.groups(draft, head, forms)
        context = self.import_context(request) | {
            "draft": draft,
            "head": head,
            "groups": groups,
            "bare": bare,
            "wrong": [form for form in forms if form.errors],
            "refusals": refusals,
            "remarks": remarks,
            "foreseen": foreseen,
            "divisions": foreseen.names and DivisionForm(posted, foreseen.names),
            "already": bool(read and read.already),
        }
        return TemplateResponse(request, "admin/measures/import_preview.html", context)

    def agency_options(self, request, agency):
        """For which agencies this person may write, and which was chosen."""
        anything = self.may_add_agency(request) and not Agency.objects.exists()
        return {
            "agency_slug": agency.slug if agency else "",
            "agencies": None if anything else self.import_agencies(request),
        }

    def write_options(self, draft, head, posted, foreseen, *, dry_run):
        """How to write what valid forms ask for, or to find out whether it could be written.

        What is only found out asks for no answer yet: another agency's name and unknown divisions are shown
        beside whatever else stands in the way.
        """
        names = foreseen.names
        options = {
            "replace": head.cleaned_data["replace"],
            "corrected": bool(draft.changed(posted) or (names and names.corrected)),
            "although": bool(foreseen.agency and head.confirms(foreseen.agency)),
            "dry_run": dry_run,
        }
        if dry_run and names:
            kept = {each.key: KEEP for each in names.unanswered}
            options |= {"although": True, "divisions": dict(names.answers) | kept}
        return options

    def groups(self, draft, head, forms):
        """The measures by indicator as they were read, those of none first; score fields of all others."""
        rows = {row.number: row for row in draft.document.rows}
        groups = [{"forms": [form for form in forms if form.entry.number is None]}]
        for each in draft.names.indicators:
            own = [form for form in forms if form.entry.number == each.number]
            score = head[f"score_{each.number}"]
            groups.append({"indicator": each, "row": rows.get(each.number), "score": score, "forms": own})
        bare = [group["score"] for group in groups if "score" in group and not group["forms"]]
        return [group for group in groups if group["forms"]], bare

    def after_import(self, request, read):
        """Say what happened and go to the plan."""
        if read.already:
            messages.info(request, "เอกสารฉบับนี้นำเข้าไว้แล้ว ไม่มีอะไรเปลี่ยน")
            return redirect(self.change_address(read.plan))
        messages.success(
            request, f"นำเข้าแล้ว: มาตรการ {read.counts['actions']} ข้อ คะแนน {read.counts['scores']} ตัวชี้วัด"
        )
        warnings = read.document.warnings
        for notice in warnings[:MOST_MESSAGES]:
            messages.warning(request, f"โปรดตรวจ: {notice.message}")
        if len(warnings) > MOST_MESSAGES:
            more = thai_digits(len(warnings) - MOST_MESSAGES)
            messages.warning(request, f"โปรดตรวจอีก {more} เรื่อง ที่ข้อสังเกตจากเอกสารต้นฉบับ")
        return redirect(self.change_address(read.plan))

    def source_or_404(self, request, pk):
        """The SourceDocument of a plan that this person may see."""
        sources = SourceDocument.objects.select_related("plan", "file")
        return get_object_or_404(sources, pk=pk, plan__in=self.get_queryset(request))

    @method_decorator(require_safe)
    def source_view(self, request, pk):
        """The text of an imported document as found, as a plain file."""
        source = self.source_or_404(request, pk)
        return HttpResponse(source.text, content_type="text/plain; charset=utf-8")

    @method_decorator(require_safe)
    def original_view(self, request, pk):
        """The very bytes of an imported document."""
        source = self.source_or_404(request, pk)
        try:
            data = source.read_original()
        except OSError:
            raise Http404("ไฟล์ต้นฉบับไม่อยู่ในที่เก็บเอกสาร") from None
        if data is None:
            raise Http404("เอกสารนี้นำเข้าก่อนที่ระบบจะเก็บต้นฉบับ มีแต่ข้อความ")
        return original_response(data, source.file_name)

    def source_links(self, plan):
        """Links to the originals of a plan and to what was read of them."""
        is_kept = Q(file__isnull=False) | Q(original__isnull=False)
        rows = []
        for source in plan.sources.defer("text", "original").annotate(
            is_kept=ExpressionWrapper(is_kept, BooleanField())
        ):
            read, kept = (
                reverse(f"admin:measures_measuresplan_{name}", args=[source.pk])
                for name in ("source", "original")
            )
            rows.append(
                (kept, source.file_name) if source.is_kept else (read, f"{source.file_name} (มีแต่ข้อความ)")
            )
            rows += [(read, "ข้อความที่อ่านได้")] if source.is_kept else []
        return format_html_join(" · ", '<a href="{}">{}</a>', rows) if rows else "ไม่มี"
