"""Addresses and forms are read as UTF-8, whatever letters the sender says they are in."""

from django.conf import settings


class CharsetMiddleware:
    """Every browser sends our forms in UTF-8; a codec that a stranger names (base64, idna) reads no text."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        if request.encoding is not None:
            request.encoding = settings.DEFAULT_CHARSET
        return self.get_response(request)
