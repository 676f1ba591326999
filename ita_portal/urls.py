"""The portal's addresses. All but the two at the host's root live under /ita/; none is ever reused."""

from django.contrib import admin
from django.urls import include, path
from django.views.generic import RedirectView
from django.views.i18n import JavaScriptCatalog

from assessments.admin.concurrency.session_rescue import session_rescue
from assessments.public import error_pages as views
from assessments.public.feeds import robot_rules

admin.site.site_header = "ระบบจัดการ ITA"
admin.site.site_title = "ระบบจัดการ ITA"
admin.site.index_title = "ข้อมูลที่แก้ไขได้ก่อนเผยแพร่"
admin.site.site_url = "/ita/"

handler400 = views.bad_request
handler403 = views.permission_denied
handler404 = views.page_not_found

urlpatterns = [
    path("", RedirectView.as_view(url="/ita/", permanent=False), name="root"),
    path("robots.txt", robot_rules, name="robot_rules"),  # crawlers look nowhere else
    path("ita/healthz", views.healthz, name="healthz"),
    # Django's own address of it leaves out the words that LOCALE_PATHS adds.
    path("ita/admin/jsi18n/", JavaScriptCatalog.as_view(), name="desk_words"),
    path("ita/admin/kept/", session_rescue, name="session_rescue"),
    path("ita/admin/", admin.site.urls),
    path("ita/", include("assessments.urls")),
    path("ita/", include("measures.urls")),
]
