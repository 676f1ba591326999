"""Forms of a disclosure on the desk: the checklist of its contents, and its numbered links."""

from django import forms
from django.utils.html import format_html

from assessments.admin.inline_forms import InlineForms, is_ticked
from assessments.models import DisclosureLink, Page, PublishedPage
from assessments.record.paths import document_path
from ita_portal.templatetags.ita_format import scan_note
from ita_portal.thai.dates import thai_datetime
from ita_portal.thai.digits import thai_digits


def checklist_published_after(link):
    """Whether a link may already stand in a published checklist, so that its address must stay."""
    disclosure = link.disclosure
    return PublishedPage.objects.filter(
        agency=disclosure.agency_id,
        year_be=disclosure.item.year.year_be,
        page=Page.OIT,
        current__published_at__gte=link.created_at,
    ).exists()


class DocumentText(forms.Widget):
    """Shows the document behind a link of kind `document` where other links have their address."""

    def __init__(self, link):
        super().__init__()
        self.link = link

    def render(self, name, value, attrs=None, renderer=None):
        newest = self.link.newest_version
        if newest is None:
            return "ยังไม่มีไฟล์"
        item, file = self.link.disclosure.item, newest.file
        address = document_path(item.year.year_be, item.code, self.link.position, newest.number)
        pages = f" {thai_digits(file.pages)} หน้า" if file.pages else ""
        scanned = f" {scan_note(file.has_text)}"
        return format_html(
            "<span>{} รุ่นที่ {} {}{}{} <small>{}</small></span>",
            newest.name,
            thai_digits(newest.number),
            file.get_kind_display(),
            pages,
            scanned,
            address,
        )

    def value_from_datadict(self, data, files, name):
        return ""


class DisclosureLinkForm(forms.ModelForm):
    """A link: an address to type, or a document to look at."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if self.instance.kind == DisclosureLink.Kind.DOCUMENT and "url" in self.fields:
            field = self.fields["url"]
            field.disabled, field.label, field.help_text = (
                True,
                "เอกสาร",
                "เปลี่ยนไฟล์ด้วยการอัปโหลดรุ่นใหม่ ที่อยู่คงเดิม",
            )
            field.widget = DocumentText(self.instance)


class DisclosureForm(forms.ModelForm):
    """The answer, and the item's contents to tick one by one as a person finds them shown."""

    shown = forms.MultipleChoiceField(
        label="องค์ประกอบที่ตรวจแล้วว่าแสดงครบ",
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text="เปิดลิงก์ดูแล้วติ๊กเฉพาะที่พบจริง เช่น ชื่อ ตำแหน่ง รูป และช่องทางติดต่อของแต่ละคน ใช้ภายใน ไม่เผยแพร่",
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if "shown" not in self.fields or not self.instance.pk:
            return
        ticks = {tick.requirement: tick for tick in self.instance.shown_requirements.all()}
        lines = self.instance.item.requirements
        self.fields["shown"].choices = [(line, self._ticked(line, ticks.get(line))) for line in lines]
        self.initial["shown"] = [line for line in lines if line in ticks]
        if not lines:
            self.fields["shown"].help_text = "ชุดข้อมูลของปีนี้ไม่ได้ระบุองค์ประกอบของข้อนี้"

    @staticmethod
    def _ticked(line, tick):
        return f"{line} (ตรวจโดย {tick.ticked_by} {thai_datetime(tick.ticked_at)})" if tick else line


class DisclosureLinkFormSet(InlineForms):
    """New links take the next free number; a published link keeps its number and cannot be deleted."""

    def clean(self):
        for form in self.initial_forms:
            gone = form.instance.pk and is_ticked(form)
            if gone and checklist_published_after(form.instance):
                raise forms.ValidationError(
                    f"ลิงก์ลำดับ {form.instance.position} เผยแพร่แล้ว จึงลบไม่ได้ ให้ทำเครื่องหมาย “ถอนออกแล้ว” แทน"
                )
        super().clean()
        for form in self.initial_forms:
            if "position" in form.changed_data and checklist_published_after(form.instance):
                form.add_error("position", "ลิงก์นี้เผยแพร่แล้ว ลำดับเป็นส่วนหนึ่งของที่อยู่จึงเปลี่ยนไม่ได้")

    def held_sentence(self, row, held):
        return (
            f"ลิงก์ลำดับ {row.position} เป็นเอกสารที่รับเข้าระบบแล้ว ไฟล์ทุกรุ่นเก็บไว้เป็นหลักฐาน จึงลบไม่ได้ "
            "ให้ทำเครื่องหมาย “ถอนออกแล้ว” แทน"
        )
