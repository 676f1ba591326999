"""Admin screen where a person confirms, row by row, what was carried into an item from an earlier year."""

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import path, reverse

from assessments.admin.fields import BuddhistDateField
from assessments.checklist.carried import (
    Confirmed,
    Unclear,
    confirm_carried,
    links_to_confirm,
    state_of,
    suggested_period,
    unconfirmed,
)
from assessments.framework.data_periods import period_name, wanted_period
from ita_portal.thai.digits import thai_digits

HALF_A_PERIOD = "พิมพ์ทั้งวันเริ่มและวันสิ้นสุด หรือเว้นว่างทั้งสองช่อง"
WRONG_ORDER = "วันเริ่มต้องไม่หลังวันสิ้นสุด"


def _tick(label):
    return forms.BooleanField(label=label, label_suffix="", required=False)


class CarriedForm(forms.Form):
    """A tick for explanation and division, and for each carried link a tick and the days of its data."""

    seen = forms.CharField(widget=forms.HiddenInput)

    def __init__(self, data, disclosure):
        super().__init__(data, initial={"seen": state_of(disclosure)})
        self.links = list(links_to_confirm(disclosure))
        if disclosure.check_for_year is not None:
            self.fields["text"] = _tick("คำอธิบายและส่วนงานใช้กับปีนี้ได้")
        for link in self.links:
            first, last = suggested_period(link) or (None, None)
            self.fields[f"ok_{link.pk}"] = _tick(f"เปิดดูลำดับ {thai_digits(link.position)} แล้ว ใช้กับปีนี้ได้")
            self.fields[f"first_{link.pk}"] = BuddhistDateField(
                label="ข้อมูลตั้งแต่วันที่", required=False, initial=first
            )
            self.fields[f"last_{link.pk}"] = BuddhistDateField(
                label="ข้อมูลถึงวันที่", required=False, initial=last
            )

    @property
    def rows(self):
        """Each link with its own fields, and the months that last year's link declared."""
        for link in self.links:
            old = link.carried_from
            declared = (old.period_from, old.period_to) if old and old.period_from else None
            yield {
                "link": link,
                "ok": self[f"ok_{link.pk}"],
                "first": self[f"first_{link.pk}"],
                "last": self[f"last_{link.pk}"],
                "declared": period_name(declared) if declared else "",
                "version": link.newest_version,
            }

    def clean(self):
        """The days of a ticked link: both or none, in order; those of the others are not looked at."""
        cleaned = super().clean()
        for link in self.links:
            name = f"last_{link.pk}"
            if not cleaned.get(f"ok_{link.pk}"):
                for field in (name, f"first_{link.pk}"):
                    self.errors.pop(field, None)
                continue
            first, last = cleaned.get(f"first_{link.pk}"), cleaned.get(name)
            if bool(first) != bool(last) and not {name, f"first_{link.pk}"} & set(self.errors):
                self.add_error(name, HALF_A_PERIOD)
            elif first and last and first > last:
                self.add_error(name, WRONG_ORDER)
        return cleaned

    def confirmed(self):
        """{pk: Confirmed} of the ticked links."""
        given = self.cleaned_data
        ticked = [link.pk for link in self.links if given.get(f"ok_{link.pk}")]
        return {pk: Confirmed(given[f"first_{pk}"], given[f"last_{pk}"]) for pk in ticked}


class CarriedScreen:
    """Adds …/disclosure/<pk>/carried/ to the screens of a disclosure."""

    def get_urls(self):
        view = self.admin_site.admin_view(self.carried_view)
        return [path("<int:pk>/carried/", view, name="assessments_disclosure_carried"), *super().get_urls()]

    def carried_view(self, request, pk):
        """What is not confirmed yet, with a tick for each; a POST confirms the ticked ones."""
        disclosure = self.get_object(request, str(pk))
        if disclosure is None:
            raise Http404
        if not self.has_change_permission(request, disclosure):
            raise PermissionDenied
        form = CarriedForm(request.POST or None, disclosure)
        if request.method == "POST" and form.is_valid() and self._confirm(request, disclosure, form):
            return redirect(self._next_address(request, disclosure))
        item = disclosure.item
        wanted = wanted_period(item.data_period, item.year.year_be)
        context = self.admin_site.each_context(request) | {
            "title": f"ตรวจข้อมูลที่ยกมาของข้อ {item.code}",
            "subtitle": item.title,
            "opts": self.opts,
            "original": disclosure,
            "form": form,
            "asked": period_name(wanted) if wanted else item.get_data_period_display(),
            "change_address": reverse("admin:assessments_disclosure_change", args=[disclosure.pk]),
        }
        return TemplateResponse(request, "admin/assessments/disclosure/carried.html", context)

    def _confirm(self, request, disclosure, form):
        """Whether something was confirmed; otherwise the form says why not."""
        given = form.cleaned_data
        try:
            count = confirm_carried(
                disclosure,
                text=given.get("text", False),
                links=form.confirmed(),
                seen=given["seen"],
                by=request.user.get_username(),
            )
        except Unclear as reason:
            form.add_error(None, str(reason))
            return False
        if not count:
            form.add_error(None, "ยังไม่ได้ทำเครื่องหมายที่รายการใด ไม่มีอะไรเปลี่ยน")
            return False
        messages.success(request, f"ยืนยันแล้ว {thai_digits(count)} รายการของข้อ {disclosure.item.code}")
        return True

    def _next_address(self, request, disclosure):
        """The same item while something of it is left, then the next one, at last the item's form."""
        item = disclosure.item
        left = unconfirmed(disclosure.agency_id, item.year_id).order_by("item__number")
        left = [row for row in left.select_related("item") if self.has_change_permission(request, row)]
        later = [row for row in left if row.item.number >= item.number] or left
        if later:
            return reverse("admin:assessments_disclosure_carried", args=[later[0].pk])
        messages.success(request, "ข้อมูลที่ยกมาตรวจครบแล้ว")
        return reverse("admin:assessments_disclosure_change", args=[disclosure.pk])
