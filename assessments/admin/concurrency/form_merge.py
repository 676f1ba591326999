"""A posted form meets what others saved meanwhile: both changes brought together into one form."""

from functools import cached_property
from itertools import zip_longest

from django import forms
from django.contrib.admin.utils import flatten_fieldsets
from django.db import models
from django.http import QueryDict
from django.utils.datastructures import MultiValueDict
from django.utils.dateparse import parse_datetime

from assessments.admin.concurrency.form_snapshot import (
    OWN,
    FormSnapshot,
    asked_fields,
    comparable,
    posted_values,
    shown_as,
)
from assessments.admin.concurrency.request_copies import with_method
from assessments.admin.concurrency.three_way_merge import Place, Question, Side, merge
from ita_portal.thai.dates import thai_datetime

DELETE = forms.formsets.DELETION_FIELD_NAME


class Table:
    """The rows of one form of the screen: its own (`formset` None) or those of an inline."""

    def __init__(self, form=None, formset=None):
        self.formset = formset
        self.name = formset.prefix if formset else OWN
        self.pattern = formset.empty_form if formset else form
        self.model = self.pattern._meta.model
        self.fields = asked_fields(self.pattern)
        self.forms = (
            {str(each.instance.pk): each for each in formset.initial_forms} if formset else {OWN: form}
        )

    def meaning(self, values):
        """{field: comparable value} of a row's texts."""
        return {
            name: comparable(self.fields[name], texts)
            for name, texts in values.items()
            if name in self.fields
        }

    def place(self, index, name):
        """How the control of a field is called in the form."""
        return f"{self.name}-{index}-{name}" if self.formset else name

    @cached_property
    def key(self):
        """(fields, is the last one a running number?) of what makes a row unique within its parent."""
        for constraint in self.model._meta.constraints:
            names = getattr(constraint, "fields", ())
            if self.formset and self.formset.fk.name in names and constraint.condition is None:
                others = [name for name in names if name != self.formset.fk.name]
                if set(others) <= self.fields.keys():
                    last = self.model._meta.get_field(others[-1])
                    return others, isinstance(last, models.IntegerField)
        return [], False


