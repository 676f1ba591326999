"""Addresses of data, which scripts of every website may read (CORS); that is said by django-cors-headers."""

import re

from django.conf import settings
from django.http import HttpResponseNotAllowed

READING = ("GET", "HEAD")


def is_data(path):
    """True for the address of data: JSON, CSV, XLSX, feeds, timemaps."""
    return re.match(settings.CORS_URLS_REGEX, path) is not None


class ReadOnlyDataMiddleware:
    """Refuses with 405 all but reading at an address of data, before the check of forms would answer 403."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        if request.method not in READING and is_data(request.path_info):
            return HttpResponseNotAllowed(READING)
        return self.get_response(request)
