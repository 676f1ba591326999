"""A document between reading and writing: what was read as values of a form, and corrected ones back."""

import base64
from dataclasses import replace

from ita_portal.thai.dates import typed_date
from ita_portal.thai.digits import thai_digits
from ita_portal.thai.text import clipped, normalise
from measures.admin.import_forms import NOT_TAKEN, EntryForm, HeadForm
from measures.importing.document import read_lines
from measures.importing.entries import entries_of, with_entries
from measures.importing.faults import Notice
from measures.importing.input_formats import read_kind
from measures.importing.official_names import YearFramework
from measures.plan.import_document import Original, source_text, year_framework

MOST_EDITED = 550  # measures on the page: eight fields each, of the 5,000 that a form may have
LONGEST_CHOICE = 60
DETAIL_FIELDS = ("responsible", "start_on", "due_on", "steps", "monitoring")
ROW_FIELDS = ("text", "indicator", *DETAIL_FIELDS)


class ImportDraft:
    """What was read of `data`; `result_year` (B.E.) is what staff chose instead of the document's.

    Raises DocumentError when nothing of the document can be read.
    """

    def __init__(self, data, file_name, result_year=None):
        self.kind, lines = read_kind(data, file_name)
        self.original = Original(data, file_name, source_text(self.kind, lines, data))
        self.reading = read_lines(lines, year_framework, (None, result_year))
        self.document, self.chosen_year = self.reading.document, result_year
        year = self.document.result_year
        self.names = (year and year_framework(year)) or YearFramework(0)
        entries = entries_of(self.reading)
        self.entries, self.beyond = entries[:MOST_EDITED], entries[MOST_EDITED:]

    def posted(self, **given):
        """What a form with nothing corrected would send, by field name; `given` counts before it."""
        document = self.document
        values = {
            "carried": base64.b64encode(self.original.data).decode(),
            "carried_name": self.original.file_name,
            "read_year": self.chosen_year,
            "title": document.title,
            "fiscal_year": document.fiscal_year,
            "result_year": document.result_year,
            "total": document.total,
            "level": document.level,
            "introduction": document.introduction,
        }
        values |= {
            f"analysis_{each.code}": document.analyses.get(each.code) for each in self.names.instruments
        }
        scores = {row.number: row.score for row in document.rows}
        values |= {f"score_{each.number}": scores.get(each.number) for each in self.names.indicators}
        for entry in self.entries:
            found = {"text": entry.text, "indicator": entry.number}
            found |= {name: getattr(entry.details, name) for name in DETAIL_FIELDS}
            values |= {f"row-{entry.key}-{name}": value for name, value in found.items()}
        return {name: _as_typed(value) for name, value in (values | given).items()}

    def changed(self, posted):
        """Names of the fields whose value somebody changed; an unknown or missing field is no change."""
        changed = {
            name
            for name, value in self.posted().items()
            if name not in ("carried", "carried_name", "read_year")
            and name in posted
            and _plain(posted[name]) != _plain(value)
        }
        return changed | {name for name in posted if name.startswith("row-") and name.endswith("-drop")}

    def head_form(self, posted, agencies):
        """The bound HeadForm."""
        return HeadForm(posted, names=self.names, agencies=agencies)

    def entry_forms(self, posted):
        """A bound EntryForm for each entry on the page."""
        named = [
            (each.number, f"{thai_digits(each.number)}. {clipped(each.name, LONGEST_CHOICE)}")
            for each in self.names.indicators
        ]
        choices = [NOT_TAKEN, *named]
        return [EntryForm(posted, entry, choices) for entry in self.entries]

    def corrected(self, head, forms, changed):
        """The MeasuresDocument that valid forms ask for; what was not understood is among its warnings."""
        entries = [self._corrected(form, changed) for form in forms if form.is_taken]
        cleaned = head.cleaned_data
        document = replace(
            self.document,
            **{name: cleaned[name] for name in ("title", "fiscal_year", "result_year", "total", "level")},
            introduction=cleaned["introduction"],
            analyses=head.analyses(),
            warnings=(
                *(
                    Notice("not_read", (fault.line,) if fault.line else (), str(fault))
                    for fault in self.reading.faults
                ),
                *self.document.warnings,
            ),
        )
        return with_entries(document, self.names, [*entries, *self.beyond], head.scores())

    def _corrected(self, form, changed):
        typed = {name for name in ROW_FIELDS if form.add_prefix(name) in changed}
        values = form.cleaned_data
        return replace(
            form.entry,
            number=values["indicator"],
            text=normalise(values["text"]).replace("\n", " ") if "text" in typed else form.entry.text,
            details=replace(
                form.entry.details, **{name: values[name] for name in typed & set(DETAIL_FIELDS)}
            ),
            typed=frozenset(typed & set(DETAIL_FIELDS)),
        )


def _as_typed(value):
    if value is None:
        return ""
    return typed_date(value) if hasattr(value, "isoformat") else str(value)


def _plain(text):
    return text.replace("\r\n", "\n").strip()
