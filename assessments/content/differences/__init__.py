"""What differs between two published contents, as a citizen reads it. Pure rules: no Django, no database.

changes: what a difference is · compare: finding them · pairing: which action became which
schemas: one table entry a schema · words: values as Thai text · marking: the words that differ in a text
"""

from assessments.content.differences.changes import Change, FieldChange
from assessments.content.differences.compare import changed_keys, differences, touches_item
from assessments.content.differences.highlight import marked

__all__ = ["Change", "FieldChange", "changed_keys", "differences", "marked", "touches_item"]
