"""The app of what was measured and disclosed."""

from django.apps import AppConfig


class AssessmentsConfig(AppConfig):
    name = "assessments"
    verbose_name = "การประเมิน ITA และการเปิดเผยข้อมูล"

    def ready(self):
        from assessments.models.triggers import TRIGGERS, recreate_after_migrate

        recreate_after_migrate(self, TRIGGERS)
