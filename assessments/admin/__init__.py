"""The desk: Django admin screens of the framework, results, disclosures and the record."""

from assessments.admin import (
    agency,
    disclosure,
    document,
    framework,
    linkcheck,
    people,
    publication,
    readiness,
    report,
    result,
)

__all__ = [
    "agency",
    "disclosure",
    "document",
    "framework",
    "linkcheck",
    "people",
    "publication",
    "readiness",
    "report",
    "result",
]
