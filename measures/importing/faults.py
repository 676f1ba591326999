"""What can be wrong with a document: faults stop the import, notices are shown beside it."""

from dataclasses import dataclass

from ita_portal.thai import thai_digits

MOST_FAULTS = 50


@dataclass(frozen=True)
class Fault:
    """Something to correct in the document first. `line` counts from 1; None is the whole file."""

    line: int | None
    message: str

    def __str__(self):
        return self.message if self.line is None else f"บรรทัดที่ {thai_digits(self.line)}: {self.message}"


@dataclass(frozen=True)
class Notice:
    """Something odd that did not stop the import: what stands there and how it was read, in Thai."""

    code: str
    lines: tuple[int, ...]
    message: str


class DocumentError(ValueError):
    """All faults of a document; `str()` gives one Thai sentence a line."""

    def __init__(self, faults):
        self.faults = tuple(faults)
        super().__init__(self.faults)

    def __str__(self):
        return "\n".join(map(str, self.faults))


class FaultList:
    """Collects faults, so that staff see all of them at once."""

    def __init__(self):
        self._faults = []

    def add(self, line, message):
        """Note a fault; raises DocumentError at once when there are so many that reading on is no use."""
        self._faults.append(Fault(line, message))
        if len(self._faults) >= MOST_FAULTS:
            self._faults.append(Fault(None, f"พบข้อผิดพลาดถึง {thai_digits(MOST_FAULTS)} จุด จึงหยุดอ่าน"))
            self.raise_if_any()

    def raise_if_any(self):
        """Raise DocumentError with the faults in the order of their lines, those of the whole file first."""
        if self._faults:
            raise DocumentError(sorted(self._faults, key=lambda fault: fault.line or 0))
