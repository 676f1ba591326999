"""Reverting a row to an earlier state, restoring a deleted one: previewed, signed, by the rules of today."""

from datetime import timedelta

from django.contrib import messages
from django.contrib.admin.utils import flatten_fieldsets, unquote
from django.core.exceptions import NON_FIELD_ERRORS, ObjectDoesNotExist, PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from django.forms.models import _get_foreign_key
from django.http import Http404, QueryDict
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import path, reverse

from assessments.admin.concurrency.form_snapshot import asked_fields, comparable, initial_values, shown_as
from assessments.admin.concurrency.request_copies import with_method
from assessments.admin.history.entries import EMPTY, Change, Names, is_tracked, tracked_fields
from assessments.models import journal_as
from ita_portal.thai.dates import thai_datetime

SAME_MOMENT = timedelta(seconds=10)
MOVED_ON = "มีการแก้ไขแถวนี้หลังจากแสดงตัวอย่าง ยังไม่มีอะไรถูกบันทึก โปรดตรวจตัวอย่างใหม่ข้างล่างก่อนยืนยัน"
GUARDED = "ฐานข้อมูลไม่ยอมให้เปลี่ยน เพราะสิ่งนี้เผยแพร่แล้วหรือขัดกับข้อมูลอื่น จึงคงค่าเดิมไว้ทั้งหมด"


class RevertMixin:
    """Adds …/history/<state>/ to a screen whose rows have a history."""

    def get_urls(self):
        if not is_tracked(self.model) or self.opts.proxy:
            return super().get_urls()
        name = f"{self.opts.app_label}_{self.opts.model_name}_revert"
        view = self.admin_site.admin_view(self.revert_view)
        return [path("<path:object_id>/history/<int:state>/", view, name=name), *super().get_urls()]

    def may_restore(self, request, row):
        """May this person restore a row that was deleted?"""
        return self.has_change_permission(request, row)

    def restore_row(self, request, state):
        """Write a deleted row anew as it was in `state`; the response of write_state."""
        return self.write_state(request, RowRestore(self, request, state), state)

    def deleted_row(self, request, object_id):
        """The last state of a deleted row as an instance, its parents too; None where there was none."""
        model = self.model._meta.concrete_model
        key = unquote(object_id)
        if not is_tracked(model) or not key.isdecimal() or model._base_manager.filter(pk=key).exists():
            return None
        state = model.history.filter(id=key).order_by("-history_id").first()
        return with_parents(state.instance) if state else None

    def revert_view(self, request, object_id, state):
        """What would change; a POST changes it, all or nothing."""
        model = self.model._meta.concrete_model
        key = unquote(object_id)
        if not key.isdecimal():
            raise Http404
        state = get_object_or_404(model.history.all(), id=key, history_id=state)
        with transaction.atomic():
            row = self.get_object(request, object_id)
            former = None if row else self.deleted_row(request, object_id)
            if row is None and (former is None or not self.may_restore(request, former)):
                raise Http404
            if row and not self.has_change_permission(request, row):
                raise PermissionDenied
            self.lock(row or former)
            newest = (
                model.history.filter(id=key).order_by("-history_id").values_list("history_id", flat=True)[0]
            )
            attempt = RowRevert(self, request, row, state) if row else RowRestore(self, request, state)
            errors = []
            if request.method == "POST":
                if request.POST.get("newest") != str(newest):
                    errors = [MOVED_ON]
                elif not (errors := self.write_state(request, attempt, state)):
                    messages.success(
                        request, f"คืนสถานะเมื่อ {thai_datetime(state.history_date)} แล้ว ยังไม่เผยแพร่"
                    )
                    return redirect(self._after(request, attempt.row))
        context = self.admin_site.each_context(request) | {
            "title": "คืนสถานะเดิม" if row else "กู้คืนแถวที่ถูกลบ",
            "opts": self.opts,
            "original": row or former,
            "state": state,
            "changes": attempt.changes(),
            "fixed": attempt.fixed(),
            "errors": errors,
            "newest": newest,
            "restore": row is None,
            "together": [] if row else [each.instance for each in attempt.together],
        }
        return TemplateResponse(request, "admin/history/revert.html", context)

    def write_state(self, request, attempt, state):
        """Write it; the reasons in Thai why it could not be, when it could not."""
        reason = revert_reason(state)
        try:
            with transaction.atomic(), journal_as("", reason):
                errors = attempt.write()
                if not errors:
                    self.log_change(request, attempt.row, reason)
        except IntegrityError:
            return [GUARDED]
        return errors

    def _after(self, request, row):
        name = f"admin:{self.opts.app_label}_{self.opts.model_name}_history"
        return reverse(name, args=[row.pk])


def revert_reason(state):
    """What is noted in the history of reverting to a state."""
    return f"คืนสถานะเมื่อ {thai_datetime(state.history_date)}"


