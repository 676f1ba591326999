"""Hosts at the desk: with several agencies each has its own, and no site goes dark unseen.

A single agency is served by every allowed host. From the second one on a host that is nobody's answers 404,
so whoever adds it says first by which host the first one stays reachable.
"""

import re

from django import forms
from django.conf import settings
from django.http.request import validate_host

from assessments.admin.agencies.agency_origin import AgencyForm
from assessments.admin.inline_forms import InlineForms, is_ticked
from assessments.models import Agency, PortalHost, agencies_without_host
from assessments.models.agency import host_validator

NEW_HOST = re.compile(r"hosts-\d+-host")  # where the form of an agency has its own hosts
NAMED = 5  # so many agencies are named in a sentence


def named(agencies):
    """Names in one line, the first few of many."""
    names = [str(each) for each in agencies[: NAMED + 1]]
    return ", ".join(names[:NAMED]) + (" และอื่น ๆ" if len(names) > NAMED else "")


def what_will_change(agencies):
    """What another agency does to the site of the one in `agencies` (a list), in Thai; "" beside several."""
    if len(agencies) != 1:
        return ""
    first = agencies[0]
    own = sorted(first.hosts.values_list("host", flat=True))
    kept = "โดเมน " + ", ".join(own) if own else "โดเมนที่ระบุให้ด้านล่าง"
    lost = [host for host in settings.ALLOWED_HOSTS if host not in own]
    more = f" โดเมนอื่นที่เปิดได้อยู่วันนี้ ({', '.join(lost)}) จะขึ้นว่าไม่พบหน้า" if lost else ""
    return f"วันนี้ทุกโดเมนเปิดหน้าของ{first} เมื่อบันทึกหน่วยงานนี้แล้ว หน้าของ{first}จะเปิดได้เฉพาะที่{kept}{more}"


class AnotherAgencyForm(AgencyForm):
    """A new agency beside others: asks for the host of the one that has none yet."""

    first_host = forms.CharField(max_length=253, validators=[host_validator])

    def __init__(self, *args, **given):
        super().__init__(*args, **given)
        self.first = agencies_without_host().first() if "first_host" in self.fields else None
        if self.first:
            field = self.fields["first_host"]
            field.label = f"โดเมนที่ใช้เปิดหน้าของ{self.first}"
            field.help_text = f"{self.first}ยังไม่มีโดเมนของตนเอง ต้องระบุก่อนเพิ่มหน่วยงานอื่น"

    def clean_first_host(self):
        host = self.cleaned_data["first_host"]
        if host and PortalHost.objects.filter(host=host).exists():
            raise forms.ValidationError("โดเมนนี้เป็นของหน่วยงานอื่นอยู่แล้ว")
        if host in {given for name, given in self.data.items() if NEW_HOST.fullmatch(name)}:
            raise forms.ValidationError(f"ให้โดเมน {host} แก่ทั้งสองหน่วยงานไม่ได้ แต่ละหน่วยงานต้องมีโดเมนของตนเอง")
        return host

    def clean(self):
        super().clean()
        waiting = list(agencies_without_host()[: NAMED + 1])
        if waiting and (len(waiting) > 1 or "first_host" not in self.fields):
            text = f"ยังเพิ่มหน่วยงานไม่ได้ เพราะมีหน่วยงานที่ยังไม่มีโดเมน: {named(waiting)} เพิ่มโดเมนให้ครบก่อน"
            self.add_error(None, text)
        return self.cleaned_data

    def _save_m2m(self):
        """The host of the one that waited, in the transaction of the screen."""
        super()._save_m2m()
        if self.first:
            PortalHost.objects.create(agency=self.first, host=self.cleaned_data["first_host"])


class PortalHostForms(InlineForms):
    """The hosts of an agency: with several agencies one stays."""

    def clean(self):
        super().clean()
        kept = [form for form in self.forms if form.cleaned_data.get("host") and not is_ticked(form)]
        if not kept and Agency.objects.exclude(pk=self.instance.pk).exists():
            raise forms.ValidationError(
                "ระบบนี้มีหลายหน่วยงาน แต่ละหน่วยงานต้องมีโดเมนของตนเองอย่างน้อยหนึ่งโดเมน มิฉะนั้นหน้าของหน่วยงานจะเปิดไม่ได้"
            )


class PortalHostForm(forms.ModelForm):
    """A host by itself: giving it to another agency leaves the first one with another host."""

    def clean(self):
        super().clean()
        former, agency = self.initial.get("agency"), self.cleaned_data.get("agency")
        if former and agency and former != agency.pk and (left := left_without([self.instance])):
            self.add_error("agency", sentence_of(left))
        return self.cleaned_data


def left_without(hosts):
    """Agencies (a list) that would have no host were `hosts` gone; [] for a single agency."""
    if Agency.objects.count() < 2:
        return []
    gone = [host.pk for host in hosts]
    losing = Agency.objects.filter(hosts__in=gone)
    return list(losing.exclude(pk__in=PortalHost.objects.exclude(pk__in=gone).values("agency")).distinct())


def sentence_of(agencies):
    """Why a host stays, in Thai."""
    return f"เป็นโดเมนสุดท้ายของ{named(agencies)} ถ้านำออกหน้าของหน่วยงานนั้นจะเปิดไม่ได้ เพิ่มโดเมนอื่นให้ก่อน"


def not_allowed(agency):
    """Hosts of this agency that the server does not answer to (ALLOWED_HOSTS), sorted."""
    hosts = agency.hosts.values_list("host", flat=True)
    return sorted(host for host in hosts if not validate_host(host, settings.ALLOWED_HOSTS))
