"""Data may be read by scripts of every website (CORS): data addresses only, never a page, never the desk."""

import re

from django.http import HttpResponse, HttpResponseNotAllowed

DATA = re.compile(
    r"/ita/(?!admin/|static/)(?:.*\.(?:json|jsonld|csv|xlsx)|(?:.*/)?feed\.xml|.*/timemap/(?:link|json))"
)
READING = ("GET", "HEAD")
OPEN = {
    "Access-Control-Allow-Origin": "*",
    "Access-Control-Expose-Headers": "ETag, Last-Modified, Link, Memento-Datetime, Content-Disposition",
}
PREFLIGHT = {
    "Access-Control-Allow-Methods": "GET, HEAD",
    "Access-Control-Allow-Headers": "Accept-Datetime, If-Modified-Since, If-None-Match",
    "Access-Control-Max-Age": "86400",
}


def is_data(path):
    """True for the address of data: JSON, CSV, XLSX, feeds, timemaps."""
    return DATA.fullmatch(path) is not None


class CorsMiddleware:
    """Stands before the kept pages, so that 200, 304 and every refusal of a data address are open alike."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        if not is_data(request.path_info):
            return self.get_response(request)
        asks_first = request.method == "OPTIONS" and "HTTP_ACCESS_CONTROL_REQUEST_METHOD" in request.META
        if asks_first:
            response = HttpResponse(status=204, headers=PREFLIGHT)
        elif request.method in READING:
            response = self.get_response(request)
        else:
            response = HttpResponseNotAllowed(READING)  # before the check of forms would answer 403
        for name, value in OPEN.items():
            response.headers[name] = value
        return response
