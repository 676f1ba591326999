"""Addresses of data, which scripts of every website may read (CORS); that is said by django-cors-headers."""

import re

from corsheaders.middleware import CorsMiddleware
from django.conf import settings
from django.http import HttpResponseNotAllowed

READING = ("GET", "HEAD")


def is_data(path):
    """True for the address of data: JSON, CSV, XLSX, feeds, timemaps."""
    return re.match(settings.CORS_URLS_REGEX, path) is not None


class OpenDataMiddleware(CorsMiddleware):
    """Opens addresses of data to scripts, for reading only; nothing else costs more than a look at its path.

    It stands before the kept pages, so that 200, 304 and every refusal of a data address are open alike.
    """

    def __call__(self, request):
        return super().__call__(request) if is_data(request.path_info) else self.get_response(request)

    def check_preflight(self, request):
        """The answer to a browser that asks first, or 405 before the check of forms would answer 403."""
        answer = super().check_preflight(request)
        if answer is None and request.method not in READING:
            return HttpResponseNotAllowed(READING)
        return answer
