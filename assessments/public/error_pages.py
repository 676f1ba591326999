"""What an error page says."""

from django.core.exceptions import SuspiciousOperation
from django.db import DatabaseError
from django.http import Http404
from django.shortcuts import render

from assessments.admin.concurrency.session_rescue import keep
from assessments.public.not_found_suggestions import suggestions
from assessments.record.pages import PublishedPages, agency_of, site_context


def error_context(request):
    """The site of an error page: its agency and years, or nothing where the host has no agency.

    An error page must not raise: without a database, or under a host we do not serve, it goes without.
    What the view of the same request has read already is not read again.
    """
    try:
        agency = getattr(request, "agency", None) or agency_of(request)
        record = getattr(agency, "record", None) or PublishedPages(agency)
        return site_context(request, agency, record) | {"record": record}
    except (Http404, SuspiciousOperation, DatabaseError):
        return {}


def page_not_found(request, exception):
    """404 in Thai, with the agency's own header and the pages that were probably meant."""
    context = error_context(request)
    if "record" in context:
        context["suggestions"] = suggestions(request.path, context["record"].live)
    return render(request, "404.html", context, status=404)


def permission_denied(request, exception):
    """403 in Thai, with the agency's own header."""
    return render(request, "403.html", error_context(request), status=403)


def bad_request(request, exception):
    """400 in Thai, with the agency's own header when it was not the host that was wrong."""
    return render(request, "400.html", error_context(request), status=400)


def csrf_failure(request, reason=""):
    """The Thai 403 page for a form whose CSRF check failed, where Django would answer in English.

    At the desk, somebody who logged in again elsewhere gets back what was typed.
    """
    if request.method == "POST" and (page := keep(request)):
        return page
    return render(request, "403.html", error_context(request) | {"csrf_failed": True}, status=403)
