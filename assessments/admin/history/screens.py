"""The screens of the history: that of one row with its related rows, and the log of a whole agency."""

from collections.abc import Sequence
from datetime import timedelta

from django import forms
from django.contrib.admin.utils import unquote
from django.core.exceptions import PermissionDenied
from django.db.models import Model
from django.http import Http404
from django.template.response import TemplateResponse
from django.urls import path, reverse

from assessments.admin.fields import BuddhistDateField
from assessments.admin.history.entries import KINDS, NOTE, history_within, is_tracked, name_of, page_of
from assessments.admin.history.revert_mixin import RevertMixin, parent_key
from assessments.models import AuditEntry
from assessments.permissions.roles import Permission, access_of
from ita_portal.thai.dates import bangkok_midnight


class HistoryMixin(RevertMixin):
    """“ประวัติ” of a row: who changed what from what to what, inlines too, and each state to revert to."""

    # (model, name of its foreign key to this one) beside the inlines.
    history_also: Sequence[tuple[type[Model], str]] = ()

    def histories_of(self, key):
        """The histories of a row and of what its screen shows with it; none where it is not tracked."""
        model = self.model._meta.concrete_model
        if not is_tracked(model):
            return []
        related = {}
        for inline in self.inlines:
            if is_tracked(inline.model):
                related[inline.model] = parent_key(self, inline)
        related |= dict(self.history_also)
        return [
            model.history.filter(id=key),
            *(each.history.filter(**{f"{name}_id": key}) for each, name in related.items()),
        ]

    def notes_of(self, key):
        """The AuditEntries of a row of this screen."""
        return AuditEntry.objects.filter(model=self.model._meta.label_lower, row=str(key))

    def deeds(self, request, row):
        """The context of what was done with a row that has no states; nothing where nothing was."""
        if row is None or not (notes := self.notes_of(row.pk)).exists():
            return {}
        page, entries = page_of([], request.GET.get("p"), notes)
        return {"page": page, "entries": [(entry, "") for entry in entries]}

    def with_addresses(self, request, entries, may):
        """[(Entry, where one reverts to its state or "")]."""
        screens = self.admin_site.screens
        return [(each, may and revert_address(screens, request, each)) for each in entries]

    def history_view(self, request, object_id, extra_context=None):
        row = self.get_object(request, unquote(object_id))
        former = None if row else self.deleted_row(request, object_id)
        if former is not None:
            if not self.may_restore(request, former):
                raise Http404
        elif row is None or not is_tracked(self.model):
            return super().history_view(request, object_id, self.deeds(request, row) | (extra_context or {}))
        elif not self.has_view_or_change_permission(request, row):
            raise PermissionDenied
        histories, notes = self.histories_of((row or former).pk), self.notes_of((row or former).pk)
        page, entries = page_of(histories, request.GET.get("p"), notes)
        may = former is not None or self.has_change_permission(request, row)
        context = self.admin_site.each_context(request) | {
            "title": f"ประวัติ: {name_of(row) if row else former}",
            "opts": self.opts,
            "original": row or former,
            "deleted": row is None,
            "page": page,
            "entries": self.with_addresses(request, entries, may),
            **(extra_context or {}),
        }
        return TemplateResponse(request, "admin/history/row_history.html", context)


def revert_address(screens, request, entry):
    """Where one reverts to the state of an entry; "" where it stands already or no screen of theirs can."""
    if entry.model is None or (entry.newest and entry.kind != "-"):
        return ""
    screen = screens.get(entry.model)
    if screen is None or not screen.has_change_permission(request):
        return ""
    name = f"admin:{entry.model._meta.app_label}_{entry.model._meta.model_name}_revert"
    return reverse(name, args=[entry.row, entry.state])


