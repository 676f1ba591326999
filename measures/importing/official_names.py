"""The official names of a year, as the reader needs them, and how printed names are compared with them."""

import difflib
import re
from dataclasses import dataclass
from functools import cached_property

from ita_portal.thai.text import normalise

LONGEST_NAME = 200
LEAST_LIKENESS = 0.3
LONGEST_CODED_HEADING = 120
MOST_BESIDE_NAME = 40


@dataclass(frozen=True)
class InstrumentName:
    """An instrument: code "IIT", official name and other spellings of it."""

    code: str
    name: str
    aliases: tuple[str, ...] = ()


@dataclass(frozen=True)
class IndicatorName:
    """An indicator: official number, code of its instrument, official name and other spellings of it."""

    number: int
    instrument: str
    name: str
    aliases: tuple[str, ...] = ()


@dataclass(frozen=True)
class ItemName:
    """An OIT item: code "O42", number of its indicator, official title."""

    code: str
    indicator: int
    title: str


@dataclass(frozen=True)
class YearFramework:
    """The instruments, indicators and OIT items of one result year (B.E.)."""

    year_be: int
    instruments: tuple[InstrumentName, ...] = ()
    indicators: tuple[IndicatorName, ...] = ()
    items: tuple[ItemName, ...] = ()

    def indicator(self, printed: str) -> IndicatorName | None:
        """The indicator with this name, or None."""
        return self._indicators.get(name_key(printed))

    def indicator_numbered(self, number: int) -> IndicatorName | None:
        """The indicator with this official number, or None."""
        return next((each for each in self.indicators if each.number == number), None)

    def nearest_indicator(self, printed: str) -> IndicatorName | None:
        """The official indicator whose name is most like the printed one, or None if none is like it."""
        names = {indicator.name: indicator for indicator in self.indicators}
        close = difflib.get_close_matches(printed[:LONGEST_NAME], names, 1, LEAST_LIKENESS)
        return names[close[0]] if close else None

    def indicator_starting(self, text: str) -> tuple[IndicatorName, str] | None:
        """The indicator whose name the text begins with and what follows it, or None."""
        key = name_key(text[:LONGEST_NAME])
        name = next((name for name in self._longest_first if key.startswith(name)), None)
        return (self._indicators[name], key.removeprefix(name)) if name else None

    def instrument_of_heading(self, text: str) -> InstrumentName | None:
        """The instrument that a short line names at its start or by its code in brackets, or None.

        The code counts before the name: it is what the heading says.
        """
        bracketed = {code.upper() for code in re.findall(r"\(\s*([A-Za-z]+)\s*\)", text)}
        coded = [each for each in self.instruments if each.code in bracketed]
        if len(coded) == 1 and len(text) <= LONGEST_CODED_HEADING:
            return coded[0]
        key = name_key(text)
        for name, instrument in self._instruments:
            if key.startswith(name) and len(key) - len(name) <= MOST_BESIDE_NAME:
                return instrument
        return None

    @cached_property
    def _indicators(self) -> dict[str, IndicatorName]:
        return {name_key(name): each for each in self.indicators for name in (*each.aliases, each.name)}

    @cached_property
    def _longest_first(self) -> list[str]:
        return sorted(self._indicators, key=len, reverse=True)

    @cached_property
    def _instruments(self) -> list[tuple[str, InstrumentName]]:
        names = [(name_key(name), each) for each in self.instruments for name in (each.name, *each.aliases)]
        return sorted(names, key=lambda pair: -len(pair[0]))


def name_key(text: str) -> str:
    """What remains of a name when blanks, punctuation and the usual short form do not count."""
    letters = re.sub(r"[^0-9A-Za-z\u0e01-\u0e3a\u0e40-\u0e4e\u0e50-\u0e59]", "", normalise(text))
    return letters.replace("ผู้มีส่วนได้เสีย", "ผู้มีส่วนได้ส่วนเสีย")
