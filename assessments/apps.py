"""The app of what was measured and disclosed."""

from django.apps import AppConfig


class AssessmentsConfig(AppConfig):
    name = "assessments"
    verbose_name = "การประเมิน ITA และการเปิดเผยข้อมูล"

    def ready(self):
        from assessments.models.trigger_migrate import keep_through_migrate
        from assessments.record import guards  # noqa: F401 - registers its system check

        keep_through_migrate(self)
