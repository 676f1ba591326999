"""The portal's addresses. All but the two at the host's root live under /ita/; none is ever reused.

Apps are named as strings only: what they import is theirs.
"""

from django.contrib import admin
from django.urls import include, path
from django.views.generic import RedirectView

from ita_portal.health import healthz

handler400 = "assessments.public.error_pages.bad_request"
handler403 = "assessments.public.error_pages.permission_denied"
handler404 = "assessments.public.error_pages.page_not_found"

urlpatterns = [
    path("", RedirectView.as_view(url="/ita/", permanent=False), name="root"),
    path("", include("assessments.public.robots")),  # crawlers look nowhere else
    path("ita/healthz", healthz, name="healthz"),
    path("ita/admin/", include("assessments.admin.concurrency.urls")),
    path("ita/admin/", admin.site.urls),
    path("ita/", include("assessments.urls")),
    path("ita/", include("measures.urls")),
]
