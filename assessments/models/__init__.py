"""What was measured and disclosed, and the record of what was published."""

from assessments.models.agency import Agency, PortalHost, WebsiteHost
from assessments.models.disclosure import Disclosure, DisclosureLink
from assessments.models.framework import (
    FiscalYear,
    Indicator,
    Instrument,
    OITItem,
    RatingBand,
    SubIndicator,
)
from assessments.models.publication import Page, Publication, PublishedPage
from assessments.models.result import Assessment, Checklist, IndicatorScore, ScoreState

__all__ = [
    "Agency",
    "Assessment",
    "Checklist",
    "Disclosure",
    "DisclosureLink",
    "FiscalYear",
    "Indicator",
    "IndicatorScore",
    "Instrument",
    "OITItem",
    "Page",
    "PortalHost",
    "Publication",
    "PublishedPage",
    "RatingBand",
    "ScoreState",
    "SubIndicator",
    "WebsiteHost",
]
