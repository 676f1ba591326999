"""The shell: settings, addresses, Thai numerals and dates; and the admin with the desk's own first screen."""

from django.apps import AppConfig
from django.contrib.admin import apps as admin_apps


class PortalConfig(AppConfig):
    name = "ita_portal"
    verbose_name = "ระบบ"


class PortalAdminConfig(admin_apps.AdminConfig):
    """Django's admin, whose site is the desk."""

    default = False
    default_site = "assessments.dashboard.site.PortalAdminSite"

    def ready(self):
        from assessments.dashboard.buddhist_dates import show_buddhist_dates

        super().ready()
        show_buddhist_dates()
