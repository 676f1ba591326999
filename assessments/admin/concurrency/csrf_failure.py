"""What a form gets whose CSRF check failed: the Thai 403 page, or at the desk what was typed."""

from django.shortcuts import render

from assessments.admin.concurrency.session_rescue import keep
from assessments.public.error_pages import error_context


def csrf_failure(request, reason=""):
    """The Thai 403 page for a form whose CSRF check failed, where Django would answer in English.

    At the desk, somebody who logged in again elsewhere gets back what was typed.
    """
    if request.method == "POST" and (page := keep(request)):
        return page
    return render(request, "403.html", error_context(request) | {"csrf_failed": True}, status=403)