class LogFilter(forms.Form):
    """What to look for in the log of an agency; everything may be left empty."""

    who = forms.CharField(label="ชื่อผู้ใช้", required=False, max_length=150)
    since = BuddhistDateField(label="ตั้งแต่วันที่", required=False)
    until = BuddhistDateField(label="ถึงวันที่", required=False)
    kind = forms.ChoiceField(
        label="การกระทำ",
        required=False,
        choices=[("", "ทั้งหมด"), ("+", "เพิ่ม"), ("~", "แก้ไข"), ("-", "ลบ"), (NOTE, KINDS[NOTE])],
    )
    model = forms.ChoiceField(label="เรื่อง", required=False)

    def __init__(self, data, models):
        super().__init__(data)
        self.fields["model"].choices = [
            ("", "ทั้งหมด"),
            *((each._meta.model_name, each._meta.verbose_name) for each in models),
        ]

    def narrowed(self, history):
        """The history with what was asked for."""
        asked = self.cleaned_data if self.is_valid() else {}
        if asked.get("who"):
            history = history.filter(history_user_id=asked["who"])
        if asked.get("since"):
            history = history.filter(history_date__gte=bangkok_midnight(asked["since"]))
        if asked.get("until"):
            history = history.filter(history_date__lt=bangkok_midnight(asked["until"] + timedelta(days=1)))
        return history.filter(history_type=asked["kind"]) if asked.get("kind") else history

    def narrowed_notes(self, notes):
        """The audit entries (a queryset) with what was asked for."""
        asked = self.cleaned_data if self.is_valid() else {}
        if asked.get("kind", "") not in ("", NOTE):
            return notes.none()
        if asked.get("who"):
            notes = notes.filter(by=asked["who"])
        if asked.get("since"):
            notes = notes.filter(at__gte=bangkok_midnight(asked["since"]))
        if asked.get("until"):
            notes = notes.filter(at__lt=bangkok_midnight(asked["until"] + timedelta(days=1)))
        return notes


class AgencyLog:
    """Adds …/agency/<pk>/journal/: every change at the desk of one agency, deleted rows too."""

    def get_urls(self):
        view = self.admin_site.admin_view(self.log_view)
        return [path("<int:pk>/journal/", view, name="assessments_agency_log"), *super().get_urls()]

    def logged(self, request, agency):
        """{model: lookup of its agency} of the histories this person may read there."""
        access = access_of(request.user)
        return {
            model: screen.agency_lookup
            for model, screen in self.admin_site.screens.items()
            if hasattr(screen, "agency_lookup")
            and is_tracked(model)
            and not model._meta.proxy
            and access.may(screen.view_permission, agency.pk)
        }

    def noted(self, request, agency):
        """The models (labels, proxies too) of whose rows this person may read in the audit log there."""
        access = access_of(request.user)
        return [
            model._meta.label_lower
            for model, screen in self.admin_site.screens.items()
            if access.may(getattr(screen, "view_permission", Permission.MANAGE), agency.pk)
        ]

    def log_view(self, request, pk):
        """A list to read, narrowed by GET."""
        agency = self.get_object(request, str(pk))
        if agency is None:
            raise Http404
        access = access_of(request.user)
        if not access.may(Permission.VIEW, agency.pk) or access.divisions(agency.pk) is not None:
            raise PermissionDenied
        models = self.logged(request, agency)
        form = LogFilter(request.GET, models)
        chosen = form.cleaned_data["model"] if form.is_valid() else ""
        histories = [
            form.narrowed(history_within(model, lookup, agency.pk))
            for model, lookup in models.items()
            if chosen in ("", model._meta.model_name)
        ]
        notes = AuditEntry.objects.filter(agency=agency, model__in=self.noted(request, agency))
        if chosen:
            notes = notes.filter(model__endswith=f".{chosen}")
        page, entries = page_of(histories, request.GET.get("p"), form.narrowed_notes(notes), named=True)
        may = access.may(Permission.EDIT, agency.pk)
        query = request.GET.copy()
        query.pop("p", None)
        context = self.admin_site.each_context(request) | {
            "title": "บันทึกการแก้ไขทั้งหมด",
            "subtitle": str(agency),
            "opts": self.opts,
            "original": agency,
            "form": form,
            "page": page,
            "entries": self.with_addresses(request, entries, may),
            "query": query.urlencode(),
        }
        return TemplateResponse(request, "admin/history/agency_log.html", context)
