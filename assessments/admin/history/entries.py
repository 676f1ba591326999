"""Reads the history of rows for people: who, when, what from and what to, in Thai, a page at a time.

However many rows a page shows, it costs a few queries a model, none a row.
"""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date, datetime

from django.apps import apps
from django.core.paginator import Paginator
from django.db import models
from django.db.models import Exists, F, IntegerField, OuterRef, Subquery, Value

from ita_portal.thai.dates import thai_date, thai_datetime
from ita_portal.thai.digits import thai_digits

NOTE = "note"
KINDS = {"+": "เพิ่ม", "~": "แก้ไข", "-": "ลบ", NOTE: "บันทึก"}
EMPTY, NO = "(ว่าง)", "ไม่ใช่"
PER_PAGE = 50


@dataclass(frozen=True)
class Change:
    """One field: what it was and what it became, as people read it."""

    label: str
    before: str
    after: str


@dataclass
class Entry:
    """One state in the history, or a note of something done. `newest`: no later state of that row."""

    when: datetime
    who: str
    kind: str
    what: str
    reason: str = ""
    changes: list = field(default_factory=list)
    model: type | None = None
    row: object = None
    state: int = 0
    newest: bool = False

    @property
    def kind_name(self):
        """What happened, in Thai."""
        return KINDS[self.kind]


def is_tracked(model):
    """Has this model a history?"""
    return hasattr(model, "history")


def tracked_fields(model):
    """The fields whose values the history keeps, without the key."""
    return [each for each in model._meta.concrete_fields if not each.primary_key]


def history_within(model, lookup, key):
    """The history rows of `model` whose `lookup` ended at `key`, also where rows on the way are gone."""
    step, _, rest = lookup.partition("__")
    if step == "pk":
        return model.history.filter(id=key)
    if not rest:
        return model.history.filter(**{f"{step}_id": key})
    parents = history_within(model._meta.get_field(step).related_model, rest, key)
    return model.history.filter(**{f"{step}_id__in": parents.order_by().values("id")})


def page_of(histories, number, notes=None, *, named=False):
    """(Django page, [Entry, …]) of several histories (querysets) together, newest first.

    `notes` is a queryset of AuditEntries whose sentences stand among them; `named`: with what they are about.
    """
    sources = [each.order_by() for each in histories]
    index = [
        each.annotate(source=Value(place, IntegerField())).values_list("history_date", "history_id", "source")
        for place, each in enumerate(sources)
    ]
    if notes is not None:
        said = notes.order_by().annotate(
            history_date=F("at"), history_id=F("id"), source=Value(-1, IntegerField())
        )
        index.append(said.values_list("history_date", "history_id", "source"))
    rows = index[0].union(*index[1:], all=True) if len(index) > 1 else index[0]
    page = Paginator(rows.order_by("-history_date", "-history_id"), PER_PAGE).get_page(number)
    wanted = defaultdict(list)
    for _when, key, source in page:
        wanted[source].append(key)
    found = {}
    for source, keys in wanted.items():
        if source == -1:
            found |= {(-1, note.pk): _note(note, named) for note in notes.filter(pk__in=keys)}
        else:
            entries = entries_of(sources[source].model, keys)
            found |= {(source, entry.state): entry for entry in entries}
    return page, [found[source, key] for _when, key, source in page]


def _note(note, named):
    return Entry(note.at, note.by, NOTE, f"{note.about}: {note.sentence}" if named else note.sentence)


def entries_of(historical, keys):
    """The Entries of some rows of one historical model."""
    table = historical._base_manager
    same, earlier = table.filter(id=OuterRef("id")), {"history_id__lt": OuterRef("history_id")}
    states = list(
        table.filter(history_id__in=keys).annotate(
            before_id=Subquery(same.filter(**earlier).order_by("-history_id").values("history_id")[:1]),
            followed=Exists(same.filter(history_id__gt=OuterRef("history_id"))),
        )
    )
    befores = table.in_bulk([state.before_id for state in states if state.before_id], field_name="history_id")
    every = [*states, *befores.values()]
    names = Names(historical.instance_type, every)
    return [_entry(state, befores.get(state.before_id), names) for state in states]


