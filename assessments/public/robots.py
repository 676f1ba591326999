"""What stands at the host's root for crawlers, which look nowhere else."""

from django.http import HttpResponse
from django.urls import path
from django.views.decorators.http import require_safe

from assessments.open_data import feeds
from assessments.public.page import public_page


@require_safe
@public_page(whole=True)
def robot_rules(request):
    """What search engines may read: GET /robots.txt"""
    return HttpResponse(feeds.robots(request.public.origin), content_type="text/plain; charset=utf-8")


urlpatterns = [path("robots.txt", robot_rules, name="robot_rules")]
