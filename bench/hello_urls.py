"""The portal's addresses and /hello: the least that a view can do, for bench/pages.py only."""

from django.http import HttpResponse
from django.urls import path

from ita_portal.urls import *  # noqa: F403
from ita_portal.urls import urlpatterns as portal


def hello(request):
    """GET /hello"""
    return HttpResponse("hello")


urlpatterns = [path("hello", hello), *portal]
