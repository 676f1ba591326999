"""Nothing is lost when two people change one row: both changes are merged, and a person decides the rest."""

from django.contrib import messages
from django.contrib.admin.utils import unquote
from django.core import signing
from django.db import router, transaction
from django.template.response import TemplateResponse

from assessments.admin.concurrency.form_merge import FormMerge, answered
from assessments.admin.concurrency.form_snapshot import SEEN, FormSnapshot
from assessments.admin.concurrency.request_copies import with_method, with_posted
from assessments.admin.concurrency.session_rescue import ShownOnly, is_rescued
from assessments.models import Agency

ASKED, CHOICE = "_asked", "_choice-"
RESTORE = "_restore"
SALT = "assessments.admin.concurrency.conflict_mixin"
SHOWN = "นี่คือข้อความที่ท่านพิมพ์ไว้ก่อนหมดเวลา ยังไม่ถูกบันทึก กรุณาตรวจแล้วกดบันทึก"
MERGED = "ระหว่างที่ท่านแก้ไข มีผู้อื่นบันทึกไว้แล้ว ระบบรวมให้โดยไม่ทับกัน:"
GONE = "ยังไม่มีอะไรถูกบันทึก และไม่มีอะไรหาย"
CHOOSE = "ยังเลือกไม่ครบทุกข้อ กรุณาเลือกให้ครบ ยังไม่มีอะไรถูกบันทึก"


class ConflictMixin:
    """Every change form carries what was seen; a save that meets another's change merges or asks."""

    def agency_of_row(self, row):
        """The id of the agency whose rows this screen changes, or None."""
        return

    def lock(self, row):
        """Let nobody else save while we compare and save: its agency waits, or the row that has none."""
        agency_id = self.agency_of_row(row)
        rows, key = (Agency._base_manager, agency_id) if agency_id else (type(row)._base_manager, row.pk)
        rows.select_for_update(no_key=True).filter(pk=key).first()

    def render_change_form(self, request, context, add=False, change=False, form_url="", obj=None):
        if change and self.has_change_permission(request, obj):
            formsets = [
                each.formset
                for each in context["inline_admin_formsets"]
                if each.opts.has_change_permission(request, obj)
            ]
            context["seen_state"] = FormSnapshot.of(context["adminform"].form, formsets).signed()
        return super().render_change_form(request, context, add, change, form_url, obj)

    def get_form(self, request, obj=None, change=False, **kwargs):
        form = super().get_form(request, obj, change=change, **kwargs)
        return type(form)(form.__name__, (ShownOnly, form), {}) if is_rescued(request) else form

    def changeform_view(self, request, object_id=None, form_url="", extra_context=None):
        if is_rescued(request):  # filled as posted; ShownOnly keeps it from being saved
            request = with_method(request, "POST")
            messages.warning(request, SHOWN)
        given = (object_id, form_url, extra_context)
        if request.method != "POST" or object_id is None or SEEN not in request.POST:
            return super().changeform_view(request, *given)
        with transaction.atomic(using=router.db_for_write(self.model)):
            row = self.get_object(request, unquote(object_id))
            if row is None and (former := self.deleted_row(request, object_id)):
                if not self.may_restore(request, former):
                    return super().changeform_view(request, *given)
                if problems := self.restored(request, former):
                    return self.gone(request, former, problems)
                row = self.get_object(request, unquote(object_id))
            if row is None or not self.has_change_permission(request, row):
                return super().changeform_view(request, *given)
            self.lock(row)
            page, settled = self.resolve(request, object_id)
            return page or super().changeform_view(settled, *given)

    def restored(self, request, former):
        """Bring back a row that was deleted under the form, when its person says so; why not, otherwise."""
        if RESTORE not in request.POST:
            return [GONE]
        state = former.history.latest()
        return self.restore_row(request, state)

    def gone(self, request, former, problems):
        """The page for somebody whose row was deleted meanwhile: what was typed is still there."""
        newest = former.history.latest()
        context = self.admin_site.each_context(request) | {
            "title": "แถวนี้ถูกลบระหว่างที่ท่านแก้ไข",
            "opts": self.opts,
            "original": former,
            "address": request.get_full_path(),
            "typed": _typed(request),
            "who": newest.history_user_id,
            "when": newest.history_date,
            "problems": problems,
        }
        return TemplateResponse(request, "admin/concurrency/deleted_row.html", context)

    def resolve(self, request, object_id):
        """(the page that asks or None, a request whose form meets no other change)."""
        if questions := _questions_in(request.POST):
            answers = [request.POST.get(f"{CHOICE}{number}", "") for number in range(len(questions))]
            if not all(
                each in ("theirs", "mine", *_kept(asked))
                for each, asked in zip(answers, questions, strict=True)
            ):
                page = self.ask(request, questions, request.POST[SEEN], answers=answers, problem=CHOOSE)
                return page, request
            request = with_posted(request, answered(request.POST, questions, answers))
        try:
            seen = FormSnapshot.read(request.POST[SEEN])
        except signing.BadSignature:
            seen = FormSnapshot({})
        merge = FormMerge(self, request, self.get_object(request, unquote(object_id)))
        if merge.now == seen:
            return None, request
        merge.merge_with(seen)
        request = with_posted(request, merge.data, merge.files)
        told, questions = list(merge.told()), merge.questions()
        if questions:
            page = self.ask(request, questions, merge.now.signed(), told=told, seen_at=merge.seen_at)
            return page, request
        if told:
            messages.info(request, " ".join([MERGED, "; ".join(told)]))
        return None, request

    def ask(self, request, questions, seen_state, *, told=(), answers=(), problem="", seen_at=""):
        """The page with base, theirs and mine of each question. What was typed stays in hidden fields."""
        typed = _typed(request, SEEN, ASKED)
        answers = [*answers, *[""] * (len(questions) - len(answers))]
        context = self.admin_site.each_context(request) | {
            "title": "มีผู้อื่นแก้ไขพร้อมกัน กรุณาเลือก",
            "opts": self.opts,
            "address": request.get_full_path(),
            "typed": typed,
            "seen_state": seen_state,
            "asked": signing.dumps(questions, salt=SALT, compress=True),
            "questions": list(zip(questions, answers, strict=True)),
            "told": told,
            "problem": problem,
            "seen_at": seen_at,
            "files": [upload.name for upload in request.FILES.values()],
        }
        return TemplateResponse(request, "admin/concurrency/conflict.html", context)


def _typed(request, *without):
    """(name, text) of everything that was posted, for hidden fields."""
    without = (*without, RESTORE, "csrfmiddlewaretoken")
    return [
        (name, text)
        for name, texts in request.POST.lists()
        if name not in without and not name.startswith(CHOICE)
        for text in texts
    ]


def _questions_in(data):
    """What the page asked that `data` answers; nothing when it comes from elsewhere or is damaged."""
    try:
        return signing.loads(data.get(ASKED, ""), salt=SALT)
    except signing.BadSignature:
        return []


def _kept(asked):
    """What may be chosen beside theirs and mine: the value both began with, where it is known."""
    return ("base",) if asked.get("values", {}).get("base") is not None else ()
