"""Views of the shell itself: is the portal alive, and what an error page says."""

from django.core.exceptions import SuspiciousOperation
from django.db import DatabaseError, connection
from django.http import Http404, JsonResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from assessments.admin.concurrency.session_rescue import keep
from assessments.models.triggers import trigger_faults
from assessments.public.not_found_suggestions import suggestions
from assessments.record.pages import PublishedPages, agency_of, site_context


@never_cache
@require_safe
def healthz(request):
    """200 when the migrated database answers and its guards stand, else 503: GET /ita/healthz"""
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1 FROM django_migrations LIMIT 1")
        faults = trigger_faults()
    except DatabaseError:
        return JsonResponse({"status": "database does not answer"}, status=503)
    if faults:
        guards = [f"{name} {state}" for name, _table, state in faults]
        return JsonResponse({"status": "guards do not stand: run migrate", "guards": guards}, status=503)
    return JsonResponse({"status": "ok"})


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
