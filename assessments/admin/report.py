"""Admin screen of what citizens report: a queue of cases, each with the messages under it and one answer."""

from django import forms
from django.contrib import admin, messages
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html, format_html_join

from assessments.admin.scoping import AgencyScoped, ReadOnlyMixin, SuperuserOnly
from assessments.models import CitizenReport, Joined, ReportStatus, SenderHour
from assessments.permissions.roles import Permission
from assessments.reports.intake import close_all
from assessments.reports.page_names import page_name
from ita_portal.thai.dates import thai_datetime
from ita_portal.thai.digits import thai_digits
from ita_portal.thai.text import clipped

MOST_SHOWN = 250  # messages under one case, on its screen


class QueueFilter(admin.SimpleListFilter):
    """Cases that wait, all cases, or every message with those under another one."""

    title = "คิว"
    parameter_name = "queue"

    def lookups(self, request, model_admin):
        return [("cases", "ทุกเรื่อง"), ("messages", "ทุกข้อความ รวมที่อยู่ใต้เรื่องอื่น")]

    def choices(self, changelist):
        first, *others = super().choices(changelist)
        yield first | {"display": "เรื่องที่รอตอบ"}
        yield from others

    def queryset(self, request, queryset):
        if self.value() == "messages":
            return queryset
        rows = queryset.queue()
        return rows if self.value() == "cases" else rows.filter(status=ReportStatus.RECEIVED)


class AnswerForm(forms.ModelForm):
    """Staff write the answer and say how far the case is; who and when is added by the screen."""

    def clean(self):
        """An answer makes a case answered; a state that needs an answer is refused without one."""
        cleaned, row = super().clean(), self.instance
        if "status" not in self.fields:
            return cleaned  # what stands under another case is answered there
        answer, status = cleaned.get("answer", ""), cleaned.get("status")
        if answer and status == ReportStatus.RECEIVED and "answer" in self.changed_data:
            cleaned["status"] = ReportStatus.ANSWERED
        now, by = timezone.now(), self.signed_by
        if not answer:
            row.answered_at, row.answered_by = None, ""
        elif "answer" in self.changed_data:
            row.answered_at, row.answered_by = now, by
        if cleaned.get("status") != ReportStatus.CLOSED:
            row.closed_at, row.closed_by = None, ""
        elif not row.closed_at:
            row.closed_at, row.closed_by = now, by
        return cleaned


@admin.register(CitizenReport)
class CitizenReportAdmin(AgencyScoped):
    change_permission = Permission.EDIT
    form = AnswerForm
    list_display = ["summary", "kind", "page", "status", "under_it", "received"]
    list_filter = [QueueFilter, "status", "kind"]
    list_per_page = 50
    search_fields = ["reference", "text", "about"]
    actions = ["close_with_messages"]

    def get_queryset(self, request):
        return super().get_queryset(request).select_related("part_of", "agency").with_messages()

    def has_add_permission(self, request):
        """Reports come from citizens."""
        return False

    def has_delete_permission(self, request, obj=None):
        """A citizen holds its number; personal data goes by scrub_reports."""
        return False

    def get_fields(self, request, obj=None):
        told = ["name", "contact"] if self.has_change_permission(request, obj) else []
        given = ["reference", "agency", "kind", "page_link", "text", *told, "received"]
        return [*given, "case_link", "messages_under_it", "answer", "status", "answered", "closed"]

    def get_readonly_fields(self, request, obj=None):
        own = ("answer", "status") if obj and obj.joined not in (Joined.SAME, Joined.MORE) else ()
        return [name for name in self.get_fields(request, obj) if name not in own]

    def get_form(self, request, obj=None, change=False, **kwargs):
        form = super().get_form(request, obj, change=change, **kwargs)
        form.signed_by = request.user.get_username()
        return form

    @admin.action(description="ปิดเรื่องที่เลือก พร้อมข้อความที่อยู่ใต้เรื่อง", permissions=["change"])
    def close_with_messages(self, request, queryset):
        """One step for a flood: only cases that this person may change."""
        own = self.rows_for(request, Permission.EDIT).filter(pk__in=queryset.values("pk"))
        cases = list(own.values_list("pk", "reference"))
        closed = close_all([pk for pk, _reference in cases], request.user.get_username(), timezone.now())
        for row in CitizenReport.objects.filter(pk__in=[pk for pk, _reference in cases]):
            self.log_change(request, row, "ปิดเรื่องพร้อมข้อความที่อยู่ใต้เรื่อง")
        messages.success(request, f"ปิดแล้ว {thai_digits(len(cases))} เรื่อง รวม {thai_digits(closed)} ข้อความ")

    @admin.display(description="ข้อความ", ordering="text")
    def summary(self, report):
        return clipped(report.text, 80) or f"(ลบข้อความแล้ว) {report.reference}"

    @admin.display(description="เกี่ยวกับหน้า", ordering="about")
    def page(self, report):
        return page_name(report.about)

    @admin.display(description="ใต้เรื่องนี้")
    def under_it(self, report):
        words = {"same_total": "ซ้ำ", "more_total": "เพิ่มเติม", "flood_total": "ส่งถี่"}
        totals = [(word, getattr(report, name)) for name, word in words.items()]
        return " ".join(f"{word} {thai_digits(total)}" for word, total in totals if total) or "–"

    @admin.display(description="เกี่ยวกับหน้า")
    def page_link(self, report):
        return format_html('<a href="{}">{}</a> {}', report.about, page_name(report.about), report.about)

    @admin.display(description="อยู่ใต้เรื่อง")
    def case_link(self, report):
        if not report.part_of:
            return "เป็นเรื่องของตนเอง"
        where = self.change_link(report.part_of, f"{report.part_of.reference}")
        note = {
            Joined.SAME: "คำตอบของเรื่องนั้นแสดงที่เลขที่นี้ด้วย",
            Joined.MORE: "ตอบที่เรื่องนั้น",
            Joined.FLOOD: "ตอบข้อความนี้แยกได้ที่นี่",
        }[report.joined]
        return format_html("{} ({}) {}", where, report.get_joined_display(), note)

    @admin.display(description="ข้อความที่อยู่ใต้เรื่องนี้")
    def messages_under_it(self, report):
        rows = list(report.parts.order_by("joined", "received_at", "pk")[:MOST_SHOWN])
        shown = (
            (
                row.get_joined_display(),
                thai_datetime(row.received_at),
                self.change_link(row, self.summary(row)),
            )
            for row in rows
        )
        return format_html_join("", "<p>{} {}<br>{}</p>", shown) or "ไม่มี"

    @admin.display(description="รับเมื่อ", ordering="received_at")
    def received(self, report):
        return thai_datetime(report.received_at)

    @admin.display(description="ตอบเมื่อ")
    def answered(self, report):
        return self.signed(report.answered_at, report.answered_by)

    @admin.display(description="ปิดเมื่อ")
    def closed(self, report):
        return self.signed(report.closed_at, report.closed_by)

    def signed(self, at, by):
        """When and by whom, or a dash."""
        return f"{thai_datetime(at)} โดย {by}" if at else "–"

    def change_link(self, row, words):
        """The way to the screen of another row."""
        address = reverse("admin:assessments_citizenreport_change", args=[row.pk])
        return format_html('<a href="{}">{}</a>', address, words)


@admin.register(SenderHour)
class SenderHourAdmin(ReadOnlyMixin, SuperuserOnly):
    list_display = ["hour", "agency", "messages", "queued"]
    list_filter = ["hour"]
    list_select_related = ["agency"]
    search_fields = ["agency__name"]
    exclude = ["sender"]
