"""Forms of the import's preview: what was read, to be corrected before it is written."""

from django import forms

from assessments.admin.fields import BuddhistDateField
from assessments.models import FiscalYear
from assessments.models.agency import LOCAL_GOVERNMENT
from ita_portal.thai.digits import parse_score, thai_digits
from measures.importing.names.bodies import same_name
from measures.plan.import_divisions import KEEP, NEW

NOT_TAKEN = ("", "– ไม่นำเข้า –")


class ScoreField(forms.CharField):
    """A score as it is printed, Thai digits or not; empty is None."""

    def __init__(self, **options):
        widget = forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off", "size": 8})
        super().__init__(required=False, widget=widget, **options)

    def to_python(self, value):
        text = super().to_python(value)
        try:
            return parse_score(text) if text else None
        except ValueError as error:
            raise forms.ValidationError(str(error)) from None


def _year_field(label, years):
    choices = [("", "– เลือกปี –"), *((year, thai_digits(year)) for year in years)]
    return forms.TypedChoiceField(
        label=label, choices=choices, coerce=int, error_messages={"required": f"กรุณาเลือก{label}"}
    )


class HeadForm(forms.Form):
    """Title, years, totals, scores and analyses of a document; `carried` brings its bytes along."""

    carried = forms.CharField(widget=forms.HiddenInput)
    carried_name = forms.CharField(required=False, widget=forms.HiddenInput)
    read_year = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(self, posted, *, names, agencies):
        super().__init__(posted)
        years = FiscalYear.objects.filter(applies_to=LOCAL_GOVERNMENT).order_by("-year_be")
        years = list(years.values_list("year_be", flat=True))
        wide = forms.TextInput(attrs={"class": "vTextField"})
        self.fields |= {
            "agency": forms.ModelChoiceField(
                agencies, label="หน่วยงาน", required=False, empty_label="ตามที่ระบุในเอกสาร"
            ),
            "title": forms.CharField(
                label="ชื่อเอกสาร", max_length=300, widget=wide, error_messages={"required": "กรุณาพิมพ์ชื่อเอกสาร"}
            ),
            "fiscal_year": _year_field("ปีของมาตรการ", years),
            "result_year": _year_field("ปีของผลการประเมิน", years),
            "total": ScoreField(label="คะแนนรวม"),
            "level": forms.CharField(label="ระดับ", max_length=60, required=False),
            "introduction": forms.CharField(
                label="บทนำ", required=False, widget=forms.Textarea(attrs={"rows": 4})
            ),
            "although": forms.BooleanField(
                label="ตรวจแล้ว ต้องการนำเข้าให้หน่วยงานที่เลือก แม้เอกสารเขียนชื่ออื่น", required=False
            ),
            "although_name": forms.CharField(
                label="พิมพ์ชื่อหน่วยงานที่เลือก", required=False, max_length=300, widget=wide
            ),
            "replace": forms.BooleanField(
                label="แทนที่แผนและคะแนนเดิมของปีนั้นด้วยเอกสารนี้",
                required=False,
                help_text="มาตรการที่ข้อความเหมือนเดิมจะคงผู้รับผิดชอบ กำหนดเวลา และสถานะไว้",
            ),
        }
        for each in names.instruments:
            self.fields[f"analysis_{each.code}"] = forms.CharField(
                label=f"บทวิเคราะห์ {each.code}", required=False, widget=forms.Textarea(attrs={"rows": 3})
            )
        for each in names.indicators:
            label = f"คะแนน {thai_digits(each.number)}. {each.name}"
            self.fields[f"score_{each.number}"] = ScoreField(label=label)
        self._names = names

    def clean(self):
        """The result comes before the measures."""
        cleaned = super().clean()
        fiscal_year, result_year = cleaned.get("fiscal_year"), cleaned.get("result_year")
        if fiscal_year and result_year and result_year >= fiscal_year:
            self.add_error("result_year", "ปีของผลการประเมินต้องมาก่อนปีของมาตรการ")
        return cleaned

    def confirms(self, agency):
        """Whether a valid form says twice, by a tick and by its name typed, that it is for `agency`."""
        cleaned = self.cleaned_data
        return cleaned["although"] and same_name(cleaned["although_name"], agency.name)

    def analysis_fields(self):
        """The bound fields of the analyses, one an instrument."""
        return [self[f"analysis_{each.code}"] for each in self._names.instruments]

    def analyses(self):
        """The analysis text of each instrument that has one."""
        texts = {each.code: self.cleaned_data[f"analysis_{each.code}"] for each in self._names.instruments}
        return {code: text for code, text in texts.items() if text}

    def scores(self):
        """The score of each indicator, None where there is none."""
        return {each.number: self.cleaned_data[f"score_{each.number}"] for each in self._names.indicators}