def _entry(state, before, names):
    model = state.instance_type
    if before is not None and before.history_type == "-":
        before = None  # it was restored
    changes = []
    if state.history_type != "-":
        for label, old, new in names.pairs(before, state):
            if old != new and (before is not None or new not in ("", NO)):
                changes.append(Change(label, old or EMPTY, new or EMPTY))
    return Entry(
        state.history_date,
        state.history_user_id,
        state.history_type,
        f"{model._meta.verbose_name} “{names.row(state)}”",
        state.history_change_reason or "",
        changes,
        model,
        state.id,
        state.history_id,
        not state.followed,
    )


class Names:
    """Values of history rows in words. Reads every name it will need when it is made."""

    def __init__(self, model, states):
        self.model = model
        self.naming = naming_field(model)
        self.fields = tracked_fields(model)
        self.related = {}
        for each in self.fields:
            if each.many_to_one or each.one_to_one:
                keys = {getattr(state, each.attname) for state in states} - {None}
                self.related[each.name] = names_of(each.related_model, keys)
        self.sets = [(each, *self._members(each, states)) for each in model._meta.many_to_many]

    def _members(self, each, states):
        """({history key: [id, …]}, {id: name}) of a set of rows."""
        historical = next(
            (
                found
                for found in apps.get_models()
                if hasattr(found, "m2m_history_id")
                and found._meta.get_field("history").related_model is type(states[0])
            ),
            None,
        )
        if historical is None:
            return {}, {}
        members, column = defaultdict(list), each.m2m_reverse_field_name()
        rows = historical._base_manager.filter(history__in=[state.history_id for state in states])
        for state, key in rows.values_list("history_id", f"{column}_id"):
            members[state].append(key)
        return members, names_of(each.related_model, {key for keys in members.values() for key in keys})

    def pairs(self, before, state):
        """(label, earlier text, later text) of each field; before is None when the row was new."""
        for each in self.fields:
            old = self.text(each, before) if before is not None else ""
            yield str(each.verbose_name), old, self.text(each, state)
        for each, members, names in self.sets:
            old, new = (
                ", ".join(sorted(names.get(key, f"#{key}") for key in members.get(one.history_id, ())))
                if one is not None
                else ""
                for one in (before, state)
            )
            yield str(each.verbose_name), old, new

    def text(self, each, state):
        """One field of one state in words; "" for nothing."""
        value = getattr(state, each.attname)
        if value is not None and each.name in self.related:
            return self.related[each.name].get(value, f"{each.related_model._meta.verbose_name} #{value}")
        return value_text(each, value)

    def row(self, state):
        """What the row of a state is called."""
        if self.naming:
            return self.text(self.model._meta.get_field(self.naming), state)
        return str(state.instance)


def value_text(each, value):
    """The value of a field in words: labels of choices, dates of the Buddhist era, Thai digits."""
    if value is None or value == "" or value == []:
        return ""
    if each.choices:
        return str(dict(each.flatchoices).get(value, value))
    if isinstance(value, bool):
        return "ใช่" if value else NO
    if isinstance(value, datetime):
        return thai_datetime(value)
    if isinstance(value, date):
        return thai_date(value)
    if isinstance(value, list):
        return "\n".join(map(str, value))
    return str(value) if isinstance(value, str | dict) else thai_digits(value)


def naming_field(model):
    """The foreign key by which people know a row (the item of an answer, the year of a plan), or ""."""
    for constraint in model._meta.constraints:
        if isinstance(constraint, models.UniqueConstraint):
            names = [name for name in constraint.fields if name != "agency"]
            return names[-1] if names and model._meta.get_field(names[-1]).many_to_one else ""
    return next((each.name for each in model._meta.concrete_fields if each.one_to_one), "")


def name_of(row):
    """What people call a row; one query."""
    return names_of(type(row)._meta.concrete_model, [row.pk]).get(row.pk) or str(row)


def names_of(model, keys):
    """{id: name} of rows, in one query; what is gone is missing."""
    path, here = [], model
    while step := naming_field(here) if is_tracked(here) else "":
        path.append(step)
        here = here._meta.get_field(step).related_model
    dated = any(each.name == "year" and each.many_to_one for each in here._meta.concrete_fields)
    steps = "__".join([*path, "year"] if dated else path)
    rows = model._base_manager.filter(pk__in=keys)
    found = {}
    for row in rows.select_related(steps) if steps else rows:
        named = row
        for step in path:
            named = getattr(named, step)
        found[row.pk] = f"{named} ({named.year})" if dated else str(named)
    return found
