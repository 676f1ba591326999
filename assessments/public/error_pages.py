"""Views of the shell itself: is the portal alive, and what an error page says."""

from django.core.exceptions import SuspiciousOperation
from django.db import DatabaseError, connection
from django.http import Http404, JsonResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from assessments.models.triggers import trigger_faults
from assessments.public.not_found_suggestions import suggestions
from assessments.public.request import public_request
from assessments.public.site import site_context
from ita_portal import __version__


@never_cache
@require_safe
def healthz(request):
    """200 and the version when the database answers and its guards stand, else 503: GET /ita/healthz"""
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1 FROM django_migrations LIMIT 1")
        faults = trigger_faults()
    except DatabaseError:
        return JsonResponse({"status": "database does not answer"}, status=503)
    if faults:
        guards = [f"{name} {state}" for name, _table, state in faults]
        return JsonResponse({"status": "guards do not stand: run migrate", "guards": guards}, status=503)
    return JsonResponse({"status": "ok", "version": __version__})


def error_context(request):
    """The site of an error page: its agency and years, or nothing where the host has no agency.

    An error page must not raise: without a database, or under a host we do not serve, it goes without.
    What the view of the same request has read already is not read again.
    """
    try:
        public = public_request(request)
        pages = public.pages or public.read_pages_now()
        return site_context(request, public.agency, pages) | {"pages": pages}
    except (Http404, SuspiciousOperation, DatabaseError):
        return {}


def page_not_found(request, exception):
    """404 in Thai, with the agency's own header and the pages that were probably meant."""
    context = error_context(request)
    if "pages" in context:
        context["suggestions"] = suggestions(request.path, context["pages"].live)
    return render(request, "404.html", context, status=404)


def permission_denied(request, exception):
    """403 in Thai, with the agency's own header."""
    return render(request, "403.html", error_context(request), status=403)


def bad_request(request, exception):
    """400 in Thai, with the agency's own header when it was not the host that was wrong."""
    return render(request, "400.html", error_context(request), status=400)
