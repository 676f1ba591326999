"""Security headers for every answer."""

from django.conf import settings


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
