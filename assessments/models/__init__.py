"""What was measured and disclosed, and the record of what was published."""

from assessments.models.agency import Agency, PortalHost, WebsiteHost, agencies_without_host
from assessments.models.disclosure import Disclosure, DisclosureLink, ShownRequirement
from assessments.models.document import DocumentVersion, StoredFile
from assessments.models.framework import (
    FiscalYear,
    Indicator,
    Instrument,
    OITItem,
    RatingBand,
    SubIndicator,
)
from assessments.models.journal import AuditEntry, Journal, TrackedQuerySet, journal_as, write_audit
from assessments.models.linkcheck import CheckedHost, LinkCheck, LinkState, LinkTarget, PublishedLink
from assessments.models.people import (
    AccountRequest,
    Decision,
    Division,
    ItemVerdict,
    Membership,
    RequestKind,
    Role,
    SentDigest,
)
from assessments.models.publication import Notice, Page, Publication, PublishedPage
from assessments.models.report import CitizenReport, Joined, ReportKind, ReportStatus, SenderHour
from assessments.models.result import Assessment, Checklist, IndicatorScore, ScoreState

__all__ = [
    "AccountRequest",
    "Agency",
    "Assessment",
    "AuditEntry",
    "CheckedHost",
    "Checklist",
    "CitizenReport",
    "Decision",
    "Disclosure",
    "DisclosureLink",
    "Division",
    "DocumentVersion",
    "FiscalYear",
    "Indicator",
    "IndicatorScore",
    "Instrument",
    "ItemVerdict",
    "Joined",
    "Journal",
    "LinkCheck",
    "LinkState",
    "LinkTarget",
    "Membership",
    "Notice",
    "OITItem",
    "Page",
    "PortalHost",
    "Publication",
    "PublishedLink",
    "PublishedPage",
    "RatingBand",
    "ReportKind",
    "ReportStatus",
    "RequestKind",
    "Role",
    "ScoreState",
    "SenderHour",
    "SentDigest",
    "ShownRequirement",
    "StoredFile",
    "SubIndicator",
    "TrackedQuerySet",
    "WebsiteHost",
    "agencies_without_host",
    "journal_as",
    "write_audit",
]
