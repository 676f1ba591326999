"""The public origin at the desk: asked for when an agency is added, held against the hosts beside it."""

import re

from django import forms

from assessments.links.origin import fault_of, is_taken
from assessments.models import Agency

POSTED_HOST = re.compile(r"(hosts|website_hosts)-(\d+)-host")
MISSING = "กรุณากรอกที่อยู่สาธารณะ ถ้าไม่มี ระบบจะไม่รู้ว่าที่อยู่ที่ส่งเข้า ITAS ขึ้นต้นอย่างไร"
IDS_KEPT = "ต้นทางของรหัสลบให้ว่างไม่ได้ รหัสใน feed และชุดข้อมูลที่เผยแพร่แล้วใช้ต้นทางนี้"
KEPT = "ที่อยู่สาธารณะเปลี่ยนได้ แต่ลบให้ว่างไม่ได้"


class OriginField(forms.CharField):
    """What people copy from the address bar ends in a stroke."""

    def to_python(self, value):
        return super().to_python(value).rstrip("/").lower()


class AgencyForm(forms.ModelForm):
    """An agency with its public origin, whose host is one of those that the form gives it."""

    class Meta:
        field_classes = {"public_origin": OriginField, "id_origin": OriginField}

    def __init__(self, *args, **given):
        super().__init__(*args, **given)
        if "public_origin" in self.fields:
            field = self.fields["public_origin"]
            field.required = self.instance.pk is None or bool(self.instance.public_origin)
            field.error_messages["required"] = KEPT if self.instance.pk else MISSING

    def clean_public_origin(self):
        origin = self.cleaned_data["public_origin"]
        others = Agency.objects.exclude(pk=self.instance.pk)
        fault = origin and fault_of(
            self.data.get("name") or self.instance.name,
            origin,
            hosts=self.hosts_of("hosts"),
            website_hosts=self.hosts_of("website_hosts"),
            alone=not others.exists(),
            taken=is_taken(self.instance, origin),
        )
        if fault:
            raise forms.ValidationError(fault)
        return origin

    def clean_id_origin(self):
        """Emptied it would silently become the origin of today, and every id in the feeds another one."""
        if not self.cleaned_data["id_origin"] and self.initial.get("id_origin"):
            raise forms.ValidationError(IDS_KEPT)
        return self.cleaned_data["id_origin"]

    def hosts_of(self, prefix):
        """The hosts that the agency will have once this form is saved."""
        kept = {}
        if self.instance.pk is not None:
            kept = {str(row.pk): row.host for row in getattr(self.instance, prefix).all()}
        for name, given in self.data.items():
            found = POSTED_HOST.fullmatch(name)
            if not found or found[1] != prefix:
                continue
            row = f"{prefix}-{found[2]}"
            kept.pop(self.data.get(f"{row}-id"), None)
            if not self.data.get(f"{row}-DELETE"):
                kept[row] = given.strip()
        return set(kept.values())
