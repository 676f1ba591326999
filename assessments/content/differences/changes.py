"""What a difference is: the Change of one part of a page, with a FieldChange for each thing that differs."""

from dataclasses import dataclass
from functools import cached_property

from assessments.content.differences.highlight import Pieces, marked


def kind_of(old: object, new: object) -> str:
    """added, removed or changed: `old` and `new` are false where nothing stands."""
    return "changed" if old and new else "removed" if old else "added"


@dataclass(frozen=True)
class FieldChange:
    """One thing that differs: its Thai name and both Thai texts, "" where nothing stood."""

    name: str
    old: str
    new: str

    @property
    def kind(self) -> str:
        return kind_of(self.old, self.new)

    @cached_property
    def marked(self) -> tuple[Pieces, Pieces]:
        """Both texts in pieces (text, differs), see marking.marked."""
        return marked(self.old, self.new)


@dataclass(frozen=True)
class Change:
    """One part of a page that was added, removed or changed.

    `key` is short and stable ("O42", "indicator 3", "action 1.2", "announced"), `label` is what people read.
    """

    kind: str
    key: str
    label: str
    fields: tuple[FieldChange, ...] = ()