class DivisionForm(forms.Form):
    """Which of the agency's divisions a name of the document means; an answer that was posted comes back."""

    PREFIX = "division-"

    def __init__(self, posted, names):
        questions = names.questions
        given = {f"{self.PREFIX}{each.key}": each for each in questions}
        super().__init__({name: posted.get(name) or each.suggestion for name, each in given.items()})
        choices = [("", "– เลือกส่วนงาน –"), *((str(each.pk), each.name) for each in names.known.values())]
        choices += [(NEW, "เพิ่มเป็นส่วนงานใหม่"), (KEEP, "ไม่ผูกกับส่วนงาน เก็บเป็นข้อความ")]
        self.fields |= {
            name: forms.ChoiceField(label=f"“{each.name}” คือ", choices=choices, required=False)
            for name, each in given.items()
        }

    @classmethod
    def answers(cls, posted):
        """What was posted, by key of the name."""
        return {
            name.removeprefix(cls.PREFIX): value
            for name, value in posted.items()
            if name.startswith(cls.PREFIX)
        }


class EntryForm(forms.Form):
    """One measure as it was read; without an indicator, or dropped, it is not taken."""

    text = forms.CharField(label="มาตรการ", required=False, widget=forms.Textarea(attrs={"rows": 2}))
    indicator = forms.TypedChoiceField(label="ตัวชี้วัด", required=False, coerce=int, empty_value=None)
    responsible = forms.CharField(label="ผู้รับผิดชอบ", max_length=200, required=False)
    start_on = BuddhistDateField(label="เริ่มวันที่", required=False)
    due_on = BuddhistDateField(label="กำหนดแล้วเสร็จ", required=False)
    steps = forms.CharField(label="ขั้นตอน", required=False, widget=forms.Textarea(attrs={"rows": 2}))
    monitoring = forms.CharField(
        label="การกำกับติดตาม", required=False, widget=forms.Textarea(attrs={"rows": 2})
    )
    drop = forms.BooleanField(label="ตัดออก ไม่นำเข้า", required=False)

    def __init__(self, posted, entry, choices):
        super().__init__(posted, prefix=f"row-{entry.key}")
        self.entry = entry
        self.fields["indicator"].choices = choices

    def clean(self):
        """A measure that is taken has a text, and is not due before it begins."""
        cleaned = super().clean()
        if cleaned.get("drop") or cleaned.get("indicator") is None:
            return cleaned
        if not cleaned.get("text") and "text" not in self.errors:
            self.add_error("text", "มาตรการต้องมีข้อความ ถ้าไม่ต้องการให้เลือกตัดออก")
        start, due = cleaned.get("start_on"), cleaned.get("due_on")
        if start and due and start > due:
            self.add_error("due_on", "กำหนดแล้วเสร็จต้องไม่มาก่อนวันเริ่ม")
        return cleaned

    @property
    def is_taken(self):
        """Whether the measure is written (of a valid form)."""
        return not self.cleaned_data["drop"] and self.cleaned_data["indicator"] is not None
