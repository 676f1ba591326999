"""Admin screens of the checker: how each address stands, what to do next, and “check now”."""

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db.models import OuterRef, Subquery
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import path
from django.utils.html import format_html, format_html_join
from django_tasks_db.models import DBTaskResult

from assessments.admin.agencies.agency_filters import AgencyFilter, ForYearFilter, TargetStanding
from assessments.admin.scoping import AgencyScoped, ReadOnlyMixin, SuperuserOnly
from assessments.links.check_run import confirm_by_person, make_due
from assessments.links.published import ensure_targets
from assessments.links.tasks import TaskResultStatus, check_targets
from assessments.models import CheckedHost, LinkCheck, LinkState, LinkTarget, PublishedLink
from ita_portal.thai.dates import thai_datetime

BUDGET = 15  # seconds that “check now” may keep a person waiting
PERSON_LOOKS = (LinkState.ROBOT_WALL, LinkState.LOOK, LinkState.UNSAFE)

admin.site.unregister(DBTaskResult)  # its screens are English, and nobody at the desk needs them


def latest_detail():
    """The sentence of a target's newest check, as an annotation."""
    checks = LinkCheck.objects.filter(target=OuterRef("pk"))
    return Subquery(checks.values("detail")[:1])


class LinkScreen:
    """Adds …/links/ to the admin of a row that has links: how they stand, “check now”, a person's look."""

    def get_urls(self):
        view = self.admin_site.admin_view(self.links_view)
        name = f"{self.opts.app_label}_{self.opts.model_name}_links"
        return [path("<int:pk>/links/", view, name=name), *super().get_urls()]

    def link_targets(self, row):
        """The LinkTargets of a row, in a queryset."""
        raise NotImplementedError

    def link_urls(self, row):
        """(agency, addresses) of a row, some of which the checker may not know yet."""
        raise NotImplementedError

    def link_subject(self, row):
        """Whose links these are, in words."""
        raise NotImplementedError

    def links_view(self, request, pk):
        """The table; a POST checks all of it now or notes that a person opened one address."""
        row = get_object_or_404(self.get_queryset(request), pk=pk)
        if not self.has_view_permission(request, row):
            raise PermissionDenied
        if request.method == "POST":
            if not self.has_change_permission(request, row):
                raise PermissionDenied
            self.answer_links(request, row)
            return redirect(request.path)
        context = self.admin_site.each_context(request) | {
            "title": "ลิงก์เปิดได้ไหม",
            "subtitle": self.link_subject(row),
            "opts": self.opts,
            "original": row,
            "targets": self.link_targets(row).annotate(detail=latest_detail()).order_by("url")[:500],
            "may_check": self.has_change_permission(request, row),
            "person_looks": PERSON_LOOKS,
        }
        return TemplateResponse(request, "admin/assessments/links.html", context)

    def answer_links(self, request, row):
        """Do what was asked for and say it."""
        if "confirm" in request.POST:
            targets = self.link_targets(row).filter(state__in=PERSON_LOOKS)
            target = get_object_or_404(targets, pk=request.POST["confirm"])
            confirm_by_person(target, request.user.get_username())
            self.log_change(request, row, f"เปิดดูด้วยตนเองแล้ว: {target.url}"[:300])
            messages.success(request, "บันทึกแล้วว่ามีคนเปิดดูลิงก์นี้")
            return
        ensure_targets(*self.link_urls(row))
        targets = self.link_targets(row)
        count = make_due(targets)
        result = check_targets.enqueue(keys=list(targets.values_list("pk", flat=True)), budget=BUDGET)
        if result.status != TaskResultStatus.SUCCESSFUL:
            messages.info(request, f"ส่ง {count} ลิงก์เข้าคิวตรวจแล้ว เปิดหน้านี้อีกครั้งในอีกสักครู่")
            return
        checked = sum(result.return_value.values())
        left = f" อีก {count - checked} ลิงก์ยังตรวจไม่ถึง จะตรวจต่อในรอบถัดไป" if checked < count else ""
        messages.success(request, f"ตรวจแล้ว {checked} ลิงก์{left}")


@admin.register(LinkTarget)
class LinkTargetAdmin(ReadOnlyMixin, AgencyScoped):
    list_display = ["url", "state", "broken", "last_checked_at", "confirmed_at", "agency"]
    list_filter = [AgencyFilter, ForYearFilter, TargetStanding, "broken", "state"]
    list_select_related = ["agency"]
    search_fields = ["url"]
    fields = [
        "url",
        "agency",
        ("state", "state_since", "broken"),
        ("last_checked_at", "last_opened_at", "next_check_at"),
        ("moved_to", "content_type", "size"),
        ("confirmed_at", "confirmed_by"),
        "used_by",
        "last_checks",
    ]
    readonly_fields = ["used_by", "last_checks"]

    @admin.display(description="ใช้ในข้อ")
    def used_by(self, target):
        links = target.agency.disclosures.filter(links__url=target.url, links__removed=False)
        codes = links.values_list("item__year__year_be", "item__code").distinct()
        return ", ".join(f"{code} ปี {year_be}" for year_be, code in codes) or "ไม่มีข้อใดใช้แล้ว"

    @admin.display(description="ผลตรวจ 50 ครั้งล่าสุด")
    def last_checks(self, target):
        rows = (
            (thai_datetime(check.checked_at), check.get_state_display(), check.detail)
            for check in target.checks.all()[:50]
        )
        return format_html("<ul>{}</ul>", format_html_join("", "<li>{} {} {}</li>", rows))


@admin.register(LinkCheck)
class LinkCheckAdmin(ReadOnlyMixin, AgencyScoped):
    agency_lookup = "target__agency"
    list_display = ["target", "checked_at", "state", "broken", "changed", "detail"]
    list_filter = ["changed", "state"]
    list_select_related = ["target"]
    search_fields = ["target__url"]


@admin.register(CheckedHost)
class CheckedHostAdmin(ReadOnlyMixin, SuperuserOnly):
    list_display = ["host", "claimed_by", "claimed_until", "not_before"]
    list_filter = ["claimed_until"]
    search_fields = ["host"]


@admin.register(PublishedLink)
class PublishedLinkAdmin(ReadOnlyMixin, AgencyScoped):
    agency_lookup = "publication__agency"
    list_display = ["code", "position", "publication", "target", "version"]
    list_filter = ["code"]
    list_select_related = ["publication", "target", "version"]
    search_fields = ["target__url", "version__name"]
