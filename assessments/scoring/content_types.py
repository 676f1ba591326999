"""The shapes that scoring reads: a yearly pack, and the content of a published result (schema result/1).

A figure of a content is an int where it has no decimals, else a Decimal. Contents may hold more keys.
"""

from decimal import Decimal
from typing import Literal, TypeAlias, TypedDict

Figure: TypeAlias = Decimal | int
ScoreState: TypeAlias = str  # announced, missing, not_announced, not_applicable


class PackInstrument(TypedDict):
    """An instrument of a pack; `weight` in percent."""

    code: str
    name: str
    weight: Figure
    aliases: list[str]


class PackIndicator(TypedDict):
    """An indicator of a pack and the code of its instrument."""

    number: int
    instrument: str
    name: str
    aliases: list[str]


class PackSubIndicator(TypedDict):
    """A sub-indicator such as "9.1"; `item_count` is None where none was announced."""

    number: str
    indicator: int
    name: str
    item_count: int | None


class PackItem(TypedDict):
    """An OIT item; `sub_indicator` is None where it is not known."""

    code: str
    sub_indicator: str | None
    concept: str
    title: str


# "from" and "to" are ISO dates, or None.
PackStep = TypedDict("PackStep", {"step": str, "from": str | None, "to": str | None})


class PackBand(TypedDict):
    """A level of the scale, highest first; `each_instrument_min` is None where only the total counts."""

    label: str
    name: str
    min: Figure
    max: Figure
    each_instrument_min: Figure | None


class PackSource(TypedDict):
    """Where a pack's data was read."""

    id: str


class PackConfidence(TypedDict):
    """How sure the lists of a pack are."""

    sub_indicators: str


class Pack(TypedDict):
    """A yearly pack (assessments/packs/*.json) that its schema has accepted."""

    fiscal_year: int
    rating_scheme: str
    oit_item_count: int | None
    instruments: list[PackInstrument]
    indicators: list[PackIndicator]
    sub_indicators: list[PackSubIndicator]
    oit_items: list[PackItem]
    rating_bands: list[PackBand]
    calendar: list[PackStep]
    confidence: PackConfidence
    sources: list[PackSource]


class AnnouncedContent(TypedDict):
    """What was officially announced."""

    state: ScoreState
    total: Figure | None
    level: str


class InstrumentContent(TypedDict):
    """IIT, EIT or OIT of a published result; `weight` in percent."""

    code: str
    name: str
    weight: Figure


class IndicatorContent(TypedDict):
    """An indicator of a published result; `score` is None unless `score_state` is announced."""

    number: int
    instrument: str
    name: str
    score: Figure | None
    score_state: ScoreState


class BandContent(TypedDict):
    """A level of the published scale."""

    label: str
    name: str
    min: Figure
    max: Figure
    condition: str
    meaning: str


class ScaleContent(TypedDict):
    """The published scale, highest level first."""

    scheme: Literal["letters", "words"]
    bands: list[BandContent]


class ComputedContent(TypedDict):
    """What our rules made of the announced scores; None where a score is not known."""

    parts: dict[str, Figure | None]
    means: dict[str, Figure | None]
    lost: dict[str, Figure | None]
    total: Figure | None
    level: str | None
    level_reason: str | None
    indicator_losses: dict[str, Figure]
    differences: list[str]


class ResultContent(TypedDict):
    """The content of a published result."""

    announced: AnnouncedContent
    scale: ScaleContent
    instruments: list[InstrumentContent]
    indicators: list[IndicatorContent]
    computed: ComputedContent
    pass_mark: Figure | None
