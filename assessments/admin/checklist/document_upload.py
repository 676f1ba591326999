"""Uploading documents to a disclosure, and replacing what stands at the address of a link."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.forms import Media
from django.forms.widgets import Script
from django.http import Http404, JsonResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.decorators import method_decorator
from django.views.decorators.http import require_safe

from assessments.admin.publishing.acknowledge_form import ACKNOWLEDGE, NOT_ACKNOWLEDGED
from assessments.checklist.handin import replacing_warnings
from assessments.files.errors import Refused
from assessments.files.storage import add_document, add_version
from assessments.models import DocumentVersion
from assessments.public.documents import ServedFile, document_response
from assessments.readiness.surroundings import document_advice
from ita_portal.templatetags.ita_format import scan_note

SCRIPT = Media(js=[Script("js/upload.js", defer=True)])  # type: ignore[list-item]  # Django takes both


def taken_sentence(version):
    """What was noted of a file that was kept, as a sentence for the person who sent it."""
    file = version.file
    parts = [f"เก็บ {version.name} แล้ว: {file.get_kind_display()} {file.size:,} ไบต์"]
    parts += [f"{file.pages} หน้า"] if file.pages else []
    parts += [scan_note(file.has_text)] if file.has_text is False else []
    parts += ["พบปี พ.ศ. " + ", ".join(map(str, file.years_found))] if file.years_found else []
    item = version.link.disclosure.item
    found = document_advice(version.link, item, item.year.year_be)
    return " ".join([*parts, *(f"โปรดตรวจดู: {each.problem} {each.todo}" for each in found)])


class UploadScreen:
    """What both upload screens share: who may use them, one answer a file, a page without JavaScript."""

    upload_path: str
    upload_name: str

    def get_urls(self):
        view = self.admin_site.admin_view(self.upload_view)
        return [path(f"<int:pk>/{self.upload_path}/", view, name=self.upload_name), *super().get_urls()]

    def upload_view(self, request, pk):
        """The form; a POST answers each file with its own sentence, as JSON when asked for that."""
        row = self.get_object(request, str(pk))
        if row is None:
            raise Http404
        if not self.has_change_permission(request, row):
            raise PermissionDenied
        warnings = self.warnings(row)
        if request.method == "POST" and warnings and "acknowledged" not in request.POST:
            return self._told(request, [{"taken": False, "sentence": NOT_ACKNOWLEDGED}])
        if request.method == "POST":
            answers = [self._answer(request, row, upload) for upload in request.FILES.getlist("file")]
            return self._told(request, answers or [{"taken": False, "sentence": "กรุณาเลือกไฟล์"}])
        context = self.admin_site.each_context(request) | self.upload_context(row)
        context |= {
            "warnings": warnings,
            "acknowledge": ACKNOWLEDGE,
            "opts": self.opts,
            "original": row,
            "media": self.media + SCRIPT,
        }
        context["change_address"] = reverse(f"admin:assessments_{self.opts.model_name}_change", args=[pk])
        return TemplateResponse(request, "admin/assessments/upload.html", context)

    def warnings(self, row):
        """What an upload would change that somebody must know first, as Thai sentences."""
        return []

    def _told(self, request, answers):
        """The answers as messages on the page, or as JSON for the script that asked for it."""
        if request.accepts("text/html"):
            for answer in answers:
                level = messages.SUCCESS if answer["taken"] else messages.ERROR
                messages.add_message(request, level, answer["sentence"])
            return redirect(request.path)
        return JsonResponse({"answers": answers}, json_dumps_params={"ensure_ascii": False})

    def _answer(self, request, row, upload):
        try:
            version = self.take(row, upload, request.user.get_username())
        except Refused as refusal:
            return {"taken": False, "sentence": f"{upload.name}: {refusal}"}
        sentence = taken_sentence(version)
        self.log_change(request, row, sentence)
        return {"taken": True, "sentence": sentence}


class DocumentUploads(UploadScreen):
    """Adds …/disclosure/<pk>/documents/ to the screens of a disclosure."""

    upload_path, upload_name = "documents", "assessments_disclosure_documents"

    def get_urls(self):
        view = self.admin_site.admin_view(self.document_view)
        name = "assessments_disclosure_document"
        return [path("<int:pk>/documents/<int:version>/", view, name=name), *super().get_urls()]

    @method_decorator(require_safe)
    def document_view(self, request, pk, version):
        """Any version of a document, published or not, for those who may edit its disclosure."""
        disclosure = self.get_object(request, str(pk))
        if disclosure is None:
            raise Http404
        if not self.has_change_permission(request, disclosure):
            raise PermissionDenied
        versions = DocumentVersion.objects.select_related("file").defer("file__text")
        found = get_object_or_404(versions, pk=version, link__disclosure=disclosure)
        served = ServedFile.kept(found.file, found.name, found.uploaded_at)
        return document_response(request, served)  # admin_view forbids to store it

    def take(self, disclosure, upload, by):
        """A new document of the disclosure."""
        return add_document(disclosure, upload, by=by)

    def upload_context(self, disclosure):
        """What the page shows: every document of the item with its versions."""
        links = disclosure.links.prefetch_related("versions__file").order_by("position")
        return {"title": f"เอกสารของข้อ {disclosure.item.code}", "several": True, "links": links}


class DocumentReplacing(UploadScreen):
    """Adds …/disclosurelink/<pk>/replace/ to the screens of a link."""

    upload_path, upload_name = "replace", "assessments_disclosurelink_replace"

    def warnings(self, link):
        """A document that was handed in is not replaced unawares."""
        return replacing_warnings(link)

    def take(self, link, upload, by):
        """The next version at the link's address."""
        return add_version(link, upload, by=by)

    def upload_context(self, link):
        """What the page shows: what stands at the address now."""
        links = type(link).objects.filter(pk=link.pk).prefetch_related("versions__file")
        return {"title": f"แทนที่เอกสารลำดับ {link.position}", "several": False, "links": links}
