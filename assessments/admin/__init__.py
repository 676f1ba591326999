"""The admin site's screens of assessments: importing this package registers them all."""

from assessments.admin import account_requests, framework, people, readiness, report, result
from assessments.admin.agencies import agency
from assessments.admin.checklist import checklist, disclosure, document, links
from assessments.admin.publishing import publication

__all__ = [
    "account_requests",
    "agency",
    "checklist",
    "disclosure",
    "document",
    "framework",
    "links",
    "people",
    "publication",
    "readiness",
    "report",
    "result",
]
