"""What a document says of a measure beside its text: who, how, when, how it is watched."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class Details:
    """Fields of an action that stood in columns of their own. `printed_time` is its time as printed."""

    responsible: str = ""
    weak_point: str = ""
    steps: str = ""
    start_on: date | None = None
    due_on: date | None = None
    monitoring: str = ""
    printed_time: str = ""
