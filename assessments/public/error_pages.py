"""What an error page says."""

from django.core.exceptions import SuspiciousOperation
from django.db import DatabaseError
from django.http import Http404
from django.shortcuts import render

from assessments.public.not_found_suggestions import suggestions
from assessments.public.request import public_request
from assessments.public.site import site_context


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
