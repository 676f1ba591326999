"""The publish step of a plan: the approver says whether this is a draft or the final edition."""

from django import forms

from assessments.admin.publishing.publishable import PublishForm
from measures.plan.content import DRAFT, FINAL
from measures.plan.editions import incomplete_actions, place_of


class EditionForm(PublishForm):
    """Draft or final; final with measures that lack something only with a reason that the public reads."""

    offers_more = True
    edition = forms.ChoiceField(
        label="เผยแพร่เป็น",
        required=False,
        choices=[(DRAFT, "ฉบับร่าง"), (FINAL, "ฉบับสมบูรณ์")],
        help_text="ฉบับสมบูรณ์ต้องมีผู้รับผิดชอบ กำหนดแล้วเสร็จ และการกำกับติดตามครบทุกมาตรการ",
    )
    incomplete_reason = forms.CharField(
        label="เหตุที่เผยแพร่ฉบับสมบูรณ์ทั้งที่ยังไม่ครบ",
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text="เว้นว่างเมื่อครบแล้ว ประชาชนเห็นเหตุผลนี้บนหน้ามาตรการ",
    )
    field_order = ["edition", "incomplete_reason", "note"]

    def __init__(self, *args, plan, **kwargs):
        super().__init__(*args, **kwargs)
        self.incomplete = incomplete_actions(plan)
        self.initial["edition"] = FINAL if plan.is_final else DRAFT
        self.initial["incomplete_reason"] = plan.incomplete_reason

    @property
    def lacks(self):
        """What the measures lack, a Thai sentence each."""
        return [f"{place_of(action)} ยังขาด {' '.join(names)}" for action, names in self.incomplete]

    def chosen(self):
        """What the page's `publish` takes beside the note; without an edition the plan stays what it is."""
        edition = self.cleaned_data["edition"]
        if not edition:
            return {}
        return {"edition": edition, "incomplete_reason": self.cleaned_data["incomplete_reason"]}


class EditionScreen:
    """Lets the publish step of a plan ask for its edition."""

    def publish_form(self, data, row, **checks):
        """The form of the publish step, with what the measures lack."""
        return EditionForm(data, plan=row, **checks)