class FormMerge:
    """What was seen, what stands now and what was posted, for one row of a screen."""

    def __init__(self, screen, request, row):
        self.row, self.request, self.data = row, request, request.POST
        looking = with_method(request, "GET")
        fields = flatten_fieldsets(screen.get_fieldsets(looking, row))
        self.form = screen.get_form(looking, row, change=True, fields=fields)(instance=row)
        formsets, inlines = screen._create_formsets(looking, row, change=True)
        may = [inline.has_change_permission(request, row) for inline in inlines]
        self.looked_at = [each for each, allowed in zip(formsets, may, strict=True) if not allowed]
        changed = [each for each, allowed in zip(formsets, may, strict=True) if allowed]
        self.now = FormSnapshot.of(self.form, changed)
        self.tables = {
            each.name: each for each in [Table(self.form), *(Table(formset=one) for one in changed)]
        }

    def merge_with(self, seen):
        """Merge and rebuild: sets `merge` (a Merge), `mine` and `data` (a QueryDict ready to be posted)."""
        self.seen = seen
        self.mine, self.added, self.indexes, deleted = {OWN: {}}, {}, {}, set()
        for table in self.tables.values():
            self._read(table, deleted)
        states = [
            {
                name: {row: table.meaning(values) for row, values in tables.get(name, {}).items()}
                for name, table in self.tables.items()
            }
            for tables in (seen.tables, self.now.tables, self.mine)
        ]
        self.merge = merge(*states, deleted)
        self.data = self._rebuilt()

    def _read(self, table, deleted):
        """What was posted for a table: its rows into `mine`, new ones into `added`."""
        known, data = self.seen.tables.get(table.name, {}), self.data
        if table.formset is None:
            self.mine[OWN] = {OWN: posted_values(table.pattern, data, "", known.get(OWN, {}))}
            return
        rows, added, key = {}, [], table.model._meta.pk.name
        total, initial = (_count(data, f"{table.name}-{which}_FORMS") for which in ("TOTAL", "INITIAL"))
        offered = self.seen.offered.get(table.name) or [{}]
        for index in range(total):
            prefix = f"{table.name}-{index}"
            row = data.get(f"{prefix}-{key}", "") if index < initial else ""
            ticked = bool(data.get(f"{prefix}-{DELETE}"))
            form = table.forms.get(row, table.pattern)
            otherwise = known.get(row, {}) if row else offered[min(max(index - initial, 0), len(offered) - 1)]
            values = posted_values(form, data, prefix, otherwise)
            self.indexes[table.name, row or f"+{len(added)}"] = index
            if row and ticked:
                deleted.add((table.name, row))
            elif row:
                rows[row] = values
            elif not ticked and table.meaning(values) != table.meaning(otherwise):
                self._adopt(table, values, otherwise, rows, added)
        self.mine[table.name], self.added[table.name] = rows, added

    def _adopt(self, table, values, otherwise, rows, added):
        """A row that both added is one row when its key says so, and two when the key is a running number."""
        names, numbered = table.key
        theirs = self.now.tables[table.name]
        new = [row for row in theirs if row not in self.seen.tables.get(table.name, {}) and row not in rows]
        wanted = table.meaning(values)
        for row in new if names and not numbered else []:
            present = table.meaning(theirs[row])
            if all(present.get(name) == wanted.get(name) for name in names):
                rows[row] = values
                self.seen.tables.setdefault(table.name, {})[row] = otherwise
                return
        added.append(values)

    def _rebuilt(self):
        """The posted data anew, with the rows that stand now in their order."""
        data = QueryDict(mutable=True)
        prefixes = tuple(f"{each.prefix}-" for each in [*self.looked_at, *self._formsets()])
        own = self.tables[OWN]
        for name, texts in self.data.lists():
            if not name.startswith(prefixes) and name not in own.fields:
                data.setlist(name, texts)
        self.files = MultiValueDict()
        for name, uploads in self.request.FILES.lists():
            if not name.startswith(prefixes):
                self.files.setlist(name, uploads)
        for formset in self.looked_at:
            _count_forms(data, formset.prefix, len(formset.initial_forms), len(formset.initial_forms))
        for table in self.tables.values():
            self._write(table, data)
        return data

    def _formsets(self):
        return [table.formset for table in self.tables.values() if table.formset]

    def _write(self, table, data):
        theirs, mine = self.now.tables[table.name], self.mine[table.name]
        for index, (row, form) in enumerate(table.forms.items()):
            for name in asked_fields(form):
                side = self.merge.sides.get(Place(table.name, row, name), Side.THEIRS)
                texts = (mine if side == Side.MINE else theirs)[row][name]
                if texts:
                    data.setlist(table.place(index, name), texts)
            if table.formset:
                data[table.place(index, table.model._meta.pk.name)] = row
                data[table.place(index, table.formset.fk.name)] = str(self.row.pk)
                self._move_files(table, row, index)
            if (table.name, row) in self.merge.deleted:
                data[table.place(index, DELETE)] = "on"
        if table.formset:
            count = len(table.forms)
            _count_forms(data, table.name, count, count)
            for number, values in enumerate(self._numbered(table)):
                self._move_files(table, f"+{number}", count + number)
                append_form(data, table.name, values)

    def _move_files(self, table, row, index):
        old = f"{table.name}-{self.indexes.get((table.name, row))}-"
        for name, uploads in self.request.FILES.lists():
            if name.startswith(old):
                self.files.setlist(f"{table.name}-{index}-{name.removeprefix(old)}", uploads)

    def _numbered(self, table):
        """The rows I added; where one has a running number that they used meanwhile, the next free one."""
        names, numbered = table.key
        if not numbered:
            return self.added[table.name]
        *group, number = names
        taken = {}
        for values in self.now.tables[table.name].values():
            meaning = table.meaning(values)
            taken.setdefault(tuple(meaning[name] for name in group), set()).add(meaning[number])
        rows = []
        for values in self.added[table.name]:
            meaning = table.meaning(values)
            used = taken.setdefault(tuple(meaning[name] for name in group), set())
            if meaning[number] in used:
                free = max(each for each in used if isinstance(each, int)) + 1
                values, meaning = values | {number: [str(free)]}, meaning | {number: free}
            used.add(meaning[number])
            rows.append(values)
        return rows

    # What people read about it.

    def label(self, place):
        """A place in words: the row of an inline, and the field."""
        table, words = self.tables[place.table], []
        if table.formset:
            form = table.forms.get(place.row)
            name = str(form.instance) if form else self._former_name(table, place.row)
            words.append(f"{table.model._meta.verbose_name} “{name}”")
        if place.field:
            words.append(str(table.fields[place.field].label or place.field))
        return " · ".join(words)

    def _former_name(self, table, row):
        state = self._states(table, row)
        return str(state[0].instance) if state else f"#{row}"

    def shown(self, place, tables):
        """The value at a place in one of the states, as people read it."""
        table, values = self.tables[place.table], tables.get(place.table, {}).get(place.row)
        if values is None:
            return ""
        if place.field:
            return shown_as(table.fields[place.field], values.get(place.field, []))
        lines = ((each.label, shown_as(each, values.get(name, []))) for name, each in table.fields.items())
        return "\n".join(f"{label}: {text}" for label, text in lines if text)

    def _states(self, table, row):
        """The newest history rows of a row, newest first; none where there is no history."""
        history = getattr(table.model, "history", None)
        key = self.row.pk if row == OWN else row
        return list(history.filter(id=key).order_by("-history_id")[:50]) if history is not None else []

    def author(self, place):
        """(who, when) last changed what stands at a place, in Thai; empty where no history knows."""
        states = self._states(self.tables[place.table], place.row)
        for newer, older in zip_longest(states, states[1:]):
            column = _column(newer, place.field)
            if older is None or not column or getattr(newer, column) != getattr(older, column):
                return newer.history_user_id, thai_datetime(newer.history_date)
        return "", ""

    def told(self):
        """What was taken over without asking, a sentence each."""
        for place in self.merge.taken:
            who, when = self.author(place)
            by = f"{who or 'ผู้อื่น'} {when}".strip()
            here, now = self.label(place), self.shown(place, self.now.tables)
            if place.field:
                yield f"{by} เปลี่ยน {here} เป็น “{now}”"
            elif place.row in self.now.tables.get(place.table, {}):
                yield f"{by} เพิ่ม {here}"
            else:
                yield f"{by} ลบ {here}"

    def questions(self):
        """What only a person can decide, as JSON-ready dicts; `do` says what each answer changes."""
        return [self._question(place, kind) for place, kind in self.merge.questions.items()]

    def _question(self, place, kind):
        who, when = self.author(place)
        table = self.tables[place.table]
        index = list(table.forms).index(place.row) if place.row in table.forms else None
        texts = {
            side: self.shown(place, state)
            for side, state in (("base", self.seen.tables), ("theirs", self.now.tables), ("mine", self.mine))
        }
        asked = {"label": self.label(place), "kind": kind.value, "who": who or "ผู้อื่น", "when": when, **texts}
        if kind == Question.FIELD:
            states = [self.seen.tables, self.now.tables, self.mine]
            values = [state.get(place.table, {}).get(place.row, {}).get(place.field) for state in states]
            asked["name"] = table.place(index, place.field)
            asked["values"] = dict(zip(("base", "theirs", "mine"), values, strict=True))
        elif kind == Question.I_DELETED:
            asked["name"] = table.place(index, DELETE)
        else:
            asked["table"], asked["row"] = place.table, self.mine[place.table][place.row]
        return asked

    @property
    def seen_at(self):
        """When the posted form was opened, in Thai; "" when nobody can tell."""
        return thai_datetime(parse_datetime(self.seen.at)) if self.seen.at else ""


