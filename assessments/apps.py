"""The app of what was measured and disclosed, and Django's admin with the portal's own site."""

from django.apps import AppConfig
from django.contrib.admin import apps as admin_apps


class AssessmentsConfig(AppConfig):
    name = "assessments"
    verbose_name = "การประเมิน ITA และการเปิดเผยข้อมูล"

    def ready(self):
        from assessments.checklist.publish import ChecklistPage
        from assessments.files import integrity  # noqa: F401 - registers its system check
        from assessments.management.trigger_migrate import keep_through_migrate
        from assessments.public import site  # noqa: F401 - registers its system check
        from assessments.record import guards, publishable  # noqa: F401 - guards registers its system check
        from assessments.result.publish import ResultPage

        keep_through_migrate(self)
        publishable.register(ResultPage(), ChecklistPage())


class PortalAdminConfig(admin_apps.AdminConfig):
    """django.contrib.admin with the portal's site in place of Django's own."""

    default = False
    default_site = "assessments.dashboard.site.PortalAdminSite"

    def ready(self):
        from assessments.dashboard.buddhist_dates import show_buddhist_dates

        super().ready()
        show_buddhist_dates()
