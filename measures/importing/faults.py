"""What can be wrong with a document: faults stop the import, notices are shown beside it."""

from collections.abc import Iterable
from dataclasses import dataclass

from ita_portal.thai.digits import thai_digits

MOST_FAULTS = 50
MOST_SHOWN = 500


def line_name(number: int) -> str:
    """What people call a line of a text."""
    return f"บรรทัดที่ {thai_digits(number)}"


@dataclass(frozen=True)
class Fault:
    """Something not understood. `line` counts from 1; None is the whole file.

    `place` is what people call the line when it is no line of a text: "ตารางที่ ๑ แถวที่ ๒".
    """

    line: int | None
    message: str
    place: str = ""

    def __str__(self) -> str:
        if self.line is None:
            return self.message
        return f"{self.place or line_name(self.line)}: {self.message}"


@dataclass(frozen=True)
class Notice:
    """Something odd that did not stop the import: what stands there and how it was read, in Thai."""

    code: str
    lines: tuple[int, ...]
    message: str


class DocumentError(ValueError):
    """All faults of a document; `str()` gives one Thai sentence a line."""

    def __init__(self, faults: Iterable[Fault]) -> None:
        self.faults = tuple(faults)
        super().__init__(self.faults)

    def __str__(self) -> str:
        return "\n".join(map(str, self.faults))


class FaultList:
    """Collects faults, so that staff see all of them at once.

    A strict list stops the reading when there are too many; one that is not strict reads on to the end.
    """

    def __init__(self, *, strict: bool = True) -> None:
        self.places: dict[int | None, str] = {}  # what people call a line, where that is not its number
        self._faults: list[Fault] = []
        self._strict = strict
        self._left_out = 0

    def add(self, line: int | None, message: str, place: str = "") -> None:
        """Note a fault; a strict list raises DocumentError when reading on is no use."""
        place = place or self.places.get(line, "")
        if self._strict and len(self._faults) + 1 >= MOST_FAULTS:
            self._faults.append(Fault(line, message, place))
            self._faults.append(Fault(None, f"พบข้อผิดพลาดถึง {thai_digits(MOST_FAULTS)} จุด จึงหยุดอ่าน"))
            self.raise_if_any()
        elif len(self._faults) < MOST_SHOWN:
            self._faults.append(Fault(line, message, place))
        else:
            self._left_out += 1

    def found(self) -> tuple[Fault, ...]:
        """The faults as a tuple, in the order of their lines, those of the whole file first."""
        more = f"และยังมีอีก {thai_digits(self._left_out)} จุดที่อ่านไม่ออก กรุณาแบ่งเอกสาร"
        tail = [Fault(None, more)] if self._left_out else []
        return (*tail, *sorted(self._faults, key=lambda fault: fault.line or 0))

    def raise_if_any(self) -> None:
        """Raise DocumentError with all faults."""
        if self._faults:
            raise DocumentError(self.found())