def answered(data, questions, answers):
    """The posted data with each question decided: "base", "theirs" or "mine"."""
    data = data.copy()
    for asked, answer in zip(questions, answers, strict=True):
        if "values" in asked:
            data.setlist(asked["name"], asked["values"][answer] or [])
            if not asked["values"][answer]:
                del data[asked["name"]]
        elif answer == "mine" and "row" in asked:
            append_form(data, asked["table"], asked["row"])
        elif answer == "mine":
            data[asked["name"]] = "on"
    return data


def append_form(data, prefix, values):
    """One more new row at the end of a formset's posted data."""
    index = _count(data, f"{prefix}-TOTAL_FORMS")
    for name, texts in values.items():
        if texts:
            data.setlist(f"{prefix}-{index}-{name}", texts)
    data[f"{prefix}-TOTAL_FORMS"] = str(index + 1)


def _count_forms(data, prefix, total, initial):
    data[f"{prefix}-TOTAL_FORMS"], data[f"{prefix}-INITIAL_FORMS"] = str(total), str(initial)
    data[f"{prefix}-MIN_NUM_FORMS"], data[f"{prefix}-MAX_NUM_FORMS"] = "0", "1000"


def _count(data, name):
    text = data.get(name, "")
    return min(int(text), 2000) if text.isdecimal() else 0


def _column(state, name):
    """The attribute of a history row that holds a field, or "" where it holds none."""
    fields = {each.name: each.attname for each in state._meta.concrete_fields}
    return fields.get(name, "")
