"""Addresses of the admin site that need no session, so stand before Django's own."""

from django.urls import path

from assessments.admin.concurrency.session_rescue import session_rescue

urlpatterns = [path("kept/", session_rescue, name="session_rescue")]
