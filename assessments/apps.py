"""The app of what was measured and disclosed."""

from django.apps import AppConfig


class AssessmentsConfig(AppConfig):
    name = "assessments"
    verbose_name = "การประเมิน ITA และการเปิดเผยข้อมูล"

    def ready(self):
        from assessments.models.triggers import GUARDS, keep_up_with_migrations

        keep_up_with_migrations(self, GUARDS)
