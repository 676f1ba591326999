"""Public pages as the portal itself reads them: rendered by their own views, without network."""

import io
from urllib.parse import urlsplit

from django.core.handlers.wsgi import WSGIRequest
from django.urls import resolve

from assessments.public.request import PublicRequest


class PageMissing(Exception):
    """A view did not show a page that the record says is live."""


def internal_request(agency, origin, path, bundled=None):
    """A GET of `path` under an origin, for a given agency whatever the host; `bundled` a BundledPage."""
    scheme, host = urlsplit(origin)[:2]
    request = WSGIRequest(
        {
            "REQUEST_METHOD": "GET",
            "PATH_INFO": path,
            "HTTP_HOST": host,
            "SERVER_NAME": host,
            "SERVER_PORT": "443" if scheme == "https" else "80",
            "wsgi.url_scheme": scheme,
            "wsgi.input": io.BytesIO(),
        }
    )
    request.public = PublicRequest(origin=origin, agency=agency, bundled=bundled)
    return request


def answer(request):
    """The bytes with which the portal answers a request; PageMissing unless it answers 200."""
    view, arguments, keywords = resolve(request.path)
    response = view(request, *arguments, **keywords)
    if response.status_code != 200:
        raise PageMissing(f"{request.path}: {response.status_code}")
    return response.render().content if hasattr(response, "render") else response.content
