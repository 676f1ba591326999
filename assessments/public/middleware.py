"""What stands before every view: security headers, and public pages that were rendered already."""

from django.conf import settings
from django.core.exceptions import DisallowedHost, MiddlewareNotUsed

from assessments.public.cache_key import state_of
from ita_portal.http.response_cache import CachedResponse, ResponseCache


class SecurityHeadersMiddleware:
    """Adds Content-Security-Policy (setting SECURE_CSP, as in Django 6) and Permissions-Policy."""

    def __init__(self, get_response):
        self.get_response = get_response
        self.policy = "; ".join(" ".join([name, *values]) for name, values in settings.SECURE_CSP.items())

    def __call__(self, request):
        response = self.get_response(request)
        response.headers.setdefault("Content-Security-Policy", self.policy)
        response.headers.setdefault("Permissions-Policy", "camera=(), geolocation=(), microphone=()")
        return response


class ResponseCacheMiddleware:
    """Answers public pages from memory: one query gives the page's key, nothing behind here is run.

    A page's key is a hash of all that the page shows, asked for before the page is made (see
    assessments/public/cache_key.py), so what is kept is right in every process the moment anything changes. A
    view says by `response.for_everybody` that it is one, and by `response.keep` that the key covers it.
    """

    BESIDE = ("/ita/admin/", "/ita/static/", "/ita/healthz")

    def __init__(self, get_response):
        if settings.DEBUG:
            raise MiddlewareNotUsed("templates change while one develops")
        self.get_response = get_response
        self.pages = ResponseCache(settings.RESPONSE_CACHE_BYTES)

    def __call__(self, request):
        if not self._may_be_kept(request):
            return self.get_response(request)
        try:
            key = state_of(request).key
        except DisallowedHost:
            return self.get_response(request)  # which refuses it
        page = self.pages.get(key)
        if page is None:
            response = self.get_response(request)
            if not is_public(response):
                return response
            page = CachedResponse(response)
            if not response.keep:
                return page.answer(request)
        response = page.answer(request)
        self.pages.keep(key, page)
        return response

    def _may_be_kept(self, request):
        path = request.path_info
        return (
            request.method in ("GET", "HEAD")
            and (path.startswith("/ita/") or path == "/robots.txt")
            and not path.startswith(self.BESIDE)
            and "HTTP_ACCEPT_DATETIME" not in request.META
        )


def is_public(response):
    """True for a whole page that its view marked as the same for everybody and that holds nothing private."""
    return (
        response.status_code == 200
        and getattr(response, "for_everybody", False)
        and not response.streaming
        and not response.cookies
        and "cookie" not in response.get("Vary", "").lower()
    )