class RowRevert:
    """A row that exists gets the values of a state, typed into the screen's own form."""

    def __init__(self, screen, request, row, state):
        self.screen, self.request, self.row, self.state = screen, request, row, state
        looking = with_method(request, "GET")
        fields = flatten_fieldsets(screen.get_fieldsets(looking, row))
        self.form = screen.get_form(looking, row, change=True, fields=fields)
        self.now = self.form(instance=row)
        past = state.instance
        past.pk = row.pk
        sets = {each.name: list(_members(state, each)) for each in row._meta.many_to_many}
        self.then = self.form(instance=past, initial=sets)
        self.fields = asked_fields(self.now)
        self.kept = {each.name for each in tracked_fields(type(row))} | sets.keys()
        before, after = initial_values(self.now), initial_values(self.then)
        self.before = before
        self.after = before | {name: texts for name, texts in after.items() if name in self.kept}

    def changes(self):
        """[Change, …] of what this person's form lets change."""
        return [
            Change(
                str(each.label),
                shown_as(each, self.before[name]) or EMPTY,
                shown_as(each, self.after[name]) or EMPTY,
            )
            for name, each in self.fields.items()
            if comparable(each, self.before[name]) != comparable(each, self.after[name])
        ]

    def fixed(self):
        """[Change, …] of what differs and cannot be changed on this screen, so stays."""
        differing = [
            each
            for each in tracked_fields(type(self.row))
            if each.name not in self.fields
            and getattr(self.row, each.attname) != getattr(self.state, each.attname)
        ]
        if not differing:
            return []
        names = Names(type(self.row)._meta.concrete_model, [self.state, self._standing()])
        return [
            Change(
                str(each.verbose_name),
                names.text(each, self._standing()) or EMPTY,
                names.text(each, self.state) or EMPTY,
            )
            for each in differing
        ]

    def _standing(self):
        return type(self.row).history.filter(id=self.row.pk).order_by("-history_id").first()

    def write(self):
        """Save through the form; the sentences of what it refuses."""
        data = QueryDict(mutable=True)
        for name, texts in self.after.items():
            if texts:
                data.setlist(name, texts)
        form = self.form(data, instance=self.row)
        if not form.is_valid():
            return [
                f"{form.fields[name].label}: {message}" if name in form.fields else message
                for name, messages_of in form.errors.items()
                for message in messages_of
            ]
        changed = self.screen.save_form(self.request, form, change=True)
        self.screen.save_model(self.request, changed, form, True)
        form.save_m2m()
        return []


class RowRestore:
    """A deleted row is written anew as it was, under its old id, which nobody took."""

    def __init__(self, screen, request, state):
        self.screen, self.request, self.state = screen, request, state
        self.row = state.instance
        states = type(self.row).history.filter(id=state.id, history_id__lte=state.history_id)
        # A deletion empties the sets of a row before it is written down.
        self.whole = states.exclude(history_type="-").order_by("-history_id").first() or state
        self.together = list(self._deleted_with_it())

    def _deleted_with_it(self):
        """The last states of the rows of its inlines that went in the same moment and are still gone."""
        gone_at = type(self.row).history.filter(id=self.state.id).latest().history_date
        moment = (gone_at - SAME_MOMENT, gone_at + SAME_MOMENT)
        for inline in self.screen.inlines:
            if not is_tracked(inline.model):
                continue
            states = inline.model.history.filter(
                **{f"{parent_key(self.screen, inline)}_id": self.state.id},
                history_type="-",
                history_date__range=moment,
            )
            present = inline.model._base_manager.filter(pk__in=states.values("id")).values_list(
                "pk", flat=True
            )
            yield from (each for each in states.order_by("history_id") if each.id not in set(present))

    def changes(self):
        """[Change, …] of everything the row will have."""
        names = Names(type(self.row), [self.whole])
        return [Change(label, EMPTY, text) for label, _old, text in names.pairs(None, self.whole) if text]

    def fixed(self):
        """Nothing stays behind: the row comes back whole."""
        return []

    def write(self):
        """Save it by the rules of today; the sentences of what they refuse."""
        gone = [
            f"“{each.verbose_name}” ที่แถวนี้อ้างถึงถูกลบไปแล้ว ต้องกู้คืนสิ่งนั้นก่อน"
            for each in tracked_fields(type(self.row))
            if (each.many_to_one or each.one_to_one)
            and getattr(self.row, each.attname) is not None
            and not each.related_model._base_manager.filter(pk=getattr(self.row, each.attname)).exists()
        ]
        if gone:
            return gone
        self.row = self.state.instance
        try:
            self.row.full_clean()
        except ValidationError as error:
            return [_sentence(self.row, *each) for each in error.message_dict.items()]
        self.screen.save_model(self.request, self.row, None, True)
        for each in self.row._meta.many_to_many:
            members = each.related_model._base_manager.filter(pk__in=_members(self.whole, each))
            getattr(self.row, each.name).set(members)
        for each in self.together:
            row = each.instance
            try:
                row.full_clean()
            except ValidationError as error:
                transaction.set_rollback(True)
                return [f"{row}: {_sentence(row, *told)}" for told in error.message_dict.items()]
            row.save()
        return []


def _sentence(row, name, messages_of):
    told = " ".join(messages_of)
    return told if name == NON_FIELD_ERRORS else f"{row._meta.get_field(name).verbose_name}: {told}"


def _members(state, each):
    """The ids in a set of rows as a history row kept it."""
    names = Names(state.instance_type, [state])
    members = next((found for field, found, _names in names.sets if field == each), {})
    return members.get(state.history_id, [])


def parent_key(screen, inline):
    """The name of the foreign key by which the rows of an inline belong to the row of a screen."""
    return _get_foreign_key(screen.model, inline.model, fk_name=inline.fk_name).name


def with_parents(row):
    """The row with its parents at hand, also those that are deleted by now."""
    for each in row._meta.concrete_fields:
        if (not each.many_to_one and not each.one_to_one) or getattr(row, each.attname) is None:
            continue
        try:
            getattr(row, each.name)
        except ObjectDoesNotExist:
            remote = each.related_model
            state = (
                remote.history.filter(id=getattr(row, each.attname)).first() if is_tracked(remote) else None
            )
            if state:
                setattr(row, each.name, with_parents(state.instance))
    return row
